"""Empties the outbox: reports into the shop's folder, mails to the server, each exactly once."""

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.state.outbox import REPORTS, Outbox
from sheetops.adapters.state.postings import Posting
from sheetops.errors import SettingsError
from sheetops.records.settings import Settings
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.adapters.smtp_line import Line

KEPT = timedelta(days=30)
"""How long the bytes of a mail that is out stay in the outbox; `reports/` has a copy."""

_DATED = re.compile(r"(?P<name>.+?)-(?P<day>\d{4}-(?:W\d{2}|\d{2}(?:-\d{2})?))")
"""A key that ends in a day, a week or a month."""


@dataclass
class Delivered:
    """What went out in one go, and what did not."""

    reports: list[Path] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    """`recipient: subject` of each mail that a server took."""
    notes: list[Text] = field(default_factory=list)
    """What could not go out, and why."""


class Mailer:
    """Sends what is due. One run at a time: whoever calls holds the shop."""

    def __init__(
        self,
        outbox: Outbox,
        settings: Settings,
        folder: Path,
        connect: "Callable[[], Line] | None" = None,
    ) -> None:
        """Send from `outbox` by `settings.mail`, or through what `connect` opens."""
        self._outbox = outbox
        self._settings = settings
        self._folder = folder
        self._connect = connect or self._by_settings
        self._line: Line | None = None
        self._unreachable = False

    def deliver(self, now: datetime) -> Delivered:
        """Recover what the last run left, then send everything that is due at `now`.

        Nothing that goes wrong here stops the run: it is told, and the mail waits or is settled.
        """
        done = Delivered(notes=[p.why for p in self._outbox.blocked() if p.since == now])
        self._outbox.recover(now)
        self._unreachable = False
        try:
            for posting in self._outbox.due(now):
                if posting.recipient == REPORTS:
                    self._keep(posting, now, done)
                elif self._settings.mail.host and not self._unreachable:
                    self._send(posting, now, done)
        finally:
            self._hang_up()
        self._outbox.shed(now - KEPT)
        return done

    def _by_settings(self) -> "Line":
        from sheetops.adapters.smtp_line import open_line

        return open_line(self._settings.mail, self._folder)

    def _keep(self, posting: Posting, now: datetime, done: Delivered) -> None:
        """Put the report into `reports/`, as a mail and as a page; twice changes nothing."""
        self._outbox.claim(posting)
        data = self._outbox.data(posting)
        name = report_name(posting.key)
        try:
            folder = self._folder / "reports"
            folder.mkdir(exist_ok=True)
            paths = (folder / f"{name}.html", folder / f"{name}.eml")
            for path, content in zip(paths, (page_of(data), data), strict=True):
                write_once(path, content)
        except OSError as error:
            why = _NOT_KEPT.filled(name=name, why=error.strerror or str(error))
            self._outbox.again(posting, now, why)
            done.notes.append(why)
            return
        self._outbox.sent(posting, now)
        done.reports.extend(paths)

    def _send(self, posting: Posting, now: datetime, done: Delivered) -> None:
        from sheetops.adapters.smtp_line import Refused

        self._outbox.claim(posting)
        data, begun = self._outbox.data(posting), False

        def before_data() -> None:
            nonlocal begun
            self._outbox.begin_data(posting, now)
            begun = True

        line = self._reach(posting, now, done)
        if line is None:
            return
        try:
            line.deliver(posting.sender, posting.recipient, data, before_data)
        except Refused as refused:
            self._refused(posting, refused.code, refused.words, now, done)
        except OSError as error:
            self._broken(posting, begun, error, now, done)
        else:
            crashpoint("mail: taken")
            self._outbox.sent(posting, now)
            done.mails.append(f"{posting.recipient}: {posting.subject}")

    def _reach(self, posting: Posting, now: datetime, done: Delivered) -> "Line | None":
        """Return the line to the server; None, once told, when there is none in this run.

        One try a run: a login that is refused again and again locks the account.
        """
        from sheetops.adapters.smtp_line import Refused

        try:
            self._line = self._line or self._connect()
        except Refused as refused:
            why = _NO_LOGIN.filled(code=refused.code, words=refused.words)
        except SettingsError as error:
            why = error.message
        except OSError as error:
            why = self._not_reached(error)
        else:
            crashpoint("mail: connected")
            return self._line
        self._unreachable = True
        self._outbox.again(posting, now, why)
        done.notes.append(why)
        return None

    def _refused(
        self, posting: Posting, code: int, words: str, now: datetime, done: Delivered
    ) -> None:
        """Settle a mail that the server answered with no: 4xx may change, 5xx will not."""
        why = _REFUSED.filled(to=posting.recipient, code=code, words=words)
        if code < 500:
            self._outbox.again(posting, now, why)
        else:
            self._outbox.failed(posting, now, why)
        done.notes.append(why)

    def _broken(
        self, posting: Posting, begun: bool, error: OSError, now: datetime, done: Delivered
    ) -> None:
        """Settle a mail whose line broke: before DATA it waits, after it nobody knows."""
        self._hang_up()
        if begun:
            reason = str(error) or type(error).__name__
            why = _MAY_HAVE.filled(to=posting.recipient, why=reason)
            self._outbox.lost(posting, now, why)
        else:
            why = self._not_reached(error)
            self._outbox.again(posting, now, why)
        done.notes.append(why)

    def _not_reached(self, error: OSError) -> Text:
        from sheetops.adapters.smtp_line import why_broken

        why, host = why_broken(error), self._settings.mail.host
        return Text(
            _NOT_REACHED.zh.format(host=host, why=why.zh),
            _NOT_REACHED.en.format(host=host, why=why.en),
        )

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None


