"""The warehouse's list: what to inspect, what to send out, which parcels are on their way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.desk import Records
from sheetops.records.table import Record
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.policy.facts import count_in, flag_in, time_in, word_in
from sheetops.rules.privacy.masking import mask_text
from sheetops.rules.reporting.board import worst_first
from sheetops.rules.reporting.mail_lines import TONES, how_long

TO_SHIP = "await_reship"
"""The state of a case whose replacement has to go out."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One slip on the list; `goods` are codes and counts, `number` ends in six digits at most."""

    slip: str
    goods: str
    number: str
    due: str
    how_long: str
    tone: str


@dataclass(frozen=True, slots=True)
class WarehouseList:
    """What the warehouse has to do, each worst first."""

    inspect: tuple[DueItem, ...]
    ship: tuple[DueItem, ...]
    expect: tuple[DueItem, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do and nothing to expect."""
        return not (self.inspect or self.ship or self.expect)


def list_key(now: datetime) -> str:
    """Return the key of the list: one a day."""
    return f"warehouse-{now:%Y-%m-%d}"


def warehouse_addresses(records: Records) -> tuple[str, ...]:
    """Return the addresses of the active people of the warehouse who work today."""
    return tuple(
        dict.fromkeys(
            address
            for agent in records["agents"]
            if agent["role"] == "warehouse"
            and agent["status"] == "active"
            and flag_in(agent, "on_duty") is not False
            and (address := word_in(agent, "email"))
        )
    )


def warehouse_list(records: Records, items: Iterable[DueItem]) -> WarehouseList:
    """Return the list from what is due (`overdue_items`, all levels)."""
    inspect: list[DueItem] = []
    ship: list[DueItem] = []
    expect: list[DueItem] = []
    for item in sorted(items, key=worst_first):
        slip = records["slips"].find(item.slip_no or "")
        if item.turn == "warehouse" and slip is not None:
            (expect if time_in(slip, "received_at") is None else inspect).append(item)
        elif slip is not None and _state(item, records) == TO_SHIP and _is_unsent(slip):
            ship.append(item)
    return WarehouseList(tuple(inspect), tuple(ship), tuple(expect))


def warehouse_mail(
    found: WarehouseList,
    records: Records,
    shop: str,
    now: datetime,
    language: Language,
    *,
    to_managers: bool = False,
) -> Mapping[str, object]:
    """Return what the templates of the list are filled with; everything is masked here.

    `to_managers`: nobody of the warehouse has an address, and the mail says so.
    """
    clerk = _Clerk(records, now, language)
    late = sum(i.level == "overdue" for i in (*found.inspect, *found.ship))
    return {
        "shop": shop,
        "day": f"{now:%m-%d}",
        "date": f"{now:%Y-%m-%d}",
        "as_of": f"{now:%Y-%m-%d %H:%M}",
        "headline": _headline(found, late).to(language),
        "late": late,
        "to_managers": to_managers,
        "inspect": [clerk.back(item) for item in found.inspect],
        "ship": [clerk.out(item) for item in found.ship],
        "expect": [clerk.back(item) for item in found.expect],
    }


def _headline(found: WarehouseList, late: int) -> Text:
    said = _TO_DO.filled(inspect=len(found.inspect), ship=len(found.ship))
    end = _LATE.filled(n=late) if late else _NONE_LATE
    return Text(said.zh + end.zh, said.en + end.en)


@dataclass(frozen=True)
class _Clerk:
    """Writes the lines of one list."""

    records: Records
    now: datetime
    language: Language

    def back(self, item: DueItem) -> Parcel:
        """Return the line of goods that come back."""
        slip = self.records["slips"].find(item.slip_no or "")
        goods = "" if slip is None else slip.text("items")
        return self._parcel(item, goods, "" if slip is None else self._number(slip))

    def out(self, item: DueItem) -> Parcel:
        """Return the line of a replacement that has to go out."""
        slip = self.records["slips"].find(item.slip_no or "")
        if slip is None:
            return self._parcel(item, "", "")
        goods = f"{slip.text('x_sku')} ×{count_in(slip, 'x_qty') or 1}" if slip["x_sku"] else ""
        return self._parcel(item, goods, "")

    def _parcel(self, item: DueItem, goods: str, number: str) -> Parcel:
        return Parcel(
            slip=mask_text(item.slip_no or ""),
            goods=mask_text(" ".join(goods.split())),
            number=number,
            due=f"{item.due_at:%m-%d %H:%M}",
            how_long=how_long(item, self.now, self.language),
            tone=TONES.get(item.level, "plain"),
        )

    def _number(self, slip: Record) -> str:
        """Return courier and the last six digits: enough to know a parcel by."""
        code, number = slip.text("carrier"), slip.text("tracking_no")
        courier = self.records["couriers"].find(code) if code else None
        name = courier.text("name") if courier is not None else code
        tail = f"…{number[-6:]}" if len(number) > 6 else number
        return mask_text(" ".join(part for part in (name, tail) if part))


def _state(item: DueItem, records: Records) -> str | None:
    case = records["applications"].find(item.case_id or "")
    return None if case is None else word_in(case, "status")


def _is_unsent(slip: Record) -> bool:
    return time_in(slip, "x_shipped_at") is None


_TO_DO = Text(
    "待验货 {inspect} 件，待发出 {ship} 件，", "{inspect} to inspect, {ship} to send out, "
)
_LATE = Text("其中逾期 {n} 件。", "{n} of them overdue.")
_NONE_LATE = Text("没有逾期。", "nothing overdue.")
