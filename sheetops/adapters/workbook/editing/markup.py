"""A small XML part that can be changed without rewriting what was not meant.

`Document` reads a part with expat, knows where every element lies in the bytes, and writes the
same bytes with only the wanted attributes, texts and elements changed.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape as _escape

from sheetops.adapters.workbook.editing.refusal import EditRefused

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# ISO 29500 strict names the same things by other addresses.
_STRICT = {
    "http://purl.oclc.org/ooxml/spreadsheetml/main": MAIN,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": RELATIONS,
    "http://purl.oclc.org/ooxml/drawingml/main": (
        "http://schemas.openxmlformats.org/drawingml/2006/main"
    ),
    "http://purl.oclc.org/ooxml/drawingml/chart": (
        "http://schemas.openxmlformats.org/drawingml/2006/chart"
    ),
    "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing": (
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    ),
}

_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_TAG = re.compile(rb"""<[^\s/>]+(?:[^>"']|"[^"]*"|'[^']*')*>""")
_DEEPEST = 256


@dataclass(slots=True, eq=False)
class Element:
    """An element of a part: its name and namespace, and where it lies in the bytes."""

    tag: str  # as written, with its prefix
    space: str
    name: str
    attributes: dict[str, str]  # names as written
    parent: "Element | None"
    namespaces: dict[str, str]
    start: int  # of the opening tag
    opened: int  # behind the opening tag
    closed: int = 0  # before the closing tag
    end: int = 0
    text: str = ""  # the characters directly inside
    children: list["Element"] = field(default_factory=list)
    first: bytes = b""  # markup to add behind the opening tag
    inside: bytes = b""  # markup to add before the closing tag
    after: bytes = b""  # markup to add behind the element
    instead: bytes | None = None  # markup to stand in its place
    has_new_tag: bool = False
    has_new_text: bool = False

    @property
    def prefix(self) -> str:
        """The namespace prefix with its colon, or nothing."""
        return self.tag.removesuffix(self.name)

    def get(self, name: str, otherwise: str = "") -> str:
        """An attribute without a namespace."""
        return self.attributes.get(name, otherwise)

    def relation(self, name: str = "id") -> str:
        """The attribute of the relationships namespace, as ``r:id``; empty when missing."""
        return self.attributes.get(self.relation_name(name), "")

    def relation_name(self, name: str) -> str:
        """How that attribute is written here: ``r:id``."""
        for written in self.attributes:
            prefix, colon, local = written.partition(":")
            if colon and local == name and self.namespaces.get(prefix) == RELATIONS:
                return written
        return f"r:{name}"

    def child(self, name: str, space: str = MAIN) -> "Element | None":
        """The first child of that name; same namespace, same depth."""
        return next(self.each(name, space), None)

    def each(self, name: str, space: str = MAIN) -> Iterator["Element"]:
        """The children of that name."""
        for child in self.children:
            if child.name == name and child.space == space and child.instead is None:
                yield child

    def walk(self) -> Iterator["Element"]:
        """The element and everything below it, in the order of the file."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.children))

    def put(self, name: str, value: str | None) -> None:
        """Set an attribute, or take it away with None."""
        if value is None:
            self.attributes.pop(name, None)
        else:
            self.attributes[name] = value
        self.has_new_tag = True

    def write(self, text: str) -> None:
        """Replace the content by text."""
        self.text = text
        self.has_new_text = True

    def remove(self) -> None:
        """Take the element out."""
        self.instead = b""


class Document:
    """One XML part of the package."""

    def __init__(self, content: bytes, place: str) -> None:
        self.content = content  # as it was
        self.place = place
        self.root = _Builder(content, place).build()

    def inside_of(self, element: Element) -> bytes:
        """The markup between an element's tags, as it was."""
        return self.content[element.opened : element.closed]

    def render(self) -> bytes:
        """The part with its changes, in UTF-8."""
        pieces: list[bytes] = []
        position = 0
        for start, end, markup in _splices(self.root):
            if start < position:
                continue  # inside of something that was replaced
            pieces += [self.content[position:start], markup]
            position = end
        pieces.append(self.content[position:])
        return b"".join(pieces)


def _splices(root: Element) -> list[tuple[int, int, bytes]]:
    found: list[tuple[int, int, int, bytes]] = []
    for element in root.walk():
        found += _element_splices(element)
    found.sort(key=lambda splice: splice[:2])
    return [(start, end, markup) for start, _, end, markup in found]


def _element_splices(element: Element) -> Iterator[tuple[int, int, int, bytes]]:
    """Where it starts, a rank for equal starts, where it ends, the new markup."""
    if element.instead is not None:
        yield element.start, 1, element.end, element.instead
    else:
        yield from _content_splices(element)
    if element.after:
        yield element.end, 0, element.end, element.after


def _content_splices(element: Element) -> Iterator[tuple[int, int, int, bytes]]:
    was_empty = element.opened == element.end
    text = escape(element.text).encode() if element.has_new_text else b""
    content = element.first + text + element.inside
    if was_empty and content:
        closing = f"</{element.tag}>".encode()
        yield element.start, 1, element.end, _opening(element, is_empty=False) + content + closing
        return
    if element.has_new_tag:
        yield element.start, 1, element.opened, _opening(element, is_empty=was_empty)
    if element.has_new_text:
        yield element.opened, 2, element.closed, content
        return
    if element.first:
        yield element.opened, 0, element.opened, element.first
    if element.inside:
        yield element.closed, 0, element.closed, element.inside


def _opening(element: Element, *, is_empty: bool) -> bytes:
    written = "".join(f' {name}="{quote(value)}"' for name, value in element.attributes.items())
    return f"<{element.tag}{written}{'/' if is_empty else ''}>".encode()


class _Builder:
    """Expat's callbacks, gathered into elements."""

    def __init__(self, content: bytes, place: str) -> None:
        self._content = content
        self._place = place
        self._open: list[Element] = []
        self._root: Element | None = None
        self._parser = parser = expat.ParserCreate("UTF-8")
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.EntityDeclHandler = self._entity

    def build(self) -> Element:
        try:
            self._parser.Parse(self._content, True)  # noqa: FBT003 - the C function takes no keyword
        except (expat.ExpatError, ValueError) as error:
            raise EditRefused("malformed-xml", self._place, str(error)) from error
        if self._root is None:
            raise EditRefused("malformed-xml", self._place)
        return self._root

    def _entity(self, *_: object) -> None:
        raise EditRefused("xml-entities", self._place)

    def _start(self, tag: str, pairs: list[str]) -> None:
        attributes = dict(zip(pairs[::2], pairs[1::2], strict=True))
        parent = self._open[-1] if self._open else None
        namespaces = _namespaces(parent.namespaces if parent else {}, attributes)
        prefix, _, name = tag.rpartition(":")
        space = namespaces.get(prefix, "")
        start = self._parser.CurrentByteIndex
        found = _TAG.match(self._content, start)
        if found is None or len(self._open) >= _DEEPEST:
            raise EditRefused("malformed-xml", self._place)
        element = Element(tag, space, name, attributes, parent, namespaces, start, found.end())
        if parent is None:
            self._root = element
        else:
            parent.children.append(element)
        self._open.append(element)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        at = self._parser.CurrentByteIndex
        if self._content[element.opened - 2 : element.opened] == b"/>":
            element.closed = element.end = element.opened
        else:
            element.closed = at
            element.end = self._content.index(b">", at) + 1

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text


def _namespaces(outer: dict[str, str], attributes: dict[str, str]) -> dict[str, str]:
    own = {
        name.partition(":")[2]: _STRICT.get(value, value)
        for name, value in attributes.items()
        if name == "xmlns" or name.startswith("xmlns:")
    }
    return outer | own if own else outer


def escape(text: str) -> str:
    """Text as it stands between tags."""
    return _escape(text, {"\r": "&#13;"})


def quote(text: str) -> str:
    """Text as it stands in an attribute in double quotes."""
    return _escape(text, {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def decode(content: bytes, place: str) -> tuple[bytes, str]:
    """The part in UTF-8, and the encoding that it had; EditRefused when that is unknown."""
    codec = next((codec for mark, codec in _BOMS if content.startswith(mark)), "")
    if not codec:
        declared = _DECLARED.match(content)
        codec = declared[1].decode().lower() if declared else "utf-8"
    if codec in ("utf-8", "us-ascii", "ascii"):
        return content, "utf-8"
    try:
        return content.decode(codec).encode(), codec
    except (LookupError, UnicodeError) as error:
        raise EditRefused("unknown-encoding", place, codec) from error


def encode(content: bytes, codec: str) -> bytes:
    """A part in the encoding that it had; what that cannot say becomes a character reference."""
    if codec == "utf-8":
        return content
    return content.decode().encode(codec, "xmlcharrefreplace")
