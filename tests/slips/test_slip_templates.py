"""The templates that sheetops ships, and what becomes of those that a shop edits in Excel."""

import io
import runpy
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
import zxingcpp
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image

from sheetops.adapters import office, shipped
from sheetops.adapters.slip_sheet.codes import barcode_png, qr_png
from sheetops.adapters.slip_sheet.filling import fill, template_problems
from sheetops.adapters.slip_sheet.template import Template
from sheetops.adapters.slip_sheet.words import PICTURES, cell_words
from sheetops.records.columns import Value
from sheetops.records.text import LANGUAGES, Language
from tests.slips.slip_desk import printable

KINDS = ("return", "exchange")
EVERY = [(language, kind) for language in LANGUAGES for kind in KINDS]


def template(language: Language, kind: str) -> Template:
    relative = f"slips/{language}/{kind}.xlsx"
    return Template(shipped.find("templates", relative).read_bytes(), relative)


def read(data: bytes, found: Template) -> dict[str, object]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    places = {name: place for name, place in found.names.items() if not name.startswith("_xlnm")}
    return {name: book[sheet][cell].value for name, (sheet, cell) in places.items()}


def values(data: bytes) -> list[object]:
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [cell.value for row in sheet for cell in row]


def changed(data: bytes, change: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shop_with(folder: Path, data: bytes) -> Path:
    path = folder / "templates/slips/zh-CN/return.xlsx"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return folder


@pytest.mark.parametrize(("language", "kind"), EVERY)
def test_a_template_names_every_cell_and_picture(language: Language, kind: str) -> None:
    found = template(language, kind)
    words = dict.fromkeys(cell_words(printable(kind), language), "x")
    assert found.missing(words) == []
    with zipfile.ZipFile(io.BytesIO(found.data)) as package:
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert all(f'name="{picture}"' in drawing for picture in PICTURES)


@pytest.mark.parametrize(("language", "kind"), EVERY)
def test_a_template_is_what_its_script_makes(language: Language, kind: str) -> None:
    draw = runpy.run_path(str(shipped.shelf("templates") / "slips" / "make.py"))["draw"]
    with (
        zipfile.ZipFile(io.BytesIO(draw(kind, language))) as made,
        zipfile.ZipFile(io.BytesIO(template(language, kind).data)) as kept,
    ):
        assert made.namelist() == kept.namelist()
        parts = [name for name in made.namelist() if name.endswith(".xml")]
        assert [n for n in parts if made.read(n) != kept.read(n)] == []


@pytest.mark.parametrize(("language", "kind"), EVERY)
def test_a_template_is_one_page_of_a5(language: Language, kind: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(template(language, kind).data)).worksheets[0]
    assert sheet.page_setup.paperSize == 11
    fitted = sheet.sheet_properties.pageSetUpPr
    assert fitted is not None
    assert fitted.fitToPage  # to one page wide and high, by default
    assert sheet.page_setup.fitToHeight is None


@pytest.mark.parametrize(("language", "kind"), EVERY)
def test_a_slip_shows_everything_it_was_given(language: Language, kind: str) -> None:
    slip = printable(kind)
    data, problems = fill(slip, None, language)
    assert problems == []
    wanted = {k: v or None for k, v in cell_words(slip, language).items()}
    assert read(data, template(language, kind)) == wanted


def test_text_that_looks_like_a_formula_stays_text() -> None:
    slip = {**printable("return"), "item_title": '=HYPERLINK("http://x","y")', "sku_props": None}
    slip |= {"ship_to_addr": "+1 号", "shop_name": "@店", "issued_by": "-1"}
    data, _ = fill(slip, None, "zh-CN")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    kinds = {str(c.value): c.data_type for row in sheet for c in row if c.value is not None}
    for text in ('=HYPERLINK("http://x","y")', "+1 号", "@店", "-1"):
        assert kinds[text] == "s"


@pytest.mark.parametrize(
    ("kind", "shown"), [("return", "长" * 38 + "…"), ("exchange", "长" * 26 + "…")]
)
def test_a_long_title_is_cut_and_the_make_up_stays(kind: str, shown: str) -> None:
    slip = {**printable(kind), "item_title": "长" * 60, "sku_props": "L"}
    assert cell_words(slip, "zh-CN")["item_1_title"] == f"{shown}（L）"


def test_shipped_templates_are_not_complained_about(tmp_path: Path) -> None:
    assert template_problems(tmp_path, "zh-CN") == []
    shop = shop_with(tmp_path, template("zh-CN", "return").data)
    assert template_problems(shop, "zh-CN") == []


def test_a_shops_own_template_wins_and_its_marks_survive(tmp_path: Path) -> None:
    def stamp(book: openpyxl.Workbook) -> None:
        book.worksheets[0]["L1"] = "本店印章"

    own = changed(template("zh-CN", "return").data, stamp)
    data, problems = fill(printable("return"), shop_with(tmp_path, own), "zh-CN")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["L1"].value == "本店印章"
    assert [p.code for p in problems if p.code != "slip-template-picture-missing"] == []


STAMP = b"""<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="900000" cy="900000"/><xdr:sp>
<xdr:nvSpPr><xdr:cNvPr id="9" name="stamp"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>
<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom></xdr:spPr></xdr:sp><xdr:clientData/>
</xdr:absoluteAnchor></xdr:wsDr>"""


def test_a_shape_that_the_shop_drew_survives(tmp_path: Path) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template("zh-CN", "return").data)) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/drawings/drawing1.xml":
                part = part.replace(b"</xdr:wsDr>", STAMP)
            new.writestr(name, part)
    data, problems = fill(printable("return"), shop_with(tmp_path, out.getvalue()), "zh-CN")
    assert problems == []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert STAMP in package.read("xl/drawings/drawing1.xml")


