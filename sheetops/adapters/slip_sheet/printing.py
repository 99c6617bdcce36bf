"""Prints slips: workbook, reply text, PDF and picture of each, made once and never over another."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sheetops.adapters import office
from sheetops.adapters.slip_sheet.filling import Slip, fill
from sheetops.adapters.slip_sheet.picture import picture_of
from sheetops.adapters.slip_sheet.places import place_of, refusal, write_once
from sheetops.errors import StorageError
from sheetops.records.catalogue_slips import SLIP_PICTURES_MISSING
from sheetops.records.problems import Fact, Place, Problem
from sheetops.records.settings import Settings
from sheetops.records.text import Language, Text

SUFFIXES = ("xlsx", "pdf", "png", "txt")


@dataclass
class Printed:
    """What was printed. A slip in `numbers` has its workbook; PDF and picture may be missing."""

    numbers: list[str] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)
    """Every file of these slips that is there, also from earlier runs."""
    problems: list[Problem] = field(default_factory=list)
    refused: list[StorageError] = field(default_factory=list)
    """Slips that the folder did not take; they are still to be printed."""


def print_slip(slip: Slip, folder: Path, language: Language, settings: Settings) -> Printed:
    """Print one slip; see `print_slips`."""
    return print_slips([slip], folder, language, settings)


def print_slips(
    slips: Sequence[Slip], folder: Path, language: Language, settings: Settings
) -> Printed:
    """Print slips into `slips/YYYY/MM/` of the shop folder, with one start of LibreOffice for all.

    A file that exists stays as it is, so printing again only adds what is missing. Templates are
    the shop's own (`templates/slips/…`), else the shipped ones. Whatever cannot be done is told in
    the result; nothing is raised for one slip.
    """
    printed = Printed()
    for slip in slips:
        with _collecting(printed):
            _write_workbook(slip, folder, language, printed)
    if settings.slip_pictures:
        with _collecting(printed):
            _add_pictures(folder, language, printed)
    for number in printed.numbers:
        with _collecting(printed):
            paths = (place_of(folder, number, suffix) for suffix in SUFFIXES)
            printed.paths.extend(path for path in paths if path.exists())
    return printed


@contextmanager
def _collecting(printed: Printed, number: str | None = None) -> Iterator[None]:
    """Collect what the folder refuses; a slip that it concerns is still to be printed."""
    try:
        yield
    except (OSError, StorageError) as error:
        told = error if isinstance(error, StorageError) else refusal(error)
        printed.refused.append(told)
        if number in printed.numbers:
            printed.numbers.remove(number)


def _write_workbook(slip: Slip, folder: Path, language: Language, printed: Printed) -> None:
    number = str(slip["slip_no"])
    path = place_of(folder, number, "xlsx")
    if not path.exists():
        data, problems = fill(slip, folder, language)
        printed.problems.extend(p for p in problems if p not in printed.problems)
        write_once(path, data)
    reply = slip.get("reply")
    if reply:  # with a mark, so that Windows' editor knows the encoding
        write_once(place_of(folder, number, "txt"), str(reply).encode("utf-8-sig"))
    printed.numbers.append(number)


def _add_pictures(folder: Path, language: Language, printed: Printed) -> None:
    """Make the PDF and the picture of every slip that lacks one."""
    wanted = [n for n in printed.numbers if not place_of(folder, n, "png").exists()]
    reason = _make_pdfs(wanted, folder, language, printed)
    for number in wanted:
        with _collecting(printed, number):
            pdf = place_of(folder, number, "pdf")
            picture = picture_of(pdf) if pdf.exists() else None
            if picture:
                write_once(place_of(folder, number, "png"), picture)
    if reason is not None:
        count = str(sum(not place_of(folder, n, "pdf").exists() for n in wanted))
        facts: dict[str, Fact] = {"count": count, "reason": reason}
        printed.problems.append(Problem(SLIP_PICTURES_MISSING, Place("slips"), facts))


def _make_pdfs(
    numbers: Sequence[str], folder: Path, language: Language, printed: Printed
) -> Text | None:
    """Put a PDF beside each workbook that has none; return why some have none still, if so."""
    lacking = {n: place_of(folder, n, "pdf") for n in numbers}
    books = {place_of(folder, n, "xlsx"): n for n, pdf in lacking.items() if not pdf.exists()}
    if books and language == "zh-CN" and office.find() and not office.has_chinese_font():
        return office.NO_CHINESE_FONT
    with tempfile.TemporaryDirectory(prefix="sheetops-slips-") as name:
        conversion = office.convert(list(books), "pdf", Path(name))
        for book, pdf in conversion.made.items():
            with _collecting(printed, books[book]):
                write_once(book.with_suffix(".pdf"), pdf.read_bytes())
    return conversion.reason
