"""A line to the mail server: yagmail's connection and login, our own steps for the mail itself.

yagmail's `send` is not used: it retries three times after a disconnect, so that a mail dropped
after DATA arrives two or three times, and it builds the message anew each time.
"""

import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

import yagmail

from sheetops.adapters.passwords import bad_mail, password_of
from sheetops.records.settings import Mail
from sheetops.records.text import Text

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SECURITIES = ("ssl", "starttls", "none")


class Refused(Exception):
    """The server said no; `code` is its reply: 4xx for now, 5xx for good."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{code} {words}")
        self.code = code
        self.words = words


class Line(Protocol):
    """An open way to a mail server."""

    def deliver(
        self, sender: str, recipient: str, data: bytes, before_data: Callable[[], None]
    ) -> None:
        """Hand one mail over, calling `before_data` right before the server may get it.

        Refused when the server says no; any OSError after `before_data` leaves it uncertain.
        """
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class SmtpLine(yagmail.SMTP):  # type: ignore[misc]  # yagmail has no types
    """One SMTP connection, logged in."""

    def __init__(self, mail: Mail, password: str, context: ssl.SSLContext) -> None:
        """Connect and log in; OSError (smtplib's errors are) when that fails."""
        # an address literal (RFC 5321 4.1.4) for EHLO: a Windows machine's Chinese name cannot be
        # sent, and looking the name up can take half a minute
        options: dict[str, Any] = {
            "timeout": mail.timeout_seconds,
            "local_hostname": "[127.0.0.1]",
        }
        if mail.security == "ssl":
            options["context"] = context
        super().__init__(
            user=mail.user or "nobody@localhost",
            password=password,  # never None: yagmail would ask on the terminal
            host=mail.host,
            port=mail.port,
            smtp_starttls={"context": context} if mail.security == "starttls" else False,
            smtp_ssl=mail.security == "ssl",
            smtp_skip_login=not mail.user,
            soft_email_validation=False,
            **options,
        )
        self.user = mail.user  # yagmail makes NAME@gmail.com of a login without @
        self.set_logging(None)
        try:
            self.login()
            self.smtp.ehlo_or_helo_if_needed()  # a login would have said EHLO, but not all have one
        except BaseException:
            self.close()
            raise

    def deliver(
        self, sender: str, recipient: str, data: bytes, before_data: Callable[[], None]
    ) -> None:
        """Hand one mail over, stepwise; see `Line.deliver`."""
        self._step(*self.smtp.mail(sender))
        self._step(*self.smtp.rcpt(recipient))
        before_data()
        try:
            code, words = self.smtp.data(data)
        except OSError as error:
            refused = reply_of(error)
            if refused is None:
                raise
            raise refused from error
        if 400 <= code < 600:
            raise Refused(code, _words(words))
        if not 200 <= code < 300:  # smtplib says -1 for a reply that is none
            raise OSError(f"{code} {_words(words)}")

    def close(self) -> None:
        """Hang up, whatever state the connection is in."""
        self.is_closed = True
        if self.smtp is None:
            return
        try:
            self.smtp.quit()
        except OSError:
            self.smtp.close()

    def _step(self, code: int, words: bytes) -> None:
        if not 200 <= code < 300:
            with suppress(OSError):  # a server may hang up after its no
                self.smtp.rset()
            raise Refused(code, _words(words))


def open_line(mail: Mail, folder: Path) -> Line:
    """Return a line to the mail server of `mail`.

    SettingsError when the settings cannot work; Refused when the server does not want us; OSError
    when it cannot be reached, or its certificate does not hold.
    """
    password = password_of(mail, folder)
    if mail.security not in SECURITIES:
        raise bad_mail(_NO_SUCH_SECURITY.filled(value=mail.security))
    if mail.security == "none" and mail.host not in LOOPBACK:
        raise bad_mail(_NOT_LOOPBACK.filled(host=mail.host))
    try:
        line: Line = SmtpLine(mail, password, ssl.create_default_context())
    except OSError as error:
        refused = reply_of(error)
        if refused is None:
            raise
        raise refused from error
    return line


def reply_of(error: OSError) -> Refused | None:
    """Return the server's reply that an error carries; None when there was none."""
    code = getattr(error, "smtp_code", None)
    if not isinstance(code, int) or code < 400:
        return None
    return Refused(code, _words(getattr(error, "smtp_error", b"")))


def why_broken(error: OSError) -> Text:
    """Return in words why there is no line to the server, with what the system said in brackets."""
    said = " ".join((str(error) or type(error).__name__).split())
    kinds = (kind for kind in _CAUSES if isinstance(error, kind))
    words = next((_CAUSES[kind] for kind in kinds), None)
    if words is None:
        return Text(said, said)
    return Text(f"{words.zh}（{said}）", f"{words.en} ({said})")


def _words(reply: bytes | str) -> str:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(words.split())


_NO_SUCH_SECURITY = Text(
    "mail.security 只能是 ssl、starttls 或 none，而不是“{value}”。",
    'mail.security is ssl, starttls or none, not "{value}".',
)
_NOT_LOOPBACK = Text(
    "不加密只能用于本机，而 mail.host 是 {host}。",
    "Mail without encryption stays on this machine, but mail.host is {host}.",
)
_CAUSES: Mapping[type[OSError], Text] = {
    ssl.SSLCertVerificationError: Text(
        "它的证书不可信或已过期，没有交出密码，请联系邮箱服务商",
        "its certificate does not hold, so it was told no password; ask whoever runs it",
    ),
    ssl.SSLError: Text(
        "加密连接没有建立，请检查 mail.port 和 mail.security",
        "no encrypted line; check mail.port and mail.security",
    ),
    socket.gaierror: Text(
        "找不到这个地址，请检查 mail.host 和网络",
        "there is no such host; check mail.host and the network",
    ),
    TimeoutError: Text("没有回应", "it does not answer"),
    ConnectionRefusedError: Text(
        "它不接受连接，请检查 mail.port", "it takes no connection; check mail.port"
    ),
}
"""What goes wrong most, the special before the general; anything else is said as it is."""
