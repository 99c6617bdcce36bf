"""One publish from the first look to the journal's word that it is done."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from sheetops.adapters.crashpoints import crashpoint
from sheetops.adapters.state.patches import Patch, State
from sheetops.adapters.workbook.publish import kinds
from sheetops.adapters.workbook.publish.build import Built, build
from sheetops.adapters.workbook.publish.errand import Errand
from sheetops.adapters.workbook.publish.exchange import put_in_place
from sheetops.adapters.workbook.publish.leftovers import settle_leftovers
from sheetops.adapters.workbook.publish.look import Sight, see
from sheetops.adapters.workbook.publish.lost import requeue_lost
from sheetops.adapters.workbook.publish.merge import Merged, merge, patches_of
from sheetops.adapters.workbook.publish.missing import call_the_roll
from sheetops.adapters.workbook.publish.outcome import (
    BUSY,
    ELSEWHERE,
    Deferred,
    Ending,
    Outcome,
    said,
    unwritable,
    would_harm,
)
from sheetops.adapters.workbook.publish.tools import Content
from sheetops.adapters.workbook.publish.verify import harmed, unheld
from sheetops.adapters.workbook.versions import sha_of
from sheetops.records.problems import Place, Problem
from sheetops.records.text import Text


class Run:
    """One publish from the first look to the journal's word that it is done."""

    def __init__(self, errand: Errand) -> None:
        self.errand = errand
        self.journal = errand.journal

    def run(self) -> Outcome:
        """Publish, or say why the results wait."""
        try:
            with _alone(self.errand):
                return self._publish()
        except Deferred as reason:
            return self._wait(reason)
        except OSError as error:
            return self._wait(said(error))

    def _publish(self) -> Outcome:
        self.errand.told += settle_leftovers(self.errand)
        for _ in range(self.errand.patience.attempts):
            if not self._is_waited_for() and not self._finds_lost():
                return self._end(Ending.CURRENT)
            outcome = self._try()
            if outcome is not None:
                return outcome
        raise Deferred(BUSY)

    def _finds_lost(self) -> bool:
        """Look for lost results when nothing else is to be done, open or not."""
        data = self.errand.path.read_bytes()
        self.errand.told += look_through(self.errand, Sight(data, sha_of(data)), None)
        return self._is_waited_for()

    def _is_waited_for(self) -> bool:
        return self.errand.book in self.journal.counts()

    def _try(self) -> Outcome | None:
        """Merge with what stands there and write it; None when a person was faster."""
        sight = see(self.errand)
        crashpoint("publish: read")
        content = self.errand.read(sight.data)
        if not content.tables:
            raise unwritable(content.problems)
        self.errand.told += look_through(self.errand, sight, content)
        merged = merge(
            content,
            self.journal.pending(self.errand.book),
            self.errand.tools.meant,
            self.errand.earlier(sight.sha),
        )
        sha = sight.sha
        if merged.writes:
            built = self._build(sight, content, merged)
            if merged.writes:
                sha = sha_of(built.data)
                if not put_in_place(self.errand, sight, built.data):
                    return None
        crashpoint("publish: not yet confirmed")
        return self._confirm(merged, sha)

    def _build(self, sight: Sight, content: Content, merged: Merged) -> Built:
        """Return bytes in which every write that is left in `merged` reads back as meant."""
        tools = self.errand.tools
        for _ in range(2):
            built = build(sight.data, content.tables, merged, tools)
            for write, refusal in built.refused:
                merged.leave_out(write, kinds.CELL_REFUSED, why=refusal.message)
            after = self.errand.read(built.data).tables
            bad = unheld(after, built.written, tools)
            if not bad:
                place = harmed(content.tables, after, built.written, sight.data, tools)
                if place is not None:
                    raise would_harm(place)
                return built
            for write in bad:
                merged.leave_out(write, kinds.NOT_READ_BACK)
        raise would_harm(self.errand.book)

    def _confirm(self, merged: Merged, sha: str) -> Outcome:
        """Journal what was read back; what stood there before counts as an earlier publish."""
        written = [patch for write in merged.writes for patch in patches_of(write)]
        batch, now = self.journal.next_batch(), self.errand.now
        with self.journal.database.transaction():
            self.journal.confirm(merged.there, batch, now)
            self.journal.confirm(written, batch + 1, now)
            for ruling in merged.rulings:
                self._settle(ruling.patch, ruling.state, ruling.problem)
            self.errand.exchanges.remember_scan(self.errand.book, sha)
            self.journal.stop_waiting(self.errand.book)
        crashpoint("publish: confirmed")
        self.errand.told += [*merged.notes, *(ruling.problem for ruling in merged.rulings)]
        applied = len(merged.there) + len(written)
        hindered = next((r.problem for r in merged.rulings if r.state is State.PENDING), None)
        if hindered is None:
            return self._end(Ending.PUBLISHED if written else Ending.CURRENT, applied, sha)
        reason = hindered.kind.title
        self.journal.wait(self.errand.book, reason, None, self.errand.now)
        return self._end(Ending.PUBLISHED if written else Ending.WAITING, applied, sha, reason)

    def _settle(self, patch: Patch, state: State, problem: Problem) -> None:
        if state is State.SUPERSEDED:
            self.journal.supersede(patch, problem.code, self.errand.now)
        elif state is State.REFUSED:
            self.journal.refuse(patch, problem.code, self.errand.now)
        else:
            self.journal.hinder(patch, problem.code)

    def _end(
        self,
        state: Ending,
        applied: int = 0,
        sha: str | None = None,
        reason: Text | None = None,
    ) -> Outcome:
        pending = self.journal.counts().get(self.errand.book, 0)
        problems = _each_once(self.errand.told)
        return Outcome(self.errand.book, state, applied, pending, problems, reason, sha=sha)

    def _wait(self, why: Deferred) -> Outcome:
        book = self.errand.book
        pending = self.journal.counts().get(book, 0)
        if pending:
            self.journal.wait(book, why.reason, why.held_by, self.errand.now)
        return Outcome(
            book,
            why.ending,
            pending=pending,
            problems=_each_once(self.errand.told),
            reason=why.reason,
            held_by=why.held_by,
        )


