"""The versions of policy rows: what a row said when a verdict first rested on it, and since.

A row that has been used is never edited silently. What counts is every column that decides;
its title, the article it names, its end and its state may be mended at any time.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sheetops.actions import FileEntry
from sheetops.records.cells import from_cell, to_cell
from sheetops.records.columns import Value
from sheetops.records.policy import POLICY
from sheetops.records.table import Record, as_key
from sheetops.records.text import Language
from sheetops.rules.filing.log_rows import LONGEST, LogRow

MENDABLE = frozenset({"policy_id", "title", "status", "basis", "valid_to", "succeed", "issues"})
"""Columns that may change although the row has been used."""
VERSIONED = tuple(column for column in POLICY.columns if column.key not in MENDABLE)
"""Columns that make up the version of a row."""

FIELD = "policy_id"
"""Field of the filing log's entries that keep a version."""
_SOURCE = re.compile(r"!(?P<policy>P-[A-Z0-9-]+)@(?P<version>[0-9a-f]{6})$")


@dataclass(frozen=True, slots=True)
class Used:
    """A version of a row on which a verdict has rested, and what the row said."""

    version: str
    content: Mapping[str, Value] | None
    """Column key → value; None where the log could not keep all of it."""


def version_of(row: Record) -> str:
    """Return six hexadecimal digits that stand for what the policy row says.

    Empty cells do not count, so that a column that a later release adds changes no version.
    """
    said = (f"{c.key}={_plain(row[c.key])}" for c in VERSIONED if row[c.key] is not None)
    return sha256("\n".join(said).encode()).hexdigest()[:6]


def entry_of(row: Record, language: Language) -> FileEntry:
    """Return the entry by which the filing log keeps what the policy row says.

    Its value is a JSON object of headings and cells in the shop's language.
    """
    said = {
        column.title.to(language): str(to_cell(column, row[column.key], language))
        for column in VERSIONED
        if row[column.key] is not None
    }
    place = row.place()
    return FileEntry(
        event="advice",
        actor="job:advise",
        actor_role="system",
        source=f"{place.book}!{place.sheet}!{row.key}@{version_of(row)}",
        field=FIELD,
        new_value=json.dumps(said, ensure_ascii=False, separators=(", ", ": ")),
    )


def used_versions(rows: Iterable[LogRow | FileEntry]) -> Mapping[str, tuple[Used, ...]]:
    """Return policy ID → its used versions, the first one first, from the log and what waits."""
    found: dict[str, dict[str, Used]] = {}
    for row in rows:
        if row.field == FIELD and row.event == "advice":
            named = _SOURCE.search(row.source)
            if named:
                versions = found.setdefault(named["policy"], {})
                versions.setdefault(
                    named["version"], Used(named["version"], _content(row.new_value))
                )
    return {policy: tuple(versions.values()) for policy, versions in found.items()}


def changed_columns(row: Record, used: Used) -> Iterator[str]:
    """Yield the keys of the columns in which the row differs from what it said when used."""
    if used.content is not None:
        for column in VERSIONED:
            if _plain(row[column.key]) != _plain(used.content.get(column.key)):
                yield column.key


def _plain(value: Value) -> str:
    # the order in which somebody lists types or reasons says nothing
    return as_key(tuple(sorted(value)) if isinstance(value, tuple) else value)


def _content(words: str | None) -> Mapping[str, Value] | None:
    if words is None or len(words) >= LONGEST:
        return None
    try:
        said = json.loads(words)
    except ValueError:
        return None
    titles = {title: column for column in VERSIONED for title in column.title.both()}
    return {
        titles[title].key: from_cell(titles[title], cell).value
        for title, cell in said.items()
        if title in titles
    }
