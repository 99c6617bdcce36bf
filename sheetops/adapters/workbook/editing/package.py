"""The parts of a workbook and how they are tied together (ECMA-376 part 2)."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from sheetops.adapters.workbook.editing.archive import Archive
from sheetops.adapters.workbook.editing.limits import LARGEST_DOCUMENT
from sheetops.adapters.workbook.editing.markup import Document, Element, decode, encode, quote
from sheetops.adapters.workbook.editing.refusal import EditRefused

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT_TYPES = "[content_types].xml"


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship: from a part to another part, or to something outside."""

    id: str
    kind: str  # the last word of its type: "worksheet", "table", "calcChain"
    target: str  # the path of the part, as `Package` knows it; empty when outside
    element: Element


@dataclass(slots=True)
class Package:
    """All parts by path: no leading slash, forward slashes, as written; found in either case."""

    archive: Archive
    _index: dict[str, int] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)
    _codecs: dict[str, str] = field(default_factory=dict)
    _written: dict[str, Iterable[bytes | memoryview]] = field(default_factory=dict)
    _added: dict[str, bytes] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)  # of added parts, as they are written
    _removed: set[str] = field(default_factory=set)
    _added_links: dict[str, list[Link]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for index, entry in enumerate(self.archive.entries):
            if entry.is_folder:
                continue
            key = _key(entry.name.decode("utf-8", "replace"))
            if key in self._index:
                raise EditRefused("duplicate-part", key)
            self._index[key] = index
        self._refuse_foreign_formats()

    def _refuse_foreign_formats(self) -> None:
        if any(key.startswith("_xmlsignatures/") for key in self._index):
            raise EditRefused("signed", "_xmlsignatures")
        if "encryptedpackage" in self._index:
            raise EditRefused("encrypted")

    def has(self, path: str) -> bool:
        """Whether the part exists."""
        return _key(path) not in self._removed and (
            _key(path) in self._index or _key(path) in self._added
        )

    def size(self, path: str) -> int:
        """The size of a part of the old file, unpacked, as the zip says it."""
        return self.archive.entries[self._find(path)].unpacked

    def paths(self) -> Iterator[str]:
        """The paths of all parts in lower case."""
        yield from (key for key in self._index if key not in self._removed)
        yield from self._added

    def read(self, path: str) -> bytes:
        """The bytes of a part."""
        if _key(path) in self._added:
            return self._added[_key(path)]
        if _key(path) in self._written:
            self._written[_key(path)] = pieces = list(self._written[_key(path)])
            return b"".join(pieces)
        return self.archive.read(self._find(path))

    def read_markup(self, path: str) -> bytes:
        """An XML part in UTF-8, whatever it was written in."""
        content, self._codecs[_key(path)] = decode(self.read(path), path)
        return content

    def document(self, path: str) -> Document:
        """An XML part, ready for changes; the same object every time."""
        key = _key(path)
        if key not in self._documents:
            if key in self._index and self.size(path) > LARGEST_DOCUMENT:
                raise EditRefused("document-too-large", path)
            self._documents[key] = Document(self.read_markup(path), path)
        return self._documents[key]

    def _find(self, path: str) -> int:
        try:
            return self._index[_key(path)]
        except KeyError:
            raise EditRefused("missing-part", path) from None

    def links(self, path: str) -> list[Link]:
        """The relationships that start at a part (or at the package, for an empty path)."""
        own = links_path(path)
        if not self.has(own):
            return []
        return self._added_links.get(_key(path), []) + [
            Link(
                element.get("Id"),
                element.get("Type").rstrip("/").rpartition("/")[2],
                "" if element.get("TargetMode") == "External" else self._resolve(path, element),
                element,
            )
            for element in self.document(own).root.each("Relationship", _LINKS)
        ]

    def _resolve(self, path: str, element: Element) -> str:
        """The part that a relationship leads to; some writers quote the name in the zip too."""
        target = element.get("Target").partition("#")[0]
        as_written = _joined(path, target)
        return as_written if self.has(as_written) else _joined(path, unquote(target))

    def link(self, path: str, identity: str) -> Link | None:
        """The relationship of that id."""
        return next((link for link in self.links(path) if link.id == identity), None)

    def content_type(self, path: str) -> str:
        """What the package says the part is; empty when it says nothing."""
        types = self.document(_CONTENT_TYPES).root
        for element in types.each("Override", _TYPES):
            if _key(element.get("PartName")) == _key(path):
                return element.get("ContentType")
        extension = path.rpartition(".")[2].lower()
        for element in types.each("Default", _TYPES):
            if element.get("Extension").lower() == extension:
                return element.get("ContentType")
        return ""

    def paths_of(self, *kinds: str) -> list[str]:
        """The parts whose content type ends like that."""
        types = self.document(_CONTENT_TYPES).root
        own = {_key(one.get("PartName")): one for one in types.each("Override", _TYPES)}
        rest = {one.get("Extension").lower(): one for one in types.each("Default", _TYPES)}
        found = ((key, own.get(key, rest.get(key.rpartition(".")[2]))) for key in self.paths())
        return [key for key, one in found if one and one.get("ContentType").endswith(kinds)]

    def write(self, path: str, pieces: Iterable[bytes | memoryview]) -> None:
        """Replace a part by UTF-8 pieces; it gets the encoding back that it had."""
        codec = self._codecs.get(_key(path), "utf-8")
        if codec != "utf-8":
            pieces = [encode(b"".join(pieces), codec)]
        self._written[_key(path)] = pieces

    def write_bytes(self, path: str, content: bytes) -> None:
        """Replace a part that is no XML, or one that was added."""
        if _key(path) in self._added:
            self._added[_key(path)] = content
        else:
            self._written[_key(path)] = [content]

    def add(self, path: str, content: bytes, content_type: str) -> None:
        """Add a part and say what it is."""
        self._added[_key(path)] = content
        self._names[_key(path)] = path
        types = self.document(_CONTENT_TYPES).root
        types.inside += (
            f'<{types.prefix}Override PartName="/{quote(path)}"'
            f' ContentType="{quote(content_type)}"/>'.encode()
        )

    def add_link(self, path: str, kind: str, target: str) -> str:
        """Tie a part to another one; the new relationship's id."""
        own = links_path(path)
        if not self.has(own):
            empty = f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_LINKS}"/>'
            self._added[_key(own)] = empty.encode()
            self._names[_key(own)] = own
        root = self.document(own).root
        taken = {link.id for link in self.links(path)}
        identity = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
        root.inside += (
            f'<{root.prefix}Relationship Id="{identity}" Type="{self._kind(kind)}"'
            f' Target="/{quote(target)}"/>'.encode()
        )
        added = Element("Relationship", _LINKS, "Relationship", {}, root, {}, 0, 0)
        self._added_links.setdefault(_key(path), []).append(Link(identity, kind, target, added))
        return identity

    def _kind(self, kind: str) -> str:
        """The full type of a relationship, in the dialect of this package."""
        for link in self.links(""):
            whole = link.element.get("Type")
            if link.kind == "officeDocument":
                return whole.rpartition("/")[0] + "/" + kind
        return f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"

    def remove(self, path: str, link: Link) -> None:
        """Take out a part, the relationship that leads to it, and its content type."""
        self._removed.add(_key(path))
        link.element.remove()
        for element in self.document(_CONTENT_TYPES).root.each("Override", _TYPES):
            if _key(element.get("PartName")) == _key(path):
                element.remove()

    def render(self) -> bytes:
        """Write the package with its changes."""
        for key, document in self._documents.items():
            if key in self._removed or key in self._written:
                continue
            new = document.render()
            if key in self._added:
                self._added[key] = new
            elif new != document.content:
                self.write(key, [new])
        for key, pieces in self._written.items():
            self.archive.replace(self._index[key], pieces)
        for key in self._removed:
            self.archive.remove(self._index[key])
        for key, content in self._added.items():
            self.archive.add(self._names[key].encode(), content)
        return self.archive.render()


def links_path(path: str) -> str:
    """Where the relationships of a part are kept."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def _key(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()


def _joined(path: str, target: str) -> str:
    target = target.replace("\\", "/")
    if not target.startswith("/"):
        target = posixpath.join(posixpath.dirname(path), target)
    return posixpath.normpath(target).lstrip("/")
