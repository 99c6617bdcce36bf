"""An agent's digest: worst first, only what is new, nothing when nothing is new."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.deadlines.workdays import ShopWorkdays
from sheetops.rules.reporting.digest import (
    MOST,
    Digest,
    Reader,
    digest_key,
    digest_mail,
    digest_of,
    next_digest,
    readers,
)
from tests.report.report_desk import NOW, REVIEW, Row, at, desk, due, problem

ME = Reader("KF012", "kf012@example.com", decides=False)
BOSS = Reader("KF001", "kf001@example.com", decides=True)
TOMORROW = at("2026-11-24 08:40")
NOTHING: Mapping[str, str] = {}
MINE: list[Row] = [{"case_id": "AS20261122-0007", "owner": "KF012"}]


def told(items: list[DueItem], before: Mapping[str, str] = NOTHING, reader: Reader = ME) -> Digest:
    return digest_of(reader, items, [], desk(applications=MINE), before, TOMORROW)


def changes(digest: Digest) -> list[tuple[str | None, str]]:
    return [(one.item.case_id, one.change.en) for one in digest.news]


def test_digest_when_nothing_was_told_has_all_worst_first() -> None:
    items = [
        due("2026-11-23 20:00", level="warning", case_id="AS-1"),
        due("2026-11-23 10:00", case_id="AS-2"),
        due("2026-11-20 10:00", case_id="AS-3"),
    ]
    assert changes(told(items)) == [("AS-3", "new"), ("AS-2", "new"), ("AS-1", "new")]


def test_digest_when_nothing_changed_is_empty() -> None:
    items = [due()]
    again = told(items, told(items).standings)
    assert again.is_empty
    assert (again.same, again.done) == (1, 0)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (due("2026-11-23 20:00", level="close"), "more urgent"),
        (due("2026-11-23 20:00", level="normal"), "less urgent"),
        (due("2026-11-23 21:00", level="warning"), "new deadline"),
        (due("2026-11-23 20:00", level="warning", what=Text("验货", "Inspect")), "next step"),
    ],
)
def test_digest_when_an_item_stands_otherwise_says_how(now: DueItem, words: str) -> None:
    before = told([due("2026-11-23 20:00", level="warning")]).standings
    assert changes(told([now], before)) == [(now.case_id, words)]


def test_digest_when_what_was_told_is_done_counts_it() -> None:
    before = told([due(case_id="AS-1"), due(case_id="AS-2")]).standings
    after = told([due(case_id="AS-2"), due(case_id="AS-3")], before)
    assert (changes(after), after.same, after.done) == ([("AS-3", "new")], 1, 1)


def test_digest_has_ones_own_work_alone() -> None:
    items = [
        due(case_id="AS-1", owner="KF005"),
        due(case_id="AS-2", turn="warehouse"),
        due(case_id="AS-3", turn="manager"),
        due(case_id="AS-4", turn="buyer"),
        due("2026-11-25 10:00", case_id="AS-5", turn="buyer", level="normal"),
    ]
    assert [case for case, _ in changes(told(items))] == ["AS-4"]
    assert [case for case, _ in changes(told(items, reader=BOSS))] == ["AS-3"]


def test_digest_has_what_falls_due_before_the_next_one() -> None:
    items = [
        due("2026-11-24 06:00", level="normal", case_id="AS-1"),
        due("2026-11-24 09:00", level="normal", case_id="AS-2"),
        due("2026-11-24 06:00", level="normal", case_id="AS-3", turn="buyer"),
    ]
    assert changes(told(items)) == [("AS-1", "new")]


@pytest.mark.parametrize(
    ("now", "following"),
    [
        ("2026-11-19 08:40", "2026-11-20 08:40"),
        ("2026-11-20 08:40", "2026-11-23 08:40"),
        ("2026-09-30 08:40", "2026-10-08 08:40"),
    ],
)
def test_next_digest_comes_on_the_next_workday(now: str, following: str) -> None:
    calendar = ShopWorkdays(ChineseHolidays(), [], "店")
    assert next_digest(at(now), calendar) == at(following)


def test_next_digest_when_no_workday_is_known_is_two_weeks_ahead_at_most() -> None:
    never = ShopWorkdays(SimpleNamespace(is_workday=lambda _: False, known=lambda _: True), [], "")
    assert next_digest(NOW, never) == NOW + timedelta(days=14)


def test_digest_tells_a_mistake_in_ones_row_once() -> None:
    wrong = replace(problem(), sheet_key="applications")
    first = digest_of(ME, [], [wrong], desk(applications=MINE), {}, TOMORROW)
    assert [(case, words.en) for case, words in first.mistakes] == [
        ("AS20261122-0007", "Refusal without an alternative")
    ]
    assert digest_of(ME, [], [wrong], desk(applications=MINE), first.standings, TOMORROW).is_empty
    others: list[Row] = [{"case_id": "AS20261122-0007", "owner": "KF005"}]
    assert digest_of(ME, [], [wrong], desk(applications=others), {}, TOMORROW).is_empty


def test_digest_when_long_is_cut_and_says_how_many_more() -> None:
    items = [due("2026-11-20 10:00", case_id=f"AS-{n}") for n in range(MOST + 4)]
    mail = digest_mail(told(items), ME, "店", NOW, "en")
    assert isinstance(mail["items"], list)
    assert (len(mail["items"]), mail["more"]) == (MOST, 4)


def test_digest_masks_what_somebody_typed_into_a_number() -> None:
    items = [due(case_id="13812345678")]
    mail = digest_mail(told(items), ME, "店", NOW, "zh-CN")
    assert "13812345678" not in str(mail)


@pytest.mark.parametrize(
    ("person", "reads"),
    [
        ({}, True),
        ({"role": "supervisor"}, True),
        ({"role": "warehouse"}, False),
        ({"role": "presale"}, False),
        ({"status": "stopped"}, False),
        ({"on_duty": False}, False),
        ({"on_duty": True}, True),
        ({"email": None}, False),
    ],
)
def test_reader_is_whoever_works_today_and_has_an_address(person: Row, reads: bool) -> None:
    agent: Row = {
        "agent_id": "KF012",
        "role": "aftersale",
        "status": "active",
        "on_duty": None,
        "email": "kf012@example.com",
        **person,
    }
    assert bool(list(readers(desk(agents=[agent])))) is reads


def test_digest_has_one_key_a_day_for_each_reader() -> None:
    assert digest_key(ME, NOW) == "digest-KF012-2026-11-23"
    assert digest_key(ME, at("2026-11-24 08:00")) != digest_key(ME, NOW) != digest_key(BOSS, NOW)


def test_digest_line_says_what_is_new_where_others_see_the_owner() -> None:
    mail = digest_mail(told([due(what=REVIEW)]), ME, "店", NOW, "zh-CN")
    assert [line.who for line in mail["items"]] == ["新"]  # type: ignore[attr-defined]
