"""A person at Excel on a share: Samba on this machine, files opened as Excel opens them.

Excel keeps the workbook open and lets others only read it, puts an owner file beside it, and saves
by a new file and two renames. Jobs publish all the time on the server's own disk, where nothing
stops a replace: results must wait while the book is open, no save may ever fail, and in the end
every save and every result is there. Needs `smbd` and the package `smbprotocol`.
"""

import argparse
import contextlib
import importlib
import importlib.util
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from sheetops.adapters.workbook.editing import SetCell, edit
from sheetops.adapters.workbook.publish import Ending, Patience, publish
from sheetops.records.references import NO_REFERENCES
from tests.publish.publish_desk import BOOK, CASE, Desk, application, open_desk

USER, PASSWORD = "root", "sheetops"
OWNER = f"~${BOOK}"
OWNER_NAME = "王丽"
CONFIG = """
[global]
  server role = standalone server
  map to guest = never
  smb ports = {port}
  bind interfaces only = yes
  interfaces = 127.0.0.1
  private dir = {root}/private
  lock directory = {root}/lock
  state directory = {root}/samba
  cache directory = {root}/cache
  pid directory = {root}/pid
  ncalrpc dir = {root}/ncalrpc
  log file = {root}/log
  passdb backend = tdbsam:{root}/passdb.tdb
  load printers = no
  disable spoolss = yes
  oplocks = no
  level2 oplocks = no
[shop]
  path = {shop}
  read only = no
  hide dot files = no
"""


@contextlib.contextmanager
def samba(root: Path, shop: Path) -> Iterator[int]:
    """Serve the shop's folder on a port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    for name in ("private", "lock", "samba", "cache", "pid", "ncalrpc"):
        (root / name).mkdir(mode=0o755)
    config = root / "smb.conf"
    config.write_text(CONFIG.format(root=root, shop=shop, port=port))
    subprocess.run(
        ["smbpasswd", "-c", str(config), "-a", "-s", USER],
        input=f"{PASSWORD}\n{PASSWORD}\n".encode(),
        capture_output=True,
        check=True,
    )
    server = subprocess.Popen(
        ["smbd", "-F", "--no-process-group", "-s", str(config)],
        start_new_session=True,  # it ends its whole process group
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.1)
    raise RuntimeError("smbd did not start")


class Excel:
    """A person who opens, edits and saves the workbook through the share, as Excel does."""

    def __init__(self, port: int) -> None:
        self.smb: Any = importlib.import_module("smbclient")
        self.options = {"username": USER, "password": PASSWORD, "port": port}
        self.book: IO[bytes] | None = None
        self.owner: IO[bytes] | None = None
        self.content = b""
        self.number = 0

    def _path(self, name: str) -> str:
        return rf"\\127.0.0.1\shop\{name}"

    def _open(self, name: str, mode: str, share: str) -> IO[bytes]:
        found: IO[bytes] = self.smb.open_file(
            self._path(name), mode=mode, share_access=share, **self.options
        )
        return found

    def open(self) -> None:
        """Open for writing; everybody else may only read."""
        self.book = self._open(BOOK, "r+b", "r")
        self.owner = self._open(OWNER, "wb", "r")
        wide = OWNER_NAME.encode("utf-16-le")
        narrow = OWNER_NAME.encode("gb18030")
        self.owner.write(
            bytes([len(narrow)])
            + narrow.ljust(54)
            + len(OWNER_NAME).to_bytes(2, "little")
            + wide.ljust(108)
        )
        self.owner.flush()
        self.content = self.book.read()

    def type(self) -> str:
        """Type a remark, not saved yet."""
        self.number += 1
        words = f"第{self.number}次"
        self.content = edit(self.content, [SetCell("申请登记", "H3", words)])
        return words

    def save(self) -> None:
        """Write a new file, move the old one away, the new one in, and open it again."""
        new = f"{self.number:08X}"
        with self._open(new, "wb", "") as file:
            file.write(self.content)
        assert self.book is not None
        self.book.close()
        self.smb.rename(self._path(BOOK), self._path(f"{new}.tmp"), **self.options)
        self.smb.rename(self._path(new), self._path(BOOK), **self.options)
        self.smb.remove(self._path(f"{new}.tmp"), **self.options)
        self.book = self._open(BOOK, "r+b", "r")

    def close(self) -> None:
        """Close the workbook; the owner file goes."""
        assert self.book is not None
        assert self.owner is not None
        self.book.close()
        self.owner.close()
        self.smb.remove(self._path(OWNER), **self.options)


def who_is_stopped(desk: Desk, port: int) -> dict[str, bool]:
    """Return what another computer cannot do while Excel has the book open."""
    other = Excel(port)
    excel = Excel(port)
    excel.open()

    def read() -> None:
        other._open(BOOK, "rb", "rwd").close()

    def write() -> None:
        other._open(BOOK, "r+b", "rwd").close()

    def rename() -> None:
        other.smb.rename(other._path(BOOK), other._path("away.xlsx"), **other.options)

    def replace() -> None:
        other._open("new.xlsx", "wb", "").close()
        other.smb.replace(other._path("new.xlsx"), other._path(BOOK), **other.options)

    acts: tuple[Callable[[], None], ...] = (read, write, rename, replace)
    stopped = {}
    for act in acts:
        try:
            act()
            stopped[act.__name__] = False
        except OSError:
            stopped[act.__name__] = True
    excel.close()
    (desk.folder / "new.xlsx").unlink(missing_ok=True)
    return stopped


def day(desk: Desk, port: int, rounds: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Open, type, save and close at random while jobs publish without a break."""
    happened: Counter[str] = Counter()
    failed: list[str] = []
    stop = threading.Event()
    words = ""

    def person() -> None:
        nonlocal words
        moments, excel = random.Random(seed), Excel(port)
        try:
            for _ in range(rounds):
                _patiently(excel.open, happened)
                for _ in range(moments.randrange(1, 4)):
                    words = excel.type()
                    excel.save()
                    happened["saves"] += 1
                    time.sleep(moments.uniform(0, 0.05))
                excel.close()
                time.sleep(moments.uniform(0, 0.1))
        except Exception as error:  # noqa: BLE001 - what must not happen, told at the end
            failed.append(f"the person was stopped: {type(error).__name__}: {error}")
        stop.set()

    thread = threading.Thread(target=person)
    thread.start()
    number = 0
    while not stop.is_set():
        number += 1
        desk.set(CASE, "issues", f"结果{number}")
        outcome = publish(
            *(desk.folder, BOOK, desk.journal, "zh-CN", NO_REFERENCES, desk.now),
            tools=desk.tools,
            patience=Patience(pause=0.002),
        )
        happened[f"publish: {outcome.state}"] += 1
        if outcome.held_by is not None:
            happened[f"held by {outcome.held_by}"] += 1
        time.sleep(0.002)
    thread.join()
    desk.publish()
    row = desk.row(CASE)
    if row.get("remark") != words:
        failed.append(f"the last save said {words}, the book says {row.get('remark')}")
    if row.get("issues") != f"结果{number}":
        failed.append(f"the last result is {number}, the book says {row.get('issues')}")
    if desk.strays():
        failed.append(f"left behind: {desk.strays()}")
    return happened, failed


