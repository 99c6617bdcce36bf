"""A slip template: a workbook that a shop may edit in Excel, its cells and pictures known by name.

It is filled through the lossless editor, so a logo, a shape or a stamp that the shop put in stays.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from sheetops.adapters.workbook.editing import Edit, EditRefused, ReplacePicture, SetCell, edit
from sheetops.adapters.workbook.editing.book import Book

_CELL = re.compile(r"=?(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Za-z]{1,3})\$?([0-9]+)(?::.*)?")


@dataclass(frozen=True)
class Template:
    """The bytes of a template, and where people find it."""

    data: bytes
    relative: str
    """`templates/slips/zh-CN/return.xlsx`."""

    @cached_property
    def names(self) -> Mapping[str, tuple[str, str]]:
        """Return name (lower case) → sheet and cell; a name whose cell was deleted is left out.

        EditRefused when the bytes are no workbook that can be filled.
        """
        found: dict[str, tuple[str, str]] = {}
        for element in Book(self.data).names:
            cell = _CELL.fullmatch(element.text.strip())
            if cell and "#REF" not in element.text:
                sheet = (cell[1] or cell[2]).replace("''", "'")
                found[element.get("name").casefold()] = (sheet, f"{cell[3].upper()}{cell[4]}")
        return found

    def missing(self, names: Mapping[str, str]) -> list[str]:
        """Return which of the names that have something to say the template does not know."""
        return [name for name, words in names.items() if words and name not in self.names]

    def filled(self, words: Mapping[str, str]) -> bytes:
        """Return the workbook with the named cells filled; names it does not know are left out.

        Every value is text and stays text, whatever it begins with. EditRefused as `names`.
        """
        edits: list[Edit] = [
            SetCell(*self.names[name], text or None)
            for name, text in words.items()
            if name in self.names
        ]
        return edit(self.data, edits, respect_protection=False)

    def with_pictures(self, data: bytes, pictures: Mapping[str, bytes]) -> tuple[bytes, list[str]]:
        """Swap the named pictures in `data`; return the workbook and the names it does not have."""
        sheets = dict.fromkeys(sheet for sheet, _ in self.names.values())
        missing = []
        for name, png in pictures.items():
            for sheet in sheets:
                try:
                    data = edit(data, [ReplacePicture(sheet, name, png)])
                    break
                except EditRefused as refused:
                    if refused.reason not in ("unknown-picture", "several-pictures"):
                        raise
            else:
                missing.append(name)
        return data, missing
