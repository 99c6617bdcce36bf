"""A small shop whose applications and slips have pictures placed on their rows."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import openpyxl
from openpyxl.drawing.image import Image

from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.records.applications import APPLICATIONS
from sheetops.records.text import Language

Cell = str | int | None


def new_shop(folder: Path, language: Language = "zh-CN") -> Path:
    init_shop(folder, language, "晴山旗舰店")
    return folder


def case(number: int, **more: Cell) -> Mapping[str, Cell]:
    """Return the cells of an application that asks for pictures (R07), by column key."""
    cells: dict[str, Cell] = {
        "platform": "天猫",
        "refund_no": f"10620640754{number:04d}",
        "order_no": f"330271028720308{number:04d}",
        "case_type": "退货退款",
        "goods_status": "买家已收到货",
        "applied_at": "2026-11-20 10:30:00",
        "sku_code": "TS-2026-001-L",
        "order_paid": 198,
        "reason_code": "R07",
        "reason_detail": "洗过一次就开线了，附图",
    }
    return {**cells, **more}


def fill(folder: Path, rows: Mapping[int, Mapping[str, Cell]]) -> None:
    """Write cells into applications.xlsx: sheet row → column key → content."""
    path = folder / "applications.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["申请登记"]
    at = {cell.value: cell.coordinate.rstrip("0123456789") for cell in sheet[2]}
    for row, cells in rows.items():
        for key, content in cells.items():
            sheet[f"{at[APPLICATIONS.by_key[key].title.zh]}{row}"] = content
    book.save(path)


def place(folder: Path, pictures: Mapping[str, bytes], file: str = "applications.xlsx") -> None:
    """Place pictures over cells of the first data sheet, beside those that are there."""
    path = folder / file
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    for cell, data in pictures.items():
        sheet.add_image(Image(BytesIO(data)), cell)
    book.save(path)
