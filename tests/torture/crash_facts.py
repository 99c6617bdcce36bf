"""What a shop's world holds after a run, as facts: a line for everything that must be once."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from sheetops.records.columns import Value
from sheetops.records.table import Table, as_key
from sheetops.shop import Shop
from tests.archiving.archive_desk import opened
from tests.torture.crash_world import NOW, World, in_child, in_state

_NOT_COMPARED = frozenset({"check"})
"""Entries that only count what a run did: killed and recovered, the work is shared otherwise."""


def facts(world: World) -> Counter[str]:
    """Return everything that the world holds, each as one line."""
    found = in_child(lambda: list(_facts(world)))
    if found is None:
        raise RuntimeError("nobody kills this one")
    return Counter(found)


def _facts(world: World) -> Iterator[str]:
    with in_state(world):
        shop = opened(world.shop, NOW)
        for key in ("applications", "slips", "feedback"):
            yield from _rows(shop.look.records[key])
        for month in shop.archive.months():
            for (sheet, key), row in shop.archive.rows(month).items():
                yield f"archive {month} {sheet} {key}: {_said(row)}"
        yield from _log(shop)
        yield from _files(world.shop)
        yield from _state(shop)
    for path in world.mails.iterdir():
        lines = path.read_text("utf-8", "replace").splitlines()
        yield "delivered " + next(line for line in lines if line.lower().startswith("subject:"))


def _rows(table: Table) -> Iterator[str]:
    for record in table:
        values = {column.key: record[column.key] for column in table.sheet.columns}
        yield f"row {table.sheet.key} {record.key}: {_said(values)}"


def _said(values: Mapping[str, Value]) -> str:
    return "; ".join(f"{key}={as_key(value)}" for key, value in values.items() if value is not None)


def _log(shop: Shop) -> Iterator[str]:
    from sheetops.rules.filing.chain import verify

    rows = shop.log_rows()
    yield f"chain broken: {verify(rows)}"
    for row in rows:
        if row.event not in _NOT_COMPARED:
            told = (row.case_id, row.slip_no, row.refund_no, row.field, row.old_value)
            yield f"log {row.event} {told} {row.new_value} {row.reason}"


def _files(folder: Path) -> Iterator[str]:
    for place in ("slips", "evidence", "inbox", "reports"):
        for path in (folder / place).rglob("*"):
            if path.is_file():
                yield f"file {path.relative_to(folder).as_posix()}"
    for path in folder.iterdir():
        if path.name.startswith((".sheetops-", ".board", ".20")) and path.suffix != ".json":
            yield f"left behind: {path.name}"


def _state(shop: Shop) -> Iterator[str]:
    database = shop.state.database
    yield f"results waiting: {len(shop.state.journal.pending())}"
    yield f"entries waiting: {shop.state.entries.count()}"
    yield f"rows waiting for the archive: {len(shop.state.leaving.waiting())}"
    yield f"slips waiting: {len(shop.state.prints.waiting())}"
    for row in database.rows("SELECT DISTINCT job, state FROM runs WHERE state <> 'abandoned'"):
        yield f"job {row['job']}: {row['state']}"
    for row in database.rows("SELECT key, recipient, state FROM outbox"):
        yield f"mail {row['key']} {row['recipient']}: {row['state']}"
