"""Builds one mail for one recipient: the bytes that are stored, scanned and, unchanged, sent."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime, quote
from zoneinfo import ZoneInfo

from sheetops.actions import QueueMail
from sheetops.records.settings import Settings
from sheetops.records.text import Text

NOBODY = "sheetops@localhost"
"""The sender of reports that stay in the shop's folder."""

LONGEST_SUBJECT = 200

_POLICY = SMTP.clone(cte_type="7bit")
_NO_DIGITS = str.maketrans("0123456789", "ghijklmnop")
"""A mark is made of letters alone: by chance, digits would look like somebody's phone number."""
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(
    r"(?=.{1,255}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"
)
_NAMED = re.compile(r"[^<>]*<([^<>]*)>\s*")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_XLSX = "vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it goes out; `data` has CRLF line ends and 7-bit characters only."""

    message_id: str
    subject: str
    data: bytes


def build_letter(
    mail: QueueMail, recipients: tuple[str, ...], settings: Settings, now: datetime
) -> Letter:
    """Return the letter to `recipients`: the same bytes for the same mail, and its own Message-ID.

    QQ Mail has shown RFC 2231-only names as `tcmime.*.bin`: attachments get ASCII names.
    """
    sender = sender_of(settings)
    seed = "\n".join((settings.id, mail.key, *recipients))
    mark = hashlib.sha256(seed.encode()).hexdigest()[:24].translate(_NO_DIGITS)
    subject = one_line(mail.subject)
    message = EmailMessage(_POLICY)
    if recipients:
        message["To"] = [Address(addr_spec=recipient) for recipient in recipients]
    message["Date"] = format_datetime(now.replace(tzinfo=ZoneInfo(settings.time_zone)))
    message["Message-ID"] = f"<{_ascii(mail.key)}.{mark}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    _embed(message, mail.pictures)
    _attach(message, mail.attachments)
    for number, part in enumerate(_multiparts(message)):
        part.set_boundary(f"=_{mark}_{number}")
    head = _encoded("Subject", subject) + _encoded("From", one_line(settings.name), sender)
    return Letter(str(message["Message-ID"]), subject, head + message.as_bytes())


@dataclass(frozen=True, slots=True)
class Read:
    """A letter as a person reads it: text alternative, and (name, bytes) of what is attached."""

    text: str
    attachments: tuple[tuple[str, int], ...]


def read_letter(data: bytes) -> Read:
    """Return what the stored bytes of a mail say."""
    message = message_from_bytes(data, policy=default)
    body = message.get_body(("plain",))
    attached = (
        (part.get_filename() or "", len(part.get_content()))
        for part in message.iter_attachments()
        if part.get_content_disposition() == "attachment"
    )
    return Read("" if body is None else body.get_content().strip(), tuple(attached))


def sender_of(settings: Settings) -> str:
    """Return the address that mail comes from; the login where it is one and nothing is said."""
    mail = settings.mail
    said = mail.sender or (mail.user if "@" in mail.user else "")
    return NOBODY if address_fault(said) else clean_address(said)


def address_fault(address: str) -> Text | None:
    """Return what is wrong with an address; None for one that any mail server takes.

    A local part beyond ASCII needs SMTPUTF8 (RFC 6531) at every hop, which few servers have.
    """
    if not address.strip():
        return _EMPTY
    if _CONTROL.search(address):
        return _BROKEN_LINE.filled(address=repr(address))
    local, at, domain = _bare(address).rpartition("@")
    if not at or "," in address or ";" in address:
        return _NOT_ONE.filled(address=address)
    if not local.isascii():
        return _NOT_ASCII.filled(address=address)
    if len(local) > 64 or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(_idna(domain)):
        return _NOT_ONE.filled(address=address)
    return None


def clean_address(address: str) -> str:
    """Return a faultless address without a name, its domain as servers know it (IDNA)."""
    local, _, domain = _bare(address).rpartition("@")
    return f"{local}@{_idna(domain)}"


def one_line(words: str) -> str:
    """Return words fit for a header: one line, no control characters, not endless."""
    words = " ".join(_CONTROL.sub(" ", words).split())
    return words if len(words) <= LONGEST_SUBJECT else words[: LONGEST_SUBJECT - 1] + "…"


def _encoded(name: str, words: str, address: str = "") -> bytes:
    """Return a header line whose words are one run of encoded words.

    EmailMessage's own folding loses blanks between Chinese and digits (`逾期 2` became `逾期2`).
    """
    if words.isascii():
        coded = f'"{quote(words)}"' if address else words
    else:
        coded = Header(words, "utf-8", header_name=name).encode(linesep="\r\n")
    tail = f"\r\n <{address}>" if address else ""
    return f"{name}: {coded}{tail}\r\n".encode("ascii")


def _attach(message: EmailMessage, attachments: Mapping[str, bytes]) -> None:
    for name, data in attachments.items():
        subtype = _XLSX if name.endswith(".xlsx") else "octet-stream"
        message.add_attachment(data, maintype="application", subtype=subtype, filename=_ascii(name))


def _embed(message: EmailMessage, pictures: Mapping[str, bytes]) -> None:
    """Put pictures beside the HTML that shows them; with a file name, or QQ Mail makes up one."""
    body = message.get_body(("html",))
    if isinstance(body, EmailMessage):
        for cid, png in pictures.items():
            name = _ascii(cid.partition("@")[0]) + ".png"
            body.add_related(
                png, "image", "png", cid=f"<{cid}>", disposition="inline", filename=name
            )


def _multiparts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.is_multipart() and isinstance(part, EmailMessage):
            yield part


def _ascii(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "attachment"


def _bare(address: str) -> str:
    """Return `a@b.com` of `Name <a@b.com>`; anything else as it is."""
    named = _NAMED.fullmatch(address)
    return (named[1] if named else address).strip()


def _idna(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""


_EMPTY = Text(
    "没有收件人，请在 sheetops.toml 的 [mail] 里填写 managers",
    "there is no recipient; fill in managers under [mail] in sheetops.toml",
)
_BROKEN_LINE = Text(
    "邮箱地址里有换行或控制字符：{address}", "a line break or control character in {address}"
)
_NOT_ONE = Text("“{address}”不是一个邮箱地址", '"{address}" is not one e-mail address')
_NOT_ASCII = Text(
    "邮箱“{address}”的 @ 前面有非英文字符，多数服务器不收",
    'before the @ of "{address}" stands more than ASCII; most servers refuse it',
)
