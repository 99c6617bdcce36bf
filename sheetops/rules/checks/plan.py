"""Plans the issues column: what is wrong stands beside its row, and goes when it is mended."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sheetops.actions import SetValue
from sheetops.records.desk import Records
from sheetops.records.problems import Place, Problem
from sheetops.records.table import Table
from sheetops.records.text import Language
from sheetops.rules.checks.issues import issues_text
from sheetops.rules.writes import write

_ROW = tuple[str | None, str, str | None, int | str]


def plan_issues(
    records: Records, problems: Iterable[Problem], language: Language
) -> Iterator[SetValue]:
    """Plan the `issues` cell of every row whose words are not what they should be.

    A row that its key does not find (none yet, or one that an earlier row has) cannot be written
    to; its problems stand on the board, and those of a doubled key beside the first row too.
    """
    by_row: defaultdict[_ROW, list[Problem]] = defaultdict(list)
    for problem in problems:
        found = _row_of(problem.sheet_key, problem.place)
        if found is not None:
            by_row[found].append(problem)
    for table in records.tables.values():
        if "issues" in table.columns:
            yield from _plan_table(table, by_row, language)


def _plan_table(
    table: Table, by_row: dict[_ROW, list[Problem]], language: Language
) -> Iterator[SetValue]:
    told = table.column("issues")
    for at, found in enumerate(_rows(table)):
        problems = by_row.get(found, ()) if found else ()
        # a row that has nothing to say and says nothing is most of a book: it is not looked at
        if (problems or told[at] is not None) and table.finds(at):
            wanted = issues_text(problems, language) if problems else None
            yield from write(table[at], "issues", wanted)


def _rows(table: Table) -> Iterator[_ROW | None]:
    """Yield what tells each row of the table from all others; None for one that nothing names."""
    at = 0
    for span in table.spans:
        for number in span.rows:
            name = number or table.keys[at]
            yield None if name is None else (table.sheet.key, span.book, span.title, name)
            at += 1


def _row_of(sheet_key: str | None, place: Place) -> _ROW | None:
    """Return what tells rows apart: book, sheet and row number, or the key of a row to come."""
    number = place.row or place.key
    return None if number is None else (sheet_key, place.book, place.sheet, number)
