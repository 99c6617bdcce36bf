"""What a job did, as entries of the filing log; what people did stands in `filing_people`.

Every act of a job is filed. Only values that follow from others are counted instead: a log in
which the same fact stands five times is read by nobody.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sheetops.actions import (
    Action,
    AddRow,
    FileEntry,
    PrintSlip,
    QueueMail,
    SetValue,
    ShelveImport,
)
from sheetops.records.columns import Column, Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS
from sheetops.records.lists import LISTS
from sheetops.records.problems import Problem
from sheetops.records.settings import Settings
from sheetops.records.table import as_key
from sheetops.records.text import Text
from sheetops.rules.filing.case_life import LifeLine, case_life, last_states
from sheetops.rules.filing.events import IMPORT, STATE_COLUMNS, event_of, event_of_row
from sheetops.rules.filing.filed_values import BOOKKEEPING, NAMELESS, Hand, Names, names_of
from sheetops.rules.privacy.masking import mask_text

__all__ = ["LifeLine", "case_life", "entries_for", "last_states"]

_CODE = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]$", re.MULTILINE)
_PRINTED = Text("打印单据", "Slip printed")
_QUEUED = Text("{n} 位收件人", "{n} recipients")
_SHELVED = {
    "done": Text("已导入", "Imported"),
    "refused": Text("未导入", "Not imported"),
}
_CLEARED = Text("已无问题", "No problem left")


def entries_for(
    actions: Iterable[Action],
    job: str,
    now: datetime,
    records: Records,
    settings: Settings,
    problems: Sequence[Problem] = (),
) -> Iterator[FileEntry]:
    """Yield what the filing log says about the actions of `job`, planned on `records` at `now`.

    Of the issues written beside a row only the codes are filed; where their text has none, those of
    `problems`, which the job saw. FileEntry actions are entries already and not repeated here.
    """
    clerk = _Clerk(job, now, records, Hand(settings.language, settings.id), _codes(problems))
    for action in actions:
        yield from clerk.entries(action)
    yield from clerk.counts()


def _codes(problems: Sequence[Problem]) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], dict[str, None]] = {}
    for problem in problems:
        if problem.sheet_key and problem.place.key:
            found.setdefault((problem.sheet_key, problem.place.key), {})[problem.code] = None
    return {row: " ".join(codes) for row, codes in found.items()}


@dataclass
class _Clerk:
    """Files the acts of one job; counts what is not worth a row of its own."""

    job: str
    now: datetime
    records: Records
    hand: Hand
    codes: Mapping[tuple[str, str], str]
    opened: dict[tuple[str, str], Mapping[str, Value]] = field(default_factory=dict)
    counted: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    numbered: dict[str, str] = field(default_factory=dict)
    """Key of an application → the case number that the job gave it before it did anything else."""

    def entries(self, action: Action) -> Iterator[FileEntry]:
        """Yield the entries for one action, none where it is only counted."""
        match action:
            case SetValue():
                yield from self._cell(action)
            case AddRow():
                yield from self._row(action)
            case PrintSlip(slip_no, values):
                names = names_of("slips", slip_no, values)
                yield self._entry("slip", f"slip:{slip_no}", names, reason=self._say(_PRINTED))
            case QueueMail():
                count = _QUEUED.filled(n=len(action.recipients))
                subject = mask_text(action.subject)
                source = f"mail:{action.key}"
                yield self._entry("mail", source, new_value=self._say(count), reason=subject)
            case ShelveImport():
                yield self._shelved(action)
            case _:
                return

    def counts(self) -> Iterator[FileEntry]:
        """Yield one entry for each workbook and sheet in which derived values were written."""
        sheets = dict.fromkeys((book, sheet) for book, sheet, _ in self.counted)
        for book, sheet in sheets:
            columns = sorted(c for b, s, c in self.counted if (b, s) == (book, sheet))
            told = "; ".join(f"{c} ×{self.counted[book, sheet, c]}" for c in columns)
            title = self._say(SHEETS[sheet].title)
            yield self._entry("check", f"{book}!{title}", new_value=told)

    def _cell(self, action: SetValue) -> Iterator[FileEntry]:
        if action.sheet == LISTS.key or action.column in BOOKKEEPING:
            self.counted[action.book, action.sheet, action.column] += 1
            return
        column = SHEETS[action.sheet].by_key[action.column]
        old, new = self._told(action, column)
        due_at, late = self._deadline(action)
        names = self._names(action)
        yield FileEntry(
            event=self._event(action),
            actor=f"job:{self.job}",
            actor_role="system",
            source=self._source(action),
            field=action.column,
            old_value=old,
            new_value=new,
            reason=self._why(action),
            due_at=due_at,
            late=late,
            case_id=names.case_id,
            slip_no=names.slip_no,
            refund_no=names.refund_no,
        )

    def _event(self, action: SetValue) -> str:
        if action.column == "issues":
            return "check"
        event = event_of(action.sheet, action.column, action.seen, action.wanted)
        # a fact that an export brought is neither recorded nor corrected by anybody here
        return "import" if self.job == IMPORT and event in ("new", "correct") else event

    def _told(self, action: SetValue, column: Column) -> tuple[str | None, str | None]:
        if action.column != "issues":
            return self.hand.filed(column, action.seen), self.hand.filed(column, action.wanted)
        before, after = _codes_in(action.seen), _codes_in(action.wanted)
        if action.wanted in (None, ""):
            return before, self._say(_CLEARED)
        known = self.codes.get((action.sheet, action.key))
        return before, after or known or mask_text(str(action.wanted))

    def _row(self, action: AddRow) -> Iterator[FileEntry]:
        self.opened[action.sheet, action.key] = action.values
        if action.sheet == LISTS.key:
            self.counted[action.book, action.sheet, "+"] += 1
            return
        sheet = SHEETS[action.sheet]
        state = STATE_COLUMNS.get(action.sheet)
        yield self._entry(
            event_of_row(action.sheet, self.job),
            f"{action.book}!{self._say(sheet.title)}",
            names_of(action.sheet, action.key, action.values),
            field=state,
            new_value=self.hand.filed(sheet.by_key[state], action.values.get(state))
            if state
            else None,
            reason=_joined(
                self._why(action),
                self.hand.summary(sheet, action.values),
            ),
        )

    def _shelved(self, action: ShelveImport) -> FileEntry:
        first = self._say(action.note).partition("\n")[0] if action.note else ""
        return self._entry(
            "import",
            f"inbox/{mask_text(action.name)}",
            new_value=self._say(_SHELVED[action.to]) if action.to in _SHELVED else action.to,
            reason=mask_text(first) or None,
        )

    def _names(self, action: SetValue) -> Names:
        values = dict(self._values(action))
        if action.column == "case_id":
            self.numbered[action.key] = as_key(action.wanted)
        if action.sheet == "applications" and action.key in self.numbered:
            values["case_id"] = self.numbered[action.key]
        return names_of(action.sheet, action.key, values)

    def _values(self, action: SetValue) -> Mapping[str, Value]:
        found = self.records[action.sheet].find(action.key)
        if found is None:
            return self.opened.get((action.sheet, action.key), {})
        return {key: found[key] for key in ("case_id", "slip_no", "refund_no", "due_at")}

    def _source(self, action: SetValue) -> str:
        found = self.records[action.sheet].find(action.key)
        place = found.place(action.column) if found is not None else None
        title = self._say(SHEETS[action.sheet].title)
        return str(place) if place is not None and place.cell else f"{action.book}!{title}"

    def _deadline(self, action: SetValue) -> tuple[datetime | None, bool | None]:
        """Return the deadline that a `level` was judged by, and whether it has passed."""
        due = self._values(action).get("due_at") if action.column == "level" else None
        return (due, self.now > due) if isinstance(due, datetime) else (None, None)

    def _why(self, action: SetValue | AddRow) -> str | None:
        said = mask_text(self._say(action.reason)) or None if action.reason else None
        if isinstance(action, SetValue) and action.column == "case_id":
            return _joined(said, self._opening(action))
        return said

    def _opening(self, action: SetValue) -> str | None:
        """Return what a row says that gets its first number, and that no number could name so far.

        A row with a refund number was filed under that one.
        """
        sheet, found = SHEETS[action.sheet], self.records[action.sheet].find(action.key)
        if found is None or action.seen is not None or found["refund_no"] is not None:
            return None
        state = STATE_COLUMNS.get(action.sheet, "")
        values = {key: found[key] for key in sheet.by_key}
        opened = self.hand.filed(sheet.by_key[state], values[state]) if state else None
        return _joined(f"{state}={opened}" if opened else None, self.hand.summary(sheet, values))

    def _say(self, text: Text) -> str:
        return text.to(self.hand.language)

    def _entry(
        self,
        event: str,
        source: str,
        names: Names = NAMELESS,
        *,
        field: str | None = None,
        new_value: str | None = None,
        reason: str | None = None,
    ) -> FileEntry:
        return FileEntry(
            event=event,
            actor=f"job:{self.job}",
            actor_role="system",
            source=source,
            field=field,
            new_value=new_value,
            reason=reason,
            case_id=names.case_id,
            slip_no=names.slip_no,
            refund_no=names.refund_no,
        )


def _codes_in(issues: Value) -> str | None:
    """Return the codes at the ends of the lines that checks write beside a row."""
    codes = _CODE.findall(issues) if isinstance(issues, str) else []
    return " ".join(dict.fromkeys(codes)) or None


def _joined(*parts: str | None) -> str | None:
    return "；".join(part for part in parts if part) or None
