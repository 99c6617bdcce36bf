"""The last gate: reads a mail as its recipient would and finds what must not leave the house."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from sheetops.records.text import Text
from sheetops.rules.privacy.personal import find_personal

_TAG = re.compile(r"<[^>]*>")
_STYLE = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_FRACTION = re.compile(r"-?\d+\.\d+(E[+-]?\d+)?", re.IGNORECASE)

_SHA256 = re.compile(r"(?<![0-9a-z])(?=\d*[a-f])[0-9a-f]{64}(?![0-9a-z])")
"""The hash in the monthly report: by chance some of its digits look like a phone number."""

PNG = b"\x89PNG\r\n\x1a\n"


def scan(data: bytes, shop: str = "") -> Text | None:
    """Return what stands in the way of sending the MIME message `data`; None when nothing does.

    The shop's own name, `shop`, is never personal, even where it is an address. Subject, bodies,
    file names and every text inside attached workbooks are read. What was found is not repeated:
    the note itself may be read by anybody.
    """
    message = message_from_bytes(data, policy=default)
    for where, words in _texts(message):
        words = _SHA256.sub(" ", words)
        found = find_personal(words.replace(shop, " ") if shop else words)
        if found:
            kind = _KINDS[found[0].kind]
            zh = _FOUND.zh.format(where=where, kind=kind.zh)
            return Text(zh, _FOUND.en.format(where=where, kind=kind.en))
    return None


def _texts(message: EmailMessage) -> Iterator[tuple[str, str]]:
    yield "subject", str(message["Subject"])
    for part in message.walk():
        name = part.get_filename() or ""
        if name:
            yield name, name
        if part.is_multipart():
            continue
        body = part.get_content()
        if isinstance(body, bytes) and body.startswith(PNG):
            continue  # ours: digits and dates that were drawn, no words
        if isinstance(body, str):
            yield from _body(part, body)
        elif isinstance(body, bytes):
            yield from ((name, words) for words in _attached(body))


def _body(part: EmailMessage, body: str) -> Iterator[tuple[str, str]]:
    if part.get_content_subtype() == "html":
        # a number may be cut by tags, or hidden in one
        plain = _STYLE.sub(" ", body)
        yield "html", unescape(_TAG.sub(" ", plain))
        yield "html", unescape(" ".join(re.findall(r"(?:href|src|title|alt)=\"([^\"]*)\"", plain)))
    else:
        yield "text", body


def _attached(data: bytes) -> Iterator[str]:
    """Yield the texts of an attachment: those inside an office file, else the bytes as text."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from _inside(name, archive.read(name))
    except BadZipFile:
        yield data.decode("utf-8", "replace")


def _inside(name: str, data: bytes) -> Iterator[str]:
    """Yield the texts and attributes of one part; widths and times (fractions) are no numbers."""
    yield name
    if not name.endswith((".xml", ".rels", ".vml")):
        if b"\0" not in data:  # pictures have no words
            yield data.decode("utf-8", "replace")
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for element in etree.fromstring(data, parser).iter():
        for words in (element.text, element.tail, *element.attrib.values()):
            if words and not _FRACTION.fullmatch(str(words).strip()):
                yield str(words)


_FOUND = Text(
    "没有发出：{where} 里有{kind}，请先脱敏",
    "not sent: {kind} in {where}; it has to be masked first",
)
_KINDS = {
    "mobile": Text("手机号", "a mobile number"),
    "landline": Text("座机号", "a landline number"),
    "id_card": Text("身份证号", "an ID number"),
    "bank_card": Text("银行卡号", "a bank card number"),
    "email": Text("邮箱地址", "an e-mail address"),
    "account": Text("账号", "an account name"),
    "address": Text("地址", "an address"),
    "name": Text("姓名", "a name"),
}
