"""A run that breaks off anywhere: no mail twice, none silently lost, each in exactly one state.

The accounting: the server has each mail at most once; `sent` means exactly once; what is neither
sent nor waiting is told as uncertain.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sheetops.adapters.crashpoints import armed
from sheetops.adapters.mailer import Mailer
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.outbox import REPORTS, Outbox
from sheetops.adapters.state.postings import MailState
from tests.report.mail_server import Post, serving
from tests.report.report_desk import MAIL, NOW, SETTINGS
from tests.report.test_mailer import BOSS, DAILY, TWO

MAILS = replace(DAILY, recipients=(BOSS, TWO))


class Killed(BaseException):
    """Not an Exception: nothing in the program may catch it and tidy up."""


def run(folder: Path, port: int, minutes: int = 0) -> Outbox:
    """Do what a run does: open the state, queue the day's mail, send what is due."""
    outbox = Outbox(Database(folder / "state.db"))
    settings = replace(SETTINGS, mail=replace(MAIL, port=port))
    now = NOW + timedelta(minutes=minutes)
    outbox.add(MAILS, settings, now)
    Mailer(outbox, settings, folder).deliver(now)
    return outbox


def killing(at: int, met: list[str]) -> Callable[[str], None]:
    """Return a hook that kills at the crash point number `at` and writes down what it met."""

    def hook(name: str) -> None:
        met.append(name)
        if len(met) == at:
            raise Killed(name)

    return hook


def states(outbox: Outbox) -> dict[str, MailState]:
    rows = outbox._database.rows("SELECT recipient, state FROM outbox")
    return {row["recipient"]: MailState(row["state"]) for row in rows}


def must_add_up(outbox: Outbox, post: Post, folder: Path) -> None:
    found = states(outbox)
    assert set(found) == {REPORTS, BOSS, TWO}
    assert found[REPORTS] is MailState.SENT
    for to in (BOSS, TWO):
        assert found[to] in (MailState.SENT, MailState.UNCERTAIN)
        assert post.count(to) <= 1, f"{to} twice"
        if found[to] is MailState.SENT:
            assert post.count(to) == 1
    assert sorted(path.name for path in (folder / "reports").iterdir()) == [
        "2026-11-23-daily.eml",
        "2026-11-23-daily.html",
    ]


POINTS = 24
"""How many crash points a run comes by; the last test of them finds that there are no more."""


def is_doubtful(met: list[str]) -> bool:
    """Whether the run broke off between the mark before DATA and the note of the answer."""
    claims = [place for place, name in enumerate(met) if name == "outbox: claimed"]
    since = met[claims[-1] :] if claims else []
    return "outbox: data begun" in since and since[-1] != "outbox: sent"


@pytest.mark.parametrize("at", range(1, POINTS + 1))
def test_killed_at_any_point_and_recovered_twice(at: int, tmp_path: Path) -> None:
    met: list[str] = []
    with serving(Post()) as post:
        with armed(killing(at, met)), pytest.raises(Killed):
            run(tmp_path, post.port)
        for minutes in (1, 20):
            outbox = run(tmp_path, post.port, minutes)
            must_add_up(outbox, post, tmp_path)
        assert len(outbox.troubled()) == is_doubtful(met)


def test_there_are_no_more_points_than_were_tried(tmp_path: Path) -> None:
    met: list[str] = []
    with serving(Post()) as post, armed(killing(0, met)):
        outbox = run(tmp_path, post.port)
        must_add_up(outbox, post, tmp_path)
    assert len(met) == POINTS


def test_every_statement_of_the_state_may_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fail the Nth statement until a run passes; after each, two more runs put all in order."""
    execute, done = Database.execute, False
    with serving(Post()) as post:
        for at in range(1, 200):
            folder, count = tmp_path / str(at), 0

            def failing(self: Database, statement: str, values: tuple[object, ...] = ()) -> object:
                nonlocal count
                count += 1
                if count == at:  # noqa: B023 - called within this round
                    raise Killed(statement)
                return execute(self, statement, values)

            post.taken.clear()
            monkeypatch.setattr(Database, "execute", failing)
            try:
                run(folder, post.port)
                done = True
            except Killed:
                pass
            monkeypatch.setattr(Database, "execute", execute)
            for minutes in (1, 20):
                outbox = run(folder, post.port, minutes)
                must_add_up(outbox, post, folder)
            if done:
                break
    assert at > 5


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is how it is done elsewhere")
@pytest.mark.parametrize(
    ("at", "state", "has"),
    [
        (13, MailState.SENT, 1),  # claimed
        (15, MailState.UNCERTAIN, 0),  # data begun
        (16, MailState.UNCERTAIN, 1),  # taken
        (18, MailState.SENT, 1),  # sent
    ],
)
def test_killed_for_real(at: int, state: MailState, has: int, tmp_path: Path) -> None:
    script = f"""
import os, signal
from pathlib import Path
from sheetops.adapters.crashpoints import armed
from tests.report.test_mail_crashes import run
met = []
def hook(name):
    met.append(name)
    if len(met) == {at}:
        os.kill(os.getpid(), signal.SIGKILL)
with armed(hook):
    run(Path({str(tmp_path)!r}), PORT)
"""
    with serving(Post()) as post:
        died = subprocess.run(
            [sys.executable, "-c", script.replace("PORT", str(post.port))],
            cwd=Path(__file__).parents[2],
            check=False,
            timeout=30,
        )
        assert died.returncode == -signal.SIGKILL
        for minutes in (1, 20):
            outbox = run(tmp_path, post.port, minutes)
            outbox = run(tmp_path, post.port, 30)
        must_add_up(outbox, post, tmp_path)
        assert (states(outbox)[BOSS], post.count(BOSS)) == (state, has)