@pytest.mark.office
@pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed")
def test_a_template_that_libreoffice_saved_is_filled_all_the_same(tmp_path: Path) -> None:
    source = tmp_path / "return.xlsx"
    source.write_bytes(template("zh-CN", "return").data)
    (tmp_path / "out").mkdir()
    saved = office.convert([source], "xlsx", tmp_path / "out").made[source]
    data, problems = fill(
        printable("return"), shop_with(tmp_path / "shop", saved.read_bytes()), "zh-CN"
    )
    assert problems == []
    assert "浙江省杭州市余杭区良渚街道 1 号" in values(data)
    told = [zxingcpp.read_barcode(Image.open(io.BytesIO(png))) for png in pictures(data).values()]
    assert [code.text for code in told if code] == ["TH20260301-00013"] * 2


def test_a_moved_and_renamed_sheet_is_still_filled(tmp_path: Path) -> None:
    def move(book: openpyxl.Workbook) -> None:
        book.worksheets[0].title = "O'Neil 的单"
        for name, found in dict(book.defined_names).items():
            cell = found.attr_text.rpartition("!")[2]
            book.defined_names[name] = DefinedName(name, attr_text=f"'O''Neil 的单'!{cell}")

    own = changed(template("zh-CN", "return").data, move)
    data, _ = fill(printable("return"), shop_with(tmp_path, own), "zh-CN")
    assert "TH20260301-00013" in values(data)


@pytest.mark.parametrize("how", ["gone", "#REF!"])
def test_a_deleted_name_leaves_that_field_out_and_is_told(tmp_path: Path, how: str) -> None:
    def cut(book: openpyxl.Workbook) -> None:
        del book.defined_names["agent"]
        if how == "#REF!":
            book.defined_names["agent"] = DefinedName("agent", attr_text="退货单!#REF!")
        book.worksheets[0]["L1"] = "本店印章"

    own = changed(template("zh-CN", "return").data, cut)
    data, problems = fill(printable("return"), shop_with(tmp_path, own), "zh-CN")
    (problem,) = [p for p in problems if p.code == "slip-template-name-missing"]
    assert "没有名为 agent（开单客服） 的单元格" in problem.message("zh-CN")
    assert template_problems(tmp_path, "zh-CN") == problems
    assert "名称框" in problem.remedy("zh-CN")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert sheet["L1"].value == "本店印章"
    assert "KF012" not in [c.value for row in sheet for c in row]


def test_without_a_name_that_matters_the_shipped_template_is_used(tmp_path: Path) -> None:
    def cut(book: openpyxl.Workbook) -> None:
        del book.defined_names["ship_to_addr"]
        book.worksheets[0]["L1"] = "本店印章"

    own = changed(template("zh-CN", "return").data, cut)
    data, problems = fill(printable("return"), shop_with(tmp_path, own), "zh-CN")
    assert [p.code for p in problems] == ["slip-template-name-missing"]
    assert "自带模板" in problems[0].message("zh-CN")
    assert "浙江省杭州市余杭区良渚街道 1 号" in values(data)
    assert "本店印章" not in values(data)


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04 cut"])
def test_a_template_that_is_no_workbook_is_replaced_by_the_shipped_one(
    tmp_path: Path, data: bytes
) -> None:
    printed, problems = fill(printable("return"), shop_with(tmp_path, data), "zh-CN")
    assert [p.code for p in problems] == ["slip-template-unusable"]
    assert "{" not in problems[0].message("zh-CN")
    assert openpyxl.load_workbook(io.BytesIO(printed))


def test_a_deleted_picture_is_told(tmp_path: Path) -> None:
    def cut(book: openpyxl.Workbook) -> None:
        book.worksheets[0]._images.clear()  # type: ignore[attr-defined]  # openpyxl has no other way

    own = changed(template("zh-CN", "return").data, cut)
    _, problems = fill(printable("return"), shop_with(tmp_path, own), "zh-CN")
    assert [p.code for p in problems] == ["slip-template-picture-missing"]
    assert "qr, barcode" in problems[0].message("en")


def pictures(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        media = [name for name in package.namelist() if name.startswith("xl/media/")]
        return {name: package.read(name) for name in media}


@pytest.mark.parametrize("number", ["TH20260301-00013", "HH20261123-123456"])
def test_both_codes_of_a_slip_say_its_number(number: str) -> None:
    slip: dict[str, Value] = {**printable("return"), "slip_no": number}
    data, _ = fill(slip, None, "zh-CN")
    told = [zxingcpp.read_barcode(Image.open(io.BytesIO(png))) for png in pictures(data).values()]
    assert {(code.format.name, code.text) for code in told if code} == {
        ("QRCode", number),
        ("Code128", number),
    }


def test_codes_are_the_same_bytes_every_time() -> None:
    number = "TH20260301-00013"
    assert (qr_png(number), barcode_png(number)) == (qr_png(number), barcode_png(number))
