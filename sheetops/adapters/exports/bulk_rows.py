"""The sheets of a workbook, read by a process of its own: a damaged one ends that one alone."""

import marshal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread, Timer
from typing import IO

from sheetops.adapters.exports import bulk_child
from sheetops.adapters.exports.containers import Row, Source
from sheetops.adapters.exports.refusals import DAMAGED, LOCKED, NotReadable

_SECONDS = 180
"""How long a workbook may take by the clock; one of 100,000 rows takes four seconds."""


def bulk_sheets(data: bytes) -> Iterator[Source]:
    """Yield the sheets of a workbook; the rows of each before the next one is asked for."""
    command = [sys.executable, "-I", str(Path(bulk_child.__file__))]
    child = subprocess.Popen(  # noqa: S603 - this Python and a file of ours
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    if child.stdin is None or child.stdout is None:
        raise NotReadable(DAMAGED)
    watch = Timer(_SECONDS, child.kill)
    hand = Thread(target=_hand_over, args=(child.stdin, data), daemon=True)
    watch.start()
    hand.start()
    try:
        yield from _sheets(_messages(child.stdout))
    finally:
        watch.cancel()
        child.kill()
        hand.join()
        child.stdout.close()
        child.wait()


def _sheets(messages: Iterator[object]) -> Iterator[Source]:
    title = next(messages)
    while isinstance(title, str):
        rows = _Rows(messages)
        yield Source(title, rows)
        for _ in rows:  # what was not asked for
            pass
        title = rows.after


class _Rows:
    """The rows of one sheet; `after` is the message that came after them."""

    def __init__(self, messages: Iterator[object]) -> None:
        self._messages = messages
        self._rows = self._read()
        self.after: object = None

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def _read(self) -> Iterator[Row]:
        for message in self._messages:
            if not isinstance(message, list):
                self.after = message
                return
            yield from message


def _messages(stream: IO[bytes]) -> Iterator[object]:
    """Yield what the child says, up to its end; NotReadable where it breaks off."""
    while True:
        size = stream.read(4)
        body = stream.read(struct.unpack("<I", size)[0]) if len(size) == 4 else b""
        if not body:
            raise NotReadable(DAMAGED)
        message: object = marshal.loads(body)  # noqa: S302 - what our own child wrote
        if isinstance(message, int):
            raise NotReadable(LOCKED if message == bulk_child.LOCKED else DAMAGED)
        yield message
        if message is None:
            return


def _hand_over(stream: IO[bytes], data: bytes) -> None:
    try:
        with stream:
            stream.write(data)
    except OSError:  # it ended before it had read everything
        return
