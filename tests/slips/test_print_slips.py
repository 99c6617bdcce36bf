"""Printing: files where they belong, made once, with and without LibreOffice."""

import errno
import io
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageOps

from sheetops.adapters import office
from sheetops.adapters.office import Conversion
from sheetops.adapters.slip_sheet import places, printing
from sheetops.adapters.slip_sheet.picture import picture_of
from sheetops.adapters.slip_sheet.places import printed_numbers
from sheetops.adapters.slip_sheet.printing import print_slip, print_slips
from sheetops.adapters.slip_sheet.reply_texts import reply_texts
from sheetops.records.choices import CHOICES
from sheetops.records.desk import Records
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.slips.replies import fill, script_problems
from tests.slips.slip_desk import NOW, SETTINGS, desk, printable

BARE = replace(SETTINGS, slip_pictures=False)
needs_office = pytest.mark.skipif(office.find() is None, reason="LibreOffice is not installed")


def files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def test_a_slip_lies_in_the_folder_of_its_month(tmp_path: Path) -> None:
    printed = print_slip(printable("return"), tmp_path, "zh-CN", BARE)
    assert printed.numbers == ["TH20260301-00013"]
    assert files(tmp_path) == [
        "slips/2026/03/TH20260301-00013.txt",
        "slips/2026/03/TH20260301-00013.xlsx",
    ]
    assert printed.paths == [tmp_path / name for name in reversed(files(tmp_path))]
    assert list(printed_numbers(tmp_path, NOW.date())) == ["TH20260301-00013"] * 2


def test_printing_again_changes_nothing(tmp_path: Path) -> None:
    print_slip(printable("return"), tmp_path, "zh-CN", BARE)
    path = tmp_path / "slips/2026/03/TH20260301-00013.xlsx"
    path.write_bytes(b"what a person saved over it")
    again = {**printable("return"), "ship_to_addr": "别处"}
    assert print_slip(again, tmp_path, "zh-CN", BARE).numbers == ["TH20260301-00013"]
    assert path.read_bytes() == b"what a person saved over it"


def test_a_reply_file_is_read_right_by_windows(tmp_path: Path) -> None:
    print_slip(printable("return"), tmp_path, "zh-CN", BARE)
    text = (tmp_path / "slips/2026/03/TH20260301-00013.txt").read_bytes()
    assert text == b"\xef\xbb\xbf" + "亲，您好".encode()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_slip_can_be_read_by_everybody_in_the_office(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        print_slip(printable("return"), tmp_path, "zh-CN", BARE)
    finally:
        os.umask(before)
    path = tmp_path / "slips/2026/03/TH20260301-00013.xlsx"
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_full_disk_loses_nothing_and_the_others_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync
    calls = iter([OSError(errno.ENOSPC, "No space left on device"), *[None] * 20])

    def fsync(handle: int) -> None:
        trouble = next(calls)
        if trouble:
            raise trouble
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    slips = [printable("return"), printable("exchange")]
    printed = print_slips(slips, tmp_path, "zh-CN", BARE)
    assert printed.numbers == ["HH20260301-00021"]
    assert "No space left" in str(printed.refused[0])
    assert [name for name in files(tmp_path) if "TH" in name or ".part" in name] == []
    assert print_slips(slips, tmp_path, "zh-CN", BARE).numbers == [
        "TH20260301-00013",
        "HH20260301-00021",
    ]


@pytest.mark.parametrize("suffix", ["pdf", "png"])
def test_a_disk_that_fills_up_at_the_picture_leaves_the_slip_to_be_printed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def convert(paths: Sequence[Path], to: str, out: Path) -> Conversion:
        made = {path: out / f"{path.stem}.{to}" for path in paths}
        for pdf in made.values():
            pdf.write_bytes(b"%PDF")
        return Conversion(made)

    def write(path: Path, data: bytes) -> bool:
        if path.suffix == f".{suffix}":
            raise places.refusal(OSError(errno.ENOSPC, "No space left on device"), path)
        return places.write_once(path, data)

    monkeypatch.setattr(office, "convert", convert)
    monkeypatch.setattr(office, "has_chinese_font", lambda: True)
    monkeypatch.setattr(printing, "picture_of", lambda _: b"png")
    monkeypatch.setattr(printing, "write_once", write)
    printed = print_slip(printable("return"), tmp_path, "zh-CN", SETTINGS)
    assert printed.numbers == []
    assert "No space left" in str(printed.refused[0])
    monkeypatch.setattr(printing, "write_once", places.write_once)
    assert print_slip(printable("return"), tmp_path, "zh-CN", SETTINGS).numbers


def test_a_folder_that_is_a_file_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "slips").write_text("no folder")
    printed = print_slip(printable("return"), tmp_path, "zh-CN", BARE)
    assert printed.numbers == []
    assert printed.refused[0].exit_code == 7
    assert (tmp_path / "slips").read_text() == "no folder"


def test_a_broken_pdf_gives_no_picture(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"no pdf")
    assert picture_of(tmp_path / "a.pdf") is None


def test_a_share_without_hard_links_takes_slips_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "a.txt"
    assert (places.write_once(path, b"1"), places.write_once(path, b"2")) == (True, False)
    assert path.read_bytes() == b"1"
    assert files(tmp_path) == ["a.txt"]


def test_without_libreoffice_the_workbook_is_there_and_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETOPS_SOFFICE", "")
    printed = print_slip(printable("return"), tmp_path, "zh-CN", SETTINGS)
    assert printed.numbers == ["TH20260301-00013"]
    (problem,) = printed.problems
    assert problem.code == "slip-pictures-missing"
    assert "没有安装 LibreOffice" in problem.message("zh-CN")
    assert "not installed" in problem.message("en")


