"""A picture that somebody placed on a row, and where it is kept as evidence."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetops.records.spelling import words_of
from sheetops.records.table import Record

TYPED: Mapping[str, str] = MappingProxyType({"applications": "evidence", "slips": "inspect_photos"})
"""Sheet key → the column in which people give paths of pictures themselves."""
KEPT = "pictures"
"""The column in which sheetops lists the pictures that it keeps for a row."""
EXTENSIONS = frozenset(
    {"png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "heic", "emf", "wmf", "svg"}
)
_NAME_DIGITS = 12
"""Of the SHA-256: 48 bits tell a shop's pictures apart, and the name stays readable."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One picture on a sheet of a workbook, looked at."""

    book: str
    sheet: str
    """Sheet key."""
    row: int
    """The row it belongs to, as Excel counts."""
    part: str
    """The image inside the workbook."""
    sha: str = ""
    """SHA-256 of its bytes, hexadecimal; empty for one that was not read."""
    extension: str = ""
    """By what the bytes are, not by what they are called; empty for no picture."""
    size: int = 0
    """Bytes."""
    is_too_large: bool = False

    @property
    def is_broken(self) -> bool:
        """Whether the bytes make no picture."""
        return not self.extension and not self.is_too_large

    @property
    def is_good(self) -> bool:
        """Whether it can be kept."""
        return bool(self.extension) and not self.is_too_large


def folder_of(row: Record) -> str | None:
    """Return the folder that keeps the pictures of a row; None before its case has a number.

    The buyer's pictures lie in the case's folder, those of an inspection in one of the slip.
    """
    case = row.text("case_id")
    if not case:
        return None
    if row.table.sheet.key == "slips":
        return f"evidence/{case}/{row.text('slip_no')}" if row.text("slip_no") else None
    return f"evidence/{case}"


def path_of(picture: Placed, folder: str) -> str:
    """Return where a picture is kept: named by what it is, so that the same one is kept once."""
    return f"{folder}/{picture.sha[:_NAME_DIGITS]}.{picture.extension}"


def pictures_of(row: Record) -> tuple[str, ...]:
    """Return every picture that belongs to a row, each once: placed on it, or given as a path."""
    typed = TYPED.get(row.table.sheet.key)
    paths = (*words_of(row.text(typed) if typed else ""), *words_of(row.text(KEPT)))
    return tuple(dict.fromkeys(plain_path(path) for path in paths))


def plain_path(path: str) -> str:
    """Return a path as sheetops spells it, however a person wrote it."""
    return path.replace("\\", "/").removeprefix("./")


def is_picture(path: str) -> bool:
    """Whether a file in the evidence folder is a picture by its name."""
    name = path.rpartition("/")[2]
    return not name.startswith((".", "~")) and name.rpartition(".")[2].lower() in EXTENSIONS
