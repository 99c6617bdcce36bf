"""Fills a slip's template: the shop's own where it can be used, else the shipped one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sheetops.adapters import shipped
from sheetops.adapters.slip_sheet.codes import barcode_png, qr_png
from sheetops.adapters.slip_sheet.template import Template
from sheetops.adapters.slip_sheet.words import (
    ESSENTIAL,
    ESSENTIAL_EXCHANGE,
    cell_words,
    meaning,
)
from sheetops.adapters.workbook.editing import EditRefused
from sheetops.records.catalogue_slips import (
    TEMPLATE_NAME_MISSING,
    TEMPLATE_PICTURE_MISSING,
    TEMPLATE_UNUSABLE,
)
from sheetops.records.columns import Value
from sheetops.records.problems import Fact, Place, Problem
from sheetops.records.text import Language, Text

Slip = Mapping[str, Value]
"""A register row with what `PrintSlip` adds to it."""


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
