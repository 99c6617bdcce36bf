"""What is to be set up: which files are written, which commands switch it on and off."""

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sheetops.records.text import Text

Mode = Literal["serve", "timer"]
System = Literal["systemd", "windows"]

EVERY_MINUTES = 15
"""How often a timer looks what is due: as often as the shipped timetable has slots."""
WATCH_MINUTES = 60
"""How long the jobs may stand still before the watchdog's unit fails."""


@dataclass(frozen=True, slots=True)
class Step:
    """A command that a person, or a script, runs afterwards."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(_quoted(word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Definition:
    """One shop's service: the files, and what switches it on and off."""

    files: tuple[tuple[Path, bytes], ...]
    enable: tuple[Step, ...]
    disable: tuple[Step, ...]
    after_removal: tuple[Step, ...] = ()
    advice: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What is to run where: the shop, the program, and for whom."""

    folder: Path
    shop_id: str
    shop_name: str
    mode: Mode
    program: tuple[str, ...]
    """The command that is `sheetops`, as absolute paths."""
    state: str | None
    """`SHEETOPS_STATE`, where it is set for whoever installs."""
    account: str | None = None
    """Who it runs as; None for whoever installs it."""

    @property
    def name(self) -> str:
        """Return the service's name: sheetops and the shop's id, safe in a file name."""
        return "sheetops-" + re.sub(r"[^A-Za-z0-9_.-]", "-", self.shop_id)


def this_system() -> System:
    """Return what this machine has."""
    return "windows" if os.name == "nt" else "systemd"


def this_program() -> tuple[str, ...]:
    """Return how sheetops is called without a search path: services have hardly any."""
    return (sys.executable, "-m", "sheetops")


def _quoted(word: str) -> str:
    return f'"{word}"' if re.search(r"[\s&()^;]", word) else word
