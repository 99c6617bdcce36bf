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
_INLINE = re.compile(r"</?(?:b|i|u|em|strong|span|font|small)\b[^>]*>", re.IGNORECASE)
"""Tags that part no words: what stands on both sides is read as one."""
_ADDRESSED = ("from", "to", "message-id", "date")
"""Headers that hold the desk's own addresses, made by us; the subject is made by a template."""
_DRAWN = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")
"""The parts of a PNG that hold pixels and no words (ISO/IEC 15948)."""
_FRACTION = re.compile(r"-?\d+\.\d+(E[+-]?\d+)?", re.IGNORECASE)

_SHA256 = re.compile(r"(?<![0-9a-z])(?=\d*[a-f])[0-9a-f]{64}(?![0-9a-z])")
"""The hash in the monthly report: by chance some of its digits look like a phone number."""

PNG = b"\x89PNG\r\n\x1a\n"


def scan(data: bytes, shop: str = "") -> Text | None:
    """Return what stands in the way of sending the MIME message `data`; None when nothing does.

    The shop's own name, `shop`, is never personal, even where it is an address. Headers, bodies,
    file names, every text inside attached workbooks and whatever a picture carries beside its
    pixels are read. What was found is not repeated: the note itself may be read by anybody.
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
    for header, words in message.items():
        if header.lower() not in _ADDRESSED:
            yield header.lower(), str(words)
    for part in message.walk():
        name = part.get_filename() or ""
        if name:
            yield name, name
        if part.is_multipart():
            continue
        body = part.get_content()
        if isinstance(body, str):
            yield from _body(part, body)
        elif isinstance(body, bytes):
            found = _beside_pixels(body) if body.startswith(PNG) else _attached(body)
            yield from ((name, words) for words in found)


def _body(part: EmailMessage, body: str) -> Iterator[tuple[str, str]]:
    if part.get_content_subtype() == "html":
        # a number may be cut by tags, hidden in one, or stand in a style or a comment
        yield "html", unescape(_TAG.sub(" ", _INLINE.sub("", body)))
        yield "html", unescape(body)
    else:
        yield "text", body


def _beside_pixels(data: bytes) -> Iterator[str]:
    """Yield what a PNG carries that is not drawn: texts, unknown parts, bytes behind its end."""
    at = len(PNG)
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if kind not in _DRAWN:
            yield data[at : at + 8 + size].decode("utf-8", "replace")
        at += size + 12  # length, kind and check sum
        if kind == b"IEND":
            break
    yield data[at:].decode("utf-8", "replace")


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
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        yield data.decode("utf-8", "replace")
        return
    for element in root.iter():
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
