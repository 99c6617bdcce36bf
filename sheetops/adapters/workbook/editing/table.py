"""A table part: where its headings, rows and totals lie, and how it grows."""

import re
from dataclasses import dataclass

from sheetops.adapters.workbook.editing.address import Area, parse_area
from sheetops.adapters.workbook.editing.markup import Document, Element
from sheetops.adapters.workbook.editing.package import Package
from sheetops.adapters.workbook.editing.refusal import EditRefused

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(slots=True)
class Table:
    """A table on a sheet. Rows and columns count from 1."""

    document: Document
    area: Area  # headings and totals included

    @property
    def root(self) -> Element:
        """The ``table`` element."""
        return self.document.root

    @property
    def name(self) -> str:
        """The name that formulas call it by."""
        return self.root.get("displayName") or self.root.get("name")

    @property
    def has_header(self) -> bool:
        """Whether the first row of the area holds headings."""
        return self.root.get("headerRowCount", "1") not in ("0", "false")

    @property
    def has_totals(self) -> bool:
        """Whether the last row of the area is a totals row."""
        return self.root.get("totalsRowCount", "0") not in ("0", "false")

    @property
    def first_row(self) -> int:
        """The first row of values."""
        return self.area.top + self.has_header

    @property
    def last_row(self) -> int:
        """The last row of values; one less than `first_row` when there is none."""
        return self.area.bottom - self.has_totals

    @property
    def column_elements(self) -> list[Element]:
        """The ``tableColumn`` elements from left to right."""
        group = self.root.child("tableColumns")
        return list(group.each("tableColumn")) if group else []

    def refuse_odd_columns(self) -> None:
        """EditRefused when the part lists more or fewer columns than its area has."""
        if len(self.column_elements) != self.area.right - self.area.left + 1:
            raise EditRefused("malformed-xml", self.document.place, str(self.area))

    @property
    def columns(self) -> list[str]:
        """The headings, with line breaks as people typed them."""
        return [heading_of(element) for element in self.column_elements]

    def formulas(self) -> list[str]:
        """The formula that each column calculates, empty for none."""
        found = [element.child("calculatedColumnFormula") for element in self.column_elements]
        return [
            "" if formula is None or formula.get("array") in ("1", "true") else formula.text
            for formula in found
        ]

    def grow(self, count: int) -> None:
        """Make room for more rows."""
        bottom = self.area.bottom + count
        for element in self.root.children:
            if element.name in ("autoFilter", "sortState") and element.get("ref"):
                area = parse_area(element.get("ref"))
                if area.bottom == self.last_row:
                    element.put("ref", str(area.down_to(area.bottom + count)))
                self._grow_sort(element, count)
        self.area = self.area.down_to(bottom)
        self.root.put("ref", str(self.area))

    def end_insertion(self) -> None:
        """An empty table shows a row to type into; once it is filled the table says so no more."""
        for name in ("insertRow", "insertRowShift"):
            if self.root.get(name):
                self.root.put(name, None)

    def _grow_sort(self, element: Element, count: int) -> None:
        for inner in element.walk():
            if inner.name not in ("sortState", "sortCondition") or inner is element:
                continue
            area = parse_area(inner.get("ref"))
            if area.bottom == self.last_row:
                inner.put("ref", str(area.down_to(area.bottom + count)))


def heading_of(column: Element) -> str:
    """A column's heading; the file escapes line breaks as ``_x000a_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), column.get("name"))


def find_tables(package: Package, sheet_path: str) -> list[Table]:
    """The tables that a sheet is tied to."""
    tables = []
    for link in package.links(sheet_path):
        if link.kind == "table" and package.has(link.target):
            document = package.document(link.target)
            try:
                area = parse_area(document.root.get("ref"))
            except ValueError as error:
                raise EditRefused("malformed-xml", link.target, "ref") from error
            tables.append(Table(document, area))
    return tables


def choose_table(tables: list[Table], sheet: str, name: str | None) -> Table:
    """The table of that name, or the only one for None; EditRefused when there is no such one."""
    if name is None:
        if len(tables) == 1:
            return tables[0]
        reason = "several-tables" if tables else "no-table"
        raise EditRefused(reason, sheet, ", ".join(table.name for table in tables))
    for table in tables:
        if table.name.casefold() == name.casefold():
            return table
    raise EditRefused("unknown-table", f"{sheet}!{name}")
