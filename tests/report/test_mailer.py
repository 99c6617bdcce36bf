"""Sending through a real server: taken once, refused for good or for now, lost on the way."""

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from sheetops.actions import QueueMail
from sheetops.adapters.letters import build_letter
from sheetops.adapters.mailer import Delivered, Mailer, report_name
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.outbox import BACK_OFF, REPORTS, Outbox
from sheetops.adapters.state.postings import MailState
from sheetops.errors import UsageError
from sheetops.records.settings import Mail, Settings
from sheetops.records.text import Text
from tests.report.mail_server import Post, certificate, free_port, serving
from tests.report.report_desk import MAIL, NOW, SETTINGS

BOSS, TWO = "boss@example.com", "two@example.com"
DAILY = QueueMail(
    key="daily-2026-11-23",
    subject="退换货日报 11-23：新增 37，逾期 2（昨日 5）",
    text="今天新增 37 单。\n.\n..\n",
    html="<p>今天新增 37 单。</p>",
    recipients=(BOSS,),
    attachments={"board-2026-11-23.xlsx": bytes(range(128, 256)) * 80},
)
# aiosmtpd's advice to whoever runs a real server
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")


class Desk:
    """A shop's outbox and mailer over one server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mail = MAIL
        self.database = Database(folder / "state.db")
        self.outbox = Outbox(self.database)

    @property
    def settings(self) -> Settings:
        return replace(SETTINGS, mail=self.mail)

    def queue(self, mail: QueueMail = DAILY) -> None:
        self.outbox.add(mail, self.settings, NOW)

    def deliver(self, minutes: int = 0) -> Delivered:
        now = NOW + timedelta(minutes=minutes)
        return Mailer(self.outbox, self.settings, self.folder).deliver(now)

    def states(self) -> dict[str, MailState]:
        rows = self.database.rows("SELECT recipient, state FROM outbox ORDER BY id")
        return {row["recipient"]: MailState(row["state"]) for row in rows}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def post(desk: Desk) -> Iterator[Post]:
    with serving(Post()) as post:
        desk.mail = replace(MAIL, port=post.port)
        yield post


def test_what_arrives_is_byte_for_byte_what_was_queued(desk: Desk, post: Post) -> None:
    desk.queue()
    done = desk.deliver()
    (envelope,) = post.taken
    assert envelope.content == build_letter(DAILY, (BOSS,), desk.settings, NOW).data
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@example.com", [BOSS])
    assert done.mails == [f"{BOSS}: {DAILY.subject}"]
    assert desk.states() == {REPORTS: MailState.SENT, BOSS: MailState.SENT}


def test_the_report_lies_in_reports_too(desk: Desk, post: Post) -> None:
    desk.queue()
    done = desk.deliver()
    names = [path.relative_to(desk.folder).as_posix() for path in done.reports]
    assert names == ["reports/2026-11-23-daily.html", "reports/2026-11-23-daily.eml"]
    message = message_from_bytes(done.reports[1].read_bytes(), policy=default)
    assert message["Subject"] == DAILY.subject
    assert message["To"] == BOSS
    assert done.reports[0].read_text("utf-8").strip() == DAILY.html


def test_without_a_mail_host_the_report_is_the_mail(desk: Desk) -> None:
    desk.mail = Mail()
    desk.queue(replace(DAILY, recipients=()))
    assert [path.suffix for path in desk.deliver().reports] == [".html", ".eml"]
    assert desk.states() == {REPORTS: MailState.SENT}


def test_the_same_key_never_goes_out_again(desk: Desk, post: Post) -> None:
    for _ in range(3):
        desk.queue()
        desk.deliver()
    assert post.count(BOSS) == 1
    assert desk.outbox.knows(DAILY.key)
    assert not desk.outbox.knows("daily-2026-11-24")


def test_with_the_state_lost_a_report_that_is_there_stays_as_it_was(desk: Desk) -> None:
    desk.mail = Mail()
    desk.queue()
    first = desk.deliver().reports[0].read_bytes()
    desk.database.execute("DELETE FROM outbox")
    desk.queue(replace(DAILY, html="<p>anders</p>"))
    assert desk.deliver().reports[0].read_bytes() == first


def test_two_managers_get_one_each(desk: Desk, post: Post) -> None:
    desk.queue(replace(DAILY, recipients=(BOSS, TWO, BOSS)))
    desk.deliver()
    assert [envelope.rcpt_tos for envelope in post.taken] == [[BOSS], [TWO]]


def test_one_refused_recipient_keeps_it_from_nobody_else(desk: Desk, post: Post) -> None:
    post.at_recipient = lambda to: "550 5.1.1 no such user" if to == BOSS else "250 OK"
    desk.queue(replace(DAILY, recipients=(BOSS, TWO)))
    done = desk.deliver()
    assert desk.states() == {
        REPORTS: MailState.SENT,
        BOSS: MailState.FAILED,
        TWO: MailState.SENT,
    }
    assert "550 5.1.1 no such user" in done.notes[0].en
    assert post.count(TWO) == 1


@pytest.mark.parametrize("where", ["at_sender", "at_recipient", "at_data"])
@pytest.mark.parametrize(
    ("reply", "state"), [("451 later", MailState.QUEUED), ("554 never", MailState.FAILED)]
)
def test_a_no_is_for_now_or_for_good(
    where: str, reply: str, state: MailState, desk: Desk, post: Post
) -> None:
    setattr(post, where, lambda _: reply)
    desk.queue()
    done = desk.deliver()
    assert desk.states()[BOSS] is state
    assert reply in done.notes[0].zh
    assert post.taken == []


def test_a_mail_for_later_is_tried_again_after_a_pause_and_arrives_once(
    desk: Desk, post: Post
) -> None:
    post.at_data = lambda _: "451 later"
    desk.queue()
    desk.deliver()
    post.at_data = lambda _: "250 OK"
    assert desk.deliver(minutes=0).mails == []
    assert desk.deliver(minutes=10).mails == [f"{BOSS}: {DAILY.subject}"]
    assert post.count(BOSS) == 1


def test_pauses_grow_and_stay_at_four_hours(desk: Desk, post: Post) -> None:
    post.at_sender = lambda _: "451 later"
    desk.queue()
    pauses, minutes = [], 0
    for _ in range(7):
        desk.deliver(minutes)
        (waits,) = desk.outbox.unsettled()
        pauses.append(waits.next_at - NOW - timedelta(minutes=minutes))
        minutes += int(pauses[-1].total_seconds() // 60)
    assert pauses == [*BACK_OFF, BACK_OFF[-1], BACK_OFF[-1]]


@pytest.mark.parametrize("where", ["at_sender", "at_recipient"])
def test_a_line_lost_before_data_waits(where: str, desk: Desk, post: Post) -> None:
    setattr(post, where, lambda _: None)
    desk.queue()
    desk.deliver()
    assert desk.states()[BOSS] is MailState.QUEUED
    setattr(post, where, lambda _: "250 OK")
    desk.deliver(minutes=10)
    assert post.count(BOSS) == 1


@pytest.mark.parametrize("kept", [True, False])
def test_a_line_lost_after_data_is_uncertain_and_never_repeated_by_itself(
    kept: bool, desk: Desk, post: Post
) -> None:
    post.at_data, post.keeps_before_hanging_up = lambda _: None, kept
    desk.queue()
    done = desk.deliver()
    assert desk.states()[BOSS] is MailState.UNCERTAIN
    assert "may or may not" in done.notes[0].en
    post.at_data = lambda _: "250 OK"
    desk.deliver(minutes=600)
    assert post.count(BOSS) == kept
    assert [posting.recipient for posting in desk.outbox.troubled()] == [BOSS]


def test_an_uncertain_mail_is_settled_by_hand(desk: Desk, post: Post) -> None:
    post.at_data, post.keeps_before_hanging_up = lambda _: None, False
    desk.queue(replace(DAILY, recipients=(BOSS, TWO)))
    desk.deliver()
    post.at_data = lambda _: "250 OK"
    boss, two = desk.outbox.troubled()
    desk.outbox.resolve_sent(boss.id, NOW)
    desk.outbox.resolve_resend(two.id, NOW)
    desk.deliver()
    assert [envelope.rcpt_tos for envelope in post.taken] == [[TWO]]
    # the same bytes with the same Message-ID: a server that has it may know it again
    assert post.taken[0].content == build_letter(DAILY, (TWO,), desk.settings, NOW).data
    assert desk.outbox.unsettled() == []


def test_only_an_uncertain_or_refused_mail_can_be_settled(desk: Desk) -> None:
    desk.queue()
    with pytest.raises(UsageError):
        desk.outbox.resolve_sent(1, NOW)
    with pytest.raises(UsageError):
        desk.outbox.resolve_resend(99, NOW)


def test_a_mail_that_need_not_go_out_is_dropped_and_told_no_more(desk: Desk, post: Post) -> None:
    desk.queue(replace(DAILY, recipients=("", BOSS)))
    desk.deliver()
    (nobody,) = desk.outbox.troubled()
    desk.outbox.resolve_drop(nobody.id, NOW)
    assert desk.outbox.unsettled() == []
    assert desk.outbox.knows(DAILY.key)
    desk.deliver(minutes=300)
    assert post.count(BOSS) == len(post.taken) == 1


def test_a_mail_that_was_sent_cannot_be_dropped(desk: Desk, post: Post) -> None:
    desk.queue()
    desk.deliver()
    with pytest.raises(UsageError):
        desk.outbox.resolve_drop(2, NOW)


def test_a_mail_to_no_address_is_not_sent_again(desk: Desk) -> None:
    desk.queue(replace(DAILY, recipients=("老板@example.com",)))
    (told,) = desk.outbox.troubled()
    with pytest.raises(UsageError, match="more than ASCII"):
        desk.outbox.resolve_resend(told.id, NOW)
    assert desk.outbox.troubled() == [told]


def test_bytes_of_a_mail_go_after_a_month_and_its_key_stays(desk: Desk, post: Post) -> None:
    desk.queue()
    desk.deliver()
    boss = desk.outbox.posting(2)
    desk.deliver(minutes=29 * 24 * 60)
    assert desk.outbox.data(boss) != b""
    desk.deliver(minutes=31 * 24 * 60)
    assert desk.outbox.data(boss) == b""
    desk.queue()
    desk.deliver(minutes=32 * 24 * 60)
    assert post.count(BOSS) == 1


def test_bytes_of_a_mail_that_is_uncertain_stay(desk: Desk, post: Post) -> None:
    post.at_data = lambda _: None
    desk.queue()
    desk.deliver()
    desk.deliver(minutes=40 * 24 * 60)
    (boss,) = desk.outbox.troubled()
    assert desk.outbox.data(boss) != b""


def test_an_address_that_is_none_is_told_and_the_others_get_theirs(desk: Desk, post: Post) -> None:
    desk.queue(replace(DAILY, recipients=("老板@example.com", "a@b.com\nBcc: c@d.com", BOSS)))
    desk.deliver()
    assert post.count(BOSS) == 1
    assert len(post.taken) == 1
    assert [p.why.en.split(";")[0] for p in desk.outbox.troubled()] == [
        'before the @ of "老板@example.com" stands more than ASCII',
        "a line break or control character in 'a@b.com\\nBcc: c@d.com'",
    ]


def test_no_recipient_is_told_and_the_report_is_kept(desk: Desk, post: Post) -> None:
    desk.queue(replace(DAILY, recipients=()))
    desk.deliver()
    (told,) = desk.outbox.troubled()
    assert "managers" in told.why.en
    assert desk.states()[REPORTS] is MailState.SENT


def test_personal_data_is_blocked_and_never_leaves(desk: Desk, post: Post) -> None:
    desk.queue(replace(DAILY, text="请回电 13812345678"))
    done = desk.deliver()
    assert post.taken == []
    assert not (desk.folder / "reports").exists()
    assert set(desk.states().values()) == {MailState.BLOCKED}
    assert "a mobile number" in done.notes[0].en
    number = desk.outbox.blocked()[0].id
    with pytest.raises(UsageError):
        desk.outbox.resolve_resend(number, NOW)


def test_offline_mails_wait(desk: Desk) -> None:
    desk.mail = replace(MAIL, port=free_port())
    desk.queue(replace(DAILY, recipients=(BOSS, TWO)))
    done = desk.deliver()
    assert len(done.notes) == 1  # one try a run, not one a mail
    assert desk.states() == {
        REPORTS: MailState.SENT,
        BOSS: MailState.QUEUED,
        TWO: MailState.QUEUED,
    }


def test_a_server_that_says_nothing_does_not_hang_the_run(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail = replace(MAIL, port=silent.getsockname()[1])
        desk.mail = replace(mail, timeout_seconds=0.2)  # type: ignore[arg-type]  # quicker
        desk.queue()
        done = desk.deliver()
    assert "timed out" in done.notes[0].en
    assert desk.states()[BOSS] is MailState.QUEUED


def test_a_slow_server_gets_each_mail_once(desk: Desk, post: Post) -> None:
    post.waits = 0.1
    desk.queue(replace(DAILY, recipients=(BOSS, TWO)))
    desk.deliver()
    assert (post.count(BOSS), post.count(TWO)) == (1, 1)
    assert desk.outbox.unsettled() == []


def test_a_reply_that_is_none_after_data_is_uncertain(desk: Desk) -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:
        desk.mail = replace(MAIL, port=odd.getsockname()[1])
        talk = threading.Thread(target=_talk_nonsense_after_data, args=(odd,))
        talk.start()
        desk.queue()
        desk.deliver()
        talk.join(5)
    assert desk.states()[BOSS] is MailState.UNCERTAIN


def _talk_nonsense_after_data(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rwb", buffering=0) as talk:
        talk.write(b"220 hello\r\n")
        for line in talk:
            if line.upper().startswith(b"DATA"):
                talk.write(b"354 go on\r\n")
                while next(talk) != b".\r\n":
                    pass
                talk.write(b"what?\r\n")
                return
            talk.write(b"250 OK\r\n")


def test_a_wrong_password_waits_and_is_tried_once_a_run(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_PASSWORD", "wrong")
    with serving(Post(), password=b"right") as post:
        desk.mail = replace(MAIL, port=post.port, user="desk", password_env="DESK_PASSWORD")
        desk.queue(replace(DAILY, recipients=(BOSS, TWO)))
        done = desk.deliver()
        assert [note.en[:39] for note in done.notes] == ["The mail server does not let us in: 535"]
        assert desk.states()[BOSS] is MailState.QUEUED
        monkeypatch.setenv("DESK_PASSWORD", "right")
        desk.deliver(minutes=10)
        assert post.count(BOSS) == post.count(TWO) == 1


def test_a_password_comes_from_a_file_beside_the_shop(desk: Desk) -> None:
    (desk.folder / "password.txt").write_text("right\n", "utf-8")
    with serving(Post(), password=b"right") as post:
        desk.mail = replace(MAIL, port=post.port, user="desk", password_file="password.txt")
        desk.queue()
        desk.deliver()
        assert post.count(BOSS) == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"user": "desk", "password_env": "NOT_SET_HERE"}, "NOT_SET_HERE"),
        ({"user": "desk", "password_file": "none.txt"}, "none.txt"),
        ({"user": "desk"}, "password_env, password_file"),
        ({"security": "tls"}, 'not "tls"'),
        ({"security": "none", "host": "mail.example.com"}, "stays on this machine"),
    ],
)
def test_settings_that_cannot_work_are_told_and_the_mail_waits(
    change: dict[str, str], words: str, desk: Desk
) -> None:
    desk.mail = replace(MAIL, **change)  # type: ignore[arg-type]
    desk.queue()
    assert words in desk.deliver().notes[0].en
    assert desk.states()[BOSS] is MailState.QUEUED


def test_an_unknown_host_is_told(desk: Desk) -> None:
    desk.mail = replace(MAIL, host="no-such-host.invalid", security="ssl", port=465)
    desk.queue()
    (note,) = desk.deliver().notes
    assert "no-such-host.invalid is not reached: there is no such host" in note.en
    assert "请检查 mail.host" in note.zh


@needs_openssl
@pytest.mark.parametrize("security", ["ssl", "starttls"])
def test_tls_with_a_certificate_that_holds(
    security: str, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    cert, context = certificate(desk.folder)
    monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    monkeypatch.setenv("DESK_PASSWORD", "right")
    tls, starttls = (context, None) if security == "ssl" else (None, context)
    with serving(Post(), password=b"right", tls=tls, starttls=starttls) as post:
        desk.mail = replace(
            MAIL,
            host="localhost",
            port=post.port,
            security=security,
            user="desk@example.com",
            password_env="DESK_PASSWORD",
        )
        desk.queue()
        assert desk.deliver().notes == []
        assert post.count(BOSS) == 1


@needs_openssl
@pytest.mark.parametrize("security", ["ssl", "starttls"])
@pytest.mark.parametrize(
    ("name", "days", "trusted", "said"),
    [
        ("other.example.com", 2, True, "Hostname mismatch"),
        ("localhost", 2, False, "self-signed certificate"),
        ("localhost", -1, True, "certificate has expired"),
    ],
)
def test_a_certificate_that_does_not_hold_keeps_mail_and_password_here(
    security: str,
    name: str,
    days: int,
    trusted: bool,
    said: str,
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cert, context = certificate(desk.folder, name, days)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(cert))
    tls, starttls = (context, None) if security == "ssl" else (None, context)
    with serving(Post(), tls=tls, starttls=starttls) as post:
        desk.mail = replace(MAIL, host="localhost", port=post.port, security=security)
        desk.queue()
        (note,) = desk.deliver().notes
        assert "its certificate does not hold" in note.en
        assert said in note.en
        assert post.taken == []
    assert desk.states()[BOSS] is MailState.QUEUED


def test_a_server_without_starttls_gets_neither_mail_nor_password(desk: Desk, post: Post) -> None:
    desk.mail = replace(desk.mail, security="starttls")
    desk.queue()
    assert "STARTTLS" in desk.deliver().notes[0].en
    assert post.taken == []


def test_a_folder_that_cannot_be_written_lets_the_report_wait(desk: Desk) -> None:
    desk.mail = Mail()
    (desk.folder / "reports").write_bytes(b"a file where the folder should be")
    desk.queue()
    assert "2026-11-23-daily was not written" in desk.deliver().notes[0].en
    assert desk.states()[REPORTS] is MailState.QUEUED
    (desk.folder / "reports").unlink()
    assert len(desk.deliver(minutes=10).reports) == 2


def test_rows_are_told_to_people_and_to_programs(desk: Desk) -> None:
    desk.queue()
    boss = desk.outbox.unsettled()[1]
    assert [c if isinstance(c, str) else c.en for c in boss.cells()] == [
        "2",
        "queued",
        BOSS,
        DAILY.subject,
        "2026-11-23 18:30",
        "",
    ]
    assert boss.as_json()["message_id"] == boss.message_id


def test_a_mail_that_waits_says_when_it_is_tried_again(desk: Desk) -> None:
    desk.queue()
    desk.deliver()
    why = desk.outbox.unsettled()[0].cells()[-1]
    assert isinstance(why, Text)
    assert why.en.endswith("next try from 11-23 18:31 on")


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("daily-2026-11-23", "2026-11-23-daily"),
        ("digest-KF012-2026-11-23", "2026-11-23-digest-KF012"),
        ("weekly-2026-W47", "2026-W47-weekly"),
        ("monthly-2026-11", "2026-11-monthly"),
        ("../x y", "..-x-y"),
        ("weekly", "weekly"),
    ],
)
def test_reports_stand_in_order_of_days(key: str, name: str) -> None:
    assert report_name(key) == name
