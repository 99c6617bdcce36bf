"""What is wrong with the pictures: broken, too large, beside all rows, or evidence twice."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sheetops.records.desk import Records
from sheetops.records.problems import Fact, Place, Problem, ProblemKind
from sheetops.records.table import Record, Table
from sheetops.rules.evidence import problem_kinds as kinds
from sheetops.rules.evidence.placed import KEPT, TYPED, Placed, pictures_of
from sheetops.rules.evidence.plan import placed_rows

LARGEST = 30 * 1024 * 1024
"""Bytes of a picture that is kept; a photo of a phone has 3 to 12 MB."""


def picture_problems(
    records: Records, placed: Iterable[Placed], prints: Mapping[str, str]
) -> Iterator[Problem]:
    """Yield what is wrong with the pictures on the sheets and in the evidence folder.

    `prints` maps the path of each picture in the folder to the SHA-256 of its bytes.
    """
    pictures = list(placed)
    at_home = {id(picture): row for picture, row in placed_rows(records, pictures)}
    for picture in pictures:
        row = at_home.get(id(picture))
        if row is not None:
            yield from _of_row(picture, row)
        else:
            yield from _homeless(picture, records[picture.sheet])
    yield from _twice(records, prints)


def _of_row(picture: Placed, row: Record) -> Iterator[Problem]:
    if picture.is_too_large:
        facts = {"value": _megabytes(picture.size), "wanted": _megabytes(LARGEST)}
        yield _problem(kinds.PICTURE_TOO_LARGE, row, **facts)
    elif picture.is_broken:
        yield _problem(kinds.PICTURE_BROKEN, row)


def _homeless(picture: Placed, table: Table) -> Iterator[Problem]:
    """A picture below or between the rows is somebody's evidence; one above them is a logo."""
    span = next((one for one in table.spans if one.book == picture.book), None)
    if span is not None and picture.row > span.header_row:
        place = Place(picture.book, span.title, picture.row)
        yield Problem(
            kinds.PICTURE_WITHOUT_ROW, place, {"value": str(picture.row)}, table.sheet.key
        )


def _twice(records: Records, prints: Mapping[str, str]) -> Iterator[Problem]:
    """One picture is evidence of one buyer's case; two cases of one order may share it."""
    users: defaultdict[str, dict[tuple[str, int], Record]] = defaultdict(dict)
    for sheet in TYPED:
        for row in records[sheet]:
            for path in pictures_of(row):
                if path in prints:
                    users[prints[path]][sheet, row.index] = row
    for rows in users.values():
        for row in rows.values() if len(rows) > 1 else ():
            others = [one for one in rows.values() if _is_another(row, one, records)]
            if others:
                yield _problem(kinds.PICTURE_TWICE, row, value=_name(others[0]))


def _is_another(row: Record, other: Record, records: Records) -> bool:
    mine, theirs = (_order(one, records) for one in (row, other))
    return mine is None or mine != theirs


def _order(row: Record, records: Records) -> str | None:
    """Return the order that a row is about; a slip's is that of its case."""
    if row.table.sheet.key != "slips":
        return row.text("order_no") or row.text("case_id") or None
    case = records["applications"].find(row.text("case_id"))
    return (case.text("order_no") if case is not None else "") or row.text("case_id") or None


def _name(row: Record) -> str:
    return row.text("case_id") or row.key or str(row.place())


def _problem(kind: ProblemKind, row: Record, **facts: Fact) -> Problem:
    table = row.table
    column = KEPT if KEPT in table.columns else None
    return Problem(kind, row.place(column), facts, table.sheet.key, column)


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:.0f} MB"
