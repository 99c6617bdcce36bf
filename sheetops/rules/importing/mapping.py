"""A mapping that a shop keeps for an export of its own: read into a preset, or why it cannot be."""

from collections.abc import Mapping

from sheetops.records.applications import APPLICATIONS
from sheetops.records.choices import CHOICES
from sheetops.records.text import Text
from sheetops.rules.importing.facts import fact_named
from sheetops.rules.importing.presets import Heading, Preset, Purpose

_KEYS = ("title", "purpose", "platform", "columns", "words")
_NEEDED = frozenset(
    {"refund_no", "order_no", "platform_status", "applied_at", "case_type", "apply_amount"}
)
"""A file without one of these columns, where the mapping has it, is another export."""
_PURPOSES = {Purpose.REFUNDS.value: Purpose.REFUNDS, Purpose.ORDERS.value: Purpose.ORDERS}
_PLATFORMS = tuple(choice.key for choice in CHOICES["platform"])


class MappingError(Exception):
    """The mapping cannot be used; `why` says where it is wrong."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.why = Text(zh, en)


def preset_of(found: Mapping[str, object], name: str) -> Preset:
    """Return the preset that the parsed mapping `found` of the file `name` says; MappingError."""
    for key in found:
        if key not in _KEYS:
            raise MappingError(f"没有名为 {key} 的项", f"there is no entry {key}")
    title = _text(found, "title") or name
    purpose = _PURPOSES.get(_text(found, "purpose") or Purpose.REFUNDS.value)
    if purpose is None:
        raise MappingError("purpose 只能是 refunds 或 orders", "purpose is refunds or orders")
    platform = _text(found, "platform") or None
    if platform is not None and platform not in _PLATFORMS:
        known = ", ".join(_PLATFORMS)
        raise MappingError(f"platform 只能是 {known}", f"platform is one of {known}")
    return Preset(
        key=f"own:{name}",
        title=Text(title, title),
        headings=_headings(_table(found, "columns")),
        purpose=purpose,
        platform=platform,
        words=_words(_table(found, "words")),
        own=True,
    )


def _headings(columns: Mapping[str, object]) -> tuple[Heading, ...]:
    headings, taken = [], dict[str, str]()
    for words, wanted in columns.items():
        fact = _fact(words, wanted)
        if fact in taken:
            raise MappingError(
                f"“{taken[fact]}”和“{words}”都对应“{wanted}”",
                f"both {taken[fact]} and {words} are {wanted}",
            )
        if fact:
            taken[fact] = words
        headings.append(Heading(words, fact or None, required=fact in _NEEDED))
    if not {"refund_no", "order_no"} & taken.keys():
        raise MappingError(
            "没有哪一列是退款编号或订单编号，认不出是哪一单",
            "no column is the refund number or the order number, which a case is known by",
        )
    return tuple(headings)


def _fact(words: str, wanted: object) -> str:
    """Return the fact that `wanted` names; empty for a column that is not kept."""
    if not isinstance(wanted, str):
        raise MappingError(f"“{words}”右边要用引号", f"what {words} is stands in quotation marks")
    if not wanted.strip():
        return ""
    fact = fact_named(wanted)
    if fact is None:
        raise MappingError(f"登记簿没有“{wanted}”这一列", f"the book has no column {wanted}")
    return fact


def _words(found: Mapping[str, object]) -> Mapping[str, Mapping[str, str]]:
    words: dict[str, Mapping[str, str]] = {}
    for name in found:
        fact = fact_named(name)
        if fact is None:
            raise MappingError(f"登记簿没有“{name}”这一列", f"the book has no column {name}")
        pairs = _table(found, name)
        words[fact] = {
            theirs: ours for theirs, ours in pairs.items() if isinstance(ours, str) and ours.strip()
        }
    return words


def _text(found: Mapping[str, object], key: str) -> str:
    value = found.get(key, "")
    if not isinstance(value, str):
        raise MappingError(f"{key} 右边要用引号", f"{key} stands in quotation marks")
    return value.strip()


def _table(found: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = found.get(key, {})
    if not isinstance(value, Mapping):
        raise MappingError(f"[{key}] 下面要一行一项", f"[{key}] holds one entry a line")
    return value


def choices_for(fact: str) -> tuple[Text, ...]:
    """Return the words that a mapping may give for a fact with choices; empty for other facts."""
    if fact == "platform_status":
        from sheetops.records.states import STATES

        words = [said for state in STATES.values() for said in state.platform]
        return tuple(Text(said, said) for said in words)
    column = APPLICATIONS.by_key.get(fact)
    return tuple(choice.text for choice in CHOICES.get((column and column.choices) or "", ()))
