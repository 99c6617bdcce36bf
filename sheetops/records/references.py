"""The rows of the handbook under the names people use for them, and their labels in dropdowns."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sheetops.records.sheets import Sheet
from sheetops.records.spelling import folded, half_width, words_of
from sheetops.records.table import Table, as_key
from sheetops.records.text import Language


@dataclass(frozen=True)
class References:
    """What a reference column may name: for each handbook sheet, names → key and key → label."""

    keys: Mapping[str, Mapping[str, str]]
    """Sheet key → name (folded) → key of the row."""
    labels: Mapping[str, Mapping[str, str]]
    """Sheet key → key of the row → label."""

    def knows(self, sheet: str) -> bool:
        """Whether the rows of `sheet` are known at all."""
        return sheet in self.keys

    def key(self, sheet: str, text: str) -> str | None:
        """Return the key of the row that `text` names by key, label, alias or `key + anything`.

        None where no row has that name.
        """
        names = self.keys.get(sheet, {})
        found = names.get(folded(text))
        if found is None:
            first, *rest = half_width(text).split(maxsplit=1)[:2] or [""]
            found = names.get(folded(first)) if rest else None
        return found

    def label(self, sheet: str, key: str, language: Language = "zh-CN") -> str:  # noqa: ARG002
        """Return what a dropdown shows for the row `key`; the key itself where there is no row.

        Handbook rows are in the shop's own language, so that `language` makes no difference yet.
        """
        return self.labels.get(sheet, {}).get(key, key)

    def rows(self, sheet: str) -> tuple[str, ...]:
        """Return the keys of the rows of `sheet`, in their order."""
        return tuple(self.labels.get(sheet, ()))


NO_REFERENCES = References({}, {})


def references(tables: Mapping[str, Table]) -> References:
    """Return the references that the handbook's `tables` (sheet key → table) allow."""
    return References(
        MappingProxyType({key: _names(table) for key, table in tables.items()}),
        MappingProxyType({key: _labels(table) for key, table in tables.items()}),
    )


def _labels(table: Table) -> dict[str, str]:
    parts = zip(*(table.column(name) for name in table.sheet.labelled_by), strict=True)
    labels: dict[str, str] = {}
    for key, words in zip(table.column(table.sheet.key_column), parts, strict=True):
        if key is not None:
            label = " ".join(as_key(word) for word in words if word is not None)
            labels.setdefault(as_key(key), label or as_key(key))
    return labels


def _names(table: Table) -> dict[str, str]:
    labels = _labels(table)
    names = {folded(key): key for key in labels}
    for key, label in labels.items():
        names.setdefault(folded(label), key)
    for key, other in _aliases(table):
        names.setdefault(folded(other), key)
    return names


def _aliases(table: Table) -> list[tuple[str, str]]:
    """Couriers go by several names, joined in one cell."""
    sheet: Sheet = table.sheet
    if "aliases" not in sheet.by_key:
        return []
    rows = zip(table.column(sheet.key_column), table.column("aliases"), strict=True)
    return [(as_key(key), word) for key, cell in rows if key for word in words_of(as_key(cell))]
