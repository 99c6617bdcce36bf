"""Prints slips: workbook, reply text, PDF and picture of each, made once and never over another."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sheetops.adapters import office, shipped
from sheetops.adapters.slip_sheet.codes import barcode_png, qr_png
from sheetops.adapters.slip_sheet.picture import picture_of
from sheetops.adapters.slip_sheet.places import place_of, refusal, write_once
from sheetops.adapters.slip_sheet.template import Template
from sheetops.adapters.slip_sheet.words import (
    ESSENTIAL,
    ESSENTIAL_EXCHANGE,
    cell_words,
    meaning,
)
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

SUFFIXES = ("xlsx", "pdf", "png", "txt")

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


def template_problems(folder: Path, language: Language) -> list[Problem]:
    """Return what is wrong with a shop's own templates, without printing anything."""
    found = []
    for kind in ("return", "exchange"):
        own = _own_template(f"slips/{language}/{kind}.xlsx", folder)
        if own is not None:
            found.extend(fill(_sample(kind), folder, language)[1])
    return found


def _sample(kind: str) -> Slip:
    """Return a slip that has something to say in every cell."""
    keys = (
        "shop_name case_id order_no item_title sku_code qty x_title x_sku x_qty issued_by"
        " ship_to_name ship_to_phone ship_to_addr ship_to_zip"
    )
    times = dict.fromkeys(("return_due", "issued_at"), datetime(2026, 1, 1))  # noqa: DTZ001 - shop time
    words = dict.fromkeys(keys.split(), "-")
    chosen = {"return_mode": "self", "freight_bearer": "buyer", "notes": "-\n" * 6}
    number = "TH20260101-00010" if kind == "return" else "HH20260101-00010"
    return {**words, **times, **chosen, "slip_type": kind, "slip_no": number}


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
        "names": _listed(lost),
        "consequence": consequence,
    }
    return [Problem(TEMPLATE_NAME_MISSING, Place(template.relative), facts)]


def _listed(names: Sequence[str]) -> Text:
    return Text(
        "、".join(f"{name}（{meaning(name).zh}）" for name in names),
        ", ".join(f"{name} ({meaning(name).en})" for name in names),
    )


def _unusable(template: Template, refused: EditRefused) -> Problem:
    facts: dict[str, Fact] = {"template": template.relative, "reason": refused.message}
    return Problem(TEMPLATE_UNUSABLE, Place(template.relative), facts)


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
