"""One value into one cell, where the sheet allows it."""

from datetime import date, datetime

from sheetops.adapters.workbook.editing.address import Cell, parse_cell
from sheetops.adapters.workbook.editing.book import Book
from sheetops.adapters.workbook.editing.cells import (
    Content,
    formula_text,
    is_taken_for_number,
    number_text,
    read_string,
    same_number,
    write_cell,
)
from sheetops.adapters.workbook.editing.edits import Formula, SetCell, Value
from sheetops.adapters.workbook.editing.protection import refuse_locked
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.styles import DATE_FORMAT, MOMENT_FORMAT
from sheetops.adapters.workbook.editing.table_cells import keep_tables_true


def write_cell_at(book: Book, wanted: SetCell, respect_protection: bool) -> None:
    """Make one `SetCell`; EditRefused when the cell may not be written."""
    try:
        cell = parse_cell(wanted.cell)
    except ValueError:
        raise EditRefused("outside-sheet", f"{wanted.sheet}!{wanted.cell}") from None
    sheet = book.sheet(wanted.sheet)
    for merged in sheet.merged:
        if merged.holds(cell) and (merged.top, merged.left) != cell:
            raise EditRefused("inside-merged-range", sheet.place(*cell), str(merged))
    for area, kind in sheet.arrays:
        if area.holds(cell) and (kind == "dataTable" or not area.is_one_cell):
            reason = "inside-data-table" if kind == "dataTable" else "inside-array-formula"
            raise EditRefused(reason, sheet.place(*cell), str(area))
    if respect_protection:
        refuse_locked(book, sheet, cell)
    keep_tables_true(book, sheet, cell, wanted.value)
    put_value(book, sheet, cell, wanted.value)


def put_value(book: Book, sheet: Sheet, cell: Cell, value: Value, style: int | None = None) -> None:
    """Write a value where writing is known to be safe; ``style`` is for cells that have none."""
    content = sheet.content(*cell)
    if content is None:
        if value is None and not style:
            return
        content = Content(
            sheet.default_style(*cell) if style is None else style, "n", None, None, None
        )
    elif holds(book, sheet, content, value):
        return
    fitting = _fitting(book, content.style, value)
    markup = write_cell(str(cell), fitting, value, sheet.dialect, book.is_1904)
    sheet.put(cell, markup)


def _fitting(book: Book, style: int, value: Value) -> int:
    """The style, or a copy of it in which the value shows, and stays, what it is."""
    if isinstance(value, str):
        return book.styles.textual(style) if is_taken_for_number(value) else style
    if not isinstance(value, date) or book.styles.shows_date(style):
        return style
    code = MOMENT_FORMAT if isinstance(value, datetime) else DATE_FORMAT
    return book.styles.dated(style, code)


def holds(book: Book, sheet: Sheet, content: Content, value: Value) -> bool:
    """Whether the cell has that value already, however the file spells it."""
    if content.formula is not None:
        is_plain = content.formula.kind == "normal"
        return (
            isinstance(value, Formula)
            and is_plain
            and formula_text(value, "") == content.formula.text
        )
    if value is None or value == "":
        return content.is_blank
    if isinstance(value, str):
        return text_of(book, sheet, content) == value
    if isinstance(value, bool):
        return content.kind == "b" and content.value == str(int(value))
    if isinstance(value, Formula) or content.kind not in ("n", ""):
        return False
    if isinstance(value, date) and not book.styles.shows_date(content.style):
        return False
    return same_number(content.value, number_text(value, book.is_1904, ""))


def text_of(book: Book, sheet: Sheet, content: Content) -> str | None:
    """The text in a cell; None when it holds something else."""
    if content.kind == "s" and content.value is not None:
        return book.strings.get(int(content.value)) if content.value.strip().isdigit() else None
    if content.kind == "inlineStr" and content.inline is not None:
        return read_string(content.inline, sheet.dialect)
    return content.value if content.kind == "str" else None
