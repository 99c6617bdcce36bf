"""How a publish ended, and the reasons for which results wait, in words for people."""

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sheetops.adapters.workbook.locks import Holder
from sheetops.records.problems import Problem
from sheetops.records.text import Text


class Ending(StrEnum):
    """What became of a workbook's results."""

    PUBLISHED = "published"
    CURRENT = "current"  # nothing was to be written
    WAITING = "waiting"  # tried again with the next run
    REFUSED = "refused"  # the workbook cannot be written as it is; its results wait all the same


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a publish ended."""

    book: str
    state: Ending
    applied: int = 0
    """How many results were found in the file when it was read back."""
    pending: int = 0
    """How many still wait for this workbook."""
    problems: Sequence[Problem] = ()
    reason: Text | None = None
    """Why some wait; None where nothing is in the way."""
    held_by: str | None = None
    sha: str | None = None
    """SHA-256 of what stands in the file, where it is known."""


class Deferred(Exception):
    """The workbook cannot be written now; nothing was changed."""

    def __init__(
        self, reason: Text, held_by: str | None = None, ending: Ending = Ending.WAITING
    ) -> None:
        super().__init__(reason.en)
        self.reason = reason
        self.held_by = held_by
        self.ending = ending


def is_held(holder: Holder, now: datetime) -> Deferred:
    """Return why a workbook that somebody has open waits; a lock may be left over from a crash."""
    who = holder.name or ""
    reason = Text(
        f"文件正由{who or '有人'}打开（{holder.program}），关闭后写入",
        f"open by {who or 'somebody'} ({holder.program}); written once it is closed",
    )
    hours = int((now - holder.since) / timedelta(hours=1))
    if hours >= _STALE_HOURS:
        reason = Text(
            f"{reason.zh}；锁文件已有 {hours} 小时，如果没有人在用，请打开这个文件再关闭一次",
            f"{reason.en}; its lock is {hours} hours old: if nobody uses the file, open and "
            "close it once",
        )
    return Deferred(reason, holder.name or holder.program)


_STALE_HOURS = 12
"""Longer than a working day: a program that crashed may have left the lock file behind."""


def unwritable(problems: Sequence[Problem]) -> Deferred:
    """Return why a workbook that cannot be read is not written either."""
    if not problems:
        return Deferred(_UNREADABLE, None, Ending.REFUSED)
    first = problems[0]
    return Deferred(Text(first.message("zh-CN"), first.message("en")), None, Ending.REFUSED)


def would_harm(place: str) -> Deferred:
    """Return why a workbook is left alone in which something else would have changed."""
    return Deferred(
        Text(
            f"写入会连带改动 {place}，为保险起见没有写入",
            f"writing would have changed {place} as well, so it was left alone",
        ),
        None,
        Ending.REFUSED,
    )


_UNREADABLE = Text("工作簿无法读取", "the workbook cannot be read")
BUSY = Text("文件正在被保存，稍后再写", "the file is being saved; written a little later")
FROZEN = Text("文件被设为只读，取消后写入", "the file is set read-only; written once it is not")
ELSEWHERE = Text(
    "另一个进程正在写这个文件，稍后再写",
    "another run is writing this workbook; written a little later",
)
_HELD = Text(
    "文件被其他程序占用，关闭后写入", "another program holds the file; written once closed"
)
_MISSING = Text(
    "找不到文件，可能被改名或移走；放回后写入",
    "the file is not there, perhaps renamed or moved; written once it is back",
)
_NO_FOLDER = Text(
    "共享文件夹的位置上不是文件夹，请检查",
    "there is no folder where the shop's folder should be",
)
_FULL = Text("磁盘已满，腾出空间后写入", "the disk is full; written once there is room")
_NOT_PERMITTED = Text(
    "没有写入权限，请检查文件夹权限",
    "no permission to write; check the rights of the folder",
)
_READ_ONLY = Text("磁盘或共享是只读的", "the disk or the share is read-only")
_AWAY = Text(
    "共享文件夹连不上或读写出错，恢复后写入",
    "the share cannot be reached or fails; written once it is back",
)

_BY_ERRNO = {
    **dict.fromkeys((errno.EBUSY, errno.ETXTBSY, errno.EAGAIN), _HELD),
    errno.ENOENT: _MISSING,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EISDIR: _MISSING,
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM), _NOT_PERMITTED),
    errno.EROFS: _READ_ONLY,
    **dict.fromkeys(
        (errno.EIO, errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN), _AWAY
    ),
}
_WINDOWS_HELD = (5, 32, 33, 1175, 1176, 1177)
"""Access denied, sharing and lock violations, and what ReplaceFileW says when it is refused."""


def said(error: OSError) -> Deferred:
    """Return why results wait after an error of the system."""
    if getattr(error, "winerror", None) in _WINDOWS_HELD:
        return Deferred(_HELD)
    known = _BY_ERRNO.get(error.errno or 0)
    words = error.strerror or type(error).__name__
    return Deferred(known or Text(f"系统报错：{words}", f"the system reports: {words}"))
