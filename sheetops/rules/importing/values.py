"""What the cells of an export mean: warts taken off, words of the platform turned into ours."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sheetops.records.applications import APPLICATIONS
from sheetops.records.catalogue.cells import ID_LOST_DIGITS
from sheetops.records.cells import Raw, Reading, parser_of
from sheetops.records.columns import Kind, Value
from sheetops.records.problems import Problem, ProblemKind
from sheetops.records.sheets import Sheet
from sheetops.records.slips import SLIPS
from sheetops.records.spelling import folded, unguarded
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.export import ExportRow, row_problem
from sheetops.rules.importing.layout import Layout
from sheetops.rules.importing.platform_words import (
    BACK_WANTED,
    GOODS,
    NO_BACK_WANTED,
    fact_of,
)

Reader = Callable[[Raw], Reading]

NOTHING = frozenset(
    {"-", "--", "—", "——", "/", "无", "暂无", "未填写", "null", "none", "nan", "n/a", "#n/a"}
    | {"无退款申请", "没有申请退款"}
)
"""What exports write where there is nothing."""
_NUMBER = re.compile(r"\d{12,20}")


def read_rows(layout: Layout, rows: Sequence[Sequence[Raw]], name: str) -> Iterator[ExportRow]:
    """Yield the rows below the headings, without blank ones; nothing else is left out."""
    for number, cells in enumerate(rows[layout.row :], layout.row + 1):
        if any(cell not in (None, "") for cell in cells):
            yield _read_row(layout, cells, number, name)


def is_idle(row: ExportRow) -> bool:
    """Return whether the platform says that nobody asked for a refund."""
    return fact_of(row.text("platform_status")) == "none"


def _read_row(layout: Layout, cells: Sequence[Raw], number: int, name: str) -> ExportRow:
    facts: dict[str, Value] = {}
    problems: list[Problem] = []
    for fact, column in layout.columns.items():
        raw = cells[column] if column < len(cells) else None
        if _is_nothing(raw) and fact != "platform_status":
            continue
        value, found = READERS[fact](raw)
        kind = _told(value, found)
        if kind is not None:
            shown = "" if raw is None else str(raw)
            problems.append(row_problem(kind, name, number, layout.words[fact], value=shown))
        if value is not None:
            facts[fact] = value
    return ExportRow(number, facts, tuple(problems))


def _is_nothing(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and (not raw.strip() or folded(raw) in NOTHING))


def _told(value: Value, found: Sequence[ProblemKind]) -> ProblemKind | None:
    if ID_LOST_DIGITS in found:
        return kinds.NUMBER_DAMAGED
    # a number or a date that came as text is how exports are, not a problem
    return kinds.VALUE_UNREADABLE if value is None and found else None


def _column(sheet: Sheet, key: str) -> Reader:
    """Return a reader of what a cell of our own column means."""
    # what refers to the handbook is matched later, with the handbook at hand
    column = replace(sheet.by_key[key], refers=None)
    if column.kind is Kind.CHOICE and column.choices is None:
        column = replace(column, kind=Kind.TEXT)
    parse = parser_of(column)
    if column.kind is not Kind.TEXT:
        return parse
    return lambda raw: parse(unguarded(raw) if isinstance(raw, str) else raw)


def _number(key: str) -> Reader:
    """Return a reader of a platform number; what is none identifies nothing."""
    parse = _column(APPLICATIONS, key)

    def read(raw: Raw) -> Reading:
        value, found = parse(raw)
        if value is not None and not _NUMBER.fullmatch(str(value)):
            return Reading(None, (ID_LOST_DIGITS,))
        return Reading(value, found)

    return read


def _case_type(raw: Raw) -> Reading:
    word = folded(str(raw))
    if word in BACK_WANTED:
        return Reading("return_refund")
    return Reading("refund_only") if word in NO_BACK_WANTED else _choice("case_type")(raw)


def _goods_status(raw: Raw) -> Reading:
    known = GOODS.get(folded(str(raw)))
    return Reading(known) if known else _choice("goods_status")(raw)


def _phase(raw: Raw) -> Reading:
    word = folded(str(raw))
    if word.startswith("售中"):
        return Reading("onsale")
    return Reading("aftersale") if word.startswith("售后") else _choice("phase")(raw)


def _handled(raw: Raw) -> Reading:
    return Reading("系统" in str(raw))


def _choice(key: str) -> Reader:
    return parser_of(APPLICATIONS.by_key[key])


def _flag(key: str) -> Reader:
    return parser_of(APPLICATIONS.by_key[key])


_VERBATIM = ("reason_detail", "remark", "item_title", "reason_text", "buyer_nick")
"""What buyers and the platform wrote: nothing is taken off but spaces around it."""

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        **{key: parser_of(APPLICATIONS.by_key[key]) for key in _VERBATIM},
        **{key: _number(key) for key in ("refund_no", "order_no", "sub_order_no")},
        **{
            key: _column(APPLICATIONS, key)
            for key in (
                *("sku_code", "order_paid", "apply_amount", "qty", "sku_props"),
                *("paid_at", "shipped_at", "signed_at", "applied_at", "closed_at"),
                *("deadline_platform", "platform_status", "cs_intervene", "responsible"),
            )
        },
        **{
            f"slip.{key}": _column(SLIPS, key)
            for key in ("carrier", "tracking_no", "buyer_shipped_at")
        },
        "case_type": _case_type,
        "goods_status": _goods_status,
        "phase": _phase,
        "scope": _choice("refund_scope"),
        "handled": _handled,
        "zero_second": _flag("sys_auto"),
    }
)
"""Fact → what reads its cell. `scope` is full or partial; `handled` and `zero_second` say whether
the platform acted by itself."""
