"""The time machine of one shop: its filing log put to its handbook and to a changed one."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.errors import UsageError, WorkbookUnreadable
from sheetops.records.desk import Records
from sheetops.records.dictionary import HANDBOOK
from sheetops.records.problems import Problem, Severity
from sheetops.records.text import Language, Text

if TYPE_CHECKING:
    from sheetops.rules.filing.log_rows import LogRow
    from sheetops.rules.replaying.replay import Replay
    from sheetops.shop.shop import Shop

Progress = Callable[[str, int, int], None]

LAW = ("policy", "calendar", "reasons")
"""The sheets of a handbook by which cases are judged; mistakes in them are not replayed."""
_SHOWN = 5
"""Mistakes that a refusal names; the others are counted."""


def replay_policy(
    shop: "Shop", first: date, last: date, changed: Path | None, progress: Progress
) -> "Replay":
    """Return what the cases applied for from `first` to `last` would have been told otherwise.

    With `changed`, the path of another handbook, it stands against the shop's; without, the shop's
    handbook of today stands against what was told at the time. UsageError for dates the wrong way
    round or a file that is not there, WorkbookUnreadable for a handbook that cannot be used,
    LogBroken where the log's chain does not hold.
    """
    from sheetops.adapters.filing_months import month_names, months
    from sheetops.adapters.holidays import ChineseHolidays
    from sheetops.rules.replaying.replay import bench, replay
    from sheetops.rules.replaying.words import TODAY, TOLD
    from sheetops.shop.looking import missing_book_error

    if last < first:
        raise _reversed(first, last)
    missing = missing_book_error(shop.look.records)
    if missing:
        raise missing
    national, records, since = ChineseHolidays(), shop.look.records, f"{first:%Y-%m}"
    other = changed_handbook(shop, changed) if changed else None
    before = bench(records, shop.settings, national, shop.now)
    after = bench(other, shop.settings, national, shop.now) if other else None
    total = sum(month >= since for month in month_names(shop.folder))
    log = _holding(shop, months(shop.folder, since))
    found = replay(log, (first, last), before, after, (progress, total))
    found.sides = (TODAY, Text(changed.name, changed.name)) if changed else (TOLD, TODAY)
    return found


def _holding(
    shop: "Shop", log: "Iterator[tuple[str, Sequence[LogRow]]]"
) -> "Iterator[tuple[str, Sequence[LogRow]]]":
    """Yield the months as long as their chain holds; LogBroken, with the place, where it breaks.

    What was changed in the log afterwards would be answered as if it had been known (V22).
    """
    from sheetops.rules.filing.log_rows import hash_of
    from sheetops.shop.running import chain_error

    before: LogRow | None = None
    for month, rows in log:
        for row in rows:
            follows = before is None or (row.seq, row.prev_hash) == (before.seq + 1, before.hash)
            if (not follows or row.hash != hash_of(row)) and shop.chain_problem is not None:
                raise chain_error(shop.chain_problem)
            before = row
        yield month, rows


def changed_handbook(shop: "Shop", path: Path) -> Records:
    """Return the shop's records with the handbook at `path` in place of its own.

    Sheets that it does not have stay the shop's. A mistake that the shop's own handbook has too is
    let pass; a new one in what cases are judged by is a reason to stop.
    """
    from sheetops.adapters.workbook.read import read_book

    tables, met = read_book(_bytes(path), HANDBOOK, path.name, shop.language)
    if "policy" not in tables:
        errors = [problem for problem in met if problem.severity is Severity.ERROR]
        missing = [problem for problem in errors if problem.sheet_key == "policy"]
        raise _unusable(path, missing or errors)
    records = Records({**shop.look.records.tables, **tables}, met)
    known = {_name(problem) for problem in _mistakes(shop, shop.look.records)}
    new = [problem for problem in _mistakes(shop, records) if _name(problem) not in known]
    if new:
        raise _unusable(path, new)
    return records


def _mistakes(shop: "Shop", records: Records) -> list[Problem]:
    """Return the errors in the sheets by which cases are judged."""
    from sheetops.rules.checks import problems

    law = Records({key: records[key] for key in LAW}, records.problems)
    found: Iterable[Problem] = problems(law, shop.now, shop.settings, shop.workdays)
    return [p for p in found if p.severity is Severity.ERROR and p.sheet_key in LAW]


def _name(problem: Problem) -> tuple[str, str | None, str | None, str | None]:
    return problem.code, problem.sheet_key, problem.place.key, problem.column_key


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UsageError(
            Text(f"没有这个文件：{path}。", f"There is no file {path}."),
            Text("请检查 --with 后面的路径。", "Check the path behind --with."),
        ) from error
    except OSError as error:
        why = error.strerror or str(error)
        raise WorkbookUnreadable(
            Text(f"{path} 读不了：{why}。", f"{path} cannot be read: {why}."),
            Text("--with 后面应是一本手册工作簿。", "--with names a handbook, a workbook."),
        ) from error


def _unusable(path: Path, problems: list[Problem]) -> WorkbookUnreadable:
    zh = "；".join(_told(problem, "zh-CN") for problem in problems[:_SHOWN])
    en = "; ".join(_told(problem, "en") for problem in problems[:_SHOWN])
    more = len(problems) - _SHOWN
    return WorkbookUnreadable(
        Text(
            f"不能按 {path.name} 重演，{len(problems)} 处错误：{zh}"
            + (f"；另有 {more} 处。" if more > 0 else ""),
            f"{path.name} cannot be replayed, mistakes: {len(problems)}. {en}"
            + (f"; {more} more." if more > 0 else ""),
        ),
        Text(
            "请先改好这本手册；备案日志和店铺的工作簿都没有改动。",
            "Mend that handbook first; neither the log nor the shop's workbooks were touched.",
        ),
    )


def _told(problem: Problem, language: Language) -> str:
    words = problem.message(language).rstrip("。.")
    where = " ".join(part for part in (problem.place.sheet, problem.place.key) if part)
    return f"{where} {words}".strip()


def _reversed(first: date, last: date) -> UsageError:
    return UsageError(
        Text(f"日期颠倒：{first} 在 {last} 之后。", f"{first} is after {last}."),
        Text("--from 写早的一天，--to 写晚的一天。", "--from is the earlier day, --to the later."),
    )
