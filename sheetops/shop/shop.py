"""The shop as a job sees it: records, problems, settings and one instant."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.actions import Action, FileEntry
from sheetops.adapters.clock import Clock, system_clock
from sheetops.adapters.settings import load_settings
from sheetops.errors import SheetopsError
from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.text import Language
from sheetops.shop.overlay import Overlay

if TYPE_CHECKING:
    from sheetops.adapters.reports import Rendered
    from sheetops.adapters.state.patches import Waiting
    from sheetops.adapters.state.postings import Posting
    from sheetops.adapters.state.state import State
    from sheetops.adapters.workbook.versions import Versions
    from sheetops.records.table import Table
    from sheetops.rules.deadlines.workdays import Workdays
    from sheetops.rules.filing.log_rows import LogRow
    from sheetops.rules.filing.people_entries import Written
    from sheetops.rules.filing.trails import Trail
    from sheetops.rules.importing.export import Export
    from sheetops.rules.reporting.board import Board
    from sheetops.rules.slips.numbering import SlipKind
    from sheetops.shop.archiving import ShopArchive
    from sheetops.shop.looking import Look
    from sheetops.shop.numbers import ShopNumbers
    from sheetops.shop.pictures import ShopPictures


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
        self.is_rehearsal = False
        """Whether nothing may be written, not even the local state: a dry run."""
        self.import_only: str | None = None
        """The one file of `inbox/` that an import takes in; None: all of them."""
        self._laid: Records | None = None
        self._problems: Sequence[Problem] | None = None
        self.looked_at: dict[str, str] = {}
        """Workbook → SHA-256 of the version whose changes the job in hand has been shown."""
        self.told: list[Problem] = []
        """What the writing side had to tell: rows that are gone, keys that were changed."""
        self.arrived: dict[str, str] = {}
        """File in `inbox/` → by what it is known, as far as the job in hand has read it."""
        self.unkept: set[str] = set()
        """Workbooks whose present version could not be kept: their changes are filed later."""

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
            from sheetops.shop.judging import all_problems

            self._problems = all_problems(self)
        return self._problems

    @property
    def problems_seen(self) -> Sequence[Problem]:
        """The problems as far as the job in hand has asked for them; nothing is looked for here."""
        return self._problems or ()

    @cached_property
    def chain_problem(self) -> Problem | None:
        """The first row of the filing log at which its chain does not hold (V22)."""
        from sheetops.rules.filing.chain import verify

        return verify(self.log_rows(), self.state.entries.filed_head())

    @property
    def obstacle(self) -> SheetopsError | None:
        """Why nothing may be decided now; None where nothing is in the way."""
        from sheetops.shop.looking import missing_book_error
        from sheetops.shop.running import chain_error

        if self.chain_problem:
            return chain_error(self.chain_problem)
        return missing_book_error(self.look.records)

    @property
    def trails(self) -> "Mapping[str, Trail]":
        """Case number → the states that the filing log saw it in (V03)."""
        from sheetops.rules.filing.trails import trails

        return trails([*self.log_rows(), *self.waiting_entries()])

    @cached_property
    def evidence(self) -> frozenset[str]:
        """The paths of all pictures in `evidence/`, relative to the shop folder, with `/`."""
        found = (path for path in (self.folder / "evidence").rglob("*") if path.is_file())
        return frozenset(path.relative_to(self.folder).as_posix() for path in found)

    @cached_property
    def workdays(self) -> "Workdays":
        """The shop's calendar over the national one."""
        from sheetops.adapters.holidays import ChineseHolidays
        from sheetops.rules.deadlines.workdays import ShopWorkdays, calendar_rows

        rows = calendar_rows(self.look.records["calendar"])
        return ShopWorkdays(ChineseHolidays(), rows, self.settings.name)

    def next_slip_number(self, kind: "SlipKind") -> str:
        """Return a slip number (`TH` or `HH`) that was never given and never will be again."""
        return self._slip_numbers(kind)

    @cached_property
    def _slip_numbers(self) -> "Callable[[SlipKind], str]":
        from sheetops.adapters.slip_sheet import printed_numbers

        today, numbers = self.now.date(), self.state.numbers
        used = [key for key in self.records["slips"].keys if key]
        used += printed_numbers(self.folder, today)
        if self.is_rehearsal:
            return numbers.preview(today, used)
        return lambda kind: numbers.next(kind, today, used)

    @cached_property
    def reply_texts(self) -> Mapping[str, str]:
        """Scene → reply template, for where the handbook has no script."""
        from sheetops.adapters.slip_sheet import reply_texts

        return reply_texts(self.folder, self.language)

    def looks(self) -> Iterator[Changed]:
        """Yield every workbook that changed since it was last filed."""
        from sheetops.shop.history import changed_books

        for changed, sha in changed_books(self):
            self.looked_at[changed.book] = sha
            yield changed

    def written(self, book: str) -> "Iterator[Written]":
        """Yield (sheet, row key, column, value) of what jobs wrote into it since it was filed."""
        from sheetops.shop.history import written_since_filed

        yield from written_since_filed(self.state, book)

    def exports(self) -> "Iterator[Export | Problem]":
        """Yield each complete file in `inbox/`: as an export, or why it cannot be taken."""
        from sheetops.shop.importing import exports

        yield from exports(self)

    def waiting(self) -> "list[Waiting]":
        """Return what waits for which workbook, since when and why."""
        return self.state.journal.waiting()

    def has_mail(self, key: str) -> bool:
        """Return whether a mail with this key was queued before."""
        return self.state.outbox.knows(key)

    def troubled_mails(self) -> "Sequence[Posting]":
        """Return the mails that a person has to settle: uncertain, refused for good, or blocked."""
        return self.state.outbox.troubled()

    def told_to(self, reader: str) -> Mapping[str, str]:
        """Return what the last digest of `reader` said: item → how it stood."""
        return self.state.told.to(reader)

    def render_mail(self, name: str, context: Mapping[str, object]) -> "Rendered":
        """Return the mail `name` in words; JobFailed for a template with a mistake."""
        from sheetops.adapters.reports import render_mail

        return render_mail(name, context, self.language, self.folder)

    def board_copy(self, board: "Board") -> bytes:
        """Return the board as a workbook, to be attached to a mail."""
        from sheetops.adapters.board_sheet import board_book

        return board_book(board, self.language)

    def log_rows(self) -> "Sequence[LogRow]":
        """Return the whole filing log, oldest first."""
        return self._log_rows

    def waiting_entries(self) -> "Sequence[FileEntry]":
        """Return what is on its way into the filing log, oldest first."""
        return self.state.entries.waiting()

    @cached_property
    def _log_rows(self) -> "Sequence[LogRow]":
        from sheetops.adapters.filing_book import read_log

        return read_log(self.folder)

    @cached_property
    def numbers(self) -> "ShopNumbers":
        """What is known of damaged numbers."""
        from sheetops.shop.numbers import ShopNumbers

        return ShopNumbers(self)

    @cached_property
    def pictures(self) -> "ShopPictures":
        """The pictures on the sheets and in `evidence/`."""
        from sheetops.shop.pictures import ShopPictures

        return ShopPictures(self)

    @cached_property
    def archive(self) -> "ShopArchive":
        """The archive of closed cases."""
        from sheetops.shop.archiving import ShopArchive

        return ShopArchive(self)

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
        from sheetops.adapters.state.home import settle_in
        from sheetops.adapters.state.state import State

        settle_in(self.state_folder, self.folder)
        return State(self.state_folder / "state.db")

    @cached_property
    def versions(self) -> "Versions":
        """Earlier versions of people's workbooks."""
        from sheetops.adapters.workbook.versions import Versions

        return Versions(self.folder / "versions")

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

    def changed_files(self) -> set[str]:
        """Return the workbooks that are not as they were when last filed."""
        looks = {look.book: look.sha for look in self.state.looks.all()}
        return {seen.file for seen in self.look.seen if looks.get(seen.file) != seen.sha}

    def fingerprint(self) -> str:
        """Return what is the same as long as no file that a run depends on has changed."""
        from sheetops import __version__
        from sheetops.adapters.state.glances import fingerprint
        from sheetops.shop.looking import watched_files

        return fingerprint(watched_files(self.folder), [__version__])

    def valid_until(self) -> datetime:
        """Return the first instant at which time alone changes what a run would decide."""
        from sheetops.rules.deadlines.overdue import valid_until

        return valid_until(self.records, self.now, self.settings, self.workdays)

    def heal(self) -> None:
        """Keep every version seen, and let results that were wiped out wait again."""
        from sheetops.shop.looking import scan_all

        self.told.extend(scan_all(self))
