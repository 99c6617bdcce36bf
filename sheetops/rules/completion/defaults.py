"""What an empty cell says by itself: known from the handbook, the settings or the same row."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from sheetops.actions import SetValue
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.table import Record
from sheetops.records.text import Text
from sheetops.rules.policy.facts import LAST_YEAR, amount_in, count_in, day_in
from sheetops.rules.policy.rulebook import Rulebook, slips_by_case
from sheetops.rules.writes import fill, keyed_rows, write_all

PASS_MARK = 60
"""Of 100, where the training row names no mark of its own."""

TRAINING_DAYS = 90
"""After a training the next one is due (process 5.1 asks for regular training)."""

_GOES_BACK = ("return_refund", "exchange", "repair")
_REFUNDED = ("refunded", "partially_refunded")
_LEVELS = {1: "poor", 2: "poor", 3: "fair", 4: "good", 5: "good"}
_REASON = Text("自动补全", "filled by itself")

Derive = Callable[[Record], Value]


def plan_defaults(records: Records, settings: Settings, book: Rulebook) -> Iterator[SetValue]:
    """Plan the defaults of applications, and what jobs work out in feedback and training."""
    slips = slips_by_case(records["slips"])
    table = records["applications"]
    rows = list(keyed_rows(table))
    for column, derive in _defaults(settings, book, slips):
        seen = table.column(column)
        for case in rows:
            if seen[case.index] is None:
                yield from fill(case, column, derive(case), _REASON)
    for case in rows:
        yield from write_all(case, (("refund_scope", refund_scope(case, _slip_of(case, slips))),))
    for row in keyed_rows(records["feedback"]):
        yield from write_all(row, (("level", _LEVELS.get(count_in(row, "score") or 0)),))
    for row in keyed_rows(records["training"]):
        yield from write_all(row, (("passed", has_passed(row)), ("next_due", next_training(row))))


def _defaults(
    settings: Settings, book: Rulebook, slips: dict[str, Record]
) -> tuple[tuple[str, Derive], ...]:
    """Return column → what it says by itself; columns that people and jobs share."""

    def on_slip(case: Record, column: str) -> Value:
        slip = _slip_of(case, slips)
        return None if slip is None else slip[column]

    return (
        ("platform", lambda _: settings.platform),
        ("status", _first_status),
        ("shop", lambda _: settings.name or None),
        ("qty", lambda _: 1),
        ("item_title", lambda case: _of_goods(case, book, "title")),
        ("sku_props", lambda case: _of_goods(case, book, "props")),
        ("reason_text", lambda case: _reason_text(case, book)),
        ("freight_bearer", lambda case: freight_bearer(case, book)),
        ("refund_amount", lambda case: on_slip(case, "refund_amount")),
        ("closed_at", lambda case: on_slip(case, "refunded_at")),
    )


def freight_bearer(case: Record, book: Rulebook) -> str | None:
    """Return who bears the freight of goods that come back: by reason, else by policy row."""
    reason = book.reason_of(case)
    if reason is None or case["case_type"] not in _GOES_BACK:
        return None
    if reason.freight_bearer is not None:
        return reason.freight_bearer
    rule = book.match(case).rule
    return rule.freight_bearer if rule else None


def refund_scope(case: Record, slip: Record | None) -> str | None:
    """Return whether all that was paid was refunded; None before a refund.

    The amount is the case's own, else what the slip says.
    """
    if case["status"] not in _REFUNDED:
        return None
    refunded, paid = amount_in(case, "refund_amount"), amount_in(case, "order_paid")
    if refunded is None and slip is not None:
        refunded = amount_in(slip, "refund_amount")
    if refunded is None or paid is None:
        return "partial" if case["status"] == "partially_refunded" else "full"
    return "full" if refunded >= paid else "partial"


def has_passed(training: Record) -> bool | None:
    """Return whether the score reaches the pass mark; None without a score."""
    score, mark = count_in(training, "score"), count_in(training, "pass_mark")
    return None if score is None else score >= (PASS_MARK if mark is None else mark)


def next_training(training: Record) -> date | None:
    """Return when the agent should be trained again."""
    held = day_in(training, "date")
    return held + timedelta(days=TRAINING_DAYS) if held and held.year <= LAST_YEAR else None


def _slip_of(case: Record, slips: dict[str, Record]) -> Record | None:
    """Return the slip that says what was refunded; None for a case that is not refunded."""
    return slips.get(case.text("case_id")) if case["status"] in _REFUNDED else None


def _first_status(case: Record) -> Value:
    """A row that nobody has decided is a new application (T01)."""
    untouched = all(case[column] is None for column in ("decision", "reviewed_at", "closed_at"))
    return "pending_review" if untouched else None


def _of_goods(case: Record, book: Rulebook, field: str) -> Value:
    goods = book.goods_of(case)
    if goods is None:
        return None
    return goods.title if field == "title" else goods.props


def _reason_text(case: Record, book: Rulebook) -> Value:
    reason = book.reason_of(case)
    return reason.name if reason else None
