"""The life of one case, told from the filing log, and where the log last saw each case."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property

from sheetops.actions import FileEntry
from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import choice_words, from_cell
from sheetops.records.columns import Column
from sheetops.records.dictionary import SHEETS
from sheetops.records.filing_log import FILING_LOG
from sheetops.records.sheets import Sheet
from sheetops.records.text import Language
from sheetops.rules.filing.log_rows import LogRow

_STATUS = APPLICATIONS.by_key["status"]


@dataclass(frozen=True, slots=True)
class LifeLine:
    """One line of a case's life, in the shop's words."""

    at: datetime
    event: str
    who: str
    what: str
    source: str
    seq: int

    def cells(self) -> tuple[str, str, str, str, str]:
        """Return time, event, who, what and source, for a table."""
        return (self.at.isoformat(sep=" "), self.event, self.who, self.what, self.source)

    def as_json(self) -> dict[str, str | int]:
        """Return the line for a program."""
        names = ("at", "event", "who", "what", "source")
        return {"seq": self.seq, **dict(zip(names, self.cells(), strict=True))}


def case_life(rows: Sequence[LogRow], number: str, language: Language) -> list[LifeLine]:
    """Return everything that the log knows of the case with this case, refund or slip number.

    A case is known by its refund number before it gets its own; the rows from then belong to it.
    """
    wanted = number.strip()
    named = [row for row in rows if wanted in (row.case_id, row.refund_no, row.slip_no)]
    cases = {row.case_id for row in named} - {None}
    refunds = {row.refund_no for row in rows if row.case_id in cases} - {None}
    own = {row.seq for row in named}
    return [_line(row, language) for row in rows if row.seq in own or _is_of(row, cases, refunds)]


def last_states(rows: Iterable[LogRow | FileEntry]) -> Mapping[str, str]:
    """Return case number → key of the state that was last filed for it, oldest rows first.

    Entries that still wait for the log may follow the rows. A status that was filed before the
    case had its number is the state of the case that got the refund number's row. The state with
    which a row was first seen never takes back a step that was filed before it: a job may have
    moved the case in the same run in which its row is filed as new.
    """
    states: dict[str, str] = {}
    unnumbered: dict[str, str] = {}
    for row in rows:
        state = _state(row)
        if state and row.case_id:
            first = unnumbered.get(row.refund_no or "")
            if not _is_opening(row):
                states[row.case_id] = state
            elif row.case_id not in states:
                states[row.case_id] = first or state
        elif state and row.refund_no:
            unnumbered[row.refund_no] = state
        elif row.case_id and row.refund_no in unnumbered:
            states.setdefault(row.case_id, unnumbered[row.refund_no])
    return states


def _is_opening(row: LogRow | FileEntry) -> bool:
    return row.event in ("new", "import") and row.old_value is None


class Logged:
    """What the filing log knows already, looked up only where somebody asks."""

    def __init__(self, rows: Sequence[LogRow]) -> None:
        self._rows = rows

    @cached_property
    def states(self) -> Mapping[str, str]:
        """Return case number → the state last filed."""
        return last_states(self._rows)

    @cached_property
    def _numbers(self) -> frozenset[str | None]:
        rows = self._rows
        return frozenset(
            name for row in rows for name in (row.case_id, row.slip_no, row.refund_no) if name
        )

    @cached_property
    def _rated(self) -> frozenset[str | None]:
        return frozenset(row.case_id for row in self._rows if row.event == "feedback")

    def knows(
        self, sheet: str, case_id: str | None, slip_no: str | None, refund_no: str | None
    ) -> bool:
        """Return whether the row of `sheet` with these numbers was filed before."""
        if sheet == "feedback":
            return case_id in self._rated
        if sheet == "slips":
            return slip_no in self._numbers
        return case_id in self._numbers or (case_id is None and refund_no in self._numbers)


def _state(row: LogRow | FileEntry) -> str | None:
    if row.field != "status" or not (row.case_id or row.refund_no):
        return None
    value = from_cell(_STATUS, row.new_value).value
    return value if isinstance(value, str) else None


def _is_of(row: LogRow, cases: set[str | None], refunds: set[str | None]) -> bool:
    if row.case_id is not None:
        return row.case_id in cases
    return row.refund_no in refunds


def _line(row: LogRow, language: Language) -> LifeLine:
    return LifeLine(
        at=row.logged_at,
        event=_words("event", row.event, language),
        who=_who(row, language),
        what=("；" if language == "zh-CN" else "; ").join(_parts(row, language)),
        source=row.source,
        seq=row.seq,
    )


def _parts(row: LogRow, language: Language) -> Iterator[str]:
    if row.field is not None:
        column = _column(row)
        title = column.title.to(language) if column else row.field
        new = row.new_value or ("（空）" if language == "zh-CN" else "(empty)")
        colon = "：" if language == "zh-CN" else ": "
        yield f"{title}{colon}{row.old_value} → {new}" if row.old_value else f"{title}{colon}{new}"
    elif row.new_value:
        yield row.new_value
    if row.reason:
        yield _with_headings(row.reason, row, language)
    if row.late:
        yield "已逾期" if language == "zh-CN" else "overdue"


def _with_headings(reason: str, row: LogRow, language: Language) -> str:
    """Return the summary of a new row, `key=value; …`, under the headings that people know."""
    sheet = _sheets(row)[0]
    zh = language == "zh-CN"

    def headed(part: re.Match[str]) -> str:
        title = sheet.by_key[part[2]].title.to(language)
        return ("；" if zh else "; ") * bool(part[1]) + title + ("：" if zh else ": ")

    return _summary_parts(sheet.key).sub(headed, reason)


@cache
def _summary_parts(sheet: str) -> re.Pattern[str]:
    return re.compile(r"(^|; )(" + "|".join(map(re.escape, SHEETS[sheet].by_key)) + r")=")


def _column(row: LogRow) -> Column | None:
    """Return the column that a row is about; one name can stand in several sheets."""
    name = row.field or ""
    return next((sheet.by_key[name] for sheet in _sheets(row) if name in sheet.by_key), None)


def _sheets(row: LogRow) -> list[Sheet]:
    """Return all sheets, the one where the row's source lies first."""
    title = row.source.partition("!")[2].partition("!")[0]
    return sorted(SHEETS.values(), key=lambda sheet: title not in sheet.title.both())


def _who(row: LogRow, language: Language) -> str:
    role = _words("actor_role", row.actor_role, language)
    if row.actor_role == "system":
        return row.actor.removeprefix("job:")
    return f"{row.actor}（{role}）" if language == "zh-CN" else f"{row.actor} ({role})"


def _words(column: str, key: str, language: Language) -> str:
    return choice_words(FILING_LOG.by_key[column], key).to(language)