def test_without_a_chinese_font_no_boxes_are_sent_to_buyers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "fc-list"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SHEETOPS_SOFFICE", str(program))
    printed = print_slip(printable("return"), tmp_path / "shop", "zh-CN", SETTINGS)
    (problem,) = printed.problems
    assert "没有中文字体" in problem.message("zh-CN")
    assert printed.numbers == ["TH20260301-00013"]


def test_a_libreoffice_that_hangs_or_fails_is_ended_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "START_SECONDS", 0.2)
    monkeypatch.setattr(office, "SECONDS_EACH", 0)
    program = tmp_path / "soffice"
    for script, told in (("sleep 60", "没有完成"), ("exit 3", "没有生成文件")):
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        monkeypatch.setenv("SHEETOPS_SOFFICE", str(program))
        result = office.convert([program], "pdf", tmp_path)
        assert result.made == {}
        assert result.reason is not None
        assert told in result.reason.zh


def test_one_start_makes_all_and_a_file_that_fails_is_tried_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts: list[int] = []

    def run(program: Path, profile: Path, paths: Sequence[Path], to: str, out: Path) -> None:
        starts.append(len(paths))
        for path in paths:
            if path.stem != "bad" and "bad" not in {p.stem for p in paths}:
                (out / f"{path.stem}.{to}").write_bytes(b"%PDF")

    monkeypatch.setattr(office, "_run", run)
    monkeypatch.setattr(office, "find", lambda: Path("soffice"))
    books = [tmp_path / "a.xlsx", tmp_path / "bad.xlsx", tmp_path / "c.xlsx"]
    result = office.convert(books, "pdf", tmp_path)
    assert starts == [3, 1, 1, 1]
    assert [path.stem for path in result.made] == ["a", "c"]
    assert result.reason is not None


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shop")
    for language in LANGUAGES:
        slips = [printable("return"), printable("exchange")]
        printed = print_slips(slips, folder / language, language, SETTINGS)
        assert printed.problems == []
    return folder


def opened(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(path.read_bytes()))


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["TH20260301-00013", "HH20260301-00021"])
def test_a_picture_is_750_wide_and_its_codes_can_be_scanned_also_in_grey(
    shop: Path, language: Language, number: str
) -> None:
    image = opened(shop / language / f"slips/2026/03/{number}.png")
    assert image.size == (750, 1065)
    for seen in (image, ImageOps.grayscale(image)):
        codes = {(code.format.name, code.text) for code in zxingcpp.read_barcodes(seen)}
        assert codes == {("QRCode", number), ("Code128", number)}


@pytest.mark.office
@needs_office
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", ["TH20260301-00013", "HH20260301-00021"])
def test_a_pdf_is_one_page_of_a5_with_every_word(
    shop: Path, language: Language, number: str
) -> None:
    import pypdfium2  # type: ignore[import-untyped]  # it carries no types

    pdf = pypdfium2.PdfDocument(shop / language / f"slips/2026/03/{number}.pdf")
    assert len(pdf) == 1
    assert [round(side / 72 * 25.4) for side in pdf[0].get_size()] == [148, 210]
    text = "".join(pdf[0].get_textpage().get_text_range().split())
    pdf.close()
    wanted = (number, "售后部", "0571-88880000", "良渚街道1号", "3302710287203084298", "KF012")
    assert [word for word in wanted if word not in text] == []


@pytest.mark.office
@needs_office
def test_pictures_that_are_missing_are_made_by_the_next_print(tmp_path: Path, shop: Path) -> None:
    shutil.copytree(shop / "zh-CN", tmp_path, dirs_exist_ok=True)
    folder = tmp_path / "slips/2026/03"
    before = (folder / "TH20260301-00013.pdf").read_bytes()
    (folder / "TH20260301-00013.png").unlink()
    print_slip(printable("return"), tmp_path, "zh-CN", SETTINGS)
    assert (folder / "TH20260301-00013.png").exists()
    assert (folder / "TH20260301-00013.pdf").read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scene_has_a_text_whose_names_are_known(language: Language) -> None:
    texts = reply_texts(None, language)
    assert set(texts) == {scene.key for scene in CHOICES["scene"]}
    rows = [{"scene": s, "body": body, "status": "active"} for s, body in texts.items()]
    assert list(script_problems(desk(scripts=rows))) == []


def test_a_shops_own_reply_text_wins(tmp_path: Path) -> None:
    path = tmp_path / "templates/replies/zh-CN/received.txt"
    path.parent.mkdir(parents=True)
    path.write_text("本店收到 {ticket_id}\n", "utf-8")
    texts = reply_texts(tmp_path, "zh-CN")
    assert texts["received"] == "本店收到 {ticket_id}"
    assert "退货编号 {RMA}" in texts["approved_self"]


def test_an_unknown_placeholder_is_told_and_stays_visible() -> None:
    records: Records = desk(
        scripts=[
            {"script_id": "S-1", "scene": "notice", "body": "{nope} {RMA}", "status": "active"}
        ]
    )
    (problem,) = script_problems(records)
    assert problem.code == "script-placeholder-unknown"
    assert "{nope}" in problem.message("zh-CN")
    assert fill("{nope} {RMA} {a.b} {0}", {"RMA": "TH1"}) == "{nope} TH1 {a.b} {0}"


def test_nothing_to_convert_starts_nothing(tmp_path: Path) -> None:
    assert office.convert([], "pdf", tmp_path) == Conversion({})
