"""Makes the slip templates that sheetops ships: `python templates/slips/make.py`.

A shop that wants its own look copies a template into its folder (`templates/slips/zh-CN/…`) and
edits it in Excel: cells are found by their names, pictures by theirs, everything else may change.
"""

import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

import xlsxwriter
from PIL import Image, ImageDraw
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from sheetops.records import palette
from sheetops.records.text import LANGUAGES, Language, Text

HERE = Path(__file__).resolve().parent

COLUMNS = (6, 10, 58, 70, 98, 64, 66, 46, 64, 16)
"""Widths of A–J in pixels, 498 in all: A5 less margins of 8 mm at 96 dpi.

A holds the coloured bars, B and J are the gutters: as wide as the quiet zones of the codes, so that
the bars of a code stand flush with the words.
"""
LAST = len(COLUMNS) - 1

QR = (124, 124)
BARCODE = (374, 62)
"""Sizes of the pictures in pixels; a number's pictures are made in the same proportions."""

FONT_PLAIN = "Arial"
"""Sets column widths and the number: Liberation Sans has its exact widths where it is missing."""

WORDS = {
    "return": Text("退货单", "Return slip"),
    "exchange": Text("换货单", "Exchange slip"),
    "return_no": Text("退货编号", "Return no. (RMA)"),
    "exchange_no": Text("换货编号", "Exchange no. (RMA)"),
    "ship_to": Text("寄回地址", "Send to"),
    "item": Text("寄回商品", "Item to return"),
    "item_x": Text("商品", "Item"),
    "sku": Text("商品编码", "SKU code"),
    "qty": Text("数量", "Qty"),
    "back": Text("寄回", "Return"),
    "out": Text("换出", "You get"),
    "packing": Text(
        "装箱核对　　□ 商品　　□ 配件、赠品　　□ 发票　　□ 本单",
        "Packed:    □ item    □ accessories, gifts    □ invoice    □ this slip",
    ),
    "order_no": Text("订单编号", "Order no."),
    "case_id": Text("售后单号", "Case ID"),
    "return_mode": Text("退货方式", "Method"),
    "freight": Text("寄回运费", "Freight"),
    "agent": Text("开单客服", "Agent"),
    "issued_at": Text("开单时间", "Issued"),
    "notes": Text("注意事项", "Please note"),
    "warehouse": Text(
        "仓库填写　　收货 ＿＿＿＿＿　　件数 ＿＿＿　　等级 ＿＿＿　　验货 ＿＿＿＿",
        "Warehouse:   received ________   pieces ____   grade ____   inspected ________",
    ),
}


@dataclass
class Page:
    """One template while it is drawn, row by row, in one language."""

    book: xlsxwriter.Workbook
    sheet: Worksheet
    language: Language
    row: int = 0

    def style(self, **look: object) -> Format:
        """Return a cell format of the house: YaHei, ink, centred vertically."""
        basis = {"font_name": palette.FONT, "font_size": 10, "font_color": f"#{palette.INK}"}
        return self.book.add_format({**basis, "valign": "vcenter", **look})

    def words(self, key: str) -> str:
        """Return a fixed text of the slip."""
        return WORDS[key].to(self.language)

    def line(self, pixels: int) -> int:
        """Begin a row of that height and return its index."""
        self.sheet.set_row_pixels(self.row, pixels)
        self.row += 1
        return self.row - 1

    def put(self, row: int, first: int, last: int, words: str, look: Format) -> None:
        """Write words over the columns `first`–`last`."""
        if first == last:
            self.sheet.write(row, first, words, look)
        else:
            self.sheet.merge_range(row, first, row, last, words, look)

    def named(self, name: str, row: int, first: int, last: int, look: Format) -> None:
        """Leave an empty cell that is known by `name`."""
        self.put(row, first, last, "", look)
        column = chr(ord("A") + first)
        self.book.define_name(name, f"='{self.sheet.name}'!${column}${row + 1}")

    def fill(self, row: int, colour: str, first: int = 0, last: int = LAST) -> None:
        """Give cells of a row a ground colour."""
        look = self.style(bg_color=f"#{colour}")
        for column in range(first, last + 1):
            self.sheet.write_blank(row, column, None, look)


