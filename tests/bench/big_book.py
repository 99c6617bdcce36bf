"""An applications book as large as wanted, written straight as XML: a million rows in a minute.

The cells are believable: shared strings as Excel saves them, identifiers as text, real dates,
and about three rows in a hundred have something wrong with them.
"""

import random
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from sheetops.records.cells import choice_words
from sheetops.records.choices import CHOICES
from sheetops.records.columns import Column, Kind, Need
from sheetops.records.dictionary import SHEETS
from sheetops.records.references import References

COLUMNS = 50
SHEET = "申请登记"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_EPOCH = datetime.fromisoformat("1899-12-30")
_START = datetime.fromisoformat("2026-01-05")
Cell = str | float | datetime | None


def columns() -> tuple[Column, ...]:
    """Return the first fifty columns of Applications: keys, what people type, jobs, imports."""
    return SHEETS["applications"].columns[:COLUMNS]


def write_big_book(path: Path, rows: int, references: References, seed: int = 7) -> None:
    """Write an applications book with `rows` rows; the same rows for the same seed."""
    strings: dict[str, int] = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for piece in _sheet(rows, references, random.Random(seed), strings):
                part.write(piece.encode())
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{_MAIN}">'.encode())
            for text in strings:
                part.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            part.write(b"</sst>")
        for name, content in _frame().items():
            archive.writestr(name, content)


def _sheet(
    rows: int, references: References, chance: random.Random, strings: dict[str, int]
) -> Iterator[str]:
    letters = [get_column_letter(number) for number in range(1, COLUMNS + 1)]
    titles: list[Cell] = [column.title.zh for column in columns()]
    yield f'<worksheet xmlns="{_MAIN}"><sheetData>{_row(1, letters, titles, strings)}'
    makers = [_maker(column, references, chance) for column in columns()]
    for number in range(rows):
        cells = [make(number) for make in makers]
        yield _row(number + 2, letters, cells, strings)
    yield "</sheetData></worksheet>"


def _row(number: int, letters: list[str], cells: list[Cell], strings: dict[str, int]) -> str:
    written = []
    for letter, cell in zip(letters, cells, strict=True):
        if isinstance(cell, str):
            index = strings.setdefault(cell, len(strings))
            written.append(f'<c r="{letter}{number}" t="s"><v>{index}</v></c>')
        elif isinstance(cell, datetime):
            serial = (cell - _EPOCH) / timedelta(days=1)
            written.append(f'<c r="{letter}{number}" s="1"><v>{serial:.10f}</v></c>')
        elif cell is not None:
            written.append(f'<c r="{letter}{number}"><v>{cell}</v></c>')
    return f'<row r="{number}">{"".join(written)}</row>'


def _maker(column: Column, references: References, chance: random.Random) -> Callable[[int], Cell]:
    """Return what fills the column: number of the row → cell."""
    if column.key in _BY_KEY:
        return lambda row: _BY_KEY[column.key](row, chance)
    if column.refers:
        labels = [references.label(column.refers, key) for key in references.rows(column.refers)]
        return lambda _: chance.choice(labels)
    if column.kind is Kind.CHOICE:
        words = [choice_words(column, c.key).zh for c in CHOICES[column.choices or ""]]
        return lambda _: chance.choice(words)
    if column.kind in (Kind.MONEY, Kind.COUNT):
        return lambda row: float(row % 300)
    if column.kind is Kind.FLAG:
        return lambda row: "是" if row % 9 == 0 else "否"
    if column.kind is Kind.TIME:
        return lambda row: _moment(row, 60)
    is_needed = column.need is Need.ALWAYS
    return lambda row: f"{column.title.zh}{row % 400}" if is_needed or row % 3 else None


def _moment(row: int, minutes: int) -> datetime:
    return _START + timedelta(minutes=row % 80_000 + minutes)


_BY_KEY: dict[str, Callable[[int, random.Random], Cell]] = {
    "case_id": lambda row, _: f"AS20260105-{row:07}",
    "status": lambda row, _: "待审核",
    "platform": lambda row, _: "天猫" if row % 2 else "淘宝",
    "refund_no": lambda row, _: f"1062{row:011}",
    "order_no": lambda row, chance: f"33027{row:014}" if chance.random() < 0.99 else f"{row}",
    "case_type": lambda row, _: "退货退款",
    "goods_status": lambda row, _: "买家已收到货",
    "paid_at": lambda row, _: _moment(row, -9_000),
    "shipped_at": lambda row, _: _moment(row, -8_000),
    "signed_at": lambda row, _: _moment(row, -3_000),
    "applied_at": lambda row, chance: _moment(row, 0 if chance.random() < 0.99 else 10_000_000),
    "order_paid": lambda row, _: 100.0 + row % 500,
    "reason_code": lambda row, _: "R01 7天无理由退换货",
    "reason_detail": lambda row, _: f"尺码偏大，肩宽差 {row % 40} 厘米",
    "exchange_sku": lambda row, _: None,
    "reviewed_at": lambda row, _: None,
    "decision": lambda row, _: None,
    "approved_amount": lambda row, _: None,
    "notified_at": lambda row, _: None,
    "freight_bearer": lambda row, chance: "买家" if chance.random() < 0.99 else "顾客",
    "evidence": lambda row, _: f"evidence/{row}/1.jpg" if row % 5 == 0 else None,
    "issues": lambda row, _: None,
    "sub_order_no": lambda row, _: f"33027{row:014}",
    "qty": lambda row, _: 1.0,
    "owner": lambda row, _: "KF012",
    "platform_status": lambda row, _: "买家已经申请退款，等待卖家同意",
    "policy_verdict": lambda row, _: None,
    "apply_amount": lambda row, _: 100.0,
}


def _frame() -> dict[str, str]:
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}{kind}+xml"/>'
        for name, kind in (
            ("workbook", "sheet.main"),
            ("worksheets/sheet1", "worksheet"),
            ("sharedStrings", "sharedStrings"),
            ("styles", "styles"),
        )
    )
    return {
        "[Content_Types].xml": f'{head}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _links(head, {"officeDocument": "xl/workbook.xml"}),
        "xl/workbook.xml": f'{head}<workbook xmlns="{_MAIN}" xmlns:r="{_REL}"><sheets>'
        f'<sheet name="{SHEET}" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(
            head,
            {
                "worksheet": "worksheets/sheet1.xml",
                "sharedStrings": "sharedStrings.xml",
                "styles": "styles.xml",
            },
        ),
        "xl/styles.xml": f'{head}<styleSheet xmlns="{_MAIN}"><fonts><font/></fonts><fills><fill>'
        "<patternFill/></fill></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs>"
        '<xf numFmtId="0"/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>',
    }


def _links(head: str, targets: dict[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return f'{head}<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
