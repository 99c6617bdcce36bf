"""Killed at every named crash point of a whole run, recovered twice: nothing lost, nothing twice.

Each run is a process of its own that kills itself (SIGKILL) at one crash point. Then the same run
is done twice more, and the world must hold what it holds where nobody was killed: every row once,
every log entry once, every slip, file and mail once, nothing waiting, every job done. A mail whose
fate the sender cannot know is `uncertain`, and counted as that.
"""

import argparse
import ast
import fnmatch
import os
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import sheetops
from tests.torture.crash_facts import facts
from tests.torture.crash_world import VARIANTS, Coming, mail_server, make_world, run


@dataclass
class Tally:
    """How a crash point fared."""

    runs: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    uncertain: int = 0


def names_in_code() -> set[str]:
    """Return the name of every crash point in the package; a part that varies is `*`."""
    found: set[str] = set()
    for path in Path(sheetops.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "crashpoint":
                found.add(_text(node.args[0]))
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text, node.values))
    return str(node.value) if isinstance(node, ast.Constant) else "*"


@dataclass(frozen=True)
class Kill:
    """Before which run the world is put back, who else is there, and where each run is killed."""

    number: int
    variant: str
    comings: tuple[Coming, ...]

    @property
    def name(self) -> str:
        """Return the crash point that it is about: the last."""
        return self.comings[-1][0]


class Trial:
    """The same world again and again, killed at one point after the other.

    A shop's state knows its folder, so the world lies in one place, and is put back there.
    """

    def __init__(self, home: Path, port: int, where: Path) -> None:
        self.home = home
        self.world = make_world(home / "world", port)
        where.write_text(str(self.world.mails), "utf-8")
        self.tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self.is_partial = False
        """Whether somebody asked for some crash points only."""
        self._keep(0)
        self._wanted: dict[tuple[int, str], Counter[str]] = {}

    def _keep(self, number: int) -> None:
        shutil.copytree(self.world.home, self.home / f"before-{number}")

    def _put_back(self, number: int) -> None:
        shutil.rmtree(self.world.home)
        shutil.copytree(self.home / f"before-{number}", self.world.home)

    def path(self, number: int, variant: str = VARIANTS[0]) -> list[str]:
        """Return the crash points of a run that nobody kills."""
        if number and not (self.home / "before-1").exists():
            self._put_back(0)
            run(self.world)
            self._keep(1)
        self._put_back(number)
        return run(self.world, variant=variant) or []

    def wanted(self, number: int, variant: str) -> Counter[str]:
        """Return what the world holds after a run that nobody kills, and two more."""
        if (number, variant) not in self._wanted:
            self.path(number, variant)
            run(self.world)
            run(self.world)
            self._wanted[number, variant] = facts(self.world)
        return self._wanted[number, variant]

    def kills(self, every: bool) -> Iterator[Kill]:
        """Yield every crash point that can be come to, at each coming or at the first and last.

        First those of two runs with nobody else; then what only comes where somebody else is there,
        or when a run recovers from a crash in the midst of an exchange.
        """
        seen: set[str] = set()
        for number in (0, 1):
            for name, count in Counter(self.path(number)).items():
                seen.add(name)
                wanted = range(1, count + 1) if every else sorted({1, count})
                yield from (Kill(number, VARIANTS[0], ((name, at),)) for at in wanted)
        for variant in VARIANTS[1:]:
            for name in dict.fromkeys(self.path(0, variant)):
                if name not in seen:
                    seen.add(name)
                    yield Kill(0, variant, ((name, 1),))
        for variant, coming in _IN_THE_MIDST:
            for name in self._recovery(variant, coming):
                if name not in seen:
                    seen.add(name)
                    yield Kill(0, variant, (coming, (name, 1)))

    def _recovery(self, variant: str, coming: Coming) -> list[str]:
        self._put_back(0)
        run(self.world, coming, variant)
        return list(dict.fromkeys(run(self.world) or []))

    def kill(self, kill: Kill) -> None:
        """Kill one run after the other, recover twice, and compare."""
        wanted = self.wanted(kill.number, kill.variant)
        self._put_back(kill.number)
        for turn, coming in enumerate(kill.comings):
            if run(self.world, coming, kill.variant if turn == 0 else VARIANTS[0]) is not None:
                raise RuntimeError(f"the run did not come to {coming}")
        run(self.world)
        run(self.world)
        found, tally = facts(self.world), self.tallies[kill.name]
        unsure = [line for line in found if line.endswith(": uncertain")]
        tally.runs += 1
        tally.uncertain += len(unsure)
        tally.lost += [line for line in (wanted - found) if not _is_unsure(line, unsure)]
        tally.twice += [line for line in (found - wanted) if line not in unsure]


_IN_THE_MIDST = (
    ("nobody else", ("exchange: swapped", 1)),
    ("a person is faster", ("exchange: swapped", 1)),
    ("two renames", ("swap: the place is empty", 1)),
)
"""Crashes that leave something for the next run to settle."""


def _is_unsure(line: str, unsure: Sequence[str]) -> bool:
    """Whether a fact is missing because nobody can know whether a mail arrived."""
    about = [one.removesuffix(": uncertain") for one in unsure]
    is_state = any(line.startswith(mail) for mail in about)
    return is_state or (bool(about) and line.startswith("delivered "))


@contextmanager
def trial() -> Iterator[Trial]:
    """Yield a trial in a folder of its own, in memory where there is some."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="sheetops-crash-", dir=memory) as folder:
        home = Path(folder)
        os.environ["SHEETOPS_TORTURE_MAILS"] = str(home / "mails-go-to")
        (home / "mails-go-to").write_text(str(home))
        with mail_server(home / "port") as port:
            yield Trial(home, port, home / "mails-go-to")


def main(arguments: list[str] | None = None) -> int:
    """Print the table; 1 when anything was lost or done twice."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", action="store_true", help="every coming, not two of each name")
    parser.add_argument("--only", default="", help="only crash points whose name begins so")
    options = parser.parse_args(arguments)
    with trial() as done:
        for kill in done.kills(options.every):
            if kill.name.startswith(options.only):
                done.kill(kill)
        done.is_partial = bool(options.only)
        return _print_table(done)


def _print_table(done: Trial) -> int:
    print(f"  {'crash point':34}{'runs':>6}{'lost':>6}{'twice':>6}{'uncertain':>11}")
    for name, tally in sorted(done.tallies.items()):
        counts = (tally.runs, len(tally.lost), len(tally.twice), tally.uncertain)
        print("  {:34}{:6}{:6}{:6}{:11}".format(name, *counts))
        for word, lines in (("lost", tally.lost), ("twice", tally.twice)):
            for line in lines[:5]:
                print(f"      {word}: {line[:160]}")
    tallies = done.tallies.values()
    missed = sorted(_never_come_to(done))
    for name in missed:
        print(f"  never come to: {name}")
    lost, twice = (sum(len(getattr(t, what)) for t in tallies) for what in ("lost", "twice"))
    print(
        f"  {len(tallies)} points, {sum(t.runs for t in tallies)} runs killed and recovered twice:"
    )
    print(f"  {lost} lost, {twice} twice, {sum(t.uncertain for t in tallies)} mails uncertain")
    return 1 if lost or twice or missed else 0


def _never_come_to(done: Trial) -> Iterator[str]:
    """Yield the crash points of the package that no run of a complete trial came to."""
    for pattern in () if done.is_partial else names_in_code():
        if not any(fnmatch.fnmatchcase(name, pattern) for name in done.tallies):
            yield pattern


if __name__ == "__main__":
    sys.exit(main())
