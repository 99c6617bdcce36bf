"""What LibreOffice reads from a workbook before and after an edit, in a profile of its own."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from xml.parsers import expat

from sheetops.adapters.workbook.editing import Edit, EditRefused, SetCell, edit, sheet_names, survey
from sheetops.adapters.workbook.editing.address import parse_area
from tests.corpus.reading import CellRead, members, read_sheet
from tests.corpus.values import Values, read_by_calamine

_BATCH, _PROGRAMS = 40, 2
_SECONDS_A_FILE = 60
# Functions whose value is another at every calculation, or that see more than they name.
_VOLATILE = re.compile(
    rb"(NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO|RANDARRAY)\(", re.IGNORECASE
)


def find_office() -> str | None:
    """The LibreOffice of this machine."""
    return shutil.which("soffice") or shutil.which("libreoffice")


@dataclass(frozen=True)
class _Pair:
    """A file before and after, and the cells that may differ."""

    name: str
    before: bytes
    after: bytes
    exempt: frozenset[tuple[str, int, int]]


def compare_with_office(items: list[tuple[str, bytes]]) -> int:
    """Let LibreOffice read every file before and after an edit; how many came out different."""
    office = find_office()
    if office is None:
        print("LibreOffice is not installed; not compared")
        return 0
    start = time.perf_counter()
    pairs = [pair for name, data in items if (pair := _pair(name, data)) is not None]
    same, unread, changed = 0, 0, 0
    batches = [pairs[first : first + _BATCH] for first in range(0, len(pairs), _BATCH)]
    with ThreadPoolExecutor(_PROGRAMS) as pool:
        for pair, before, after in chain.from_iterable(
            pool.map(lambda batch: [*_read_all(office, batch)], batches)
        ):
            if before is None or before.error:
                unread += 1
                continue
            differing = ["not readable any more"] if after is None or after.error else []
            if after is not None and not differing:
                differing = after.differing(before, set(pair.exempt))
            same += not differing
            changed += bool(differing)
            for line in differing[:3]:
                print(f"  {pair.name}: {line}")
    print(f"LibreOffice: compared {same + changed}, same {same}, different {changed},", end=" ")
    print(f"not readable for it before {unread}, seconds {time.perf_counter() - start:.0f}")
    return changed


def _pair(name: str, data: bytes) -> _Pair | None:
    """The file with a cell changed, a row added; None where that is refused or not comparable."""
    try:
        sheets = sheet_names(data)
        if not sheets or _is_volatile(data):
            return None
        shape = survey(data, sheets[0])
        edits: list[Edit] = [
            SetCell(sheets[0], f"A{min(shape.last_row + 3, 1_048_576)}", "新行 new")
        ]
        filled = sorted(cell for cell in _plain_cells(data) if cell[0] > 1)
        if filled:
            row, column = filled[len(filled) // 2]
            edits.append(SetCell(sheets[0], f"{_letters(column)}{row}", 4321.5))
        after = edit(data, edits, respect_protection=False)
    except EditRefused:
        return None
    return _Pair(name, data, after, frozenset(_changed_cells(data, after)))


def _plain_cells(data: bytes) -> Iterator[tuple[int, int]]:
    """Cells of the first sheet that hold a value and no formula."""
    for path, (_, content) in members(data).items():
        if path.endswith("sheet1.xml"):
            for place, cell in _cells(content).items():
                if cell.formula is None and cell.value:
                    yield place


def _changed_cells(before: bytes, after: bytes) -> Iterator[tuple[str, int, int]]:
    """The cells that may differ: edited ones, and formulas that are yet to be calculated."""
    from sheetops.adapters.workbook.editing.book import Book

    old, new = members(before), members(after)
    for entry in Book(before).entries:
        path = next((path for path in old if path.lower() == entry.path.lower()), None)
        if path is None or entry.kind != "worksheet":
            continue
        was, now = _cells(old[path][1]), _cells(new[path][1])
        for place in was.keys() | now.keys():
            if was.get(place) != now.get(place) or _is_to_calculate(now.get(place)):
                yield (_plain(entry.name), *place)
                yield from ((_plain(entry.name), *cell) for cell in _array_cells(now.get(place)))


def _cells(content: bytes) -> dict[tuple[int, int], CellRead]:
    """The cells of a sheet; none of a damaged one, which no edit has touched."""
    try:
        return read_sheet(content).cells
    except (expat.ExpatError, ValueError):
        return {}


def _is_to_calculate(cell: CellRead | None) -> bool:
    return cell is not None and cell.formula is not None and not cell.value


def _array_cells(cell: CellRead | None) -> Iterator[tuple[int, int]]:
    """The cells that an array formula fills: they are calculated with it."""
    words = (cell.formula or ()) if cell else ()
    written = next((word[4:] for word in words if word.startswith("ref=")), "")
    if "t=array" in words and written:
        area = parse_area(written)
        for row in range(area.top, area.bottom + 1):
            yield from ((row, column) for column in range(area.left, area.right + 1))


def _is_volatile(data: bytes) -> bool:
    """Whether LibreOffice shows other values by itself; it fills pivot tables anew as well."""
    return any(
        "pivottables/" in path.lower() or _VOLATILE.search(content)
        for path, (_, content) in members(data).items()
    )


def _without_marks(values: Values) -> Values:
    """The same values; LibreOffice writes some marks in a sheet's name in another way."""
    return Values(
        {(_plain(sheet), row, column): v for (sheet, row, column), v in values.values.items()},
        values.error,
    )


