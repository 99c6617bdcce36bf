"""Killed at every named crash point of a whole run, recovered twice: nothing lost, nothing twice.

Each run is a process of its own that kills itself (SIGKILL) at one crash point. Then the same run
is done twice more, and the world must hold what it holds where nobody was killed: every row once,
every log entry once, every slip, file and mail once, nothing waiting, every job done. A mail whose
fate the sender cannot know is `uncertain`, and counted as that.
"""

import argparse
import ast
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
from tests.torture.crash_world import Coming, facts, mail_server, make_world, run


@dataclass
class Tally:
    """How a crash point fared."""

    runs: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    uncertain: int = 0


def names_in_code() -> set[str]:
    """Return the name of every crash point in the package; a part that varies is `*`."""
    found = set()
    for path in Path(sheetops.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "crashpoint":
                found.add(_text(node.args[0]))
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_text, node.values))
    return str(node.value) if isinstance(node, ast.Constant) else "*"


class Trial:
    """The same world again and again, killed at one point after the other.

    A shop's state knows its folder, so the world lies in one place, and is put back there.
    """

    def __init__(self, home: Path, port: int, where: Path) -> None:
        self.home = home
        self.world = make_world(home / "world", port)
        where.write_text(str(self.world.mails), "utf-8")
        self.tallies: defaultdict[str, Tally] = defaultdict(Tally)
        self._keep(0)
        self.paths = [run(self.world) or []]
        self._keep(1)
        self.paths.append(run(self.world) or [])
        run(self.world)
        wanted = facts(self.world)
        run(self.world)
        self.wanted = (wanted, facts(self.world))

    def _keep(self, number: int) -> None:
        shutil.copytree(self.world.home, self.home / f"before-{number}")

    def _put_back(self, number: int) -> None:
        shutil.rmtree(self.world.home)
        shutil.copytree(self.home / f"before-{number}", self.world.home)

    def points(self, every: bool) -> Iterator[tuple[int, Coming]]:
        """Yield (which run is killed, where): at every coming, or at each name's first and last."""
        for number, names in enumerate(self.paths):
            for name, count in Counter(names).items():
                wanted = range(1, count + 1) if every else sorted({1, count})
                yield from ((number, (name, at)) for at in wanted)

    def kill(self, number: int, at: Coming) -> None:
        """Kill the first or the second run at a point, recover twice, and compare."""
        self._put_back(number)
        if run(self.world, kill_at=at) is not None:
            raise RuntimeError(f"the run did not come to {at}")
        run(self.world)
        run(self.world)
        found, wanted = facts(self.world), self.wanted[number]
        tally = self.tallies[at[0]]
        unsure = [line for line in found if line.endswith(": uncertain")]
        tally.runs += 1
        tally.uncertain += len(unsure)
        tally.lost += [line for line in (wanted - found) if not _is_unsure(line, unsure)]
        tally.twice += [line for line in (found - wanted) if line not in unsure]


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
        for number, at in done.points(options.every):
            if at[0].startswith(options.only):
                done.kill(number, at)
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
    lost, twice = (sum(len(getattr(t, what)) for t in tallies) for what in ("lost", "twice"))
    print(
        f"  {len(tallies)} points, {sum(t.runs for t in tallies)} runs killed and recovered twice:"
    )
    print(f"  {lost} lost, {twice} twice, {sum(t.uncertain for t in tallies)} mails uncertain")
    return 1 if lost or twice else 0


if __name__ == "__main__":
    sys.exit(main())