def _patiently(act: Callable[[], None], happened: Counter[str]) -> None:
    """Double-click again when the file is not there for a moment."""
    for _ in range(20):
        try:
            act()
        except FileNotFoundError:
            happened["opened at the second attempt"] += 1
            time.sleep(0.01)
        else:
            return
    act()


def main(arguments: list[str] | None = None) -> int:
    """Serve, work and print what happened; 1 when a save failed or anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    if shutil.which("smbd") is None or importlib.util.find_spec("smbclient") is None:
        print("share: skipped, smbd or the package smbprotocol is not installed")
        return 0
    if os.name == "nt" or os.geteuid() != 0:
        print("share: skipped, smbd needs to be started by root")
        return 0
    root = Path(tempfile.mkdtemp(prefix="sheetops-share-"))
    root.chmod(0o755)
    desk = open_desk(root)
    desk.save([application(1), application(2)])
    with samba(root, desk.folder) as port:
        stopped = who_is_stopped(desk, port)
        for what, is_stopped in stopped.items():
            verdict = "refused" if is_stopped else "works"
            print(f"  while Excel has it open, another computer's {what:8} {verdict}")
        excel = Excel(port)
        excel.open()
        desk.set(CASE, "issues", "零")
        outcome = desk.publish()
        excel.close()
        print(f"  a publish on the server: {outcome.state}, held by {outcome.held_by}")
        happened, failed = day(desk, port, options.rounds, options.seed)
    if outcome.state is not Ending.WAITING or outcome.held_by != OWNER_NAME:
        failed.append("the first publish did not wait")
    for what, count in sorted(happened.items()):
        print(f"  {what:36} {count:6}")
    print(f"  lost or refused: {len(failed)}")
    for line in failed:
        print(f"  {line}")
    desk.database.close()
    shutil.rmtree(root, ignore_errors=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
