"""Opens exports from the inbox: .xlsx, .xls and .csv in the encodings that platforms use."""

import csv
import io
from collections.abc import Iterator, Sequence
from hashlib import sha256

from sheetops.records.cells import Raw
from sheetops.records.problems import Problem
from sheetops.records.text import Text
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.export import Export, file_problem
from sheetops.rules.importing.layout import SEARCHED_ROWS, Layout, recognise
from sheetops.rules.importing.values import is_idle, read_rows

Rows = Sequence[Sequence[Raw]]

_ENCODINGS = ("utf-8-sig", "gb18030")
"""UTF-8 with or without its mark; GB 18030, of which GBK and GB 2312 are parts."""
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")

_EMPTY = Text("文件是空的", "the file is empty")
_LOCKED = Text("设了打开密码", "it has a password")
_DAMAGED = Text("文件不完整或已损坏", "it is cut off or damaged")
_NO_TEXT = Text("不是表格文件", "it is no table")


class _NotReadable(Exception):
    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


def read_export(data: bytes, name: str) -> Export | Problem:
    """Return the export in the file `name` with the bytes `data`, or why it cannot be taken.

    The problem is one of the file as a whole: nothing of it may be imported then.
    """
    try:
        layout, rows = _found(data)
    except _NotReadable as refused:
        return file_problem(kinds.UNREADABLE, name, why=refused.why)
    if layout is None:
        return file_problem(kinds.UNKNOWN_LAYOUT, name)
    if layout.missing:
        missing = "、".join(heading.words for heading in layout.missing)
        return file_problem(kinds.NEAR_MISS, name, wanted=layout.preset.title, missing=missing)
    read = tuple(read_rows(layout, rows, name))
    wanted = tuple(row for row in read if not is_idle(row))
    return Export(
        name=name,
        sha=sha256(data).hexdigest(),
        preset=layout.preset,
        rows=wanted,
        words=layout.words,
        idle=len(read) - len(wanted),
    )


def _found(data: bytes) -> tuple[Layout | None, Rows]:
    """Return the sheet that is most of all an export; several may stand in one workbook."""
    best: tuple[Layout | None, Rows] = (None, ())
    for rows in _sheets(data):
        layout = recognise(rows[:SEARCHED_ROWS])
        if layout is not None and not layout.missing:
            return layout, rows
        if layout is not None and best[0] is None:
            best = (layout, rows)
    return best


def _sheets(data: bytes) -> Iterator[Rows]:
    if not data:
        raise _NotReadable(_EMPTY)
    if data.startswith(b"PK"):
        yield from _workbook(data)
    elif data.startswith(_OLE):
        if _ENCRYPTED_STREAM in data:
            raise _NotReadable(_LOCKED)
        yield from _old_workbook(data)
    else:
        yield _table(_text(data))


def _workbook(data: bytes) -> Iterator[Rows]:
    """Yield the rows of each worksheet; the area is bounded before anything is read."""
    from sheetops.adapters.workbook.edit import EditRefused, survey
    from sheetops.adapters.workbook.read_rows import DamagedWorkbook, RowReader

    try:
        reader = RowReader(data)
        for title in reader.titles():
            _, rows = reader.rows(survey(data, title), len(data))
            yield list(rows)
    except (DamagedWorkbook, EditRefused) as error:
        raise _NotReadable(_DAMAGED) from error


def _old_workbook(data: bytes) -> Iterator[Rows]:
    """Yield the rows of each sheet of a .xls, which has no more than 65,536 × 256 cells."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for title in book.sheet_names:
            yield book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as error:
        raise _NotReadable(_DAMAGED) from error


def _text(data: bytes) -> str:
    if data.startswith(_WIDE_MARKS):
        return _decoded(data, "utf-16")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _NotReadable(_NO_TEXT)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _NotReadable(_NO_TEXT) from error


def _table(text: str) -> Rows:
    """Return the rows of a CSV; the separator is the one that makes most of the first lines."""
    if "\0" in text:
        raise _NotReadable(_NO_TEXT)
    head = "".join(text.splitlines(keepends=True)[:SEARCHED_ROWS])
    separator = max(",\t;", key=head.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise _NotReadable(_DAMAGED) from error
