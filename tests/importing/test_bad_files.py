"""What is dropped into the inbox and is no export is refused in words, in bounded memory."""

import io
import struct
import zipfile
from collections.abc import Callable

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.adapters.exports import read_export
from sheetops.records.problems import Problem
from sheetops.rules.importing.export import Export
from tests.importing.export_files import (
    HEADINGS_2016,
    Cell,
    as_csv,
    as_page,
    as_xls,
    as_xlsx,
    exported,
)

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
GOOD = as_xlsx([exported()])
ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/hostname">]>'


def why(data: bytes) -> str:
    found = read_export(data, "导出.csv")
    assert isinstance(found, Problem), found
    assert found.code == "import-unreadable"
    assert "{" not in found.message("en") + found.message("zh-CN")
    return found.message("zh-CN").removeprefix("“导出.csv”读不了：").rstrip("。")


def taken(data: bytes) -> Export:
    found = read_export(data, "导出.csv")
    assert isinstance(found, Export), found
    return found


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The good workbook with one part changed."""
    before, target = zipfile.ZipFile(io.BytesIO(GOOD)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, change(data) if name == part else data)
    return target.getvalue()


def with_entities(part: str, root: bytes, declared: bytes) -> bytes:
    cell = b'<row r="9"><c r="A9" t="inlineStr"><is><t>&j;</t></is></c></row>'
    return changed(
        part,
        lambda xml: (
            declared
            + xml[xml.index(root) :]
            .replace(b"<sheetData>", b"<sheetData>" + cell)
            .replace(b"</sst>", b"<si><t>&j;</t></si></sst>")
        ),
    )


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\n\n\n", as_xlsx([], [])])
def test_an_empty_file_is_told_to_be_empty(data: bytes) -> None:
    assert why(data) == "文件是空的"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"%PDF-1.4\n\x00\x01",
        b"\x89PNG\r\n\x1a\n" + bytes(range(1, 32)) * 9,
        b"\xff\xfe\x00",
        "退款编号".encode("utf-16") + b"\x00",
    ],
)
def test_junk_is_no_table(data: bytes) -> None:
    assert why(data) == "不是表格文件"


@pytest.mark.parametrize(
    "data",
    [
        GOOD[: len(GOOD) // 2],
        GOOD[:-30],
        as_xls([exported()])[:3000],
        b"PK\x03\x04" + b"x" * 500,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 500,
    ],
)
def test_a_file_that_was_cut_off_is_told(data: bytes) -> None:
    assert why(data) == "文件不完整或已损坏"


@pytest.mark.parametrize("part", [SHEET, STRINGS])
@pytest.mark.parametrize("declared", [ENTITIES, OUTSIDE])
def test_entities_are_never_expanded_nor_fetched(part: str, declared: bytes) -> None:
    root = b"<worksheet" if part == SHEET else b"<sst"
    assert "XML 实体" in why(with_entities(part, root, declared))


def test_an_entity_in_a_page_is_text() -> None:
    page = OUTSIDE.replace(b'<?xml version="1.0"?>', b"") + as_page([exported(商家备注="&j;")])
    assert taken(page).rows[0].text("remark") in ("", "&j;")


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetops.adapters.exports.workbooks.LARGEST_UNPACKED", 1 << 20)
    blank = b" " * (2 << 20)
    assert "解压后超过 512 MB" in why(changed(SHEET, lambda xml: xml + blank))


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    data = bytearray(changed(STRINGS, lambda xml: xml + b" " * (8 << 20)))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        size = struct.unpack("<H", data[at + 28 : at + 30])[0]
        if data[at + 46 : at + 46 + size] == STRINGS.encode():
            data[at + 24 : at + 28] = struct.pack("<I", 500)
        at = data.find(b"PK\x01\x02", at + 4)
    assert why(bytes(data)) == "文件不完整或已损坏"


def test_an_old_workbook_that_runs_in_a_circle_ends_by_itself() -> None:
    data = bytearray(as_xls([exported()] * 30))
    (table,) = struct.unpack("<I", data[76:80])
    start = 512 * (table + 1)
    data[start : start + 512] = bytes(512)  # after each sector comes sector 0
    assert why(bytes(data)) == "文件不完整或已损坏"


def test_a_cell_that_says_to_stand_far_away_ends_by_itself() -> None:
    far = changed(SHEET, lambda xml: xml.replace(b'r="C2"', b'r="XFD9999999"'))
    assert why(far) == "文件不完整或已损坏"


def test_a_file_with_a_password_is_told() -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert why(locked) == "设了打开密码"
    flagged = bytearray(GOOD)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = flagged.find(mark)
        while at >= 0:
            flagged[at + offset] |= 1
            at = flagged.find(mark, at + 4)
    assert why(bytes(flagged)) == "设了打开密码"


def test_a_file_of_300_mb_is_not_even_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetops.adapters.exports.containers.LARGEST", 1000)
    assert "按时间段分几次导出" in why(as_csv([exported()] * 3))


def test_a_table_of_ten_thousand_columns_is_no_export() -> None:
    wide = ",".join(f"列{n}" for n in range(10_000)) + "\n" + ",".join("1" * 10_000)
    assert "超过 1000 列" in why(wide.encode())
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_row(0, 0, [f"列{n}" for n in range(10_000)])
    assert "超过 1000 列" in why(target.getvalue())


def test_a_cell_at_the_far_corner_takes_no_memory() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS_2016)
        sheet.write_string(1_048_575, 16_383, "x")
    assert "超过 1000 列" in why(target.getvalue())


def test_more_rows_than_a_shop_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sheetops.adapters.exports.MOST_ROWS", 500)
    assert "按时间段" in why(as_csv([exported()] * 600))


def test_an_xml_spreadsheet_of_2003_is_told_what_to_do() -> None:
    data = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    assert "另存为 .xlsx" in why(data.encode())


def test_a_quotation_mark_that_is_never_closed_is_told() -> None:
    assert "引号" in why(as_csv([exported()]) + b'"' + b"x" * 200_000)


# text


def lines(encoding: str, *numbers: int) -> bytes:
    rows = [exported(退款编号=str(106206407540800 + n), 买家会员名称="𠮷野家") for n in numbers]
    return as_csv(rows, encoding).split(b"\r\n", 1)[1]


@pytest.mark.parametrize(("first", "second"), [("gbk", "utf-8"), ("utf-8", "gb18030")])
def test_each_line_is_read_in_its_own_encoding(first: str, second: str) -> None:
    head = as_csv([exported()], first)
    data = head + lines("gb18030" if second == "gb18030" else "utf-8", 1) + head.split(b"\r\n")[1]
    export = taken(data)
    assert [row.text("item_title") for row in export.rows] == ["纯棉T恤"] * 3
    (problem,) = export.told
    assert problem.code == "import-mixed-encoding"
    assert "有 1 行" in problem.message("zh-CN")
    assert "第 3 行" in problem.message("zh-CN")


def test_letters_that_no_encoding_explains_are_told() -> None:
    rows = as_csv([exported(退款编号=str(106206407540800 + n)) for n in range(9)], "gbk")
    export = taken(rows + lines("gb18030", 11).replace("尺码偏大".encode("gbk"), b"\xff\xff"))
    assert [problem.code for problem in export.told] == ["import-letters-lost"]
    assert len(export.rows) == 10


def test_an_encoding_that_changes_far_down_is_noticed() -> None:
    rows = [exported(退款编号=str(106206407540800 + n)) for n in range(6000)]
    data = as_csv(rows, "utf-8") + lines("gb18030", 7000)
    assert len(data) > 1 << 20
    export = taken(data)
    assert export.rows[-1].text("buyer_nick") == "𠮷野家"
    assert [problem.code for problem in export.told] == ["import-mixed-encoding"]


@pytest.mark.parametrize(
    ("row", "is_taken"),
    [
        ("{row},", True),
        ("{row},x", False),
        ("{cut}", False),
        ("{short}", True),
    ],
)
def test_a_row_with_its_cells_in_wrong_columns_is_left_out(row: str, is_taken: bool) -> None:
    whole = as_csv([exported()], "utf-8").decode().split("\r\n")
    cells = whole[1].replace("106206407540810", "106206407540811").split(",")
    shapes = {"row": ",".join(cells), "cut": ",".join(cells[:20]), "short": ",".join(cells[:30])}
    export = taken("\r\n".join([*whole[:2], row.format(**shapes), ""]).encode())
    assert len(export.rows) == 1 + is_taken
    told = [(one.code, one.place.row) for one in export.told]
    assert told == ([] if is_taken else [("import-row-ragged", 3)])


@pytest.mark.parametrize(
    "below", ["合计,,,100\n", "导出时间：2026-09-29\n", "注：本表仅供参考,内部使用\n", ",,,\n"]
)
def test_what_stands_below_the_table_is_no_row(below: str) -> None:
    export = taken(as_csv([exported()], "utf-8") + below.encode())
    assert len(export.rows) == 1
    assert export.told == ()
    assert export.left_out.remarks == (0 if below == ",,,\n" else 1)


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_the_separator_is_found(mark: str) -> None:
    assert len(taken(as_csv([exported()], "utf-8", separator=mark)).rows) == 1
    assert len(taken(b"sep=;\n" + as_csv([exported()], "utf-8", separator=";")).rows) == 1


def test_old_line_ends_are_understood() -> None:
    data = as_csv([exported(), exported(退款编号="106206407540811")], "gbk")
    assert len(taken(data.replace(b"\r\n", b"\r")).rows) == 2


@pytest.mark.parametrize("name", ["html", "cut html", "nested"])
def test_a_page_named_xls_is_read(name: str) -> None:
    page = as_page([exported(宝贝标题="<b>纯棉</b>T恤<br>白")], "gbk")
    if name == "cut html":
        page = page.replace(b"</td>", b"").replace(b"</tr>", b"").removesuffix(b"</table></html>")
    if name == "nested":
        page = b"<table><tr><td>" + page + b"</td></tr></table>"
    (row,) = taken(page).rows
    assert (row.text("refund_no"), row.text("item_title")) == ("106206407540810", "纯棉T恤白")


# anything


CORPUS = [
    GOOD,
    as_xls([exported()]),
    as_page([exported()]),
    as_csv([exported(), exported(退款编号="'106206407540811")], "gbk"),
    as_csv([exported()], "utf-8-sig", separator="\t"),
]
ANY_CELL = st.one_of(st.text(max_size=9), st.floats(), st.integers(-(10**20), 10**20), st.none())


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(CORPUS), st.data())
def test_any_damage_to_a_file_is_taken_or_told(data: bytes, draw: st.DataObject) -> None:
    damaged = bytearray(data)
    for _ in range(draw.draw(st.integers(1, 8))):
        at = draw.draw(st.integers(0, len(damaged) - 1))
        size = draw.draw(st.integers(0, 40))
        damaged[at : at + size] = draw.draw(st.binary(max_size=40))
    found = read_export(bytes(damaged), "导出.xls")
    assert isinstance(found, Problem | Export)
    if isinstance(found, Export):
        assert len(list(found.rows)) == len(found.rows)


@settings(deadline=None, max_examples=80)
@given(st.sampled_from([SHEET, STRINGS, "xl/workbook.xml"]), st.data())
def test_any_damage_inside_a_workbook_is_taken_or_told(part: str, draw: st.DataObject) -> None:
    def damage(xml: bytes) -> bytes:
        at = draw.draw(st.integers(0, len(xml)))
        inserted = draw.draw(st.sampled_from([b"<", b">", b'"', b"\xff", b'r="XFD9999999"', b"99"]))
        return xml[:at] + inserted + xml[at + draw.draw(st.integers(0, 30)) :]

    assert isinstance(read_export(changed(part, damage), "导出.xlsx"), Problem | Export)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(st.sampled_from(HEADINGS_2016), ANY_CELL, max_size=12))
def test_any_cell_is_read_or_told(cells: dict[str, str | float | int | None]) -> None:
    as_text: dict[str, Cell] = {
        heading: cell if cell is None else str(cell) for heading, cell in cells.items()
    }
    found = read_export(as_csv([exported(**as_text)], "utf-8"), "导出.csv")
    assert isinstance(found, Problem | Export)
    if isinstance(found, Export):
        assert all(row.facts.keys() <= found.layout.columns.keys() for row in found.rows)
