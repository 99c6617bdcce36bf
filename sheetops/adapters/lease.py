"""Who works on a shop: one run at a time on this machine, and one job machine for each shop.

The lock is a local file (`filelock`, never a lock on a workbook or on the share). The lease is a
small file in the shop folder: it names the machine that runs the jobs, and a second machine that
finds a fresh one refuses to start and says who holds it.
"""

import json
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from sheetops.errors import ShopHeld, StorageError
from sheetops.records.text import Text

LEASE = ".sheetops-machine.json"
STALE_AFTER = timedelta(hours=26)
"""A machine that was not heard of for a day and two hours has stopped; the next may take over."""

_LONGEST_TAKING = 600
"""Seconds; taking the lease is two small files, so what lies there longer was left by a crash."""


@contextmanager
def hold(
    folder: Path, state_folder: Path, now: datetime, wait_seconds: float = 10
) -> Iterator[None]:
    """Hold the shop in `folder` while jobs run; ShopHeld when somebody else does."""
    state_folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(state_folder / "run.lock", fallback_to_soft=False)
    try:
        lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise _busy() from error
    try:
        _take_lease(folder, _machine(state_folder), now)
        yield
    finally:
        lock.release()


def holder(folder: Path) -> dict[str, str] | None:
    """Return what the lease says: `host`, `machine`, `renewed`; None when nobody holds the shop."""
    return _said(folder / LEASE)


def _said(path: Path) -> dict[str, str] | None:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else None


def release(folder: Path) -> None:
    """Give the shop up, so that another machine may take it over at once."""
    (folder / LEASE).unlink(missing_ok=True)


def _machine(state_folder: Path) -> str:
    """Return this machine's own number, made once and kept with the local state."""
    path = state_folder.parent / "machine-id"
    try:
        return path.read_text("ascii").strip()
    except OSError:
        path.write_text(str(uuid.uuid4()), "ascii")
        return path.read_text("ascii").strip()


def _take_lease(folder: Path, machine: str, now: datetime) -> None:
    words = {"host": socket.gethostname(), "machine": machine, "renewed": now.isoformat()}
    try:
        if _may_take(folder, machine, now) == machine:
            _write(folder, words)
            return
        # of several machines that begin together, or take over a stale lease, one comes through
        with _alone(folder):
            _may_take(folder, machine, now)
            _write(folder, words)
    except FileExistsError as error:
        raise _held(holder(folder) or {}) from error
    except OSError as error:
        raise _not_writable(folder, error) from error


def _may_take(folder: Path, machine: str, now: datetime) -> str | None:
    """Return whose the lease is; ShopHeld where that is another machine that still runs."""
    found = holder(folder)
    if found and found.get("machine") != machine and not _is_stale(found, now):
        raise _held(found)
    return found.get("machine") if found else None


def _write(folder: Path, words: dict[str, str]) -> None:
    temporary = folder / f"{LEASE}.{uuid.uuid4().hex[:8]}"
    temporary.write_text(json.dumps(words), "utf-8")
    temporary.replace(folder / LEASE)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other machines from the lease for a moment; FileExistsError when one is faster."""
    taking = folder / f"{LEASE}.taking"
    try:
        taking.touch(exist_ok=False)
    except FileExistsError:
        with suppress(FileNotFoundError):
            if time.time() - taking.stat().st_mtime > _LONGEST_TAKING:
                taking.unlink()  # left by a crash; the next run comes through
        raise
    try:
        yield
    finally:
        taking.unlink(missing_ok=True)


def _is_stale(found: dict[str, str], now: datetime) -> bool:
    try:
        return now - datetime.fromisoformat(found["renewed"]) > STALE_AFTER
    except (KeyError, ValueError):
        return True


def _busy() -> ShopHeld:
    return ShopHeld(
        Text(
            "本机上另一个 sheetops 正在处理这家店。",
            "Another sheetops is working on this shop on this machine.",
        ),
        Text("稍等它结束再运行。", "Wait for it to end, then run again."),
    )


def _held(found: dict[str, str]) -> ShopHeld:
    host, since = found.get("host", "?"), found.get("renewed", "?").replace("T", " ")
    if host == socket.gethostname():
        return _held_here(host, since)
    return ShopHeld(
        Text(
            f"这家店由另一台机器负责：{host}，最近一次运行 {since}。",
            f"Another machine runs this shop's jobs: {host}, last seen {since}.",
        ),
        Text(
            f"一家店只用一台机器运行任务。要换机器，先停掉那一台，再删除店铺文件夹里的 {LEASE}。",
            f"One machine runs one shop. To change machines stop that one, then delete {LEASE}.",
        ),
    )


def _held_here(host: str, since: str) -> ShopHeld:
    """The number of a machine lies with its local state, so that each account has its own."""
    return ShopHeld(
        Text(
            f"这家店由本机（{host}）的另一个账户或另一个本机状态文件夹负责，最近一次运行 {since}。",
            f"Another account or state folder on this machine ({host}) runs this shop's jobs, "
            f"last seen {since}.",
        ),
        Text(
            "请用平时运行任务的账户运行；设过 SHEETOPS_STATE 的，请设成同一个文件夹。"
            f"要换成现在这个，先停掉原来的，再删除店铺文件夹里的 {LEASE}。",
            "Use the account that usually runs the jobs and, where SHEETOPS_STATE is set, the same "
            f"folder. To change to this one stop the other, then delete {LEASE} in the shop's "
            "folder.",
        ),
    )


def _not_writable(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        Text(
            f"店铺文件夹“{folder}”写不进去：{error}。",
            f'The shop folder "{folder}" cannot be written to: {error}.',
        ),
        Text(
            "请检查权限、磁盘空间和网络盘连接。",
            "Check permissions, disk space and the connection to the share.",
        ),
    )
