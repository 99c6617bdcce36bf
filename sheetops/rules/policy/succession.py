"""Ends a policy row that was changed after its use, and opens a successor with the new words.

A manager asks for it in the row itself. The old row gets back what it said when verdicts first
rested on it and ends the day before; the new words get a row and a number of their own.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from sheetops.actions import AddRow, SetValue
from sheetops.records.columns import Value
from sheetops.records.table import Record, Table
from sheetops.records.text import Text
from sheetops.rules.policy.facts import day_in
from sheetops.rules.policy.versions import Used, changed_columns, version_of
from sheetops.rules.writes import keyed_rows, write

RESTORED = Text("恢复用过的条款", "the row as it was used")
ENDED = Text("由 {successor} 接替", "succeeded by {successor}")
_NUMBERED = re.compile(r"-V(\d+)$")
_DAY = timedelta(days=1)


def changed_rows(
    table: Table, used: Mapping[str, Sequence[Used]]
) -> Iterator[tuple[Record, Used, tuple[str, ...]]]:
    """Yield each used row that no longer says what it said at first, and the columns that differ.

    The columns are none where the log could not keep all of what the row said.
    """
    for row in keyed_rows(table):
        versions = used.get(row.key or "")
        if versions and version_of(row) != versions[0].version:
            yield row, versions[0], tuple(changed_columns(row, versions[0]))


def successor_of(policy_id: str, taken: Collection[str | None]) -> str:
    """Return the number of the row that succeeds `policy_id`: `P-NR-01-V2`, `-V3` and so on."""
    stem, number = _NUMBERED.sub("", policy_id), 2
    while f"{stem}-V{number}" in taken:
        number += 1
    return f"{stem}-V{number}"


def plan_successions(
    table: Table, used: Mapping[str, Sequence[Used]], today: date
) -> Iterator[SetValue | AddRow]:
    """Plan the successor of every changed row in which 转为新条款 says yes."""
    taken = set(table.keys)
    for row, before, columns in changed_rows(table, used):
        if row["succeed"] is True and before.content is not None:
            number = successor_of(row.key or "", taken)
            taken.add(number)
            begins = _begin(row, before.content, today)
            yield _successor(row, number, begins)
            for column in columns:
                yield from write(row, column, before.content.get(column), RESTORED)
            ended = ENDED.filled(successor=number)
            yield from write(row, "valid_to", begins - _DAY, ended)
            yield from write(row, "succeed", None, ended)


def _successor(row: Record, number: str, begins: date) -> AddRow:
    values = {key: row[key] for key in row.table.sheet.by_key if row[key] is not None}
    for column in ("succeed", "issues"):
        values.pop(column, None)
    last = day_in(row, "valid_to")
    if last is not None and last < begins:
        values.pop("valid_to")
    values |= {"policy_id": number, "valid_from": begins}
    return AddRow("policy", number, values, row.place().book, RESTORED)


def _begin(row: Record, content: Mapping[str, Value], today: date) -> date:
    """Return the successor's first day: as the manager says, never before the row has held a day.

    What has been told to buyers already stays told: the new words never reach back.
    """
    first = content.get("valid_from")
    wanted = day_in(row, "valid_from")
    begins = max(today, wanted) if wanted is not None and wanted != first else today
    return max(begins, first + _DAY) if isinstance(first, date) else begins
