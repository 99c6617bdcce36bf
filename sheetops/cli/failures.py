"""Turns every failure into words for the person who gets it, and an exit code."""

import os
from datetime import UTC, datetime
from pathlib import Path

from sheetops.cli.speech import Speech, spoken_here
from sheetops.errors import SheetopsError, StorageError
from sheetops.records.text import Text

EXIT_CODES = (
    (0, Text("一切正常", "all is well")),
    (
        1,
        Text(
            "有错误级问题，或有一项任务没做成",
            "there are problems of the error kind, or one job failed",
        ),
    ),
    (2, Text("命令写法有误", "the command was not understood")),
    (3, Text("不是店铺文件夹", "the folder is not a shop")),
    (4, Text("文件夹不是空的", "the folder is not empty")),
    (5, Text("设置文件有误", "the settings are wrong")),
    (6, Text("必需的工作簿读不了", "a workbook that is needed cannot be read")),
    (7, Text("写不进去：磁盘满或没有权限", "cannot write: disk full or no permission")),
    (8, Text("另一台机器或另一个任务正在处理", "another machine or run holds the shop")),
    (9, Text("任务中断", "a job broke off")),
    (10, Text("备案日志链条断裂", "the filing log's chain is broken")),
    (70, Text("程序意外", "something unexpected")),
    (130, Text("被中断", "interrupted")),
)
"""Exit code and what it means: the table in the documentation is made from this."""


def exit_code_of(error: BaseException) -> int:
    """Say what went wrong on standard error and return the exit code for it."""
    speech = Speech(spoken_here())
    if isinstance(error, SheetopsError):
        speech.complain(error.message, error.remedy)
        return error.exit_code
    if isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        speech.say(Text("已中断，没有做到一半的改动。", "Interrupted; nothing is half done."))
        return 130
    if hasattr(error, "show") and hasattr(error, "exit_code"):  # the command was not understood
        error.show()
        return int(error.exit_code)
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, OSError):
        return _storage(error, speech)
    return _unexpected(error, speech)


def _storage(error: OSError, speech: Speech) -> int:
    what = f"{error.strerror or error} {error.filename or ''}".strip()
    speech.complain(
        Text(f"文件操作没成功：{what}。", f"A file operation failed: {what}."),
        Text(
            "请检查磁盘空间、权限和网络盘连接，再运行一次。",
            "Check disk space, permissions and the connection to the share, then run again.",
        ),
    )
    return StorageError.exit_code


def _unexpected(error: BaseException, speech: Speech) -> int:
    path = _written_down(error)
    speech.complain(
        Text(
            f"出现意外：{type(error).__name__}：{error}",
            f"Something unexpected: {type(error).__name__}: {error}",
        ),
        Text(
            f"工作簿没有改动。详情已写入 {path}。",
            f"No workbook was changed. The details are in {path}.",
        ),
    )
    return SheetopsError.exit_code


def _written_down(error: BaseException) -> Path:
    """Write the details into the log beside all shops' state, and return where: masked, rotated."""
    from sheetops.adapters.logbook import Logbook
    from sheetops.shop.shop import state_root

    log = Logbook(state_root())
    log.failed(datetime.now(UTC).replace(tzinfo=None), "unexpected", error, process=os.getpid())
    return log.path
