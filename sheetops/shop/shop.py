"""The shop as a job sees it: records, problems, settings and one instant."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.actions import Action
from sheetops.adapters.clock import Clock, system_clock
from sheetops.adapters.settings import load_settings
from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.text import Language
from sheetops.shop.overlay import Overlay

if TYPE_CHECKING:
    from sheetops.adapters.state.patches import Waiting
    from sheetops.adapters.state.state import State
    from sheetops.records.table import Table
    from sheetops.rules.chain import LogRow
    from sheetops.rules.workdays import Workdays
    from sheetops.shop.looking import Look


def state_root() -> Path:
    """Return the local folder of all shops' state; `SHEETOPS_STATE` names another."""
    named = os.environ.get("SHEETOPS_STATE")
    if named:
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("sheetops", appauthor=False)


@dataclass(frozen=True)
class Changed:
    """One workbook as it was when last filed, and as it is now."""

    book: str
    before: "Mapping[str, Table]"
    after: "Mapping[str, Table]"
    changed_by: str | None


class Shop:
    """One shop folder, opened at one instant. Reading is lazy; nothing is written by looking."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        """Open the shop in `folder`; ShopNotFound or SettingsError when it cannot be."""
        self.folder = folder.resolve()
        self.settings = load_settings(self.folder)
        self.clock = clock or system_clock(self.settings.time_zone)
        self.now: datetime = self.clock.now()
        self.language: Language = self.settings.language
        self._laid: Records | None = None
        self._problems: Sequence[Problem] | None = None

    # -- what a plan may ask -----------------------------------------------------------------

    @property
    def records(self) -> Records:
        """Everything the workbooks say, with what waits to be written laid over it."""
        if self._laid is None:
            self._laid = self.overlay.over(self.look.records)
        return self._laid

    @property
    def problems(self) -> Sequence[Problem]:
        """Every problem: met in reading, found by the checks, and in the filing log's chain."""
        if self._problems is None:
            from sheetops.rules.chain import verify
            from sheetops.rules.checks import problems
            from sheetops.rules.filing import last_states

            broken = verify(self.log_rows())
            found = problems(
                self.records, self.now, self.settings, self.workdays, last_states(self.log_rows())
            )
            self._problems = [*([broken] if broken else []), *found]
        return self._problems

    @cached_property
    def workdays(self) -> "Workdays":
        """The shop's calendar over the national one."""
        from sheetops.adapters.holidays import ChineseHolidays
        from sheetops.rules.workdays import ShopWorkdays, calendar_rows

        rows = calendar_rows(self.look.records["calendar"])
        return ShopWorkdays(ChineseHolidays(), rows, self.settings.name)

    def next_slip_number(self, kind: str) -> str:
        """Return a slip number (`TH` or `HH`) that was never given and never will be again."""
        from sheetops.adapters.slip_sheet import printed_numbers

        used = [key for key in self.records["slips"].keys if key]
        return self.state.numbers.next(
            kind, self.now.date(), [*used, *printed_numbers(self.folder)]
        )

    def looks(self) -> Iterator[Changed]:
        """Yield every workbook that changed since it was last filed."""
        from sheetops.shop.history import changed_books

        yield from changed_books(self)

    def inbox(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and bytes of each file dropped into `inbox/` that is complete."""
        from sheetops.adapters.inbox import arrived

        yield from arrived(self.folder)

    def waiting(self) -> "list[Waiting]":
        """Return what waits for which workbook, since when and why."""
        return self.state.journal.waiting()

    def log_rows(self) -> "Sequence[LogRow]":
        """Return the whole filing log, oldest first."""
        return self._log_rows

    @cached_property
    def _log_rows(self) -> "Sequence[LogRow]":
        from sheetops.adapters.filing_book import read_log

        return read_log(self.folder)

    # -- wiring ------------------------------------------------------------------------------

    @cached_property
    def look(self) -> "Look":
        """One look at all workbooks."""
        from sheetops.shop.looking import look_at

        return look_at(self.folder, self.language)

    @cached_property
    def state_folder(self) -> Path:
        """Where this machine keeps what is not the record."""
        return state_root() / self.settings.id

    @cached_property
    def state(self) -> "State":
        """The local state, opened."""
        from sheetops.adapters.state.state import State

        return State(self.state_folder / "state.db")

    @cached_property
    def overlay(self) -> Overlay:
        """What waits in the journal."""
        overlay = Overlay()
        overlay.add(patch.action for patch in self.state.journal.pending())
        return overlay

    def lay(self, actions: Iterable[Action]) -> None:
        """Let the following jobs see these actions as done."""
        self.overlay.add(actions)
        self._laid = None
        self._problems = None
