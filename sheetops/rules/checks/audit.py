"""One look over everything the workbooks say, shared by all checks of a run."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.problems import Fact, Problem, ProblemKind
from sheetops.records.settings import Settings
from sheetops.records.showing import shown
from sheetops.records.table import Record, Table
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.filing.trails import Trail
from sheetops.rules.policy.rulebook import Reason, Rulebook


@dataclass(frozen=True)
class Audit:
    """What checks look at. Times are shop time."""

    records: Records
    now: datetime
    settings: Settings
    workdays: Workdays
    trails: Mapping[str, Trail] = field(default_factory=dict)
    """Case number → the states that the filing log saw it in (V03)."""
    files: Collection[str] | None = None
    """Paths inside the shop folder, with `/`; None: nobody has looked which files there are."""

    @cached_property
    def book(self) -> Rulebook:
        """Return the handbook, opened once."""
        return Rulebook(self.records, self.settings, self.workdays)

    @cached_property
    def case_rows(self) -> Mapping[str, int]:
        """Return case number → index of its row in Applications; the first where it doubles."""
        found: dict[str, int] = {}
        for index, key in enumerate(self.records["applications"].column("case_id")):
            if isinstance(key, str):
                found.setdefault(key, index)
        return found

    @cached_property
    def slip_rows(self) -> Mapping[str, Sequence[int]]:
        """Return case number → indexes of its slips that are not void."""
        slips = self.records["slips"]
        found: defaultdict[str, list[int]] = defaultdict(list)
        pairs = zip(slips.column("case_id"), slips.column("slip_status"), strict=True)
        for index, (case, status) in enumerate(pairs):
            if isinstance(case, str) and status != "void":
                found[case].append(index)
        return found

    @cached_property
    def unread(self) -> frozenset[tuple[str, str]]:
        """Return place (`book!sheet!cell`) and column of each cell that could not be read.

        Such a cell is None, but it is not blank: it has its problem already.
        """
        return frozenset(
            (str(problem.place), problem.column_key)
            for problem in self.records.problems
            if problem.column_key is not None
        )

    @cached_property
    def unread_columns(self) -> frozenset[tuple[str | None, str | None]]:
        """Return sheet and column of cells that could not be read, to look no further elsewhere."""
        return frozenset((p.sheet_key, p.column_key) for p in self.records.problems)

    def is_unread(self, table: Table, index: int, column: str) -> bool:
        """Whether the cell could not be read, and a problem says so already."""
        if (table.sheet.key, column) not in self.unread_columns:
            return False
        return (str(table.place(index, column)), column) in self.unread

    def case_of(self, slip: Record) -> Record | None:
        """Return the application that a slip belongs to."""
        index = self.case_rows.get(slip.text("case_id"))
        return None if index is None else self.records["applications"][index]

    def reason_of(self, code: Value) -> Reason | None:
        """Return the row of the reasons sheet that `code` names."""
        return self.book.reasons.get(code) if isinstance(code, str) else None

    def reason_class(self, code: Value) -> str | None:
        """Return the class of a reason: no_reason, quality, mismatch and so on."""
        reason = self.reason_of(code)
        return reason.reason_class if reason else None


def finding(
    kind: ProblemKind, table: Table, index: int, column: str | None = None, /, **facts: Fact
) -> Problem:
    """Return a problem of row `index`, with `column` (a key) of that cell.

    The facts `column` (its title) and `value` (what stands there) are known unless given.
    """
    known: dict[str, Fact] = {}
    if column is not None:
        wanted = table.sheet.by_key[column]
        known = {"column": wanted.title, "value": shown(wanted, table.column(column)[index])}
    return Problem(kind, table.place(index, column), {**known, **facts}, table.sheet.key, column)


def show(table: Table, index: int, column: str) -> Fact:
    """Return what a message says for the cell in `column` of row `index`."""
    return shown(table.sheet.by_key[column], table.column(column)[index])
