"""What we rely on in yagmail 0.16, and the dangers for which we do not use its `send`.

A new release that changes any of this fails here, before it reaches a shop.
"""

import inspect
import ssl
from dataclasses import replace
from email import message_from_string
from pathlib import Path

import pytest
import yagmail
from yagmail.sender import Client

from sheetops.adapters.smtp_line import SmtpLine
from tests.report.mail_server import Post, serving
from tests.report.report_desk import MAIL


@pytest.fixture
def client() -> yagmail.SMTP:
    made = yagmail.SMTP("desk@example.com", "secret", host="127.0.0.1", port=1, smtp_ssl=False)
    made.is_closed = True
    return made


def prepared(client: yagmail.SMTP, **mail: object) -> str:
    """Return the message that yagmail would send."""
    return str(client.prepare_send(to="boss@example.com", **mail)[1])


def test_the_version_is_the_one_that_was_measured() -> None:
    from importlib.metadata import version

    assert version("yagmail").startswith("0.16.")
    assert yagmail.SMTP is Client


def test_the_steps_that_we_override_or_use_are_there() -> None:
    assert list(inspect.signature(Client.login).parameters) == ["self"]
    assert list(inspect.signature(Client.close).parameters) == ["self"]
    names = set(inspect.signature(Client.__init__).parameters)
    assert names >= {"smtp_starttls", "smtp_ssl", "smtp_skip_login", "soft_email_validation"}


def test_a_login_without_at_sign_becomes_gmail_and_we_undo_it() -> None:
    made = yagmail.SMTP("desk", "secret")
    made.is_closed = True
    assert made.user == "desk@gmail.com"
    with serving(Post()) as post:
        mail = replace(MAIL, port=post.port, user="")
        line = SmtpLine(mail, "", ssl.create_default_context())
        assert line.user == ""
        line.close()


def test_danger_two_daily_reports_have_one_message_id(client: yagmail.SMTP) -> None:
    first = message_from_string(prepared(client, subject="日报", contents="eins"))
    second = message_from_string(prepared(client, subject="日报", contents="zwei"))
    assert first["Message-ID"] == second["Message-ID"]


def test_danger_a_text_that_names_a_file_attaches_it(client: yagmail.SMTP, tmp_path: Path) -> None:
    (tmp_path / "passwords.txt").write_text("secret-of-the-shop")
    message = prepared(client, subject="日报", contents=str(tmp_path / "passwords.txt"))
    assert "passwords.txt" in message
    assert "c2VjcmV0LW9mLXRoZS1zaG9w" in message  # what stands in the file, in base64


def test_danger_a_lost_line_is_tried_three_times(
    client: yagmail.SMTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    with serving(Post()) as post:
        post.at_data = lambda envelope: None
        post.at_sender = lambda address: tries.append(1) or "250 OK"  # type: ignore[func-returns-value]
        client.port, client.smtp_skip_login, client.smtp_starttls = str(post.port), True, False
        client.set_logging(None)
        assert client.send("boss@example.com", "日报", "text") is False
        assert len(tries) == 3
        # the server kept each of them: three copies of one report
        assert post.count("boss@example.com") == 3


def test_danger_no_recipient_mails_oneself(client: yagmail.SMTP) -> None:
    assert client.prepare_send(to=None, subject="日报", contents="x")[0] == ["desk@example.com"]


def test_danger_no_password_asks_on_the_terminal() -> None:
    source = inspect.getsource(__import__("yagmail.password", fromlist=["x"]).handle_password)
    assert "getpass" in source
    # we pass text, always: an empty one where nobody logs in
    assert inspect.signature(SmtpLine.__init__).parameters["password"].annotation is str


def test_our_code_does_not_import_smtplib() -> None:
    root = Path(__file__).parents[2] / "sheetops"
    assert not [p for p in root.rglob("*.py") if "import smtplib" in p.read_text("utf-8")]
