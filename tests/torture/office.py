"""Random days of a person at a real LibreOffice, while jobs publish into the same workbook.

The person opens the shop's book, types, sorts, inserts rows, pastes pictures, keeps it open, saves,
saves although a job has written meanwhile ("Save anyway"), and is killed. In the end every word and
picture that was saved and every result of a job is in the workbook.
"""

import argparse
import io
import json
import os
import random
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from sheetops.adapters.workbook.build.book import build_book
from sheetops.adapters.workbook.publish import Ending, Outcome
from sheetops.records.columns import Value
from sheetops.records.dictionary import APPLICATIONS_BOOK, SHEETS
from sheetops.records.references import NO_REFERENCES
from tests.publish.publish_desk import BOOK, Desk, application, open_desk

SHEET = SHEETS["applications"]
PYTHON_WITH_UNO = "/usr/bin/python3"
JOB_COLUMNS = ("issues", "next_step")
Row = dict[str, Value]


def heading(column: str) -> str:
    """Return the heading of a column in the shop's language."""
    return SHEET.by_key[column].title.zh


class Office:
    """One LibreOffice on a virtual screen, and the person in front of it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self.display = f":{port % 1000 + 100}"
        self.screen = subprocess.Popen(
            ["Xvfb", self.display, "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-noreset"],
            stderr=subprocess.DEVNULL,
        )
        self.start()

    def start(self) -> None:
        """Start LibreOffice and sit down in front of it."""
        self.port += 1
        self.program = subprocess.Popen(
            [
                *("soffice", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard"),
                f"--accept=socket,host=127.0.0.1,port={self.port};urp;",
                f"-env:UserInstallation=file://{self.folder / 'profile'}",
            ],
            env={**os.environ, "DISPLAY": self.display},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        script = Path(__file__).with_name("office_person.py")
        self.person = subprocess.Popen(
            [PYTHON_WITH_UNO, str(script), str(self.port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def ask(self, do: str, **details: object) -> dict[str, object]:
        """Let the person do something; RuntimeError when it did not work."""
        self._tell(do, **details)
        return self._answer()

    def save(self) -> list[str]:
        """Save as Ctrl+S does, say yes to every question ("Save Anyway"), return what was asked."""
        self._tell("save")
        asked: list[str] = []
        assert self.person.stdout is not None
        for _ in range(200):
            ready, _, _ = select.select([self.person.stdout], [], [], 0.3)
            if ready:
                if not self._answer()["is_saved"]:
                    raise RuntimeError(f"not saved, asked {asked}")
                return asked
            asked += [title for title in map(self._say_yes, self._windows()) if title]
        raise RuntimeError(f"the save never ended, asked {asked}")

    def _windows(self) -> list[str]:
        return self._screen_tool("search", "--onlyvisible", "--name", ".*").split()

    def _say_yes(self, window: str) -> str:
        """Press the button that is chosen already, if the window is a question."""
        title = self._screen_tool("getwindowname", window).strip()
        if not title or title.endswith("LibreOffice Calc"):
            return ""
        self._screen_tool("windowfocus", window)
        time.sleep(0.1)
        self._screen_tool("key", "Return")
        time.sleep(0.3)
        return title

    def _screen_tool(self, *arguments: str) -> str:
        found = subprocess.run(
            ["xdotool", *arguments],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout

    def _tell(self, do: str, **details: object) -> None:
        assert self.person.stdin is not None
        self.person.stdin.write(json.dumps({"do": do, **details}) + "\n")
        self.person.stdin.flush()

    def _answer(self) -> dict[str, object]:
        assert self.person.stdout is not None
        answer = json.loads(self.person.stdout.readline() or '{"error": "gone"}')
        if "error" in answer:
            raise RuntimeError(answer["error"])
        found = answer["ok"]
        return found if isinstance(found, dict) else {}

    def kill(self) -> None:
        """Kill LibreOffice: its lock file beside the workbook stays behind."""
        os.killpg(self.program.pid, signal.SIGKILL)
        self.program.wait()
        # or it would ask at the next start whether another one uses the same settings
        (self.folder / "profile" / ".lock").unlink(missing_ok=True)
        self.person.kill()
        self.person.wait()

    def leave(self) -> None:
        """Switch everything off."""
        self.kill()
        self.screen.terminate()
        self.screen.wait()


@dataclass
class OfficeDay:
    """What everybody wants to see in the end."""

    root: Path
    seed: int
    office: Office
    desk: Desk = field(init=False)
    is_open: bool = False
    in_copy: dict[str, dict[str, str]] = field(default_factory=dict)
    """Key → what the person typed since the last save."""
    new_keys: list[str] = field(default_factory=list)
    new_pictures: list[str] = field(default_factory=list)
    typed: dict[str, dict[str, str]] = field(default_factory=dict)
    """Key → heading → what was saved."""
    keys: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    results: dict[tuple[str, str], str] = field(default_factory=dict)
    happened: Counter[str] = field(default_factory=Counter)
    opened: bytes = b""
    """What the file held when the person last read or wrote it."""
    number: int = 100

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.desk = open_desk(self.root)
        rows = [self._row(number) for number in range(1, 31)]
        self.keys = {str(row["case_id"]) for row in rows}
        data = build_book(APPLICATIONS_BOOK, "zh-CN", {"applications": rows}, NO_REFERENCES)
        self.desk.put(data)

    def _row(self, number: int) -> Row:
        cells = application(number)
        return {
            "case_id": str(cells["case_id"]),
            "status": "pending_review",
            "platform": "tmall",
            "refund_no": str(cells["refund_no"]),
            "order_no": str(cells["order_no"]),
        }

    # the person
    def open(self) -> None:
        if not self.is_open:
            found = self.office.ask("open", path=str(self.desk.path), sheet=SHEET.title.zh)
            if found["read_only"]:
                raise RuntimeError("opened read-only")
            self.is_open = True
            self.opened = self.desk.path.read_bytes()

    def type(self) -> None:
        self.open()
        keys = self.office.ask("keys")["keys"]
        assert isinstance(keys, list)
        key, words = self.random.choice(keys), f"备注{self._next()}"
        self.office.ask("type", key=key, heading=heading("remark"), text=words)
        self.in_copy.setdefault(key, {})[heading("remark")] = words

    def insert(self) -> None:
        self.open()
        cells = application(self._next())
        key = str(cells["case_id"])
        names = ("case_id", "status", "platform", "refund_no", "order_no")
        self.office.ask("add", cells={heading(name): str(cells[name]) for name in names})
        self.new_keys.append(key)

    def sort(self) -> None:
        self.open()
        ascending = self.random.random() < 0.5
        self.office.ask("sort", heading=heading("refund_no"), ascending=ascending)

    def paste(self) -> None:
        self.open()
        number = self._next()
        picture, name = self.root / f"{number}.png", f"照片{number}"
        colour = tuple(self.random.randrange(256) for _ in range(3))
        Image.new("RGB", (40, 40), colour).save(picture)
        self.office.ask("paste", path=str(picture), name=name)
        self.new_pictures.append(name)

    def save(self) -> None:
        self.open()
        is_over_ours = self.desk.path.read_bytes() != self.opened
        asked = self.office.save()
        self.happened["saved over what a job had written"] += is_over_ours
        self.happened.update(f'answered "{title}"' for title in asked)
        self.opened = self.desk.path.read_bytes()
        for key, cells in self.in_copy.items():
            self.typed.setdefault(key, {}).update(cells)
        self.keys.update(self.new_keys)
        self.pictures.update(self.new_pictures)
        self._forget()

    def close(self) -> None:
        if self.is_open:
            self.office.ask("close")
            self.is_open = False
            self._forget()

    def save_and_close(self) -> None:
        if self.is_open:
            self.save()
            self.close()

    def be_killed(self) -> None:
        """The lock file stays; the person starts again and opens the book once more."""
        self.office.kill()
        self.office.start()
        self.is_open = False
        self._forget()
        self.publish()  # must wait: the stale lock says "open", and nobody deletes it
        self.open()

    def _forget(self) -> None:
        self.in_copy, self.new_keys, self.new_pictures = {}, [], []

    def _next(self) -> int:
        self.number += 1
        return self.number

    # the jobs
    def plan(self) -> None:
        key = self.random.choice(sorted(self.keys))
        column = self.random.choice(JOB_COLUMNS)
        words = f"结果{self._next()}"
        self.desk.set(key, column, words)
        self.results[key, column] = words

    def add(self) -> None:
        row = self._row(self._next())
        key = str(row["case_id"])
        self.desk.add(key, **row)
        self.keys.add(key)

    def save_anyway(self) -> None:
        """Type, do not save; a job writes meanwhile; save all the same."""
        self.type()
        self.plan()
        self.publish_unseen()
        self.save()

    def publish(self) -> Outcome:
        outcome = self.desk.publish()
        self.happened[f"publish: {outcome.state}"] += 1
        lock = self.desk.folder / f".~lock.{BOOK}#"
        if outcome.state is Ending.PUBLISHED and self.is_open and lock.exists():
            raise AssertionError("published into a workbook whose lock file was there")
        return outcome

    def publish_unseen(self) -> None:
        """A job that sees no lock (another program, a share that hides it) writes all the same."""
        lock = self.desk.folder / f".~lock.{BOOK}#"
        hidden = self.root / "lock"
        if lock.exists():
            lock.rename(hidden)
        before = self.desk.path.read_bytes()
        self.desk.publish()
        if self.is_open and self.desk.path.read_bytes() != before:
            self.happened["written under an open LibreOffice"] += 1
        if hidden.exists():
            hidden.rename(lock)

    def walk(self, count: int) -> None:
        """Take so many steps, then close and let the jobs finish."""
        acts = [
            *[self.open, self.type, self.type, self.type, self.insert, self.sort, self.paste],
            *[self.save, self.save_anyway, self.save_anyway, self.save_and_close, self.close],
            *[self.plan, self.plan, self.add],
            *[self.publish, self.publish, self.publish_unseen, self.publish_unseen],
        ]
        for number in range(count):
            act = self.be_killed if number % 40 == 39 else self.random.choice(acts)
            self.happened[act.__name__] += 1
            try:
                act()
            except Exception as error:
                raise RuntimeError(f"step {number}, {act.__name__}: {error}") from error
            if self.random.random() < 0.5:
                self.publish()
        self.save_and_close()
        self.publish()

    def losses(self) -> list[str]:
        """Return everything that somebody wanted and that is not in the workbook, or is twice."""
        data = self.desk.path.read_bytes()
        tables, _ = self.desk.tools.read(data, APPLICATIONS_BOOK, BOOK)
        table = tables["applications"]
        lost = [f"doubled {key}" for key, count in Counter(table.keys).items() if count > 1]
        lost += [f"row {key}" for key in self.keys if table.find(key) is None]
        for (key, column), words in self.results.items():
            row = table.find(key)
            if row is None or row[column] != words:
                lost.append(f"{key} {column}: {words}, found {row[column] if row else None}")
        for key, cells in self.typed.items():
            row = table.find(key)
            if row is None or row["remark"] != cells[heading("remark")]:
                lost.append(f"{key} remark: {cells}, found {row['remark'] if row else None}")
        shown = _pictures(data)
        lost += [f"picture {name}" for name in self.pictures if name not in shown]
        if self.desk.strays() or self.desk.publish().state is not Ending.CURRENT:
            lost.append("not at rest")
        return lost


def _pictures(data: bytes) -> set[str]:
    """Return the names of the pictures that drawings of the workbook show."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        drawings = [name for name in book.namelist() if name.startswith("xl/drawings/drawing")]
        text = "".join(book.read(name).decode() for name in drawings)
    found = re.findall(r'<xdr:pic>.*?<xdr:cNvPr [^>]*?name="([^"]*)"', text, re.DOTALL)
    return set(found)


