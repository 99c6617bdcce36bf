"""How long an import takes from the export to the last row of the filing log, a thousand rows each.

    .venv/bin/python tests/bench/bench_apply.py [--applied 1000 10000]

Each number of rows goes into a new shop. All of it is counted: reading the export, planning, the
rows and what other jobs fill into them, the local state, reading everything back. Seconds are
seconds of the processor without start-up, which is measured by an export of one row. The rate
should stay the same: no step may look through all rows for each row.
"""

import argparse
import csv
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

BEGINNING = 1
"""Rows of the export whose time is taken for start-up."""


def write_export(path: Path, count: int) -> None:
    """Write an export of new applications as a .csv, hardly two rows alike."""
    from tests.bench.bench_import import rows
    from tests.importing.export_files import HEADINGS_2016

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS_2016, restval="")
        writer.writeheader()
        writer.writerows(rows(count))


def of_children() -> tuple[float, int]:
    """Return processor seconds and peak of memory in MB of all commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def apply(folder: Path, count: int) -> tuple[float, int]:
    """Import `count` rows into a new shop; return processor seconds and peak of memory in MB."""
    environment = {**os.environ, "SHEETOPS_STATE": str(folder / "state")}
    sheetops = [sys.executable, "-m", "sheetops"]
    shop, export = str(folder / "shop"), folder / "export.csv"
    write_export(export, count)
    for command in (["init", shop], ["import", str(export), "--shop", shop]):
        before, _ = of_children()
        done = subprocess.run(
            [*sheetops, *command], env=environment, capture_output=True, text=True
        )
        if done.returncode:
            raise SystemExit(f"{command[0]}: {done.stdout}{done.stderr}")
    after, peak = of_children()
    return after - before, peak


def main() -> None:
    """Print one line for each number of rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--applied", type=int, nargs="+", default=[1_000, 10_000])
    options, _ = parser.parse_known_args()
    print(f"{'new rows':>10}{'s':>9}{'s per 1,000 rows':>20}{'MB':>8}")
    start_up = 0.0
    for count in (BEGINNING, *options.applied):
        with tempfile.TemporaryDirectory() as name:
            seconds, peak = apply(Path(name), count)
        if count == BEGINNING:
            start_up = seconds
            continue
        rate = (seconds - start_up) / count * 1_000
        print(f"{count:>10,}{seconds - start_up:>9.2f}{rate:>20.2f}{peak:>8,}", flush=True)


if __name__ == "__main__":
    main()
