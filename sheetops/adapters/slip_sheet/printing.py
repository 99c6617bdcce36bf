"""Prints slips: workbook, reply text, PDF and picture of each, made once and never over another."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sheetops.adapters import office, shipped
from sheetops.adapters.slip_sheet.codes import barcode_png, qr_png
from sheetops.adapters.slip_sheet.picture import picture_of
from sheetops.adapters.slip_sheet.places import place_of, write_once
from sheetops.adapters.slip_sheet.template import Template
from sheetops.adapters.slip_sheet.words import ESSENTIAL, ESSENTIAL_EXCHANGE, cell_words
from sheetops.adapters.workbook.edit import EditRefused
from sheetops.errors import StorageError
from sheetops.records.catalogue_slips import (
    SLIP_PICTURES_MISSING,
    TEMPLATE_NAME_MISSING,
    TEMPLATE_PICTURE_MISSING,
    TEMPLATE_UNUSABLE,
)
from sheetops.records.columns import Value
from sheetops.records.problems import Fact, Place, Problem
from sheetops.records.settings import Settings
from sheetops.records.text import Language, Text

Slip = Mapping[str, Value]
"""A register row with what `PrintSlip` adds to it."""


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
    the shop's own (`templates/slips/…`), else the shipped ones.
    """
    printed = Printed()
    for slip in slips:
        try:
            _write_workbook(slip, folder, language, printed)
        except StorageError as error:
            printed.refused.append(error)
    if settings.slip_pictures:
        _add_pictures(folder, language, printed)
    for number in printed.numbers:
        paths = (place_of(folder, number, suffix) for suffix in ("xlsx", "pdf", "png", "txt"))
        printed.paths.extend(path for path in paths if path.exists())
    return printed


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


def fill(slip: Slip, folder: Path | None, language: Language) -> tuple[bytes, list[Problem]]:
    """Return the slip's workbook, and what was wrong with the shop's template."""
    words = cell_words(slip, language)
    relative = f"slips/{language}/{slip['slip_type']}.xlsx"
    own = _own_template(relative, folder)
    if own is not None:
        try:
            lost = own.missing(words)
            essential = (*ESSENTIAL, *ESSENTIAL_EXCHANGE)
            if not any(name in essential for name in lost):
                data, problems = _filled(own, words)
                return data, [*_names_problem(own, lost, essential=False), *problems]
            problems = _names_problem(own, lost, essential=True)
        except EditRefused as refused:
            problems = [_unusable(own, refused)]
    else:
        problems = []
    data, more = _filled(Template(_read(relative, None), relative), words)
    return data, [*problems, *more]


def _filled(template: Template, words: Mapping[str, str]) -> tuple[bytes, list[Problem]]:
    number = words["slip_no"]
    codes = {"qr": qr_png(number), "barcode": barcode_png(number)}
    data, missing = template.with_pictures(template.filled(words), codes)
    facts: dict[str, Fact] = {"template": template.relative, "names": ", ".join(missing)}
    place = Place(template.relative)
    return data, [Problem(TEMPLATE_PICTURE_MISSING, place, facts)] if missing else []


def _own_template(relative: str, folder: Path | None) -> Template | None:
    if folder is None or not (folder / "templates" / relative).is_file():
        return None
    return Template(_read(relative, folder), f"templates/{relative}")


def _read(relative: str, folder: Path | None) -> bytes:
    return shipped.find("templates", relative, folder).read_bytes()


def _names_problem(template: Template, lost: Sequence[str], *, essential: bool) -> list[Problem]:
    if not lost:
        return []
    consequence = (
        Text("本次改用自带模板。", "The shipped template was used instead.")
        if essential
        else Text("单据上不会有这一项。", "Slips go without it.")
    )
    facts: dict[str, Fact] = {
        "template": template.relative,
        "names": ", ".join(lost),
        "consequence": consequence,
    }
    return [Problem(TEMPLATE_NAME_MISSING, Place(template.relative), facts)]


def _unusable(template: Template, refused: EditRefused) -> Problem:
    facts: dict[str, Fact] = {"template": template.relative, "reason": refused.message}
    return Problem(TEMPLATE_UNUSABLE, Place(template.relative), facts)


def _add_pictures(folder: Path, language: Language, printed: Printed) -> None:
    """Make the PDF and the picture of every slip that lacks one."""
    wanted = [n for n in printed.numbers if not place_of(folder, n, "png").exists()]
    books = [
        place_of(folder, number, "xlsx")
        for number in wanted
        if not place_of(folder, number, "pdf").exists()
    ]
    reason = _make_pdfs(books, language)
    pdfs = [place_of(folder, number, "pdf") for number in wanted]
    for pdf in pdfs:
        if pdf.exists():
            write_once(pdf.with_suffix(".png"), picture_of(pdf))
    if reason is not None:
        count = str(sum(not pdf.exists() for pdf in pdfs))
        facts: dict[str, Fact] = {"count": count, "reason": reason}
        printed.problems.append(Problem(SLIP_PICTURES_MISSING, Place("slips"), facts))


def _make_pdfs(books: Sequence[Path], language: Language) -> Text | None:
    """Put a PDF beside each workbook; return why some have none, if so."""
    if books and language == "zh-CN" and office.find() and not office.has_chinese_font():
        return office.NO_CHINESE_FONT
    with tempfile.TemporaryDirectory(prefix="sheetops-slips-") as name:
        conversion = office.convert(books, "pdf", Path(name))
        for book, pdf in conversion.made.items():
            write_once(book.with_suffix(".pdf"), pdf.read_bytes())
    return conversion.reason