def draw(kind: str, language: Language) -> bytes:
    """Return the template of a return or an exchange slip."""
    out = BytesIO()
    plain = {"font_name": FONT_PLAIN, "font_size": 10}
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": plain})
    title = WORDS[kind].to(language)
    made = datetime(2026, 1, 1)  # noqa: DTZ001 - the same bytes on every run
    book.set_properties({"title": title, "author": "sheetops", "created": made})
    page = Page(book, book.add_worksheet(title), language)
    _set_up(page)
    _head(page, kind)
    _deadline(page)
    _address(page)
    _items(page, kind)
    _facts(page)
    _notes(page)
    _foot(page)
    page.sheet.print_area(0, 0, page.row - 1, len(COLUMNS) - 1)
    book.close()
    return _name_pictures(out.getvalue())


def _set_up(page: Page) -> None:
    sheet = page.sheet
    for column, pixels in enumerate(COLUMNS):
        sheet.set_column_pixels(column, column, pixels)
    sheet.hide_gridlines(2)
    # numbers here are names, not amounts: no green corners
    sheet.ignore_errors({"number_stored_as_text": "A1:J60"})
    sheet.set_paper(11)  # A5
    sheet.set_margins(left=0.315, right=0.315, top=0.315, bottom=0.315)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)


def _head(page: Page, kind: str) -> None:
    page.fill(page.line(6), palette.ACCENT)
    row = page.line(42)
    page.named("shop_name", row, 2, 4, page.style(bold=True, font_size=13, shrink=True))
    accent = {"font_color": f"#{palette.ACCENT}", "align": "right"}
    title = page.style(bold=True, font_size=18, **accent)
    page.put(row, 5, 8, page.words(kind), title)
    row = page.line(20)
    page.put(row, 2, 6, page.words(f"{kind}_no"), _muted(page))
    _picture(page, row, "qr", QR, (498 - QR[0], 6))
    number = page.style(font_name=FONT_PLAIN, font_size=29, bold=True, shrink=True)
    page.named("slip_no", page.line(50), 2, 6, number)
    _picture(page, page.line(68), "barcode", BARCODE, (0, 2))
    page.line(6)


def _deadline(page: Page) -> None:
    row = page.line(40)
    page.fill(row, palette.WARNING, 0, 0)
    page.fill(row, palette.WARNING_WASH, 1)
    look = page.style(bold=True, font_size=14, bg_color=f"#{palette.WARNING_WASH}", shrink=True)
    page.named("deadline", row, 2, 8, look)
    page.line(8)


def _address(page: Page) -> None:
    wash = {"bg_color": f"#{palette.ACCENT_WASH}"}
    rows = [page.line(pixels) for pixels in (26, 26, 52, 4)]
    for row in rows:
        page.fill(row, palette.ACCENT, 0, 0)
        page.fill(row, palette.ACCENT_WASH, 1)
    page.put(rows[0], 2, 5, page.words("ship_to"), _muted(page, **wash))
    page.named("ship_to_zip", rows[0], 6, 8, _muted(page, align="right", **wash))
    strong = page.style(bold=True, font_size=13, shrink=True, **wash)
    page.named("ship_to_name", rows[1], 2, 4, strong)
    page.named("ship_to_phone", rows[1], 5, 8, strong)
    where = page.style(font_size=12, text_wrap=True, valign="top", **wash)
    page.named("ship_to_addr", rows[2], 2, 8, where)
    page.line(6)


def _items(page: Page, kind: str) -> None:
    row = page.line(26)
    _rule(page, row, palette.MUTED)
    head = {"bottom": 1, "bottom_color": f"#{palette.MUTED}"}
    page.put(row, 2, 5, page.words("item" if kind == "return" else "item_x"), _muted(page, **head))
    page.put(row, 6, 7, page.words("sku"), _muted(page, **head))
    page.put(row, 8, 8, page.words("qty"), _muted(page, align="right", **head))
    if kind == "return":
        _item(page, "item_1", None, 64)
    else:
        _item(page, "item_1", "back", 44)
        _item(page, "item_2", "out", 44)
    row = page.line(28)
    _rule(page, row)
    page.put(row, 2, 8, page.words("packing"), page.style(font_size=9.5, shrink=True, **_ruled()))
    page.line(8)


