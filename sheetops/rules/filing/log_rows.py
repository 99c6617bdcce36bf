"""One row of the filing log, in memory and as the text whose hash makes the chain."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from dataclasses import field as attribute
from datetime import date, datetime
from hashlib import sha256

from sheetops.records.cells import from_cell
from sheetops.records.columns import Value
from sheetops.records.filing_log import FILING_LOG
from sheetops.records.spelling import trimmed

GENESIS = "0" * 64
"""What stands as the previous hash in the very first row."""
LONGEST = 2_000
"""Characters of one value; a cell could hold 32,767, a log that people read should not."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row; the fields are the columns of the filing log, choices by their keys.

    `book` and `row` say where it stands; they are empty for a row that is not in a book yet.
    """

    seq: int
    logged_at: datetime
    event: str
    case_id: str | None
    slip_no: str | None
    refund_no: str | None
    actor: str
    actor_role: str
    field: str | None
    old_value: str | None
    new_value: str | None
    reason: str | None
    source: str
    due_at: datetime | None
    late: bool | None
    retain_until: date | None
    prev_hash: str
    hash: str
    book: str = attribute(default="", compare=False)
    row: int = attribute(default=0, compare=False)

    @property
    def month(self) -> str:
        """Return the month whose book keeps the row, e.g. `2026-11`."""
        return f"{self.logged_at:%Y-%m}"

    def values(self) -> Mapping[str, Value]:
        """Return column key → value."""
        return {name: getattr(self, name) for name in COLUMNS}


COLUMNS = tuple(one.name for one in fields(LogRow) if one.name not in ("book", "row"))
_HASHED = tuple(name for name in COLUMNS if name != "hash")


def canonical(row: LogRow) -> str:
    """Return the text that is hashed: every column but `hash`, in order, as a JSON list of texts.

    It depends on nothing that a workbook may change: choices are keys, times are ISO 8601 to the
    second, nothing is an empty text, and JSON keeps neighbouring columns apart.
    """
    return json.dumps(
        [_plain(getattr(row, name)) for name in _HASHED], ensure_ascii=False, separators=(",", ":")
    )


def hash_of(row: LogRow) -> str:
    """Return the SHA-256 of the row with the hash of the row before, hexadecimal."""
    return sha256(canonical(row).encode("utf-8", "surrogatepass")).hexdigest()


def storable(column: str, text: str | None) -> str | None:
    """Return `text` as the log's `column` gives it back once it was written and read.

    One kind of line break, nothing that XML cannot carry, no invisible characters, none where
    nothing is left; longer texts are cut. Otherwise a row would not match its own hash.
    """
    if text is None:
        return None
    plain = trimmed(_CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    if len(plain) > LONGEST:
        plain = plain[: LONGEST - 1].rstrip() + "…"
    value = from_cell(FILING_LOG.by_key[column], plain).value
    return None if value is None else str(value)


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return value.isoformat() if isinstance(value, date) else str(value)