@contextmanager
def _alone(errand: Errand) -> Iterator[None]:
    """Keep other runs of this machine away; the lock is a local file, never the workbook."""
    name = hashlib.sha256(str(errand.path).encode()).hexdigest()[:16]
    lock = FileLock(
        errand.journal.database.path.with_name(f"publish-{name}.lock"), fallback_to_soft=False
    )
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Deferred(ELSEWHERE) from error
    try:
        yield
    finally:
        lock.release()


def _each_once(problems: list[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repeating what is the same for several columns of a row."""
    by_row = (kinds.KEY_DOUBLED, kinds.KEY_EDITED, kinds.ROW_GONE, kinds.SHEET_MISSING)
    found = {
        (
            problem.code,
            problem.place.key if problem.kind is not kinds.SHEET_MISSING else None,
            problem.sheet_key,
            None if problem.kind in by_row else problem.column_key,
            tuple(sorted(problem.facts)) if problem.kind is kinds.SAVE_SET_ASIDE else None,
        ): problem
        for problem in reversed(problems)
    }
    return tuple(reversed(found.values()))


def look_through(errand: Errand, sight: Sight, content: Content | None) -> list[Problem]:
    """Keep this version, and let wait again what should be in it and is not; return what is told.

    `content` saves reading it once more; OSError when the version cannot be kept.
    """
    errand.versions.keep(errand.book, sight.data, errand.now)
    late = [*_late_saves(errand)]
    if errand.exchanges.scanned(errand.book) == sight.sha:
        return late
    tables = (content or errand.read(sight.data)).tables
    if not tables:
        return late
    with errand.journal.database.transaction():
        found = requeue_lost(
            errand.journal,
            errand.book,
            tables,
            errand.tools,
            errand.earlier(sight.sha),
            errand.now,
        )
        call_the_roll(errand.book, tables, errand.journal, errand.roster, errand.now)
        errand.exchanges.remember_scan(errand.book, sight.sha)
    return [*late, *found]


def _late_saves(errand: Errand) -> Iterator[Problem]:
    """Keep what a program wrote into the file that we took out, and tell it.

    A program that had opened the file before the exchange may still have saved into it then.
    """
    written = errand.exchanges.written_since(errand.book)
    if written is not None:
        path = errand.versions.rename_by_content(written)
        name = path.relative_to(errand.versions.folder.parent).as_posix()
        facts = {"book": errand.book, "file": name}
        yield Problem(kinds.SAVE_SET_ASIDE, Place(book=errand.book), facts)
