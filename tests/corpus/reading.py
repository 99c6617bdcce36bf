"""An independent reading of a workbook's parts, by expat and zipfile, to compare before and after.

Shares no code with the editor, so that a mistake there cannot hide itself here.
"""

import hashlib
import re
import struct
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_GROWS = re.compile(r"\('(?:ref|sqref)', '[^']*'\)")
_AREAS = re.compile(r"[A-Z]+[0-9]+(:[A-Z]+[0-9]+)?( [A-Z]+[0-9]+(:[A-Z]+[0-9]+)?)*")


@dataclass(frozen=True)
class CellRead:
    """A cell: its attributes (without its name), its formula and everything else inside."""

    attributes: tuple[tuple[str, str], ...]
    formula: tuple[str, ...] | None
    value: tuple[str, ...]

    @property
    def style(self) -> str:
        """Its style number."""
        return dict(self.attributes).get("s", "0")

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing."""
        return self.formula is None and not self.value


@dataclass
class SheetRead:
    """A sheet part: cells by place, row attributes, and everything around the rows."""

    cells: dict[tuple[int, int], CellRead] = field(default_factory=dict)
    rows: dict[int, dict[str, str]] = field(default_factory=dict)
    frame: list[str] = field(default_factory=list)
    is_ordered: bool = True


def members(data: bytes) -> dict[str, tuple[bytes, bytes]]:
    """Every member of the zip: packed bytes as they lie there, and unpacked."""
    found = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for info in archive.infolist():
            start = info.header_offset
            name, extra = struct.unpack_from("<2H", data, start + 26)
            begin = start + 30 + name + extra
            packed = data[begin : begin + info.compress_size]
            try:
                found[info.filename] = (packed, archive.read(info))
            except Exception:  # noqa: BLE001 - whatever a damaged member makes of its unpacker
                found[info.filename] = (packed, packed)
    return found


def count_elements(content: bytes) -> Counter[str]:
    """How often every element, and every kind of attribute, occurs in an XML part."""
    counted: Counter[str] = Counter()

    def start(tag: str, attributes: dict[str, str]) -> None:
        counted[tag] += 1
        counted.update(f"{tag} @{name}" for name in attributes)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.Parse(content, True)
    return counted


class _SheetReader:
    def __init__(self) -> None:
        self.sheet = SheetRead()
        self._path: list[str] = []
        self._row = 0
        self._column = 0
        self._inside: list[str] = []
        self._formula: list[str] | None = None
        self._attributes: dict[str, str] = {}
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag.replace(_STRICT, MAIN))
        depth = len(self._path)
        if depth < 3 or self._path[1] != f"{MAIN} sheetData":
            written = sorted(attributes.items())
            self.sheet.frame.append(f"<{tag} {written}")
        elif depth == 3:
            self._row = int(attributes.pop("r", self._row + 1))
            self._column = 0
            self.sheet.is_ordered &= self._row not in self.sheet.rows
            self.sheet.rows[self._row] = attributes
        elif depth == 4:
            name = attributes.pop("r", "")
            self._column = column_of(name) if name else self._column + 1
            self._attributes, self._inside, self._formula = attributes, [], None
        elif tag.endswith(" f") and depth == 5:
            self._formula = [f"{name}={value}" for name, value in sorted(attributes.items())]
        else:
            self._inside.append(f"<{tag} {sorted(attributes.items())}")

    def _end(self, _: str) -> None:
        depth = len(self._path)
        if depth == 4 and self._path[1] == f"{MAIN} sheetData":
            formula = tuple(self._formula) if self._formula is not None else None
            cell = CellRead(tuple(sorted(self._attributes.items())), formula, tuple(self._inside))
            self.sheet.is_ordered &= (self._row, self._column) not in self.sheet.cells
            self.sheet.cells[self._row, self._column] = cell
        self._path.pop()

    def _text(self, text: str) -> None:
        depth = len(self._path)
        if depth < 3 or self._path[1] != f"{MAIN} sheetData":
            if text.strip():
                self.sheet.frame.append(text)
        elif depth > 4 and self._path[4].endswith(" f"):
            if self._formula is not None:
                self._formula.append(text)
        elif depth > 4:
            self._inside.append(text)


def read_sheet(content: bytes) -> SheetRead:
    """Read a sheet part."""
    reader = _SheetReader()
    reader.parser.Parse(content, True)
    return reader.sheet


def column_of(name: str) -> int:
    """The column number of ``AB12``."""
    number = 0
    for letter in re.sub(r"[^A-Z]", "", name.upper()):
        number = number * 26 + ord(letter) - 64
    return number


def without_refs(frame: list[str]) -> list[str]:
    """The frame of a sheet with the areas left out that may grow."""
    return [_GROWS.sub("()", line) for line in frame if not _AREAS.fullmatch(line)]


def fingerprint(data: bytes) -> str:
    """A short name for some bytes."""
    return hashlib.sha256(data).hexdigest()[:12]
