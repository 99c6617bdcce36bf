"""The workbook part: which sheets there are, how dates count, and what hangs on the workbook."""

from dataclasses import dataclass
from functools import cached_property

from sheetops.adapters.workbook.editing import styles as style_part
from sheetops.adapters.workbook.editing.archive import Archive
from sheetops.adapters.workbook.editing.markup import Document, Element
from sheetops.adapters.workbook.editing.package import Link, Package
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.sheet import Sheet
from sheetops.adapters.workbook.editing.strings import SharedStrings
from sheetops.adapters.workbook.editing.styles import Styles
from sheetops.adapters.workbook.editing.table import Table, find_tables

_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """A line in the workbook's list of sheets."""

    name: str
    number: str  # its sheetId
    kind: str  # worksheet, chartsheet, dialogsheet; empty when the part is missing
    path: str


class Book:
    """A workbook opened in memory."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(Archive(data))
        self.path = self._find_workbook()
        self.document: Document = self.package.document(self.path)
        if self.root.name != "workbook" or self.root.child("sheets") is None:
            raise EditRefused("not-a-workbook", self.path)
        self._open: dict[str, Sheet] = {}
        self._tables: dict[str, list[Table]] = {}

    @property
    def root(self) -> Element:
        """The ``workbook`` element."""
        return self.document.root

    def _find_workbook(self) -> str:
        for link in self.package.links(""):
            if link.kind == "officeDocument" and link.target:
                if link.target.endswith(".bin"):
                    raise EditRefused("binary-workbook", link.target)
                if self.package.has(link.target):
                    return link.target
        if self.package.has("xl/workbook.xml"):
            return "xl/workbook.xml"
        raise EditRefused("not-a-workbook")

    @cached_property
    def entries(self) -> list[SheetEntry]:
        """All sheets in the order of their tabs."""
        links = {link.id: link for link in self.package.links(self.path)}
        sheets = self.root.child("sheets")
        found = []
        for element in sheets.each("sheet") if sheets else ():
            link = links.get(element.relation())
            is_there = link is not None and self.package.has(link.target)
            kind, path = (link.kind, link.target) if link and is_there else ("", "")
            found.append(SheetEntry(element.get("name"), element.get("sheetId"), kind, path))
        return found

    @cached_property
    def is_1904(self) -> bool:
        """Whether dates count from 1904, as on old Macs."""
        properties = self.root.child("workbookPr")
        return properties is not None and properties.get("date1904") in ("1", "true")

    def entry(self, name: str) -> SheetEntry:
        """The sheet of that name; Excel's names differ in more than case."""
        for same in (str, str.casefold):
            for entry in self.entries:
                if same(entry.name) == same(name):
                    return entry
        raise EditRefused("unknown-sheet", name)

    def sheet(self, name: str) -> Sheet:
        """A worksheet by name, opened once."""
        entry = self.entry(name)
        if entry.kind != "worksheet":
            raise EditRefused("not-a-worksheet", name, entry.kind)
        if entry.path not in self._open:
            self._open[entry.path] = Sheet(self.package, entry.path, entry.name)
        return self._open[entry.path]

    def tables(self, sheet: Sheet) -> list[Table]:
        """The tables of a sheet, the same objects every time."""
        if sheet.path not in self._tables:
            self._tables[sheet.path] = find_tables(self.package, sheet.path)
        return self._tables[sheet.path]

    @property
    def names(self) -> list[Element]:
        """The defined names."""
        group = self.root.child("definedNames")
        return list(group.each("definedName")) if group else []

    @property
    def open_sheets(self) -> list[Sheet]:
        """The sheets that somebody asked for."""
        return list(self._open.values())

    def close_sheets(self) -> None:
        """Let go of all sheets, saved before; whoever asks again gets them as they are then."""
        self._open.clear()
        self._tables.clear()

    def link(self, kind: str) -> Link | None:
        """What the workbook is tied to by that kind of relationship."""
        for link in self.package.links(self.path):
            if link.kind == kind and self.package.has(link.target):
                return link
        return None

    @cached_property
    def strings(self) -> SharedStrings:
        """The shared strings."""
        link = self.link("sharedStrings")
        return SharedStrings(self.package, link.target if link else "")

    @cached_property
    def styles(self) -> Styles:
        """The cell styles."""
        link = self.link("styles")
        return Styles(self.package.document(link.target if link else self._add_styles()))

    def _add_styles(self) -> str:
        path = self.path.rpartition("/")[0] + "/styles.xml"
        self.package.add(path.lstrip("/"), style_part.EMPTY, _STYLES_TYPE)
        self.package.add_link(self.path, "styles", path.lstrip("/"))
        return path
