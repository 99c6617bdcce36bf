"""The journal: every result for a people's workbook, from its plan until it stands in the file.

A patch is in exactly one state at any time:

| state | meaning |
|---|---|
| pending | waits to be written; `told` says what is in its way, if anything is |
| applied | stood in the file when it was read back; looked after until it is superseded |
| superseded | a newer result for the same cell, or a person's own value, took its place |
| refused | can never be written as it is; `told` says why |
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sheetops.actions import AddRow, SetValue
from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.patches import Patch, State, Waiting, patch_of, wanted_text
from sheetops.adapters.state.values import dump
from sheetops.records.columns import Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.text import Text

SCHEMA = """
CREATE TABLE IF NOT EXISTS patches (
    id INTEGER PRIMARY KEY,
    book TEXT NOT NULL,
    sheet TEXT NOT NULL,
    key TEXT NOT NULL,
    "column" TEXT NOT NULL,      -- empty: the patch opens a row
    seen TEXT NOT NULL,
    wanted TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'applied', 'superseded', 'refused')),
    told TEXT NOT NULL DEFAULT '',
    since TEXT NOT NULL,
    settled TEXT,
    batch INTEGER                -- number of the publish that wrote it; NULL: never written
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS one_pending ON patches (book, sheet, key, "column")
    WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS patches_of_a_cell ON patches (book, sheet, key, "column", state);
