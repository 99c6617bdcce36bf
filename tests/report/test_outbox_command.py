"""`sheetops outbox`: what a person sees of the mails, and decides about them."""

import json
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from sheetops.adapters.state.postings import MailState
from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.cli.outbox import outbox
from sheetops.errors import UsageError
from sheetops.records.text import Text
from sheetops.shop import Shop
from tests.report.report_desk import MAIL, NOW
from tests.report.test_mailer import BOSS, DAILY, TWO

WHY = "no answer"


@pytest.fixture(scope="module")
def new_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("new") / "shop"
    init_shop(folder, "en", "Spruce")
    return folder


@pytest.fixture
def shop(new_shop: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Return a shop with three mails: the report, one that is uncertain, one that was refused."""
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    copytree(new_shop, tmp_path / "shop")
    shop = Shop(tmp_path / "shop")
    box = shop.state.outbox
    settings = replace(shop.settings, mail=MAIL)
    box.add(replace(DAILY, recipients=(BOSS, TWO)), settings, NOW)
    report, boss, two = box.unsettled()
    box.sent(report, NOW)
    box.lost(boss, NOW, Text("没有回应", WHY))
    box.failed(two, NOW, Text("拒收", "no such box"))
    return shop


def states(shop: Shop) -> list[MailState]:
    return [shop.state.outbox.posting(number).state for number in (2, 3)]


def test_outbox_when_mails_are_unsettled_lists_them(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outbox(shop.folder) == 0
    out = capsys.readouterr().out
    assert f"2\tuncertain\t{BOSS}" in out
    assert f"3\tfailed\t{TWO}" in out
    assert WHY in out


def test_outbox_when_asked_settles_several_and_says_so(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox(shop.folder, sent=[2], drop=[3])
    out = capsys.readouterr().out
    assert f"Mail 2 is settled as arrived ({BOSS})." in out
    assert f"Mail 3 will not be sent any more ({TWO})." in out
    assert "The outbox is empty." in out
    assert states(shop) == [MailState.SENT, MailState.DROPPED]


def test_outbox_when_resending_queues_it_unchanged(shop: Shop) -> None:
    before = shop.state.outbox.data(shop.state.outbox.posting(2))
    outbox(shop.folder, resend=[2])
    (due, _) = shop.state.outbox.unsettled()
    assert due.state is MailState.QUEUED
    assert shop.state.outbox.data(due) == before


@pytest.mark.parametrize("option", ["sent", "resend", "drop", "show"])
def test_outbox_when_there_is_no_such_mail_says_so(option: str, shop: Shop) -> None:
    number = 99 if option == "show" else [99]
    with pytest.raises(UsageError, match="No mail 99"):
        outbox(shop.folder, **{option: number})  # type: ignore[arg-type]
    assert states(shop) == [MailState.UNCERTAIN, MailState.FAILED]


def test_outbox_when_showing_prints_the_mail_as_text(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox(shop.folder, show=2)
    out = capsys.readouterr().out
    assert f"To: {BOSS}" in out
    assert "Attached: board-2026-11-23.xlsx (10,240 bytes)" in out
    assert "今天新增 37 单。" in out
    assert "State: uncertain" in out


def test_outbox_when_read_by_a_program_is_json(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    outbox(shop.folder, as_json=True)
    assert [mail["state"] for mail in json.loads(capsys.readouterr().out)] == [
        "uncertain",
        "failed",
    ]
    outbox(shop.folder, show=2, as_json=True)
    shown = json.loads(capsys.readouterr().out)
    assert shown["attachments"] == {"board-2026-11-23.xlsx": 10240}
    assert shown["message_id"].startswith("<daily-2026-11-23.")
