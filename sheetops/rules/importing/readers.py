"""What one cell of an export means: warts taken off, words of the platform turned into ours."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from sheetops.records.applications import APPLICATIONS
from sheetops.records.catalogue.cells import ID_LOST_DIGITS, UNKNOWN_CHOICE
from sheetops.records.cells import Raw, Reading, parser_of
from sheetops.records.columns import Kind, Value
from sheetops.records.problems import ProblemKind
from sheetops.records.sheets import Sheet
from sheetops.records.slips import SLIPS
from sheetops.records.spelling import folded, unguarded
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.platform_words import BACK_WANTED, GOODS, NO_BACK_WANTED, VOID
from sheetops.rules.importing.presets.preset import Words

Reader = Callable[[Raw], Reading]

NOTHING = frozenset(
    {"-", "--", "—", "——", "/", "无", "暂无", "未填写", "null", "none", "nan", "n/a", "#n/a"}
    | {"无退款申请", "没有申请退款"}
)
"""What exports write where there is nothing."""
_NUMBER = re.compile(r"\d{12,20}")


class Told(NamedTuple):
    """What a cell tells; `kind` is what is wrong with it."""

    value: Value
    kind: ProblemKind | None = None


_NOTHING_TOLD = Told(None)
_UNKNOWN = Reading(None, (UNKNOWN_CHOICE,))


def read_fact(fact: str, raw: Raw, words: Words) -> Told:
    """Return what the cell `raw` says about `fact`; `words` are the export's own, folded."""
    own = words.get(fact)
    if own is not None and raw is not None:
        plain = folded(_written(raw))
        raw = own.get(plain, raw)
    if is_nothing(raw) and fact != "platform_status":
        return _NOTHING_TOLD
    value, found = READERS[fact](raw)
    if ID_LOST_DIGITS in found:
        return Told(value, kinds.NUMBER_DAMAGED)
    # a number or a date that came as text is how exports are, not a problem
    return Told(value, kinds.VALUE_UNREADABLE if value is None and found else None)


def is_nothing(raw: Raw) -> bool:
    """Return whether the export says that there is nothing."""
    return raw is None or (isinstance(raw, str) and (not raw.strip() or folded(raw) in NOTHING))


def _written(raw: Raw) -> str:
    """Return a code as an export writes it: 5 for the number 5.0."""
    return str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)


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
    word = folded(str(raw))
    if any(part in word for part in ("系统", "自动", "智能")):
        return Reading(value=True)
    return Reading(value=False) if word[:2] in ("手工", "人工", "手动") else _UNKNOWN


def _smart(raw: Raw) -> Reading:
    """A strategy is named where the platform decided by itself."""
    return Reading(folded(str(raw)) not in ("否", "未命中", "0"))


def _void(raw: Raw) -> Reading:
    return Reading(folded(_written(raw)) in VOID)


def _choice(key: str) -> Reader:
    return parser_of(APPLICATIONS.by_key[key])


def _flag(key: str) -> Reader:
    return parser_of(APPLICATIONS.by_key[key])


_VERBATIM = ("reason_detail", "remark", "item_title", "reason_text", "buyer_nick", "shop")
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
        "smart_refund": _smart,
        "refund_seen": _column(APPLICATIONS, "apply_amount"),
        "void": _void,
    }
)
"""Fact → what reads its cell. Those that are no column: `scope` is full or partial; `handled`,
`zero_second` and `smart_refund` say whether the platform acted by itself; `refund_seen` is money
that an order export says was asked back; `void` says that an ERP dropped the row."""
