"""The run ledger: which job ran for which slot, when, how long and how it ended.

APScheduler is only the alarm clock; what has run is decided here (`UNIQUE(job, slot)`), so that a
slot runs once however many clocks ring and however often the machine restarts.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from sheetops.adapters.state.database import Database

SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    slot TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'abandoned')),
    started TEXT NOT NULL,
    ended TEXT,
    seconds REAL,
    actions INTEGER,
    note TEXT,
    UNIQUE (job, slot)
);
CREATE TABLE IF NOT EXISTS broken_runs (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    slot TEXT NOT NULL,
    at TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS known_jobs (job TEXT PRIMARY KEY, since TEXT NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one job for one slot; times are shop time, `seconds` is how long it took."""

    job: str
    slot: datetime
    state: str
    started: datetime
    seconds: float | None
    actions: int | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Record:
    """How a job did over some time: runs done, the longest of them, runs that broke off."""

    done: int
    longest: float
    """Seconds."""
    broken: int


class Ledger:
    """The runs of one shop; only one process at a time holds the shop and writes here."""

    def __init__(self, database: Database) -> None:
        """Use `database`, making the table where it is missing."""
        self._database = database
        database.prepare(SCHEMA)

    def claim(self, job: str, slot: datetime, now: datetime) -> bool:
        """Take the slot for a run that starts now; False when it has been run already.

        A slot whose run was abandoned or failed may be claimed again.
        """
        with self._database.transaction():
            row = self._database.rows(
                "SELECT state FROM runs WHERE job = ? AND slot = ?", (job, slot.isoformat())
            )
            if row and row[0]["state"] in ("done", "running"):
                return False
            self._database.execute(
                "INSERT INTO runs (job, slot, state, started) VALUES (?, ?, 'running', ?) "
                "ON CONFLICT (job, slot) DO UPDATE SET state = 'running', "
                "started = excluded.started",
                (job, slot.isoformat(), now.isoformat()),
            )
        return True

    def finish(self, job: str, slot: datetime, now: datetime, seconds: float, actions: int) -> None:
        """Write down that the run is done; call it inside the transaction of its effects."""
        self._end(job, slot, "done", now, seconds, actions, None)

    def fail(self, job: str, slot: datetime, now: datetime, seconds: float, note: str) -> None:
        """Write down that the run broke off, and why."""
        with self._database.transaction():
            self._end(job, slot, "failed", now, seconds, 0, note)
            self._database.execute(
                "INSERT INTO broken_runs (job, slot, at, note) VALUES (?, ?, ?, ?)",
                (job, slot.isoformat(), now.isoformat(), note),
            )

    def abandon_running(self) -> int:
        """Mark runs that never ended (the machine stopped) as abandoned; return how many.

        Call it only while holding the shop's lock: then nobody else can be running.
        """
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO broken_runs (job, slot, at, note)"
                " SELECT job, slot, started, '' FROM runs WHERE state = 'running'"
            )
            done = self._database.execute(
                "UPDATE runs SET state = 'abandoned' WHERE state = 'running'"
            )
        return done.rowcount

    def known_since(self, job: str, now: datetime) -> datetime:
        """Return since when this shop has had the job; a job nobody knew is known from `now` on.

        Never later than `now`: the clock may have been wrong when the job was first met.
        """
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO known_jobs VALUES (?, ?) ON CONFLICT (job) DO UPDATE"
                " SET since = min(since, excluded.since)",
                (job, now.isoformat()),
            )
        row = self._database.rows("SELECT since FROM known_jobs WHERE job = ?", (job,))[0]
        return datetime.fromisoformat(row["since"])

    def last_slot(self, job: str, until: datetime | None = None) -> datetime | None:
        """Return the latest slot of `job` (up to `until`) that was done; None when it never ran."""
        row = self._database.rows(
            "SELECT max(slot) AS slot FROM runs"
            " WHERE job = ? AND state = 'done' AND (? IS NULL OR slot <= ?)",
            (job, *([until.isoformat()] * 2 if until else [None, None])),
        )[0]
        return datetime.fromisoformat(row["slot"]) if row["slot"] else None

    def record(self, job: str, since: datetime) -> Record:
        """Return how the job did since then."""
        (done,) = self._database.rows(
            "SELECT count(*) AS count, max(seconds) AS longest FROM runs"
            " WHERE job = ? AND state = 'done' AND started >= ?",
            (job, since.isoformat()),
        )
        (broken,) = self._database.rows(
            "SELECT count(*) AS count FROM broken_runs WHERE job = ? AND at >= ?",
            (job, since.isoformat()),
        )
        return Record(done["count"], done["longest"] or 0.0, broken["count"])

    def forget_before(self, instant: datetime) -> int:
        """Drop runs whose slot is older, but for the last done of each job; return how many."""
        with self._database.transaction():
            self._database.execute("DELETE FROM broken_runs WHERE at < ?", (instant.isoformat(),))
            gone = self._database.execute(
                "DELETE FROM runs WHERE slot < ? AND state <> 'running' AND slot IS NOT ("
                " SELECT max(slot) FROM runs AS last WHERE last.job = runs.job"
                " AND last.state = 'done')",
                (instant.isoformat(),),
            )
        return gone.rowcount

    def latest(self, job: str) -> Run | None:
        """Return the run of `job` that started last."""
        rows = self._database.rows(
            "SELECT * FROM runs WHERE job = ? ORDER BY started DESC, id DESC LIMIT 1", (job,)
        )
        return _run(rows[0]) if rows else None

    def _end(
        self,
        job: str,
        slot: datetime,
        state: str,
        now: datetime,
        seconds: float,
        actions: int,
        note: str | None,
    ) -> None:
        self._database.execute(
            "UPDATE runs SET state = ?, ended = ?, seconds = ?, actions = ?, note = ? "
            "WHERE job = ? AND slot = ?",
            (state, now.isoformat(), seconds, actions, note, job, slot.isoformat()),
        )


def _run(row: sqlite3.Row) -> Run:
    return Run(
        job=row["job"],
        slot=datetime.fromisoformat(row["slot"]),
        state=row["state"],
        started=datetime.fromisoformat(row["started"]),
        seconds=row["seconds"],
        actions=row["actions"],
        note=row["note"],
    )
