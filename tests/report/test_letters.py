"""One mail as bytes: headers that nobody can inject into, ASCII names, stable identity."""

from dataclasses import replace
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.actions import QueueMail
from sheetops.adapters.letters import (
    LONGEST_SUBJECT,
    address_fault,
    build_letter,
    clean_address,
    sender_of,
)
from tests.report.report_desk import MAIL, NOW, SETTINGS

HEADERS = {
    "Subject",
    "From",
    "To",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
}
OURS = replace(SETTINGS, mail=MAIL)
DAILY = QueueMail(
    key="daily-2026-11-23",
    subject="退换货日报 11-23：新增 37，逾期 2（昨日 5）",
    text="今天新增 37 单。\n.\n一行只有一个点。\n",
    html="<p>今天新增 37 单。</p>\n",
    recipients=("boss@example.com",),
    attachments={"board-2026-11-23.xlsx": b"PK\x03\x04 not really"},
)


def built(mail: QueueMail = DAILY, to: tuple[str, ...] = ("boss@example.com",)) -> EmailMessage:
    return message_from_bytes(build_letter(mail, to, OURS, NOW).data, policy=default)


def test_marks_of_a_mail_never_look_like_a_number() -> None:
    for day in range(60):
        mark = str(built(replace(DAILY, key=f"daily-{day}"))["Message-ID"]).split(".")[1]
        assert mark.partition("@")[0].isalpha()


def test_a_mail_has_text_html_and_attachment() -> None:
    message = built()
    parts = [(part.get_content_type(), part.get_filename()) for part in message.walk()]
    assert [kind for kind, _ in parts][:4] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert parts[4][1] == "board-2026-11-23.xlsx"
    text = message.get_body(("plain",))
    assert text is not None
    assert text.get_content().replace("\r\n", "\n") == DAILY.text
    attached = next(iter(message.iter_attachments()))
    assert attached.get_content() == DAILY.attachments["board-2026-11-23.xlsx"]


def test_headers_say_who_when_and_that_nobody_need_answer() -> None:
    message = built()
    assert message["Subject"] == DAILY.subject
    assert message["From"] == "云杉旗舰店 <desk@example.com>"
    assert message["To"] == "boss@example.com"
    assert message["Date"].datetime == datetime.fromisoformat("2026-11-23T18:30:00+08:00")
    assert message["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    "subject",
    [
        "退换货日报 11-23：新增 37，逾期 2（昨日 5）",
        "Returns 11-23: 37 new",
        "a b 退 c d " * 12 + "e",
    ],
)
def test_no_blank_is_lost_in_a_subject(subject: str) -> None:
    assert built(replace(DAILY, subject=subject))["Subject"] == subject


@pytest.mark.parametrize("name", ['Spruce "Store", Ltd.', "云杉 旗舰 店 A B", "a\\b"])
def test_the_shops_name_survives_as_display_name(name: str) -> None:
    data = build_letter(DAILY, DAILY.recipients, replace(OURS, name=name), NOW).data
    sender = message_from_bytes(data, policy=default)["From"].addresses[0]
    assert (sender.display_name, sender.addr_spec) == (name, "desk@example.com")


def test_bytes_are_seven_bit_with_crlf_and_short_lines() -> None:
    data = build_letter(DAILY, DAILY.recipients, OURS, NOW).data
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 998


def test_the_same_mail_is_the_same_bytes_and_message_id() -> None:
    first, second = (build_letter(DAILY, DAILY.recipients, OURS, NOW) for _ in range(2))
    assert first == second


def test_message_ids_differ_by_day_recipient_and_shop() -> None:
    ids = {
        build_letter(DAILY, ("boss@example.com",), OURS, NOW).message_id,
        build_letter(DAILY, ("two@example.com",), OURS, NOW).message_id,
        build_letter(
            replace(DAILY, key="daily-2026-11-24"), ("boss@example.com",), OURS, NOW
        ).message_id,
        build_letter(DAILY, ("boss@example.com",), replace(OURS, id="s2"), NOW).message_id,
    }
    assert len(ids) == 4


def test_a_subject_with_a_line_break_is_one_line_and_no_header_of_its_own() -> None:
    message = built(replace(DAILY, subject="新增 37\r\nBcc: evil@example.com\x00"))
    assert message["Subject"] == "新增 37 Bcc: evil@example.com"
    assert message["Bcc"] is None


@given(st.text(max_size=300))
def test_any_subject_arrives_as_it_is_in_one_line(words: str) -> None:
    letter = build_letter(replace(DAILY, subject=words), DAILY.recipients, OURS, NOW)
    message = message_from_bytes(letter.data, policy=default)
    assert (message["Subject"] or "") == letter.subject
    assert set(message.keys()) <= HEADERS


@given(st.text(max_size=80))
def test_any_text_is_an_address_or_is_not(words: str) -> None:
    if address_fault(words) is None:
        assert clean_address(words).isascii()
        built(to=(clean_address(words),))


def test_a_subject_of_two_thousand_characters_is_cut() -> None:
    subject = built(replace(DAILY, subject="退" * 2000))["Subject"]
    assert len(subject) == LONGEST_SUBJECT
    assert subject.endswith("退…")


def test_a_chinese_file_name_becomes_ascii() -> None:
    mail = replace(DAILY, attachments={'看板 11-23".xlsx': b"x", "表": b"y"})
    assert [p.get_filename() for p in built(mail).iter_attachments()] == [
        "11-23-.xlsx",
        "attachment",
    ]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "no recipient"),
        ("   ", "no recipient"),
        ("boss@example.com\nBcc: evil@example.com", "line break"),
        ("boss", "not one"),
        ("a@b@c.com", "not one"),
        ("a@example.com, b@example.com", "not one"),
        ("a b@example.com", "not one"),
        ("a..b@example.com", "not one"),
        ("boss@exa mple.com", "not one"),
        ("boss@-example.com", "not one"),
        ("boss@", "not one"),
        ("老板@example.com", "ASCII"),
        ("x" * 65 + "@example.com", "not one"),
    ],
)
def test_an_address_that_is_none_is_told(address: str, words: str) -> None:
    fault = address_fault(address)
    assert fault is not None
    assert words in fault.en


@pytest.mark.parametrize(
    ("address", "clean"),
    [
        ("boss@example.com", "boss@example.com"),
        ("Boss <Boss@Example.COM>", "Boss@example.com"),
        ("first.last+tag@qq.com", "first.last+tag@qq.com"),
        ("boss@例子.中国", "boss@xn--fsqu00a.xn--fiqs8s"),
        ("desk@localhost", "desk@localhost"),
    ],
)
def test_a_good_address_is_taken(address: str, clean: str) -> None:
    assert address_fault(address) is None
    assert clean_address(address) == clean


def test_the_sender_is_the_login_unless_said_and_local_without_mail() -> None:
    login = replace(MAIL, sender="", user="shop@qq.com")
    assert sender_of(replace(SETTINGS, mail=login)) == "shop@qq.com"
    assert sender_of(replace(SETTINGS, mail=replace(MAIL, sender="", user="shop"))) == (
        "sheetops@localhost"
    )
    assert sender_of(SETTINGS) == "sheetops@localhost"
