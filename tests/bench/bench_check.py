"""How long and how much memory reading and checking takes, against openpyxl and pandas.

    .venv/bin/python tests/bench/bench_check.py [--rows 100000] [--full]

Makes an applications book of so many rows and 50 columns, and lets each way read it, check it and
write the issues back, in a process of its own so that its peak memory is its own; seconds are
seconds of the processor. The plain way checks ten rules, ours all of them. Then the same with a
tenth of the rows, to see that the cost grows with the rows; `--full` adds a million.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
NEEDED_SPEED, NEEDED_MEMORY = 10.0, 0.5
MILLION = 1_000_000
STEPS = ("read", "check", "write")
NOW = datetime.fromisoformat("2026-03-10T12:00:00")
Steps = Iterator[tuple[str, float]]


class Weekdays:
    """Monday to Friday are worked."""

    def is_workday(self, day: date) -> bool:
        """Return whether `day` is worked."""
        return day.weekday() < 5

    def known(self, year: int) -> bool:
        """Return whether the holidays of `year` are known."""
        return year > 0


def run_ours(path: Path) -> Steps:
    """Read with `read_book`, check with every check, write with the editor."""
    from sheetops.adapters.workbook.editing import SetCell, edit
    from sheetops.adapters.workbook.read import read_book
    from sheetops.records.desk import Records
    from sheetops.records.dictionary import APPLICATIONS_BOOK, HANDBOOK
    from sheetops.records.references import references
    from sheetops.records.settings import Settings
    from sheetops.rules.checks import problems
    from sheetops.rules.checks.plan import plan_issues

    handbook, _ = read_book(path.with_name("handbook.xlsx").read_bytes(), HANDBOOK, "h", "zh-CN")
    data = path.read_bytes()
    began = time.process_time()
    tables, met = read_book(data, APPLICATIONS_BOOK, path.name, "zh-CN", references(handbook))
    yield "read", time.process_time() - began
    if "applications" not in tables:
        raise SystemExit("; ".join(problem.message("en") for problem in met))
    began = time.process_time()
    records = Records({**handbook, **tables}, met)
    found = list(problems(records, NOW, Settings("bench", "bench"), Weekdays()))
    planned = list(plan_issues(records, found, "zh-CN"))
    yield "check", time.process_time() - began
    began = time.process_time()
    table = tables["applications"]
    span, letters = table.spans[0], table.spans[0].letters["issues"]
    rows = dict(zip(table.keys, span.rows, strict=True))
    edits = (
        SetCell(span.title, f"{letters}{rows[action.key]}", str(action.wanted))
        for action in planned
        if action.sheet == "applications"
    )
    path.with_suffix(".ours.xlsx").write_bytes(edit(data, edits))
    yield "write", time.process_time() - began
    print("problems", len(found), "rows", len(planned))


def run_plain(path: Path) -> Steps:
    """Read with openpyxl, check with pandas, write with openpyxl: what one would do by hand."""
    import openpyxl
    import pandas as pd

    began = time.process_time()
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    rows = sheet.values
    frame = pd.DataFrame(rows, columns=next(rows))
    yield "read", time.process_time() - began
    began = time.process_time()
    issues = plain_issues(frame)
    yield "check", time.process_time() - began
    began = time.process_time()
    column = list(frame.columns).index("校验提示") + 1
    for index, text in issues.items():
        sheet.cell(int(str(index)) + 2, column).value = text
    book.save(path.with_suffix(".plain.xlsx"))
    yield "write", time.process_time() - began
    print("problems", sum(text.count("\n") + 1 for text in issues), "rows", len(issues))


def plain_issues(frame: "pd.DataFrame") -> "pd.Series[str]":
    """Return the issues of each row that has some: the same kinds of rules, column by column."""
    import pandas as pd

    from sheetops.records.choices import CHOICES
    from sheetops.records.columns import Kind, Need
    from tests.bench.big_book import columns

    found = pd.Series("", index=frame.index)
    for column in columns():
        values = frame[column.title.zh]
        if column.need is Need.ALWAYS and not column.of_jobs:
            found = found.mask(values.isna(), found + f"{column.title.zh}没有填\n")
        if column.pattern:
            fits = values.astype("string").str.fullmatch(column.pattern)
            found = found.mask(values.notna() & ~fits.fillna(True), found + "格式不对\n")
        if column.kind is Kind.CHOICE and column.choices:
            words = [choice.text.zh for choice in CHOICES[column.choices]]
            found = found.mask(values.notna() & ~values.isin(words), found + "不在选项里\n")
        if column.kind is Kind.TIME:
            moments = pd.to_datetime(values, errors="coerce")
            found = found.mask(values.notna() & moments.isna(), found + "日期看不懂\n")
            if column.key == "applied_at":
                found = found.mask(moments > NOW, found + "时间在将来\n")
        if column.kind is Kind.MONEY:
            amounts = pd.to_numeric(values, errors="coerce")
            found = found.mask(values.notna() & ~(amounts >= 0), found + "数字不对\n")
    keys = frame[["平台", "退款编号"]]
    found = found.mask(keys.duplicated(keep=False), found + "退款编号重复\n")
    late = pd.to_datetime(frame["签收时间"]) < pd.to_datetime(frame["发货时间"])
    found = found.mask(late, found + "时间先后不对\n")
    return found[found != ""].str.rstrip("\n")


WAYS: dict[str, Callable[[Path], Steps]] = {"ours": run_ours, "plain": run_plain}


def run_child(way: str, path: Path) -> None:
    """Run one way here and print its times and this process's peak memory."""
    for step, seconds in WAYS[way](path):
        print(step, f"{seconds:.3f}")
    print("peak", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def measure(way: str, path: Path) -> dict[str, float]:
    """Return seconds for each step, and `peak` in MB, of a way run in a process of its own."""
    command = [sys.executable, __file__, "--child", way, str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    words = [line.split() for line in done.stdout.splitlines()]
    return {line[0]: float(line[1]) for line in words}


def make_books(folder: Path, rows: int) -> Path:
    """Return an applications book of `rows` rows, with the handbook beside it."""
    from sheetops.adapters.workbook.build import build_book
    from sheetops.adapters.workbook.read import read_book
    from sheetops.records.dictionary import HANDBOOK
    from sheetops.records.references import references
    from sheetops.records.seed import starting_handbook
    from tests.bench.big_book import write_big_book

    handbook = build_book(HANDBOOK, "zh-CN", starting_handbook("zh-CN"))
    (folder / "handbook.xlsx").write_bytes(handbook)
    tables, _ = read_book(handbook, HANDBOOK, "handbook.xlsx", "zh-CN")
    path = folder / f"applications-{rows}.xlsx"
    write_big_book(path, rows, references(tables))
    return path


def print_line(rows: int, way: str, found: dict[str, float]) -> None:
    """Print one line of the table."""
    steps = " ".join(f"{found[step]:8.2f}" for step in STEPS)
    print(f"{rows:>9,}  {way:<22}{steps}{found['peak']:>9,.0f}", flush=True)


def main() -> int:
    """Print the table and the ratios; 1 when a ratio is not what it should be."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=100_000)
    options.add_argument("--full", action="store_true", help="measure a million rows, too")
    options.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.child:
        run_child(chosen.child[0], Path(chosen.child[1]))
        return 0
    print(f"{'rows':>9}  {'way':<22}{'read s':>8} {'check s':>8} {'write s':>8}{'MB':>9}")
    with tempfile.TemporaryDirectory() as name:
        return compare(Path(name), chosen.rows, full=chosen.full)


def compare(folder: Path, rows: int, *, full: bool) -> int:
    """Measure and print; return 1 when a ratio is not what it should be."""
    path = make_books(folder, rows)
    plain = measure("plain", path)
    print_line(rows, "openpyxl + pandas", plain)
    ours = measure("ours", path)
    print_line(rows, "sheetops", ours)
    growth = [(rows, ours)]
    for size in (max(rows // 10, 100), *([MILLION] if full else [])):
        found = measure("ours", make_books(folder, size))
        print_line(size, "sheetops", found)
        growth.append((size, found))
    return verdict(plain, ours, growth)


def seconds_of(found: dict[str, float], *steps: str) -> float:
    """Return the seconds that the steps took together."""
    return sum(found[step] for step in steps)


def verdict(
    plain: dict[str, float], ours: dict[str, float], growth: list[tuple[int, dict[str, float]]]
) -> int:
    """Print the ratios of the two ways, and the cost of 1,000 rows at every size."""
    whole = seconds_of(plain, *STEPS)
    looked, written = whole / seconds_of(ours, *STEPS[:2]), whole / seconds_of(ours, *STEPS)
    like = seconds_of(plain, *STEPS[:2]) / seconds_of(ours, *STEPS[:2])
    memory = ours["peak"] / plain["peak"]
    print("\nagainst the plain way, which reads, checks and writes back:")
    print(f"read + check          {looked:5.1f} times as fast (wanted: {NEEDED_SPEED:.0f})")
    print(f"read + check + write  {written:5.1f} times as fast")
    print(f"peak memory           {memory:5.2f} of its memory (wanted: {NEEDED_MEMORY})")
    print("against its reading and checking alone, of a tenth of the rules:")
    print(f"read + check          {like:5.1f} times as fast")
    for size, found in sorted(growth, key=lambda pair: pair[0]):
        cost = 1000 * seconds_of(found, *STEPS[:2]) / (size / 1000)
        print(f"{size:>9,} rows: {cost:6.1f} ms for 1,000 rows")
    return 0 if looked >= NEEDED_SPEED and memory <= NEEDED_MEMORY else 1


if __name__ == "__main__":
    sys.exit(main())