def report_name(key: str) -> str:
    """Return `2026-11-23-daily` for the key `daily-2026-11-23`: reports stand in order of days."""
    found = _DATED.fullmatch(key)
    name = f"{found['day']}-{found['name']}" if found else key
    return re.sub(r"[^\w.-]+", "-", name)


def page_of(data: bytes) -> bytes:
    """Return the HTML body of a mail as a page for the browser, its pictures inside."""
    message = message_from_bytes(data, policy=default)
    body = message.get_body(("html",))
    if body is None:
        return b""
    page: str = body.get_content()
    for part in message.walk():
        cid = str(part["Content-ID"] or "").strip("<> ")
        if cid and part.get_content_maintype() == "image":
            picture = b64encode(part.get_content()).decode("ascii")
            page = page.replace(f"cid:{cid}", f"data:image/png;base64,{picture}")
    return page.encode()


def write_once(path: Path, data: bytes) -> None:
    """Write a file that is complete as soon as it has its name; one that is there stays."""
    from sheetops.adapters.durable import fsync_folder, write_new

    if path.exists():
        return
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        write_new(part, data)
        crashpoint("report: written")
        part.replace(path)
        crashpoint("report: in place")
        fsync_folder(path.parent)
    finally:
        part.unlink(missing_ok=True)


_NOT_KEPT = Text("报告 {name} 没有写入：{why}", "The report {name} was not written: {why}")
_REFUSED = Text("邮件服务器拒收 {to}：{code} {words}", "The server refused {to}: {code} {words}")
_NO_LOGIN = Text(
    "邮件服务器不让登录：{code} {words}，请检查账号和密码",
    "The mail server does not let us in: {code} {words}; check user and password",
)
_NOT_REACHED = Text(
    "连不上邮件服务器 {host}：{why}", "The mail server {host} is not reached: {why}"
)
_MAY_HAVE = Text(
    "发给 {to} 的邮件在发送途中断线，不确定是否送达：{why}",
    "The line broke while {to} was being sent; it may or may not have arrived: {why}",
)
