"""What is wrong with the law book: the shop's policy and calendar looked at as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sheetops.actions import FileEntry
from sheetops.records.cells import to_cell
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import book_of
from sheetops.records.problems import Place, Problem
from sheetops.records.table import Record, Table
from sheetops.records.text import Language, Text
from sheetops.rules.checks.audit import finding
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.policy import problem_kinds as kinds
from sheetops.rules.policy.coverage import coverage_problems
from sheetops.rules.policy.law_checks import rows_against_law
from sheetops.rules.policy.succession import changed_rows, successor_of
from sheetops.rules.policy.versions import Used, used_versions

_NOVEMBER = 11
"""The State Council's notice on next year comes out in October or November."""
_OTHERWISE = Text("内容", "its words")
_NOTHING = Text("空", "empty")


def law_book_problems(
    records: Records, today: date, workdays: Workdays, filed: Iterable[LogRow | FileEntry]
) -> Iterator[Problem]:
    """Yield what is wrong with policy and calendar as a whole.

    `filed` is the filing log and what waits for it: it knows which rows have been used.
    """
    table, used = records["policy"], used_versions(filed)
    yield from rows_against_law(table)
    yield from _changed(table, used)
    yield from _gone(table, used)
    yield from coverage_problems(records, today)
    yield from _unknown_years(records["calendar"], today, workdays)


def _changed(table: Table, used: Mapping[str, Sequence[Used]]) -> Iterator[Problem]:
    for row, before, columns in changed_rows(table, used):
        yield finding(
            kinds.CHANGED,
            table,
            row.index,
            columns[0] if columns else "policy_id",
            value=row.key or "",
            version=before.version,
            changes=_changes(row, before, columns),
            wanted=successor_of(row.key or "", table.keys),
        )


def _changes(row: Record, before: Used, columns: Sequence[str]) -> Text:
    if before.content is None or not columns:
        return _OTHERWISE
    return Text(
        "、".join(_change(row, before.content, column, "zh-CN") for column in columns),
        ", ".join(_change(row, before.content, column, "en") for column in columns),
    )


def _change(row: Record, content: Mapping[str, Value], key: str, language: Language) -> str:
    column = row.table.sheet.by_key[key]
    said = [to_cell(column, value, language) for value in (content.get(key), row[key])]
    told = [_NOTHING.to(language) if value is None else str(value) for value in said]
    return f"{column.title.to(language)} {told[0]} → {told[1]}"


def _gone(table: Table, used: Mapping[str, Sequence[Used]]) -> Iterator[Problem]:
    book = book_of("policy").file
    for name, versions in used.items():
        if table.spans and name not in table.index:
            facts = {"value": name, "version": versions[0].version}
            place = Place(book, table.spans[0].title, key=name)
            yield Problem(kinds.GONE, place, facts, "policy")


def _unknown_years(table: Table, today: date, workdays: Workdays) -> Iterator[Problem]:
    """A year's days off are known before it begins; from 1 November on somebody sees to it."""
    years = (today.year, today.year + 1) if today.month >= _NOVEMBER else (today.year,)
    for year in years:
        if table.spans and not workdays.known(year):
            place = Place(book_of("calendar").file, table.spans[0].title)
            yield Problem(kinds.YEAR_UNKNOWN, place, {"value": str(year)}, "calendar")
