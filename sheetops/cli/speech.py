"""How the command line speaks: the shop's language, tables where there are rows, quiet in pipes."""

import json
import locale
import os
import sys
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TextIO

from sheetops.records.text import Language, Text

if TYPE_CHECKING:
    from rich.console import Console


_SHORT = 20
"""Columns as wide as a time or a job's name are not narrowed."""


@dataclass
class Speech:
    """Says things on the terminal in one language."""

    language: Language

    @cached_property
    def console(self) -> "Console":
        """Standard output; colours and progress only where somebody looks."""
        from rich.console import Console

        return Console(highlight=False, soft_wrap=True)

    @cached_property
    def errors(self) -> "Console":
        """Standard error."""
        from rich.console import Console

        return Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, text: Text | str, style: str = "") -> None:
        """Print one line."""
        if is_looked_at(sys.stdout):
            self.console.print(self.word(text), style=style or None, markup=False)
        else:
            print(self.word(text))

    def complain(self, message: Text, remedy: Text) -> None:
        """Print what is wrong and what to do, on standard error."""
        self.errors.print(self.word(message), style="bold red", markup=False)
        self.errors.print(self.word(remedy), markup=False)

    def table(self, headings: Sequence[Text], rows: Iterable[Sequence[Text | str]]) -> None:
        """Print rows under headings; tab-separated when piped, so that a program can cut them."""
        words = [[self.word(cell) for cell in row] for row in rows]
        titles = [self.word(heading) for heading in headings]
        if not is_looked_at(sys.stdout):
            for line in (titles, *words):
                print("\t".join(cell.replace("\n", " ") for cell in line))
            return
        from rich import box
        from rich.cells import cell_len
        from rich.table import Table
        from rich.text import Text as Plain

        table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False)
        for title, *cells in zip(titles, *words, strict=True):
            widest = max(map(cell_len, cells), default=0)
            # short words stand whole, long ones are folded where they meet the edge
            table.add_column(title, min_width=widest if widest <= _SHORT else None, overflow="fold")
        for line in words:
            table.add_row(*map(Plain, line))
        self.console.print(table)

    def word(self, text: Text | str) -> str:
        """Return the words in the language spoken."""
        return text if isinstance(text, str) else text.to(self.language)


def is_looked_at(stream: TextIO) -> bool:
    """Return whether somebody looks at the stream; Rich, which takes long to load, is not asked.

    FORCE_COLOR means that somebody will, as it does for Rich.
    """
    return bool(os.environ.get("FORCE_COLOR")) or stream.isatty()


def print_json(found: Any) -> None:
    """Print what a program reads: JSON, one document, UTF-8."""
    print(json.dumps(found, ensure_ascii=False, indent=2, default=str))


_shops_language: ContextVar[Language | None] = ContextVar("shops_language", default=None)


def speak(language: Language) -> Speech:
    """Return a speech in the shop's language, which failures use too from now on."""
    _shops_language.set(language)
    return Speech(language)


def spoken_here() -> Language:
    """Return the shop's language once it is known; before that the user's own, else English."""
    known = _shops_language.get()
    if known:
        return known
    named = os.environ.get("SHEETOPS_LANGUAGE")
    if named in ("zh-CN", "en"):
        return "zh-CN" if named == "zh-CN" else "en"
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh-CN" if os.environ[variable].lower().startswith("zh") else "en"
    return "zh-CN" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"
