"""Every kind of problem that reading and checking can find, by idea, in both languages."""

from collections.abc import Mapping
from types import MappingProxyType

from sheetops.records.catalogue import books, cases, cells, columns, handbook, money, people, slips
from sheetops.records.problems import ProblemKind

KINDS: Mapping[str, ProblemKind] = MappingProxyType(
    {
        kind.code: kind
        for group in (books, cells, columns, cases, money, slips, handbook, people)
        for kind in group.KINDS
    }
)
"""Code → kind, in the order of the catalogue."""
