"""How a value is written into the filing log: in the shop's words, masked, still to be matched."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.cells import to_cell
from sheetops.records.columns import Column, Kind, Value
from sheetops.records.sheets import Sheet
from sheetops.records.table import as_key
from sheetops.records.text import Language
from sheetops.rules.filing.events import STATE_COLUMNS
from sheetops.rules.privacy.masking import fingerprint, mask_value

BOOKKEEPING = frozenset(
    {"row_version", "updated_at", "updated_by", "next_step", "turn", "period", "reply"}
    | {"reviewed_n", "review_ontime_rate", "inspect_ontime_rate", "avg_handle_h", "resolve_rate"}
    | {"due_why", "policy_why", "waited_minutes"}  # the entry of the deadline or verdict says them
    | {"dispute_n", "satisfaction", "overdue_n", "reserved_exchange", "available", "in_return"}
)
"""Columns that jobs derive from others: counted in the log, not filed one by one."""

_PRINTED = frozenset(
    {"notes", "ship_to_name", "ship_to_phone", "ship_to_addr", "ship_to_zip", "issues"}
)
"""What stands on every slip alike; a row's summary leaves it out."""


@dataclass(frozen=True, slots=True)
class Hand:
    """In whose language values are filed, and the salt (the shop's id) of their fingerprints."""

    language: Language
    salt: str

    def filed(self, column: Column, value: Value) -> str | None:
        """Return the value as the log keeps it: words, masked; None for nothing.

        Two hex digits behind a masked value tell equal values from different ones.
        """
        if value in (None, ""):
            return None
        masked = mask_value(column, value)
        cell = to_cell(column, masked, self.language)
        text = cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)
        return text if masked == value else f"{text} #{fingerprint(as_key(value), self.salt)}"

    def summary(self, sheet: Sheet, values: Mapping[str, Value]) -> str | None:
        """Return what a row says, as `key=value; …`, without its state and what jobs derive.

        Prose stands last: the log cuts what is too long, and no fact may go with it.
        """
        state = STATE_COLUMNS.get(sheet.key)
        columns = sorted(sheet.columns, key=lambda column: column.kind is Kind.PROSE)
        parts = [
            f"{column.key}={self.filed(column, values[column.key])}"
            for column in columns
            if values.get(column.key) not in (None, "")
            and column.key not in BOOKKEEPING | _PRINTED | {state}
        ]
        return "; ".join(parts) or None


@dataclass(frozen=True, slots=True)
class Names:
    """The numbers by which the log knows what an entry is about."""

    case_id: str | None = None
    slip_no: str | None = None
    refund_no: str | None = None


NAMELESS = Names()


def names_of(sheet: str, key: str, values: Mapping[str, Value]) -> Names:
    """Return case, slip and refund number of the row `key`, as far as its values say them."""
    slip = values.get("slip_no") or (key if sheet == "slips" else None)
    return Names(
        case_id=as_key(values.get("case_id")) or None,
        slip_no=as_key(slip) or None,
        refund_no=as_key(values.get("refund_no")) or None,
    )
