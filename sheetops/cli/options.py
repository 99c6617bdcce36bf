"""Options that several commands share, and the shop that they work on."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from sheetops.cli.speech import Speech, is_looked_at, speak
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.shop import Shop

ShopFolder = Annotated[
    Path, typer.Option("--shop", "-s", help="The shop's folder.", envvar="SHEETOPS_SHOP")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would change; write nothing.")]
HERE = Path()

_F = TypeVar("_F", bound=Callable[..., object])


def example(text: str) -> Callable[[_F], _F]:
    """Give a command the example that its --help ends with."""

    def give(function: _F) -> _F:
        function.example = f"Example: {text}"  # type: ignore[attr-defined]  # read by app.py
        return function

    return give


def open_shop(folder: Path) -> "tuple[Shop, Speech]":
    """Open the shop in `folder`, and speak its language."""
    from sheetops.shop import Shop

    shop = Shop(folder)
    return shop, speak(shop.language)


@contextmanager
def progress(speech: Speech) -> Iterator[Callable[[str, int, int], None]]:
    """Show what runs, with a bar, where somebody looks; nothing in a pipe."""
    if not is_looked_at(sys.stderr):
        yield lambda _name, _number, _total: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=speech.errors, transient=True) as bar:
        task = bar.add_task("")
        last = speech.word(Text("写入工作簿", "writing the workbooks"))

        def show(name: str, number: int, total: int) -> None:
            bar.update(task, description=name or last, completed=number, total=total)

        yield show
