"""The law book as a whole: rows against the law, gaps, ties, rows that never come to use."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.problems import Problem
from sheetops.records.seed import starting_handbook
from sheetops.records.text import LANGUAGES, Language
from sheetops.rules.deadlines.workdays import ShopWorkdays
from sheetops.rules.policy.law_book import law_book_problems
from sheetops.rules.policy.problem_kinds import KINDS
from sheetops.rules.policy.versions import entry_of
from tests.deadlines.conftest import INVENTORY, NO_REASON, QUALITY, as_table

Row = dict[str, Value]
Desk = Callable[..., Records]
TODAY = date(2026, 3, 1)
NATION = ShopWorkdays(ChineseHolidays(), ())
EXCLUSION: Row = {
    **NO_REASON,
    "policy_id": "P-NR-X1",
    "excluded": True,
    "exclusion_basis": "custom",
    "category": "*-CUSTOM-*",
    "window_days": None,
    "priority": 10,
}
R01: Row = {
    "code": "R01",
    "name": "无理由",
    "reason_class": "no_reason",
    "applies": ("return_refund",),
}
SHIRTS: Row = {**NO_REASON, "policy_id": "P-NR-02", "category": "服饰", "priority": 90}


def found(
    *policy: Row, today: date = TODAY, reasons: Sequence[Row] = (R01,), used: Sequence[Row] = ()
) -> list[Problem]:
    """Return what is wrong with these policy rows where the rows `used` have been used before."""
    sheets = {"policy": policy, "reasons": reasons, "inventory": INVENTORY, "calendar": ()}
    records = Records({name: as_table(name, rows) for name, rows in sheets.items()})
    filed = [entry_of(as_table("policy", (row,))[0], "zh-CN") for row in used]
    return list(law_book_problems(records, today, NATION, filed))


def codes(*policy: Row, **how: object) -> list[str]:
    return [problem.code for problem in found(*policy, **how)]  # type: ignore[arg-type]


CASES: list[tuple[str, tuple[Row, ...], tuple[Row, ...]]] = [
    # code, rows that bring it about, rows close to it that do not
    ("no-reason-roll", ({**NO_REASON, "roll_holiday": False},), (NO_REASON,)),
    (
        "no-reason-start",
        ({**NO_REASON, "start_event": "shipped"},),
        ({**NO_REASON, "start_event": "signed"},),
    ),
    ("quality-window", (NO_REASON, {**QUALITY, "window_days": 6}), (NO_REASON, QUALITY)),
    ("exclusion-widened", (NO_REASON, {**EXCLUSION, "category": "*"}), (NO_REASON, EXCLUSION)),
    (
        "exclusion-widened",
        (NO_REASON, {**EXCLUSION, "reason_class": ("no_reason", "quality")}),
        (NO_REASON, EXCLUSION),
    ),
    (
        "exclusion-widened",
        (NO_REASON, {**EXCLUSION, "exclusion_basis": None}),
        (NO_REASON, EXCLUSION),
    ),
    ("policy-gap", (QUALITY,), (NO_REASON,)),
    ("policy-gap", ({**NO_REASON, "valid_to": date(2026, 5, 31)},), (NO_REASON,)),
    # a row that is stopped was stopped on purpose
    ("policy-gap", (QUALITY,), ({**NO_REASON, "status": "stopped"},)),
    (
        "policy-never-used",
        (NO_REASON, {**NO_REASON, "policy_id": "P-NR-02", "priority": 200}),
        (NO_REASON, SHIRTS),
    ),
    ("policy-no-goods", (NO_REASON, {**SHIRTS, "category": "鞋靴"}), (NO_REASON, SHIRTS)),
    (
        "policy-dates-reversed",
        (NO_REASON, {**SHIRTS, "valid_to": date(2019, 12, 31)}),
        (NO_REASON, {**SHIRTS, "valid_to": date(2020, 1, 1)}),
    ),
    (
        "policy-overlap",
        (NO_REASON, {**NO_REASON, "policy_id": "P-NR-02", "case_types": ("return_refund",)}),
        (
            NO_REASON,
            {
                **NO_REASON,
                "policy_id": "P-NR-02",
                "case_types": ("return_refund",),
                "priority": 90,
            },
        ),
    ),
]


@pytest.mark.parametrize(("code", "wrong", "right"), CASES)
def test_problem_is_found_where_it_is_and_not_close_to_it(
    code: str, wrong: tuple[Row, ...], right: tuple[Row, ...]
) -> None:
    assert code in codes(*wrong)
    assert code not in codes(*right)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"window_days": 15}, "期限(天) 7 → 15"),
        ({"window_days": 15, "review_hours": None}, "期限(天) 7 → 15、审核时限(小时) 24 → 空"),
        ({"case_types": ("return_refund",)}, "适用类型 退货退款;换货 → 退货退款"),
    ],
)
def test_used_row_that_changes_is_named_with_what_changed(changed: Row, said: str) -> None:
    (problem,) = found(NO_REASON | changed, used=(NO_REASON,))
    assert problem.code == "policy-changed"
    assert said in problem.message("zh-CN")
    assert "P-NR-01-V2" in problem.remedy("zh-CN")


@pytest.mark.parametrize(
    "mended",
    [
        {"title": "七天无理由"},
        {"basis": "消法25条"},
        {"valid_to": date(2027, 1, 1)},
        {"case_types": ("exchange", "return_refund")},
        {},
    ],
)
def test_used_row_may_be_ended_and_its_words_mended(mended: Row) -> None:
    assert "policy-changed" not in codes(NO_REASON | mended, used=(NO_REASON,))


def test_first_use_counts_although_the_changed_words_were_used_too() -> None:
    changed = {**NO_REASON, "window_days": 15}
    assert "policy-changed" in codes(changed, used=(NO_REASON, changed))
    assert "policy-changed" not in codes(NO_REASON, used=(NO_REASON, changed))


def test_used_row_that_is_gone_is_missed() -> None:
    assert "policy-gone" in codes(NO_REASON, used=(QUALITY,))
    assert "policy-gone" not in codes(NO_REASON, QUALITY, used=(QUALITY,))


@pytest.mark.parametrize(
    ("today", "years"),
    [
        (date(2026, 10, 31), []),
        (date(2026, 11, 1), ["2027"]),
        (date(2026, 12, 31), ["2027"]),
        (date(2027, 1, 1), ["2027"]),
        (date(2025, 11, 1), []),
    ],
)
def test_next_years_holidays_are_missed_from_november_on(today: date, years: list[str]) -> None:
    problems = found(NO_REASON, today=today)
    unknown = [p.facts["value"] for p in problems if p.code == "holidays-unknown"]
    assert unknown == (years if problems else [])


def test_gap_says_since_when_and_stands_beside_its_reason() -> None:
    (gap,) = found({**NO_REASON, "valid_to": date(2026, 5, 31)})
    assert gap.place.sheet == "退换原因"
    assert gap.message("en").startswith("From 2026-06-01 on no policy row fits Return & refund")


@pytest.mark.parametrize("language", LANGUAGES)
def test_starting_handbook_has_nothing_wrong(language: Language) -> None:
    sheets = starting_handbook(language)
    records = Records({name: as_table(name, rows) for name, rows in sheets.items()})
    assert list(law_book_problems(records, TODAY, NATION, ())) == []


def test_every_kind_has_its_case() -> None:
    tested = {code for code, _, _ in CASES} | {"policy-changed", "policy-gone", "holidays-unknown"}
    assert {kind.code for kind in KINDS} <= tested
