"""A case is seen as it was known when it was decided, and no case is kept longer than needed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sheetops.records.applications import APPLICATIONS
from sheetops.records.choices import CHOICES
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.replaying.lives import Life, Lives
from tests.replaying.replay_desk import (
    APPLIED,
    CASE,
    SIGNED,
    SPAN,
    Row,
    case,
    changed,
    logged,
    opening,
    slip,
)

DECIDED: Row = {"status": "rejected", "decision": "refuse", "reviewed_at": APPLIED}


def lives_of(rows: list[LogRow]) -> list[Life]:
    lives = Lives(*SPAN)
    return [*lives.feed(rows), *lives.rest()]


@given(
    case_type=st.sampled_from([choice.key for choice in CHOICES["case_type"]]),
    goods_status=st.sampled_from([choice.key for choice in CHOICES["goods_status"]]),
    paid=st.decimals(0, 99999, places=2),
    days=st.integers(0, 30),
    qty=st.integers(1, 99),
    confirmed=st.sampled_from([None, True, False]),
    detail=st.text(st.characters(codec="gb18030", exclude_categories=["C"]), max_size=60),
    language=st.sampled_from(LANGUAGES),
)
@settings(deadline=None)
def test_row_when_filed_and_read_back_says_the_same(
    case_type: str,
    goods_status: str,
    paid: Decimal,
    days: int,
    qty: int,
    confirmed: bool | None,
    detail: str,
    language: Language,
) -> None:
    row = case(
        case_type=case_type,
        goods_status=goods_status,
        order_paid=paid,
        qty=qty,
        signed_at=APPLIED - timedelta(days=days),
        buyer_confirmed=confirmed,
        reason_detail=detail.strip() or None,
    )
    (life,) = lives_of(logged([opening(row, language)]))
    asked = {key: row.get(key) for key in row if key != "reason_detail"}
    assert {key: life.known.get(key) for key in asked} == asked
    assert bool(life.known.get("reason_detail")) == bool(row.get("reason_detail"))


def test_facts_when_corrected_after_the_decision_are_not_what_was_known() -> None:
    first = case()
    decided = {**first, **DECIDED}
    later = {**decided, "signed_at": SIGNED + timedelta(days=10)}
    rows = logged([opening(first)], changed(decided, first), changed(later, decided))
    (life,) = lives_of(rows)
    assert life.known["signed_at"] == SIGNED
    assert life.facts["signed_at"] == SIGNED + timedelta(days=10)


def test_facts_when_filled_in_with_the_decision_were_not_known_to_the_advice() -> None:
    first = case(signed_at=None)
    decided = {**first, **DECIDED, "signed_at": SIGNED}
    (life,) = lives_of(logged([opening(first)], changed(decided, first)))
    assert life.known.get("signed_at") is None


def test_facts_when_corrected_before_the_decision_are_known() -> None:
    first = case(signed_at=None)
    mended = {**first, "signed_at": SIGNED}
    rows = logged([opening(first)], changed(mended, first), changed({**mended, **DECIDED}, mended))
    (life,) = lives_of(rows)
    assert life.known["signed_at"] == SIGNED


def test_case_when_recorded_with_its_decision_is_known_as_first_filed() -> None:
    (life,) = lives_of(logged([opening({**case(), **DECIDED})]))
    assert life.known["signed_at"] == SIGNED


def test_case_when_numbered_later_keeps_what_was_filed_under_its_refund_number() -> None:
    first: Row = {**case(), "case_id": None}
    numbered = {**first, "case_id": CASE}
    (life,) = lives_of(logged([opening(first)], changed(numbered, first)))
    assert (life.case_id, life.known["reason_code"]) == (CASE, "R01")


def test_case_when_its_slip_is_filed_knows_when_the_goods_came() -> None:
    received = APPLIED + timedelta(days=4)
    (life,) = lives_of(logged([opening(case())], [slip(CASE, {"received_at": received})]))
    assert life.slip["received_at"] == received
    assert "received_at" not in life.known


def test_case_when_over_is_handed_out_at_the_end_of_its_month_and_forgotten() -> None:
    first = case()
    ended = {**first, "status": "withdrawn"}
    lives = Lives(*SPAN)
    assert len(list(lives.feed(logged([opening(first)], changed(ended, first))))) == 1
    assert not lives.are_open
    assert list(lives.feed(logged(changed({**ended, "status": "refunded"}, ended)))) == []


@pytest.mark.parametrize("days", [-10, 31])
def test_case_when_applied_for_outside_the_span_is_not_followed(days: int) -> None:
    lives = Lives(*SPAN)
    rows = logged([opening(case(applied_at=APPLIED + timedelta(days=days)))])
    assert list(lives.feed(rows)) == []
    assert not lives.are_open


def test_case_when_its_first_row_is_not_in_the_log_is_counted_as_left_out() -> None:
    lives = Lives(*SPAN)
    rows = logged(changed(case(), {**case(), "applied_at": None}))
    assert [*lives.feed(rows), *lives.rest()] == []
    assert lives.left_out == 1


def test_columns_that_a_replay_reads_are_columns_of_the_book() -> None:
    from sheetops.rules.replaying.judging import _LATER

    assert set(_LATER) <= set(APPLICATIONS.by_key)
