"""Kill -9, or an error of the system, at every call of a publish that changes anything.

A kill before a call that only reads leaves the disk as a kill before the next call that writes
does, so that the writing calls are all there is. strace attaches to a process that has everything
loaded already; what it counts is the publish and nothing else. Every kill is asserted, and so is
that an injected error was met.
"""

import argparse
import errno
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sheetops.adapters.workbook.publish import Ending
from sheetops.adapters.workbook.publish import swap as door
from sheetops.adapters.workbook.versions import sha_of
from sheetops.errors import StorageError
from tests.publish.publish_desk import CASE, OTHER, Desk, application, open_desk

CALLS = (
    *("openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "fallocate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat"),
    *("mkdir", "mkdirat", "chmod", "fchmod", "fchmodat", "chown", "fchown", "fchownat", "lchown"),
    *("utimensat", "setxattr", "lsetxattr"),
)
NEW = "tmall|106206407549999|"
NEW_ROW = {"platform": "tmall", "refund_no": "106206407549999", "order_no": "3302710287203089999"}
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")
Swap = Callable[[Path, Path, Path], Path]


def by_renames(incoming: Path, target: Path, aside: Path) -> Path:
    """What a share allows that does not know how to exchange."""
    door.swap_by_renames(incoming, target, aside)
    return aside


SCENARIOS: dict[str, tuple[Swap, bool]] = {
    "nobody else": (door.swap, False),
    "a person is faster": (door.swap, True),
    "two renames": (by_renames, False),
}
SAVED = "同时保存的备注"


def prepare(folder: Path) -> None:
    """A shop with a workbook, and three results that wait."""
    desk = open_desk(folder)
    desk.save([application(1), application(2)])
    (folder / "person.xlsx").write_bytes(_persons_save(desk))
    soon = time.time() + 3600  # a clock ahead of ours: the new file's time has to be moved
    os.utime(desk.path, (soon, soon))
    os.chmod(desk.path, 0o660)  # a group of agents: the new file needs their rights
    with desk.database.transaction():
        desk.set(CASE, "issues", "一")
        desk.set(OTHER, "freight_bearer", "seller")
        desk.add(NEW, **NEW_ROW)
    desk.database.close()


def _persons_save(desk: Desk) -> bytes:
    from tests.publish.publish_desk import workbook

    return workbook([application(1, remark=SAVED), application(2)])


def work(folder: Path, scenario: str) -> str:
    """Publish once and return how it ended; the person of the scenario saves just before."""
    swap, is_person_faster = SCENARIOS[scenario]

    def exchange(incoming: Path, target: Path, aside: Path) -> Path:
        if is_person_faster and (folder / "person.xlsx").exists():
            os.replace(folder / "person.xlsx", target)
        return swap(incoming, target, aside)

    try:
        desk = open_desk(folder)
        desk.tools = replace(desk.tools, swap=exchange)
        return str(desk.publish().state)
    except StorageError:  # the local disk: a run that cannot go on, with an exit code
        return "storage error"


def losses(folder: Path, scenario: str) -> list[str]:
    """Publish twice more, and return what is lost, doubled or left behind after that."""
    desk = open_desk(folder)
    bases = [path.read_bytes() for path in desk.versions.folder.rglob("*.xlsx")]
    is_saved = not (folder / "person.xlsx").exists()
    desk.publish()
    after_first = desk.path.read_bytes()
    last = desk.publish()
    rows = {str(row["refund_no"]): row for row in desk.rows()}
    found = []
    if len(rows) != 3 or len(desk.rows()) != 3:
        found.append("rows")
    if rows["106206407540001"].get("issues") != "一":
        found.append("result")
    if rows["106206407540002"].get("freight_bearer") != "卖家":
        found.append("shared result")
    if is_saved and rows["106206407540001"].get("remark") != SAVED:
        found.append("a person's save")
    if desk.states() != {"applied": 3}:
        found.append(f"states {desk.states()}")
    if desk.strays():
        found.append("files left behind")
    if last.state is not Ending.CURRENT or desk.path.read_bytes() != after_first:
        found.append("not idle")
    if any(desk.versions.read(sha_of(data)) is None for data in bases):
        found.append("a version")
    desk.database.close()
    return found


@dataclass(frozen=True)
class Trial:
    """How one publish with a fault ended."""

    was_met: bool
    ending: str
    lost: list[str]


def run_child(folder: Path, scenario: str) -> tuple[int, int]:
    """Fork a process that waits for a byte, then publishes; return its id and our end."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child:
        os.close(ours)
        return child, theirs
    os.close(theirs)
    os.read(ours, 1)
    code = 0
    try:
        ending = work(folder, scenario)
        os.write(1, b"")
        (folder / "ending").write_text(ending)
    except BaseException as error:  # noqa: BLE001 - told in the table as what it is
        (folder / "ending").write_text(f"{type(error).__name__}: {error}")
        code = 1
    os._exit(code)


def traced(folder: Path, scenario: str, *options: str) -> tuple[int, str]:
    """Publish under strace; return the wait status and what strace wrote."""
    child, go = run_child(folder, scenario)
    log = folder / "strace.log"
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-o", str(log), *options, "-p", str(child)],
        stderr=subprocess.PIPE,
    )
    _wait_until_traced(child)
    os.write(go, b"1")
    os.close(go)
    _, status = os.waitpid(child, 0)
    tracer.wait(timeout=20)
    return status, log.read_text(errors="replace") if log.exists() else ""


def _wait_until_traced(child: int) -> None:
    for _ in range(2000):
        text = Path(f"/proc/{child}/status").read_text()
        if not re.search(r"^TracerPid:\s+0$", text, re.MULTILINE):
            return
        time.sleep(0.002)
    raise RuntimeError("strace did not attach")


def counted_calls(template: Path, scenario: str) -> Counter[str]:
    """Return how often each writing call is made by a publish that nothing disturbs."""
    with fresh(template) as folder:
        status, log = traced(folder, scenario, "-e", f"trace={','.join(CALLS)}")
        if status:
            raise RuntimeError(f"the undisturbed publish failed: {log[-2000:]}")
        calls = Counter(re.findall(r"^\d+ +(\w+)\(", log, re.MULTILINE))
        # the note that this script itself writes at the end is no part of the publish
        own = log.count("/ending")
        calls["openat"] -= own
        calls["write"] -= 1 + own
        return +calls


class fresh:  # noqa: N801 - used as `with fresh(template) as folder`
    """A copy of the prepared shop, in memory where there is some."""

    def __init__(self, template: Path) -> None:
        self.template = template

    def __enter__(self) -> Path:
        self.folder = self.template.with_name("trial")
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.template, self.folder)
        return self.folder

    def __exit__(self, *error: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def kill(template: Path, scenario: str, call: str, number: int) -> Trial:
    """Kill the publish just before its n-th call of that name."""
    with fresh(template) as folder:
        status, _ = traced(
            *(folder, scenario, "-e", f"trace={call}"),
            *("-e", f"inject={call}:signal=KILL:when={number}"),
        )
        was_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        return Trial(was_killed, "killed", losses(folder, scenario))


def fail(template: Path, scenario: str, call: str, number: int, code: str) -> Trial:
    """Let the n-th call of that name return an error."""
    with fresh(template) as folder:
        _, log = traced(
            *(folder, scenario, "-e", f"trace={call}"),
            *("-e", f"inject={call}:error={code}:when={number}"),
        )
        ending = (folder / "ending").read_text() if (folder / "ending").exists() else "no ending"
        return Trial("(INJECTED)" in log, ending, losses(folder, scenario))


def trials(calls: Counter[str], every: int) -> Iterator[tuple[str, int]]:
    """Yield call and number of every `every`-th writing call."""
    places = [(call, number + 1) for call, count in calls.items() for number in range(count)]
    yield from places[::every]


def main(arguments: list[str] | None = None) -> int:
    """Print one line for each scenario and call; 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take only every n-th call")
    parser.add_argument("--errors", default=",".join(ERRORS), help="empty: kills only")
    options = parser.parse_args(arguments)
    if shutil.which("strace") is None:
        print("kill_at_every_call: skipped, strace is not installed")
        return 0
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    errors = [code for code in options.errors.split(",") if code]
    with tempfile.TemporaryDirectory(prefix="sheetops-", dir=memory) as root:
        template = Path(root) / "template"
        prepare(template)
        warm_up(template)
        failed = kill_all(template, options.every)
        failed += fail_all(template, options.every, errors) if errors else 0
    return 1 if failed else 0


def warm_up(template: Path) -> None:
    """Load everything that is loaded on first use, so that every child makes the same calls."""
    for scenario in SCENARIOS:
        with fresh(template) as folder:
            work(folder, scenario)
            losses(folder, scenario)


def kill_all(template: Path, every: int) -> int:
    """Kill at every call of every scenario and print the table."""
    print(f"{'scenario':22} {'call':12} {'calls':>6} {'killed':>7} {'recovered':>10}  lost")
    failed = 0
    for scenario in SCENARIOS:
        calls = counted_calls(template, scenario)
        met: Counter[str] = Counter()
        good: Counter[str] = Counter()
        lost: dict[str, list[str]] = {}
        for call, number in trials(calls, every):
            trial = kill(template, scenario, call, number)
            met[call] += trial.was_met
            good[call] += not trial.lost
            if trial.lost or not trial.was_met:
                failed += 1
                what = ", ".join(trial.lost) or "not killed"
                lost.setdefault(call, []).append(f"#{number}: {what}")
        tried = Counter(call for call, _ in trials(calls, every))
        for call in tried:
            told = "; ".join(lost.get(call, ["-"]))
            print(f"{scenario:22} {call:12} {tried[call]:6} {met[call]:7} {good[call]:10}  {told}")
        total = f"{sum(tried.values()):6} {sum(met.values()):7} {sum(good.values()):10}"
        print(f"{scenario:22} {'all':12} {total}", flush=True)
    return failed


def fail_all(template: Path, every: int, errors: list[str]) -> int:
    """Inject every error at every call of the plain scenario and print the table."""
    print(f"\n{'error':8} {'call':12} {'calls':>6} {'met':>5} {'recovered':>10}  endings")
    failed = 0
    scenario = "nobody else"
    calls = counted_calls(template, scenario)
    for code in errors:
        assert hasattr(errno, code)
        for call in calls:
            ends: Counter[str] = Counter()
            met = good = 0
            numbers = [number for name, number in trials(calls, every) if name == call]
            for number in numbers:
                trial = fail(template, scenario, call, number, code)
                ends[trial.ending] += 1
                met += trial.was_met
                good += not trial.lost
                if trial.lost or trial.ending not in _CALM:
                    failed += 1
                    print(f"  {code} at {call} #{number}: {trial.ending} {trial.lost}")
            said = ", ".join(f"{count} {ending}" for ending, count in ends.items())
            print(f"{code:8} {call:12} {len(numbers):6} {met:5} {good:10}  {said}", flush=True)
    return failed


_CALM = {"published", "waiting", "current", "refused", "storage error"}

if __name__ == "__main__":
    sys.exit(main())
