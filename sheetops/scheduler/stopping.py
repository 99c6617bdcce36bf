"""SIGTERM and Ctrl-C: the job in hand is finished, what comes after it waits for the next run."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sheetops.shop.running import Progress

_SIGNALS = ("SIGTERM", "SIGINT", "SIGBREAK")


class Stopped(KeyboardInterrupt):
    """Somebody asked to stop, and the job in hand is done."""


class Stop:
    """Whether somebody asked to stop."""

    def __init__(self) -> None:
        self.is_asked = False

    def between(self, progress: Progress) -> Progress:
        """Return a progress that raises Stopped between two jobs once somebody asked.

        Between two jobs nothing is half done: what was decided is in the local state, and goes out
        with the next run.
        """

        def show(name: str, number: int, total: int) -> None:
            if self.is_asked:
                raise Stopped
            progress(name, number, total)

        return show

    @contextmanager
    def listening(self) -> Iterator["Stop"]:
        """Let the first signal ask to stop; a second one breaks off at once, as a crash would."""
        names = [name for name in _SIGNALS if hasattr(signal, name)]
        before = {name: signal.signal(getattr(signal, name), self._ask) for name in names}
        try:
            yield self
        finally:
            for name, handler in before.items():
                signal.signal(getattr(signal, name), handler)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self.is_asked:
            raise KeyboardInterrupt
        self.is_asked = True