def _item(page: Page, name: str, way: str | None, pixels: int) -> None:
    row = page.line(pixels)
    _rule(page, row)
    first = 2
    if way:
        page.put(row, 2, 2, page.words(way), page.style(bold=True, font_size=11, **_ruled()))
        first = 3
    title = page.style(font_size=10 if way else 10.5, text_wrap=True, **_ruled())
    page.named(f"{name}_title", row, first, 5, title)
    sku = page.style(font_name=palette.FONT_ID, font_size=9.5, text_wrap=True, **_ruled())
    page.named(f"{name}_sku", row, 6, 7, sku)
    qty = page.style(bold=True, font_size=14, align="right", **_ruled())
    page.named(f"{name}_qty", row, 8, 8, qty)


def _facts(page: Page) -> None:
    pairs = (("order_no", "case_id"), ("return_mode", "freight"), ("agent", "issued_at"))
    value = page.style(font_size=9.5, shrink=True)
    for left, right in pairs:
        row = page.line(22)
        page.put(row, 2, 2, page.words(left), _muted(page))
        page.named(left, row, 3, 4, value)
        page.put(row, 5, 5, page.words(right), _muted(page))
        page.named(right, row, 6, 8, value)
    page.line(8)


def _notes(page: Page) -> None:
    row = page.line(26)
    _rule(page, row)
    page.put(row, 2, 8, page.words("notes"), page.style(bold=True, font_size=10.5, **_ruled()))
    page.line(3)
    for number in range(1, 7):
        row = page.line(21)
        page.put(row, 0, 1, f"{number}", _muted(page, align="center"))
        page.named(f"notes_{number}", row, 2, 8, page.style(font_size=10, shrink=True))


def _foot(page: Page) -> None:
    page.line(8)
    dotted = {"top": 4, "top_color": f"#{palette.MUTED}"}
    row = page.line(30)
    for column in range(LAST + 1):
        page.sheet.write_blank(row, column, None, page.style(**dotted))
    page.put(row, 2, 8, page.words("warehouse"), _muted(page, shrink=True, **dotted))


def _rule(page: Page, row: int, colour: str = palette.LINE) -> None:
    """Draw the line below a row from edge to edge."""
    for column in range(LAST + 1):
        look = page.style(bottom=1, bottom_color=f"#{colour}")
        page.sheet.write_blank(row, column, None, look)


def _muted(page: Page, **look: object) -> Format:
    return page.style(**{"font_color": f"#{palette.MUTED}", "font_size": 9, **look})


def _ruled() -> dict[str, object]:
    return {"bottom": 1, "bottom_color": f"#{palette.LINE}"}


def _picture(page: Page, row: int, name: str, size: tuple[int, int], at: tuple[int, int]) -> None:
    place = {"x_offset": at[0], "y_offset": at[1], "object_position": 2, "description": name}
    data = BytesIO(_blank(*size))
    page.sheet.insert_image(row, 0, f"{name}.png", {"image_data": data, **place})


def _blank(width: int, height: int) -> bytes:
    """Return a pale frame that stands where a number's picture will be."""
    image = Image.new("RGB", (width, height), f"#{palette.WASH}")
    edge = (0, 0, width - 1, height - 1)
    ImageDraw.Draw(image).rectangle(edge, outline=f"#{palette.LINE}")
    out = BytesIO()
    image.save(out, "PNG", dpi=(96, 96))
    return out.getvalue()


def _name_pictures(data: bytes) -> bytes:
    """Give the pictures the names that Excel's name box shows; XlsxWriter says Picture 1, 2."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename.startswith("xl/drawings/drawing"):
                named = r'name="\2" descr="\2"'
                part = re.sub(rb'name="(Picture \d+)" descr="(\w+)"', named.encode(), part)
            entry.date_time = (2026, 1, 1, 0, 0, 0)
            new.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Write every template beside this script."""
    for language in LANGUAGES:
        for kind in ("return", "exchange"):
            path = HERE / language / f"{kind}.xlsx"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(draw(kind, language))


if __name__ == "__main__":
    main()