def main(arguments: list[str] | None = None) -> int:
    """Walk one day and print what happened; 1 when anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=220)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 100_000)
    options = parser.parse_args(arguments)
    missing = [name for name in ("soffice", "Xvfb", "xdotool") if shutil.which(name) is None]
    if missing or not _has_uno():
        print(f"office: skipped, not installed: {', '.join(missing) or 'python3-uno'}")
        return 0
    print(f"office: seed {options.seed}, {options.steps} steps", flush=True)
    root = Path(tempfile.mkdtemp(prefix="sheetops-office-"))
    office = Office(root, 20_000 + os.getpid() % 10_000)
    day = OfficeDay(root, options.seed, office)
    try:
        day.walk(options.steps)
        lost = day.losses()
    finally:
        office.leave()
        day.desk.database.close()
    for what, count in sorted(day.happened.items()):
        print(f"  {what:36} {count:5}")
    words, results = sum(map(len, day.typed.values())), len(day.results)
    print(
        f"  in the end: {len(day.keys)} rows, {words} words typed, {len(day.pictures)} pictures, "
        f"{results} results; lost: {len(lost)}"
    )
    for line in lost:
        print(f"  lost: {line}")
    shutil.rmtree(root, ignore_errors=True)
    return 1 if lost else 0


def _has_uno() -> bool:
    found = subprocess.run([PYTHON_WITH_UNO, "-c", "import uno"], capture_output=True, check=False)
    return found.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