CREATE INDEX IF NOT EXISTS patches_in_a_state ON patches (state, book);
CREATE TABLE IF NOT EXISTS waits (
    book TEXT PRIMARY KEY,
    since TEXT NOT NULL,
    reason TEXT NOT NULL,
    held_by TEXT
) STRICT;
"""


_NOT_YET = Text("下一次运行时写入", "written with the next run")


class Journal:
    """All patches, in the local database; `add` inside a transaction of the caller joins it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        database.prepare(SCHEMA)

    def add(self, actions: Iterable[SetValue | AddRow], now: datetime) -> None:
        """Write down what is wanted; a newer wish for a cell takes the place of one that waits."""
        with self.database.transaction():
            for action in actions:
                crashpoint("journal: before a patch")
                if not self._insert(action, now):
                    self._renew(action, now)

    def _renew(self, action: SetValue | AddRow, now: datetime) -> None:
        waits = self._pending_at(action)
        if waits is not None and wanted_text(waits.action) != wanted_text(action):
            self._settle(waits, State.SUPERSEDED, "newer-result", now)
            self._insert(_seen_first(waits.action, action), waits.since)

    def _pending_at(self, action: SetValue | AddRow) -> Patch | None:
        column = action.column if isinstance(action, SetValue) else ""
        found = self._select(
            "state = 'pending' AND book = ? AND sheet = ? AND key = ? AND \"column\" = ?",
            (action.book, action.sheet, action.key, column),
        )
        return found[0] if found else None

    def _insert(self, action: SetValue | AddRow, since: datetime) -> bool:
        """Let `action` wait; False where something waits for its cell already."""
        column, seen = (action.column, action.seen) if isinstance(action, SetValue) else ("", None)
        done = self.database.execute(
            'INSERT INTO patches (book, sheet, key, "column", seen, wanted, reason, state, since)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?)"
            " ON CONFLICT (book, sheet, key, \"column\") WHERE state = 'pending' DO NOTHING",
            (
                action.book,
                action.sheet,
                action.key,
                column,
                dump(seen),
                wanted_text(action),
                json.dumps(action.reason.both() if action.reason else None, ensure_ascii=False),
                since.isoformat(),
            ),
        )
        return done.rowcount == 1

    def _select(self, where: str, values: tuple[object, ...] = ()) -> list[Patch]:
        rows = self.database.rows(f"SELECT * FROM patches WHERE {where} ORDER BY id", values)  # noqa: S608 - `where` is a literal of this module
        return [patch_of(row) for row in rows]

    def pending(self, book: str | None = None) -> list[Patch]:
        """Return what waits, for one workbook or for all, in the order in which it was planned."""
        if book is None:
            return self._select("state = 'pending'")
        return self._select("state = 'pending' AND book = ?", (book,))

    def counts(self) -> Mapping[str, int]:
        """Return workbook → how many results wait for it; only those for which some do."""
        rows = self.database.rows(
            "SELECT book, count(*) AS count FROM patches WHERE state = 'pending' GROUP BY book"
        )
        return {row["book"]: row["count"] for row in rows}

    def watched(self, book: str, since: datetime) -> list[Patch]:
        """Return what was settled since and may have to go in again.

        That is what was written, and what found its row gone.
        """
        return self._select(
            "book = ? AND (state = 'applied' OR (state = 'refused' AND told = 'row-gone'))"
            " AND settled >= ?",
            (book, since.isoformat()),
        )

    def applied_since(self, instant: datetime, book: str | None = None) -> list[Patch]:
        """Return every patch that was written at `instant` or later, newer ones over it or not."""
        found = self._select("batch IS NOT NULL AND settled >= ?", (instant.isoformat(),))
        return [patch for patch in found if book in (None, patch.book)]

    def cells(self, book: str | None = None) -> dict[str, dict[tuple[str, str], Value]]:
        """Return sheet key → (row key, column key) → value of every cell that waits.

        A row that gets its number by a waiting patch is known by its old key, under which the file
        has it, also for what was planned under the new one.
        """
        found: dict[str, dict[tuple[str, str], Value]] = {}
        pending = self.pending(book)
        names, opened = _old_names(pending), _opened(pending)
        for action in (patch.action for patch in pending):
            if isinstance(action, SetValue):
                key = names.get((action.sheet, action.key), action.key)
                if (action.book, action.sheet, key) not in opened:
                    found.setdefault(action.sheet, {})[key, action.column] = action.wanted
        return found

    def rows(self, book: str | None = None) -> dict[str, list[tuple[str, Mapping[str, Value]]]]:
        """Return sheet key → (book, values) of every row that waits, with the cells that do."""
        pending = self.pending(book)
        names, opened = _old_names(pending), _opened(pending)
        for action in (patch.action for patch in pending):
            if isinstance(action, SetValue):
                key = names.get((action.sheet, action.key), action.key)
                if (action.book, action.sheet, key) in opened:
                    opened[action.book, action.sheet, key][action.column] = action.wanted
        found: dict[str, list[tuple[str, Mapping[str, Value]]]] = {}
        for (file, sheet, _), values in opened.items():
            found.setdefault(sheet, []).append((file, values))
        return found

    def next_batch(self) -> int:
        """Return a number greater than that of every publish so far."""
        (row,) = self.database.rows("SELECT coalesce(max(batch), 0) + 1 AS batch FROM patches")
        return int(row["batch"])

    def confirm(self, patches: Iterable[Patch], batch: int, now: datetime) -> None:
        """Mark as applied what was read back from the file; older results for a cell step back."""
        with self.database.transaction():
            confirmed = list(patches)  # one for each cell, as no two wait for the same one
            self.database.execute_each(
                "UPDATE patches SET state = 'superseded', told = 'newer-result'"
                " WHERE state = 'applied' AND id != ? AND book = ? AND sheet = ? AND key = ?"
                ' AND "column" = ?',
                ((patch.id, patch.book, *patch.cell) for patch in confirmed),
            )
            self.database.execute_each(
                "UPDATE patches SET state = 'applied', told = '', settled = ?, batch = ?"
                " WHERE id = ?",
                ((now.isoformat(), batch, patch.id) for patch in confirmed),
            )

    def supersede(self, patch: Patch, told: str, now: datetime) -> None:
        """Settle a patch whose place a person's own value has taken."""
        self._settle(patch, State.SUPERSEDED, told, now)

    def refuse(self, patch: Patch, told: str, now: datetime) -> None:
        """Settle a patch that can never be written as it is."""
        self._settle(patch, State.REFUSED, told, now)

    def hinder(self, patch: Patch, told: str) -> None:
        """Say what is in the way of a patch that goes on waiting; empty: nothing any more."""
        self.database.execute("UPDATE patches SET told = ? WHERE id = ?", (told, patch.id))

    def requeue(self, patch: Patch, seen: Value, now: datetime) -> None:
        """Let a result that is no longer in the file wait again; not where a newer one does.

        The old patch stays as history: it tells since when a copy of the file may show the result.
        """
        with self.database.transaction():
            self._settle(patch, State.SUPERSEDED, "written-again", now)
            if self._pending_at(patch.action) is None:
                action = patch.action
                again = replace(action, seen=seen) if isinstance(action, SetValue) else action
                self._insert(again, now)

    def history(self, patch: Patch) -> list[Patch]:
        """Return every patch there was for the same cell or row, oldest first."""
        return self._select(
            'book = ? AND sheet = ? AND key = ? AND "column" = ?', (patch.book, *patch.cell)
        )

    def _settle(self, patch: Patch, state: State, told: str, now: datetime) -> None:
        self.database.execute(
            "UPDATE patches SET state = ?, told = ?, settled = ? WHERE id = ?",
            (state, told, now.isoformat(), patch.id),
        )

    def wait(self, book: str, reason: Text, held_by: str | None, now: datetime) -> None:
        """Remember why results wait for `book`; `since` stays that of the first time."""
        self.database.execute(
            "INSERT INTO waits (book, since, reason, held_by) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (book) DO UPDATE SET reason = excluded.reason,"
            " held_by = excluded.held_by",
            (book, now.isoformat(), json.dumps(reason.both(), ensure_ascii=False), held_by),
        )

    def stop_waiting(self, book: str) -> None:
        """Forget why results waited for `book`."""
        self.database.execute("DELETE FROM waits WHERE book = ?", (book,))

    def waiting(self) -> list[Waiting]:
        """Return for each workbook how many results wait, since when, why, and who has it open."""
        rows = self.database.rows(
            "SELECT p.book, count(*) AS count, min(p.since) AS since, w.reason, w.held_by"
            " FROM patches p LEFT JOIN waits w ON w.book = p.book"
            " WHERE p.state = 'pending' GROUP BY p.book ORDER BY p.book"
        )
        return [
            Waiting(
                book=row["book"],
                count=row["count"],
                since=datetime.fromisoformat(row["since"]),
                reason=Text(*json.loads(row["reason"])) if row["reason"] else _NOT_YET,
                held_by=row["held_by"],
            )
            for row in rows
        ]

    def let_go(self, book: str, sheet: str, keys: Iterable[str]) -> None:
        """Look no longer after what was written into rows that leave the workbook."""
        for key in keys:
            self.database.execute(
                "UPDATE patches SET state = 'superseded', told = 'archived'"
                " WHERE book = ? AND sheet = ? AND key = ? AND state IN ('applied', 'refused')",
                (book, sheet, key),
            )

    def forget(self, before: datetime) -> int:
        """Remove what was settled before the instant and return how much; nothing that waits."""
        found = self.database.execute(
            "DELETE FROM patches WHERE state != 'pending' AND settled < ?", (before.isoformat(),)
        )
        return found.rowcount


def _seen_first(older: SetValue | AddRow, newer: SetValue | AddRow) -> SetValue | AddRow:
    """Return the newer wish with what the file showed: it was planned over the older one."""
    if isinstance(older, SetValue) and isinstance(newer, SetValue) and newer.seen == older.wanted:
        return replace(newer, seen=older.seen)
    return newer


def _old_names(patches: Iterable[Patch]) -> dict[tuple[str, str], str]:
    """Return (sheet, new key) → old key of the rows to which a patch gives their number."""
    return {
        (action.sheet, str(action.wanted)): action.key
        for action in (patch.action for patch in patches)
        if isinstance(action, SetValue)
        and action.sheet in SHEETS
        and action.column == SHEETS[action.sheet].key_column
    }


def _opened(patches: Iterable[Patch]) -> dict[tuple[str, str, str], dict[str, Value]]:
    """Return (book, sheet, key) → values of the rows that the patches open."""
    return {
        (action.book, action.sheet, action.key): dict(action.values)
        for action in (patch.action for patch in patches)
        if isinstance(action, AddRow)
    }
