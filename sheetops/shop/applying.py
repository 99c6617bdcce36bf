"""Makes a job's plan durable: everything it decided is in the local state in one transaction.

Only then does anything go out (`sheetops.shop.effects`): what is decided is never lost by a crash,
and what went out already is recognised and not done again.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sheetops.actions import (
    Action,
    AddRow,
    ArchiveRow,
    FileEntry,
    ForgetMonth,
    PrintSlip,
    QueueMail,
    SetValue,
    ShelveImport,
)
from sheetops.rules.filing.job_entries import entries_for
from sheetops.shop.shop import Shop

_A = TypeVar("_A")


def commit(shop: Shop, job: str, slot: datetime, actions: Sequence[Action], seconds: float) -> None:
    """Write the job's actions, their filing entries and its `done` into the state, together."""
    state, now = shop.state, shop.now
    writes = [action for action in actions if isinstance(action, SetValue | AddRow)]
    with state.transaction():
        state.journal.add(writes, now)
        state.entries.add(
            entries_for(actions, job, now, shop.records, shop.settings, shop.problems_seen), now
        )
        state.entries.add(_those(actions, FileEntry), now)
        state.prints.add(_those(actions, PrintSlip), now)
        state.leaving.add(_those(actions, ArchiveRow))
        state.leaving.forget_later(_those(actions, ForgetMonth))
        state.shelves.add(_those(actions, ShelveImport), shop.arrived)
        for mail in _those(actions, QueueMail):
            state.outbox.add(mail, shop.settings, now)
            if mail.reader:
                state.told.remember(mail.reader, mail.tells, now)
        for book, sha in shop.looked_at.items():
            state.looks.remember(book, sha, now)
        state.ledger.finish(job, slot, now, seconds, len(actions))
    shop.looked_at.clear()


def _those(actions: Sequence[Action], kind: type[_A]) -> list[_A]:
    return [action for action in actions if isinstance(action, kind)]
