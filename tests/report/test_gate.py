"""The last gate: whatever part a phone number hides in, the mail does not go out."""

import zlib
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from sheetops.actions import QueueMail
from sheetops.adapters.board_sheet import board_book
from sheetops.adapters.gate import PNG, scan
from sheetops.adapters.letters import build_letter
from sheetops.adapters.mail_charts import draw_chart
from sheetops.adapters.reports import render_mail
from sheetops.records.text import LANGUAGES, Language, Text
from sheetops.rules.reporting.charts import day_chart
from sheetops.rules.reporting.daily import daily
from tests.report.report_desk import MAIL, NOW, SETTINGS
from tests.report.sample_mails import a_day

CLEAN = QueueMail("daily-2026-11-23", "日报", "文字", "<p>文字</p>", ("boss@example.com",))


def scanned(mail: QueueMail) -> Text | None:
    settings = replace(SETTINGS, mail=MAIL)
    return scan(build_letter(mail, mail.recipients, settings, NOW).data)


def sheet(value: object) -> dict[str, bytes]:
    book, data = Workbook(), BytesIO()
    book.worksheets[0]["C7"] = value  # type: ignore[assignment]
    book.save(data)
    return {"board.xlsx": data.getvalue()}


def broken_part(words: str) -> dict[str, bytes]:
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr("xl/comments1.xml", f"<comments><text>{words}")
    return {"board.xlsx": data.getvalue()}


def with_words(png: bytes, words: str) -> bytes:
    """Return the picture with a text beside its pixels, as cameras and editors put them there."""
    chunk = b"tEXtComment\0" + words.encode()
    size = (len(chunk) - 4).to_bytes(4, "big")
    return png[:33] + size + chunk + zlib.crc32(chunk).to_bytes(4, "big") + png[33:]


@pytest.mark.parametrize(
    ("mail", "where"),
    [
        (replace(CLEAN, subject="回电 13812345678"), "subject"),
        (replace(CLEAN, text="回电 13812345678"), "text"),
        (replace(CLEAN, html="<p>138<b>1234</b>5678</p>"), "html"),
        (replace(CLEAN, html="<p>1<span>38123</span>45678</p>"), "html"),
        (replace(CLEAN, html='<a href="tel:13812345678">回电</a>'), "html"),
        (replace(CLEAN, html="<p>1381234&#53;678</p>"), "html"),
        (replace(CLEAN, attachments=sheet("回电 13812345678")), "board.xlsx"),
        (replace(CLEAN, attachments=sheet(13812345678)), "board.xlsx"),
        (
            replace(CLEAN, attachments={"note.txt": "身份证 11010519491231002X".encode()}),
            "note.txt",
        ),
        (replace(CLEAN, attachments={"13812345678.txt": b"x"}), "13812345678.txt"),
        (replace(CLEAN, html="<style>/* 13812345678 */</style><p>文字</p>"), "html"),
        (replace(CLEAN, html="<!-- 13812345678 --><p>文字</p>"), "html"),
        (replace(CLEAN, html="<p data-of='13812345678'>文字</p>"), "html"),
        (replace(CLEAN, pictures={"days@sheetops": PNG + b"13812345678"}), "days.png"),
        (replace(CLEAN, attachments=broken_part("13812345678")), "board.xlsx"),
    ],
)
def test_a_number_is_found_wherever_it_hides(mail: QueueMail, where: str) -> None:
    found = scanned(mail)
    assert found is not None
    assert where in found.en
    if where != "13812345678.txt":
        assert "1381234" not in found.en


def test_addresses_of_sender_and_recipient_are_no_finding() -> None:
    assert scanned(CLEAN) is None


def test_a_shop_that_is_named_after_its_address_still_has_mail() -> None:
    name = "杭州市西湖区文三路100号店"
    mail = replace(CLEAN, text=f"{name} 日报", html=f"<p>{name}</p>")
    data = build_letter(mail, mail.recipients, replace(SETTINGS, mail=MAIL, name=name), NOW).data
    assert scan(data) is not None
    assert scan(data, name) is None


def test_a_picture_is_read_beside_its_pixels() -> None:
    drawn = draw_chart(day_chart(a_day("en").summary.days))
    clean = replace(CLEAN, pictures={"days@sheetops": drawn})
    assert scanned(clean) is None
    told = replace(CLEAN, pictures={"days@sheetops": with_words(drawn, "回电 13812345678")})
    found = scanned(told)
    assert found is not None
    assert "days.png" in found.en


def test_a_hash_is_no_number_but_a_number_beside_it_is() -> None:
    head = "ab0571" + "12345678" + "c" * 50
    assert len(head) == 64
    assert scanned(replace(CLEAN, text=head)) is None
    assert scanned(replace(CLEAN, text=f"{head} 13812345678")) is not None
    assert scanned(replace(CLEAN, text=head[:-1])) is not None


def test_times_and_widths_inside_a_workbook_are_no_numbers() -> None:
    assert scanned(replace(CLEAN, attachments=sheet(0.13812345678))) is None
    assert scanned(replace(CLEAN, attachments=sheet(NOW))) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_daily_mail_with_its_board_passes(language: Language) -> None:
    board = a_day(language)
    mail = render_mail("daily", daily(board, language), language)
    copy = {"board.xlsx": board_book(board, language)}
    assert (
        scanned(
            QueueMail(
                "daily-1",
                mail.subject,
                mail.text,
                mail.html,
                CLEAN.recipients,
                copy,
                mail.pictures,
            )
        )
        is None
    )
