"""How long and how much memory an edit takes, against openpyxl and against the floor.

    .venv/bin/python tests/bench/bench_edit.py [--rows 100000] [--keep FOLDER]

Makes a book with one table, then makes 1,000 scattered edits and appends 1,000 rows, each way in a
process of its own so that its peak memory is its own. The floor is what no lossless way can save:
unpacking and packing the one part that changes.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = 20
EDITS = APPENDED = 1000
NEEDED_SPEED, NEEDED_MEMORY, NEEDED_FLOOR = 30.0, 0.25, 5.0
PART = "xl/worksheets/sheet1.xml"


def make_book(rows: int) -> bytes:
    """A shop's record of applications: texts, numbers, dates, a flag."""
    import xlsxwriter

    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Applications")
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    money = book.add_format({"num_format": "0.00"})
    headings = [f"Column {number}" for number in range(1, COLUMNS + 1)]
    chance = random.Random(7)
    start = datetime.fromisoformat("2026-01-01")
    sheet.write_row(0, 0, headings)
    for row in range(1, rows):
        for column in range(COLUMNS):
            match column % 5:
                case 0:
                    sheet.write_string(row, column, f"{chance.randrange(10**15):015d}")
                case 1:
                    sheet.write_number(row, column, chance.randrange(10**6))
                case 2:
                    sheet.write_number(row, column, chance.randrange(10**6) / 100, money)
                case 3:
                    when = start + timedelta(minutes=chance.randrange(500_000))
                    sheet.write_datetime(row, column, when, moment)
                case _:
                    sheet.write_string(row, column, f"退货原因 {chance.randrange(40)}")
    columns = [{"header": heading} for heading in headings]
    sheet.add_table(0, 0, rows - 1, COLUMNS - 1, {"columns": columns, "name": "Applications"})
    book.close()
    return stream.getvalue()


def wanted_cells(rows: int) -> list[tuple[int, int, str]]:
    """The scattered edits: row, column, text."""
    chance = random.Random(11)
    return [
        (chance.randrange(2, rows), chance.randrange(1, COLUMNS + 1), f"edited {number}")
        for number in range(EDITS)
    ]


def wanted_rows() -> list[list[str | float]]:
    """The rows to append."""
    return [
        [f"A{number:06d}" if column % 2 else number + 0.25 for column in range(COLUMNS)]
        for number in range(APPENDED)
    ]


def run_sheetops(source: Path, target: Path, rows: int) -> None:
    from sheetops.adapters.workbook.editing import AppendRows, Cell, SetCell, edit

    edits = [
        SetCell("Applications", str(Cell(row, column)), text)
        for row, column, text in wanted_cells(rows)
    ]
    append = AppendRows("Applications", "Applications", wanted_rows())
    target.write_bytes(edit(source.read_bytes(), [*edits, append]))


def run_openpyxl(source: Path, target: Path, rows: int) -> None:
    import openpyxl

    book = openpyxl.load_workbook(source)
    sheet = book["Applications"]
    for row, column, text in wanted_cells(rows):
        sheet.cell(row, column, text)
    for values in wanted_rows():
        sheet.append(values)
    book.save(target)


def run_floor(source: Path, target: Path, rows: int) -> None:
    from sheetops.adapters.workbook.editing.archive import Archive
    from sheetops.adapters.workbook.editing.deflate import deflate

    archive = Archive(source.read_bytes())
    index = next(n for n, entry in enumerate(archive.entries) if entry.name == PART.encode())
    target.write_bytes(deflate([archive.read(index)])[0])


WAYS = {"floor": run_floor, "sheetops": run_sheetops, "openpyxl": run_openpyxl}


def measure(way: str, source: Path, target: Path, rows: int) -> tuple[float, float]:
    """Processor seconds of the work alone, and the process's peak memory in MB.

    Nothing here waits or runs in parallel, and other work on the machine is not counted.
    """
    command = [
        sys.executable,
        __file__,
        "--way",
        way,
        "--rows",
        str(rows),
        str(source),
        str(target),
    ]
    answer = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)}
    )
    seconds, memory = answer.stdout.split()
    return float(seconds), float(memory)


def peak_memory() -> float:
    """The most memory that this process had, in MB.

    Linux lets a new program begin with its parent's peak in ``ru_maxrss``, and the parent made the
    book; the peak in /proc is the program's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def work(way: str, source: Path, target: Path, rows: int) -> None:
    """One way, in this process; imports are no part of the work."""
    if way == "openpyxl":
        import openpyxl  # noqa: F401 - imported ahead of the work
    start = time.process_time()
    WAYS[way](source, target, rows)
    seconds = time.process_time() - start
    print(f"{seconds:.4f} {peak_memory():.1f}")


def report(rows: int, folder: Path) -> int:
    """Measure all ways and print the table; 0 when the wanted ratios are met."""
    source = folder / f"book-{rows}.xlsx"
    if not source.exists():
        source.write_bytes(make_book(rows))
    part = zipfile.ZipFile(source).getinfo(PART)
    print(f"{rows:,} rows x {COLUMNS} columns, {source.stat().st_size / 1e6:.1f} MB;", end=" ")
    print(f"the sheet {part.file_size / 1e6:.1f} MB; {EDITS} edits + {APPENDED} rows appended\n")
    figures = {
        way: min(measure(way, source, folder / f"{way}.xlsx", rows) for _ in range(times))
        for way, times in (("floor", 3), ("sheetops", 3), ("openpyxl", 1))
    }
    print(f"{'way':<10}{'cpu s':>10}{'MB':>10}")
    for way, (seconds, memory) in figures.items():
        print(f"{way:<10}{seconds:>10.2f}{memory:>10.0f}")
    floor, ours, theirs = figures["floor"], figures["sheetops"], figures["openpyxl"]
    speed, memory, over = theirs[0] / ours[0], ours[1] / theirs[1], ours[0] / floor[0]
    print(f"\nfaster than openpyxl {speed:8.1f} x   (wanted: {NEEDED_SPEED:.0f} x or more)")
    print(f"memory of openpyxl   {memory:8.2f} x   (wanted: {NEEDED_MEMORY} x or less)")
    print(f"over the floor       {over:8.1f} x   (aim: {NEEDED_FLOOR:.0f} x or less)")
    return 0 if speed >= NEEDED_SPEED and memory <= NEEDED_MEMORY else 1


def main() -> int:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a folder that keeps the made book")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("files", nargs="*", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.way:
        source, target = arguments.files
        work(arguments.way, source, target, arguments.rows)
        return 0
    if arguments.keep:
        return report(arguments.rows, arguments.keep)
    with tempfile.TemporaryDirectory() as folder:
        return report(arguments.rows, Path(folder))


if __name__ == "__main__":
    sys.exit(main())
