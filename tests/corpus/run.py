"""Edit every workbook of a corpus and look for anything that nobody meant to change.

    .venv/bin/python tests/corpus/run.py [--corpus ZIP_OR_FOLDER] [--made-only] [--no-office]

Anything lost, and any crash, ends it with 1.
"""

import argparse
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.corpus.checking import Outcome, check_file
from tests.corpus.made_by_hand import hand_made
from tests.corpus.made_by_xlsxwriter import xlsxwriter_made
from tests.corpus.office import compare_with_office, made_by_office

PROJECT = Path(__file__).resolve().parents[2]
CORPUS = PROJECT.parent / "shared" / "corpus.zip"
SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
_MEMORY = 6 << 30
_SECONDS = 300


def made(*, with_office: bool) -> Iterator[tuple[str, bytes]]:
    """The corpus that is made here."""
    for name, data in xlsxwriter_made():
        yield f"made/xlsxwriter/{name}", data
    again = made_by_office(data) if with_office else None
    if again is not None:
        yield f"made/office/{name}", again
    for name, data in hand_made():
        yield f"made/hand/{name}", data


def given(corpus: Path) -> Iterator[tuple[str, bytes]]:
    """The workbooks of a folder or a zip."""
    if corpus.is_dir():
        for path in sorted(corpus.rglob("*")):
            if path.suffix.lower() in SUFFIXES and path.is_file():
                yield str(path.relative_to(corpus)), path.read_bytes()
        return
    with zipfile.ZipFile(corpus) as archive:
        for info in archive.infolist():
            if info.filename.lower().endswith(SUFFIXES):
                yield info.filename, archive.read(info)


def check(item: tuple[str, bytes]) -> Outcome:
    """One file, whatever happens."""
    name, data = item
    _limit()
    start = time.perf_counter()
    try:
        outcome = check_file(name, data)
    except Exception:  # noqa: BLE001 - a crash is a finding
        outcome = Outcome(name, lost=[f"crashed: {traceback.format_exc(limit=-4)}"])
    outcome.seconds = time.perf_counter() - start
    return outcome


def _limit() -> None:
    """No file may take the machine down, nor all the time there is."""
    try:
        import resource
        import signal
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError("too long")))
    signal.alarm(_SECONDS)


def report(outcomes: list[Outcome], seconds: float) -> int:
    """Print what was seen; the number of files in which something was lost."""

    def total(name: str) -> Counter[str]:
        summed: Counter[str] = Counter()
        for outcome in outcomes:
            summed.update(getattr(outcome, name))
        return summed

    edited = sum(1 for outcome in outcomes if outcome.edited)
    print(f"\nfiles {len(outcomes)}, edited {edited}, not edited {len(outcomes) - edited}")
    for title, name in (
        ("edits made", "edited"),
        ("refused", "refused"),
        ("parts changed", "parts_changed"),
        ("readings compared", "read"),
        ("original not readable for", "unreadable"),
        ("values that differ for", "differing"),
    ):
        print(f"{title}:")
        for key, count in sorted(total(name).items()):
            print(f"  {key:<44}{count:>9,}")
    parts, same = (sum(getattr(o, name) for o in outcomes) for name in ("parts", "parts_same"))
    print(f"parts untouched, packed bytes too: {same:,} of {parts:,}")
    print(f"cached values of dependants dropped: {sum(o.dropped_values for o in outcomes):,}")
    sheets, rows = (
        sum(getattr(o, f"{name}_indexed") for o in outcomes) for name in ("sheets", "rows")
    )
    print(f"sheets indexed in both ways: {sheets:,}, rows {rows:,}")
    print(f"shared formulas handed on: {sum(o.promoted for o in outcomes):,}")
    bad = [outcome for outcome in outcomes if outcome.lost]
    print(f"files in which something was lost: {len(bad)}")
    for outcome in bad:
        print(f"  {outcome.name}")
        for line in outcome.lost[:6]:
            print(f"    {line}")
    slowest = sorted(outcomes, key=lambda outcome: -outcome.seconds)[:3]
    print("slowest:", ", ".join(f"{o.name} {o.seconds:.1f} s" for o in slowest))
    print(f"seconds: {seconds:.1f}")
    return len(bad)


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="a folder or a zip")
    parser.add_argument("--made-only", action="store_true", help="only what is made here")
    parser.add_argument("--no-office", action="store_true", help="leave LibreOffice out")
    parser.add_argument("--limit", type=int, help="so many files of the given corpus")
    parser.add_argument("--only", default="", help="only files whose name contains this")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    start = time.perf_counter()
    items = list(made(with_office=not options.no_office))
    if not options.made_only and options.corpus.exists():
        items += list(given(options.corpus))[: options.limit]
    elif not options.made_only:
        print(f"{options.corpus} is not there; only the corpus made here is used")
    items = [item for item in items if options.only in item[0]]
    with ProcessPoolExecutor(options.workers, max_tasks_per_child=200) as pool:
        outcomes = list(pool.map(check, items, chunksize=4))
    lost = report(outcomes, time.perf_counter() - start)
    sys.stdout.flush()
    if not options.no_office:
        lost += compare_with_office(items)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
