"""Workbooks with everything that XlsxWriter can draw and that openpyxl would drop."""

import base64
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import xlsxwriter

# A red dot, 5 by 5 pixels.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4//8/w38GIAXDIBKE0DHxgljNBAAO"
    "9TXL0Y4OHwAAAABJRU5ErkJggg=="
)

# XlsxWriter's objects carry no types.
Book = Any
Sheet = Any
Draw = Callable[[Book, Sheet], None]


def xlsxwriter_made() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every book: each feature alone, then all of them together."""
    for draw in _FEATURES:
        yield draw.__name__.removeprefix("_draw_").replace("_", " "), _book(draw)
    yield "everything", _book(*_FEATURES)


def _book(*draws: Draw) -> bytes:
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("Applications")
    _fill(book, sheet)
    for draw in draws:
        draw(book, sheet)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.close()
    return stream.getvalue()


def _fill(book: Book, sheet: Sheet) -> None:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row("A1", ["编号", "Name", "Amount", "Day"])
    for row in range(1, 9):
        sheet.write_row(row, 0, [f"{row:012d}", f"买家 {row}", row * 1.25])
        sheet.write_number(row, 3, 45000 + row, day)
    sheet.write_formula("F1", "=SUM(C2:C9)", None, 45)


def _draw_table_with_totals(book: Book, _: Sheet) -> None:
    sheet = book.add_worksheet("Totals")
    data = [[f"{row}", row, row * 2] for row in range(1, 6)]
    columns = [
        {"header": "No", "total_string": "合计"},
        {"header": "Qty", "total_function": "sum"},
        {
            "header": "Twice",
            "formula": "=Totals_Table[[#This Row],[Qty]]*2",
            "total_function": "max",
        },
    ]
    sheet.add_table(
        "B3:D9", {"name": "Totals_Table", "columns": columns, "data": data, "total_row": True}
    )
    sheet.data_validation("C4:C8", {"validate": "integer", "criteria": ">", "value": 0})
    sheet.conditional_format("C4:C8", {"type": "data_bar", "bar_solid": True})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": "=Totals!$B$4:$B$8", "values": "=Totals!$C$4:$C$8"})
    sheet.insert_chart("G2", chart)
    book.define_name("Quantities", "=Totals!$C$4:$C$8")
    sheet.print_area("B3:D8")


def _draw_plain_table(book: Book, _: Sheet) -> None:
    sheet = book.add_worksheet("Plain table")
    data = [[f"{row}", row] for row in range(1, 4)]
    columns = [{"header": "No"}, {"header": "线_x0041_"}]
    sheet.add_table("A1:B4", {"columns": columns, "data": data})
    sheet.add_table("D1:E3", {"header_row": False, "data": [["a", 1], ["b", 2], ["c", 3]]})


def _draw_filtered_table(book: Book, _: Sheet) -> None:
    sheet = book.add_worksheet("Filtered")
    sheet.add_table(
        "A1:B4", {"columns": [{"header": "A"}, {"header": "B"}], "data": [["x", 1]] * 3}
    )
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column("F:G", None, None, {"hidden": True})


def _draw_charts(book: Book, sheet: Sheet) -> None:
    for kind, cell in (("line", "H2"), ("pie", "H20"), ("scatter", "H40")):
        chart = book.add_chart({"type": kind})
        chart.add_series(
            {"values": "=Applications!$C$2:$C$9", "categories": "=Applications!$D$2:$D$9"}
        )
        sheet.insert_chart(cell, chart)
    lone = book.add_chart({"type": "bar"})
    lone.add_series({"values": "=Applications!$C$2:$C$9"})
    book.add_chartsheet("Chart").set_chart(lone)


def _draw_pictures(_: Book, sheet: Sheet) -> None:
    for cell in ("J1", "J5"):
        sheet.insert_image(
            cell, "dot.png", {"image_data": BytesIO(PNG), "description": f"dot {cell}"}
        )
    sheet.set_background(BytesIO(PNG))
    sheet.set_header("&L&G", {"image_left": "dot.png", "image_data_left": BytesIO(PNG)})


def _draw_pictures_in_cells(_: Book, sheet: Sheet) -> None:
    sheet.embed_image("L2", "dot.png", {"image_data": BytesIO(PNG)})


def _draw_comments(_: Book, sheet: Sheet) -> None:
    sheet.write_comment("B2", "买家已联系\n two lines", {"author": "小王", "visible": True})
    sheet.insert_textbox("N2", "A text box", {"fill": {"color": "yellow"}})
    sheet.insert_button("N8", {"macro": "run", "caption": "Run"})
    sheet.insert_checkbox("P2", True)


def _draw_formats(book: Book, sheet: Sheet) -> None:
    sheet.conditional_format("C2:C9", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("C2:C9", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.conditional_format(
        "A2:D9",
        {"type": "formula", "criteria": "=$C2>5", "format": book.add_format({"bold": True})},
    )
    sheet.data_validation("B2:B9", {"validate": "list", "source": ["退货", "换货"]})
    sheet.add_sparkline("G2", {"range": "Applications!C2:C9"})


def _draw_rich_text(book: Book, sheet: Sheet) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_rich_string("B12", "plain ", bold, "bold", " rest")
    sheet.write_url("B13", "https://example.com/a?b=1&c=2", string="link")
    sheet.write_string("B14", "_x0041_ line\nbreak")


def _draw_outline(book: Book, sheet: Sheet) -> None:
    for row in range(3, 6):
        sheet.set_row(row, 22, None, {"level": 1, "hidden": row == 4})
    sheet.set_column("C:D", 18, None, {"level": 1})
    sheet.freeze_panes(1, 1)
    sheet.autofilter("A1:D9")
    sheet.print_area("A1:D9")
    book.define_name("Amounts", "=Applications!$C$2:$C$9")


def _draw_protection(book: Book, _: Sheet) -> None:
    sheet = book.add_worksheet("Protected")
    sheet.write("A1", "locked")
    sheet.write("A2", "open", book.add_format({"locked": False}))
    sheet.protect("", {"format_cells": True})
    sheet.unprotect_range("C1:C9", "Everybody")


def _draw_formulas(_: Book, sheet: Sheet) -> None:
    sheet.write_array_formula("R1:R3", "{=C2:C4*2}", None, 2.5)
    sheet.write_dynamic_array_formula("S1:S3", "=SORT(C2:C4)", None, 1.25)
    for row in range(1, 9):
        sheet.write_formula(row, 20, f"=C{row + 1}*2", None, row * 2.5)
    sheet.merge_range("W1:X2", "merged")


def _draw_macro(book: Book, _: Sheet) -> None:
    book.add_vba_project(BytesIO(b"not a real project"), is_stream=True)


_FEATURES: tuple[Draw, ...] = (
    _draw_table_with_totals,
    _draw_plain_table,
    _draw_filtered_table,
    _draw_charts,
    _draw_pictures,
    _draw_pictures_in_cells,
    _draw_comments,
    _draw_formats,
    _draw_rich_text,
    _draw_outline,
    _draw_protection,
    _draw_formulas,
    _draw_macro,
)
