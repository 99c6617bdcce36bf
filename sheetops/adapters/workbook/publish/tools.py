"""The tools a publish works with: reader, editor, the exchange of files, patience."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from sheetops.adapters.workbook.editing import Edit, edit, survey
from sheetops.adapters.workbook.editing import Value as CellValue
from sheetops.adapters.workbook.publish.swap import swap
from sheetops.records.cells import Parser, parser_of, to_cell
from sheetops.records.columns import Column, Value
from sheetops.records.problems import Problem
from sheetops.records.references import References
from sheetops.records.sheets import Book
from sheetops.records.table import Table
from sheetops.records.text import Language

Tables: TypeAlias = Mapping[str, Table]
"""Sheet key → table, of one workbook."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a workbook says: its tables, and the cells whose content could not be read."""

    tables: Tables
    unreadable: frozenset[tuple[str | None, str | None]] = frozenset()
    """Sheet name and cell address of everything that a problem was told about."""
    problems: Sequence[Problem] = ()


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a publish looks before it writes, and how often it begins anew."""

    looks: int = 3
    pause: float = 0.15
    """Seconds between two looks; LibreOffice is without its lock for up to 0.44 ms in a save."""
    attempts: int = 5
    """How often it merges anew with a person who was faster, before it waits for the next run."""
    swaps: int = 50
    """How often two files change places before the faster person is left alone."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a publish uses of the world, so that a test can put something else in its place."""

    read: Callable[[bytes, Book, str], tuple[Tables, Sequence[Problem]]]
    """Bytes, book and file name → tables and problems."""
    edit: Callable[[bytes, Sequence[Edit]], bytes]
    cell: Callable[[Column, Value], CellValue]
    """What stands in a cell for a value."""
    meant: Callable[[Column, Value], Value]
    """What a value is once it was written and read again, e.g. without spaces at its ends."""
    last_row: Callable[[bytes, str], int]
    """Number of the last row of a sheet that holds anything."""
    formulas: Callable[[bytes, str], frozenset[str]]
    """Addresses of the cells of a sheet that hold formulas."""
    swap: Callable[[Path, Path, Path], Path] = swap
    pause: Callable[[float], None] = time.sleep


def real_tools(language: Language, references: References) -> Tools:
    """Return the reader and the editor of this program, for a shop's language and handbook."""
    from sheetops.adapters.workbook.read import read_book

    meaning = _Meaning(language, references)
    return Tools(
        read=lambda data, book, file: read_book(data, book, file, language, references),
        # the jobs' columns may be locked against people by the shop's own protection
        edit=lambda data, edits: edit(data, edits, respect_protection=False),
        cell=lambda column, value: to_cell(column, value, language, references),
        meant=meaning.of,
        last_row=lambda data, sheet: survey(data, sheet).last_row,
        formulas=_formulas,
    )


class _Meaning:
    """What values are once they were written and read again; each column's parser is made once."""

    def __init__(self, language: Language, references: References) -> None:
        self._language = language
        self._references = references
        self._parsers: dict[int, tuple[Column, Parser]] = {}  # by identity: hashing takes longer

    def of(self, column: Column, value: Value) -> Value:
        """Return what `value` will be in a cell of `column`."""
        raw = to_cell(column, value, self._language, self._references)
        return self._parser(column)(float(raw) if isinstance(raw, Decimal) else raw).value

    def _parser(self, column: Column) -> Parser:
        known = self._parsers.get(id(column))
        if known is None:
            known = self._parsers[id(column)] = column, parser_of(column, self._references)
        return known[1]


def _formulas(data: bytes, sheet: str) -> frozenset[str]:
    return frozenset(map(str, survey(data, sheet).formulas))
