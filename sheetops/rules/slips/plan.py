"""Plans the slip register: new slips, the state of the old ones, and what they keep in stock."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from sheetops.actions import Action, AddRow, PrintSlip, SetValue
from sheetops.records.catalogue_slips import SLIP_NUMBER_BROKEN
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SLIPS_BOOK
from sheetops.records.problems import Problem
from sheetops.records.settings import Settings
from sheetops.records.slips import SLIP_NO
from sheetops.records.table import Record
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.deadlines import reckon
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.notices.announcements import slip_line
from sheetops.rules.policy.rulebook import Rulebook
from sheetops.rules.slips.drafts import Draft, drafts
from sheetops.rules.slips.numbering import SlipKind, is_valid
from sheetops.rules.slips.replies import Speaker, fill, script_problems
from sheetops.rules.slips.reply_facts import moment_of
from sheetops.rules.slips.scenes import plan_replies
from sheetops.rules.slips.states import slip_status
from sheetops.rules.slips.stock import plan_stock, stock_of
from sheetops.rules.slips.words import COLLECTED, notes

NextNumber = Callable[[SlipKind], str]
ReturnDue = Callable[[Record], datetime | None]
"""Case → the latest time to send the goods, shop time; None where nothing started the time."""

_KINDS: Mapping[str, SlipKind] = {"return": "TH", "exchange": "HH"}
_JOB = "generate_slips"


def plan_slips(
    records: Records,
    now: datetime,
    settings: Settings,
    language: Language,
    next_number: NextNumber,
    *,
    return_due: ReturnDue,
    problems: Sequence[Problem] = (),
    replies: Mapping[str, str] | None = None,
) -> Iterator[Action]:
    """Plan states of known slips, a register row and a print for each new one, and the stock.

    `problems` are those of the checks; a row with an error gets no slip (`slip_problems` says so).
    `replies` maps scene → shipped text, used where the handbook has none. Planning again after
    applying yields nothing. Without a register that can be read nothing is planned: a case whose
    slip cannot be seen would get a second one.
    """
    if not _has_register(records):
        return
    speaker, stock = Speaker(records, settings, language, replies or {}), stock_of(records)
    yield from plan_states(records)
    yield from plan_replies(speaker)
    for draft in drafts(speaker, stock, problems):
        if isinstance(draft, Draft):
            number, due = next_number(_KINDS[draft.slip_type]), return_due(draft.case)
            yield from _issue(draft, number, now, due, speaker)
    yield from plan_stock(stock)


def _issue(
    draft: Draft, number: str, now: datetime, due: datetime | None, speaker: Speaker
) -> Iterator[Action]:
    row = register_row(draft, number, now, speaker)
    row["return_due"] = due
    row["reply"] = _reply(draft, row, speaker)
    reason = Text(f"为 {row['case_id']} 开单", f"slip for {row['case_id']}")
    yield AddRow("slips", number, row, SLIPS_BOOK.file, reason)
    yield PrintSlip(number, {**row, **_only_printed(draft, speaker)})


def due_from(records: Records, settings: Settings, workdays: Workdays) -> ReturnDue:
    """Return the giver of return deadlines by policy, calendar and settings."""
    book = Rulebook(records, settings, workdays)

    def due(case: Record) -> datetime | None:
        found = reckon(case, None, book).return_due
        return found.due if found else None

    return due


def slip_problems(
    records: Records,
    settings: Settings,
    problems: Sequence[Problem] = (),
    replies: Mapping[str, str] | None = None,
) -> Iterator[Problem]:
    """Yield why approved cases have no slip yet: data not complete, or stock short (V11, T23).

    And what else is wrong with slips: numbers that were changed, scripts that cannot be filled.
    """
    if not _has_register(records):
        return
    speaker = Speaker(records, settings, settings.language, replies or {})
    found = drafts(speaker, stock_of(records), problems)
    yield from (item for item in found if isinstance(item, Problem))
    yield from _changed_numbers(records)
    yield from script_problems(records)


def _has_register(records: Records) -> bool:
    register = records.tables.get("slips")
    return register is not None and {"slip_no", "case_id"} <= register.columns.keys()


def _changed_numbers(records: Records) -> Iterator[Problem]:
    for slip in records["slips"]:
        number = slip.text("slip_no")
        if re.fullmatch(SLIP_NO, number) and not is_valid(number):
            facts = {"value": number}
            yield Problem(SLIP_NUMBER_BROKEN, slip.place("slip_no"), facts, "slips", "slip_no")


def plan_states(records: Records) -> Iterator[SetValue]:
    """Plan the state of each known slip where what is recorded says another (void, closed, …)."""
    cases = records["applications"]
    for slip in records["slips"]:
        number, seen = slip["slip_no"], slip["slip_status"]
        wanted = slip_status(slip, cases.find(slip.text("case_id")))
        if isinstance(number, str) and seen != wanted:
            book = slip.place().book
            yield SetValue("slips", number, "slip_status", seen, wanted, book, _why(wanted))


def register_row(draft: Draft, number: str, now: datetime, speaker: Speaker) -> dict[str, Value]:
    """Return the register row of a new slip, but for its deadline and its reply."""
    case, address = draft.case, speaker.settings.return_address
    exchange = draft.slip_type == "exchange"
    mode = case["return_mode"] or "self"
    return {
        "slip_no": number,
        "slip_status": "issued",
        "slip_type": draft.slip_type,
        "case_id": case["case_id"],
        "items": f"{case.text('sku_code')}×{draft.pieces}",
        "issued_at": now,
        "issued_by": case["owner"],
        "return_mode": mode,
        "ship_to_name": address.name,
        "ship_to_phone": address.phone,
        "ship_to_addr": address.address,
        "ship_to_zip": address.postcode or None,
        "notes": _notes(draft, str(mode), now, speaker),
        "x_sku": draft.x_sku,
        "x_qty": draft.pieces if exchange else None,
        "pickup_at": case["pickup_at"] if mode == "pickup" else None,
        "row_version": 1,
        "updated_by": f"job:{_JOB}",
        "updated_at": now,
    }


def _notes(draft: Draft, mode: str, now: datetime, speaker: Speaker) -> str:
    reason = speaker.records["reasons"].find(draft.case.text("reason_code"))
    kind = reason.text("reason_class") if reason else None
    pickup = draft.case["pickup_at"]
    when = pickup if isinstance(pickup, datetime) else None
    notice = slip_line(speaker.records["calendar"], now.date(), draft.case.text("shop"))
    lines = notes(draft.slip_type, mode, kind, when, speaker.settings.limits, notice)
    return "\n".join(line.to(speaker.language) for line in lines)


def _only_printed(draft: Draft, speaker: Speaker) -> dict[str, Value]:
    """Return what a slip shows beside its register row."""
    case, inventory = draft.case, speaker.records["inventory"]
    wanted = inventory.find(draft.x_sku) if draft.x_sku else None
    return {
        "order_no": case["order_no"],
        "shop_name": case["shop"] or speaker.settings.name,
        "freight_bearer": case["freight_bearer"],
        "sku_code": case["sku_code"],
        "qty": draft.pieces,
        "item_title": case["item_title"],
        "sku_props": case["sku_props"],
        "x_title": wanted["item_title"] if wanted else None,
        "x_props": wanted["sku_props"] if wanted else None,
    }


def _reply(draft: Draft, row: Mapping[str, Value], speaker: Speaker) -> str | None:
    pickup, exchange = row["return_mode"] == "pickup", draft.slip_type == "exchange"
    scene = "approved_pickup" if pickup else "approved_self"
    text = speaker.say("exchange_stock" if exchange else scene, draft.case, row)
    if text and pickup and exchange:
        when = moment_of(row["pickup_at"], speaker.language)
        return f"{text}\n{fill(COLLECTED.to(speaker.language), {'pickup_at': when})}"
    return text


def _why(status: str) -> Text | None:
    if status == "void":
        return Text("申请已撤销、拒绝或转退款", "the case was withdrawn, refused or converted")
    return None
