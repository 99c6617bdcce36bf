"""What a job wants done, as frozen data: planned by pure functions, applied in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sheetops.records.columns import Value
from sheetops.records.text import Text


@dataclass(frozen=True, slots=True)
class SetValue:
    """Write `wanted` into one cell of a people's workbook, found by row key and column key.

    `seen` is what the plan saw there: when a person has changed the cell since, and the column is
    one that people may write, the person's value stays.
    """

    sheet: str
    key: str
    column: str
    seen: Value
    wanted: Value
    book: str
    """File name of the workbook, relative to the shop folder."""
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class AddRow:
    """Append a row to a people's workbook; a row that has the key `key` already is left alone."""

    sheet: str
    key: str
    values: Mapping[str, Value]
    book: str
    reason: Text | None = None


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """Make the printable slip of a register row: workbook, PDF and picture, and the reply text."""

    slip_no: str
    values: Mapping[str, Value]
    """The register row, complete: what is printed does not change when the row does."""


@dataclass(frozen=True, slots=True)
class FileEntry:
    """Append a row to the filing log. Sequence and hashes are given when it is appended.

    Values are masked already: nothing personal goes into the journal of entries.
    """

    event: str
    actor: str
    actor_role: str
    source: str
    case_id: str | None = None
    slip_no: str | None = None
    refund_no: str | None = None
    field: str | None = None
    old_value: str | None = None
    new_value: str | None = None
    reason: str | None = None
    due_at: datetime | None = None
    late: bool | None = None


@dataclass(frozen=True, slots=True)
class PublishBoard:
    """Build `board.xlsx` (and nothing else) from what the summary says."""

    content: object
    """A `sheetops.rules.reporting.board.Board`; opaque here, so that actions stay below rules."""


@dataclass(frozen=True, slots=True)
class QueueMail:
    """Put one mail into the outbox for each recipient; `key` makes it unique for ever.

    A copy always goes to `reports/`, with or without recipients.
    """

    key: str
    subject: str
    text: str
    html: str
    recipients: tuple[str, ...]
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    """ASCII file name → bytes."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Content ID (ASCII, `NAME@sheetops`; the HTML says `cid:NAME@sheetops`) → PNG."""
    reader: str = ""
    """Whose digest it is (an agent's number); empty for a mail that does not say what changed."""
    tells: Mapping[str, str] = field(default_factory=dict)
    """Item → how it stands, as `reader` knows it from now on: the next digest says what differs."""


@dataclass(frozen=True, slots=True)
class ShelveImport:
    """Move a file out of `inbox/`: to `done` or to `refused` with a note beside it."""

    name: str
    to: str
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class KeepPicture:
    """Keep a picture that somebody placed on a sheet as a file in `evidence/`.

    The bytes are not carried along: they are taken from the workbook when it is done, and kept
    only if they are still the same.
    """

    path: str
    """Relative to the shop folder, with `/`; a file that is there already stays."""
    book: str
    part: str
    """The image inside the workbook."""
    sha: str
    """SHA-256 of its bytes, hexadecimal."""


@dataclass(frozen=True, slots=True)
class ArchiveRow:
    """Put a row into the archive workbook of `month` (`2026-03`); one that is there is renewed."""

    month: str
    sheet: str
    key: str
    values: Mapping[str, Value]
    beside: str | None
    """What private columns and cell notes of the row say."""


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """One row that may leave a people's book, as it was when its archived twin was read back."""

    book: str
    sheet: str
    key: str
    names: tuple[str, ...]
    """Its natural keys, by which results that were written earlier may know it."""
    values: Mapping[str, Value]
    beside: str | None


@dataclass(frozen=True, slots=True)
class ClearCase:
    """Take the rows of an archived case out of the people's books.

    A row that says something else by then stays, and the case is archived anew.
    """

    case_id: str
    month: str
    rows: tuple[LeavingRow, ...]
    """Slips and feedback first, the application last."""


@dataclass(frozen=True, slots=True)
class ForgetMonth:
    """Remove the personal data of one month's archive, with the pictures and slips of its cases."""

    month: str
    kept: frozenset[str]
    """Pictures that cases outside the archive name too."""


Action = (
    SetValue
    | AddRow
    | PrintSlip
    | FileEntry
    | PublishBoard
    | QueueMail
    | ShelveImport
    | KeepPicture
    | ArchiveRow
    | ClearCase
    | ForgetMonth
)
