"""Workbooks that cannot be read at all, told apart by their bytes: empty, locked, old, cut off."""

import zipfile
from io import BytesIO

from sheetops.adapters.workbook.editing import REASONS, EditRefused
from sheetops.adapters.workbook.editing.limits import in_words
from sheetops.records.catalogue import books as kinds
from sheetops.records.problems import Place, Problem, ProblemKind
from sheetops.records.text import Text

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
"""[MS-OFFCRYPTO] 2.3.4.4: the stream that holds a workbook with a password to open."""
MOST_BYTES = 4 << 30
"""A book of 1,000,000 rows × 50 columns unpacks to 2 GB."""

_BY_REASON = {
    "encrypted": kinds.BOOK_ENCRYPTED,
    "old-format": kinds.BOOK_OLD_FORMAT,
    "not-a-workbook": kinds.BOOK_NOT_WORKBOOK,
    "binary-workbook": kinds.BOOK_NOT_WORKBOOK,
    "too-large": kinds.BOOK_TOO_LARGE,
    "packed-too-tight": kinds.BOOK_TOO_LARGE,
    "document-too-large": kinds.BOOK_TOO_LARGE,
}
_WHOLE = Text(
    f"解压后一共超过 {in_words(MOST_BYTES)}", f"it unpacks to more than {in_words(MOST_BYTES)}"
)


def find_refusal(data: bytes, file: str) -> Problem | None:
    """Return why the bytes of the workbook `file` cannot be read; None where they seem sound."""
    kind = _kind(data)
    return refusal(kind, file) if kind else None


def refusal(kind: ProblemKind, file: str, why: Text = _WHOLE) -> Problem:
    """Return the problem of a workbook as a whole; `why` it is too large, where it is that."""
    return Problem(kind, Place(file), {"value": file, "wanted": why})


def refusal_for(refused: EditRefused, file: str) -> Problem:
    """Return the same refusal, in the words of the problem catalogue."""
    kind = _BY_REASON.get(refused.reason, kinds.BOOK_DAMAGED)
    return refusal(kind, file, REASONS[refused.reason])


def _kind(data: bytes) -> ProblemKind | None:
    if not data:
        return kinds.BOOK_EMPTY
    if data.startswith(_OLE):
        return kinds.BOOK_ENCRYPTED if _ENCRYPTED_STREAM in data else kinds.BOOK_OLD_FORMAT
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return kinds.BOOK_DAMAGED if data.startswith(b"PK") else kinds.BOOK_NOT_WORKBOOK
    if sum(part.file_size for part in parts) > MOST_BYTES:
        return kinds.BOOK_TOO_LARGE
    return None if _has_workbook(parts) else kinds.BOOK_NOT_WORKBOOK


def _has_workbook(parts: list[zipfile.ZipInfo]) -> bool:
    names = [part.filename.replace("\\", "/").lower() for part in parts]
    return any("[content_types].xml" in name for name in names) and not any(
        name.startswith(("word/", "ppt/")) for name in names
    )
