"""How a starting row is written down: a mapping from column keys to values, in one language."""

from collections.abc import Mapping

from sheetops.records.columns import Value
from sheetops.records.text import Language, Text

Row = Mapping[str, Value]


def say(words: str, language: Language) -> str:
    """Return `中文|English` in `language`; words without a bar are the same in both."""
    zh, bar, en = words.partition("|")
    return Text(zh, en).to(language) if bar else zh


def without_empty(row: Mapping[str, Value]) -> Row:
    """Return the row without its empty cells."""
    return {key: value for key, value in row.items() if value is not None and value != ""}
