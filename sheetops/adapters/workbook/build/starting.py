"""From rows to what a workbook needs: tables by sheet, labels, and the rows of the lists sheet."""

from collections.abc import Mapping, Sequence

from sheetops.adapters.workbook.build.values import Raw, RowValues
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS
from sheetops.records.lists import FED_BY_HANDBOOK
from sheetops.records.references import References, references
from sheetops.records.sheets import Sheet
from sheetops.records.table import Span, Table
from sheetops.rules.completion.lists import choices


def as_table(sheet: Sheet, rows: Sequence[RowValues]) -> Table:
    """Return `rows` as a table that no workbook holds yet; raw cells are left out."""
    columns = {
        column.key: [_meant(row.get(column.key)) for row in rows] for column in sheet.columns
    }
    return Table(sheet, columns, (Span("", "", (0,) * len(rows), {}, {}),))


def _meant(value: Value | Raw) -> Value:
    return None if isinstance(value, Raw) else value


def references_to(handbook: Mapping[str, Sequence[RowValues]]) -> References:
    """Return the labels of the handbook's rows."""
    return references({key: as_table(SHEETS[key], rows) for key, rows in handbook.items()})


def list_rows(handbook: Mapping[str, Sequence[RowValues]]) -> tuple[RowValues, ...]:
    """Return the rows of the `lists` sheet that follow from the handbook."""
    tables = {key: as_table(SHEETS[key], handbook.get(key, ())) for key in FED_BY_HANDBOOK}
    offered = choices(Records(tables))
    length = max((len(labels) for labels in offered.values()), default=0)
    return tuple(
        {
            "n": number + 1,
            **{name: labels[number] for name, labels in offered.items() if number < len(labels)},
        }
        for number in range(length)
    )
