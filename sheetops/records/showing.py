"""How a value is shown in a message: short, in the reader's words, personal data left out."""

from datetime import date, datetime
from decimal import Decimal

from sheetops.records.cells import NO, YES, Raw, choice_words
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.problems import Fact
from sheetops.records.text import Text

_LONGEST = 40
_HIDDEN = "***"
_LIST_LONGEST = 12


def shown(column: Column, value: Value | Raw) -> Fact:
    """Return what a message says for `value`, found in a cell of `column`."""
    if value is None:
        return Text("空白", "blank")
    if column.personal:
        return _HIDDEN
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, tuple):
        return _joined([choice_words(column, key) for key in value])
    if column.kind is Kind.CHOICE and isinstance(value, str):
        words = choice_words(column, value)
        return words if words.zh != value else shortened(value)
    return plain(value)


def plain(value: Value | Raw) -> str:
    """Return a value as a person would write it, shortened."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, float):
        return f"{value:.15g}"
    return shortened(str(value))


def shortened(text: str) -> str:
    """Return `text` on one line, cut after 40 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def listed(words: list[Text]) -> Text:
    """Return the words of a list, the first twelve of a long one."""
    more = ["…"] if len(words) > _LIST_LONGEST else []
    zh = "、".join([word.zh for word in words[:_LIST_LONGEST]] + more)
    return Text(zh, ", ".join([word.en for word in words[:_LIST_LONGEST]] + more))


def _joined(words: list[Text]) -> Text:
    return Text(";".join(w.zh for w in words), "; ".join(w.en for w in words))