def _plain(name: str) -> str:
    return re.sub(r" -[0-9]+$|\W", "", name)


def _read_all(
    office: str, pairs: list[_Pair]
) -> Iterator[tuple[_Pair, Values | None, Values | None]]:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in"), Path(folder, "out")
        source.mkdir()
        for number, pair in enumerate(pairs):
            (source / f"{number}-before.xlsx").write_bytes(pair.before)
            (source / f"{number}-after.xlsx").write_bytes(pair.after)
        _convert(office, Path(folder, "profile"), sorted(source.iterdir()), target)
        for number, pair in enumerate(pairs):
            yield (
                pair,
                _read(target / f"{number}-before.xlsx"),
                _read(target / f"{number}-after.xlsx"),
            )


def _convert(office: str, profile: Path, files: list[Path], target: Path) -> None:
    """Let LibreOffice open and save the files; one that hangs or crashes it is given up."""
    left = files
    while left:
        is_done = _convert_in_turn(office, profile, left, target)
        if is_done:
            return
        last = max(
            [at for at, file in enumerate(left) if (target / file.name).exists()], default=-1
        )
        left = left[last + 2 :]


def _convert_in_turn(office: str, profile: Path, files: list[Path], target: Path) -> bool:
    """One run of LibreOffice over the files; False when it stood still or died on the way."""
    command = [
        office, "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}",
        "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target),
    ]  # fmt: skip
    program = subprocess.Popen(
        [*command, *map(str, files)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    made, since = 0, time.monotonic()
    while program.poll() is None:
        time.sleep(0.2)
        now_made = sum(1 for _ in target.glob("*.xlsx")) if target.is_dir() else 0
        if now_made != made:
            made, since = now_made, time.monotonic()
        elif time.monotonic() - since > _SECONDS_A_FILE:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
            return False
    return program.returncode == 0


def _read(path: Path) -> Values | None:
    return _without_marks(read_by_calamine(path.read_bytes())) if path.exists() else None


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def made_by_office(data: bytes) -> bytes | None:
    """The same workbook as LibreOffice writes it: its own dialect of the format."""
    office = find_office()
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "book.xlsx")
        source.write_bytes(data)
        target = Path(folder, "out")
        _convert(office, Path(folder, "profile"), [source], target)
        written = target / "book.xlsx"
        return written.read_bytes() if written.exists() else None
