"""Who did something in a workbook, as well as a workbook can tell, and in which role."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType

from sheetops.records.columns import Column, Writer
from sheetops.records.desk import Records
from sheetops.records.spelling import folded
from sheetops.records.table import Record

_ROLES: Mapping[str, str] = MappingProxyType(
    {
        "presale": "agent",
        "aftersale": "agent",
        "warehouse": "warehouse",
        "supervisor": "supervisor",
        "admin": "supervisor",
    }
)


class Actors:
    """The people of the shop, under every name by which a workbook may know them."""

    def __init__(self, records: Records, changed_by: str | None, unknown: str) -> None:
        """`changed_by` is the name under which the workbook was saved last, if it says one."""
        self._records = records
        self._unknown = unknown
        self._saver = self._people.get(folded(changed_by), changed_by) if changed_by else None

    @cached_property
    def _people(self) -> Mapping[str, str]:
        return {folded(name): agent for agent, name in self._names()}

    def _names(self) -> Iterator[tuple[str, str]]:
        for row in self._records["agents"]:
            agent = row.text("agent_id")
            for column in ("name", "wangwang", "email", "agent_id"):
                if agent and row.text(column):
                    yield agent, row.text(column)

    @cached_property
    def _roles(self) -> Mapping[str, str]:
        rows = self._records["agents"]
        return {row.text("agent_id"): _ROLES.get(row.text("role"), "agent") for row in rows}

    def of(self, record: Record, column: Column | None) -> str:
        """Return who changed `column` of the row: its owner in the owner's columns.

        A row as a whole, and a column of the supervisor's, was changed by whoever saved the book.
        """
        if column is None:
            return self._saver or self._owner(record) or self._unknown
        if Writer.AGENT in column.writers:
            return self._owner(record) or self._saver or self._unknown
        if Writer.WAREHOUSE in column.writers:
            return record.text("inspector") or self._saver or self._unknown
        return self._saver or self._unknown

    def role(self, actor: str, column: Column | None) -> str:
        """Return the role of `actor`; of somebody unknown, the one whose column it is."""
        if actor in self._roles:
            return self._roles[actor]
        writers = column.writers if column else ()
        if Writer.WAREHOUSE in writers:
            return "warehouse"
        return (
            "supervisor" if Writer.MANAGER in writers and Writer.AGENT not in writers else "agent"
        )

    def _owner(self, record: Record) -> str:
        if record.text("owner"):
            return record.text("owner")
        case = self._records["applications"].find(record.text("case_id"))
        return (case.text("owner") if case else "") or record.text("issued_by")
