"""One result on its way into a people's workbook, as the journal keeps it."""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from sqlite3 import Row

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.state.values import dump, dump_row, load, load_row
from sheetops.records.text import Text


class State(StrEnum):
    """Where a patch stands."""

    PENDING = "pending"
    APPLIED = "applied"
    SUPERSEDED = "superseded"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Patch:
    """One result on its way into a workbook."""

    id: int
    action: SetValue | AddRow
    state: State
    told: str
    """Code of the problem that stands in its way or settled it; empty: none."""
    since: datetime
    settled: datetime | None
    batch: int | None

    @property
    def book(self) -> str:
        """Return the file name of the workbook."""
        return self.action.book

    @property
    def cell(self) -> tuple[str, str, str]:
        """Return sheet key, row key and column key; the column is empty for a new row."""
        column = self.action.column if isinstance(self.action, SetValue) else ""
        return self.action.sheet, self.action.key, column


@dataclass(frozen=True, slots=True)
class Waiting:
    """Results that wait for one workbook."""

    book: str
    count: int
    since: datetime
    reason: Text
    held_by: str | None


def wanted_text(action: SetValue | AddRow) -> str:
    """Return what is wanted as the journal spells it, to compare two wishes."""
    return dump(action.wanted) if isinstance(action, SetValue) else dump_row(action.values)


def patch_of(row: Row) -> Patch:
    """Return the patch that a row of the journal holds."""
    reason = json.loads(row["reason"])
    said = Text(*reason) if reason else None
    action: SetValue | AddRow
    if row["column"]:
        action = SetValue(
            sheet=row["sheet"],
            key=row["key"],
            column=row["column"],
            seen=load(row["seen"]),
            wanted=load(row["wanted"]),
            book=row["book"],
            reason=said,
        )
    else:
        action = AddRow(row["sheet"], row["key"], load_row(row["wanted"]), row["book"], said)
    settled = row["settled"]
    return Patch(
        id=row["id"],
        action=action,
        state=State(row["state"]),
        told=row["told"],
        since=datetime.fromisoformat(row["since"]),
        settled=datetime.fromisoformat(settled) if settled else None,
        batch=row["batch"],
    )
