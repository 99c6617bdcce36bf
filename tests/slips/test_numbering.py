"""Slip numbers: form, check digit, and that none is ever given twice."""

import multiprocessing
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.state.database import Database
from sheetops.adapters.state.numbers import Numbers
from sheetops.records.slips import SLIP_NO
from sheetops.rules.slips.numbering import SlipKind, SlipNumber, check_digit, is_valid, parse

DAY = date(2026, 3, 1)

days = st.dates(date(2000, 1, 1), date(2999, 12, 31))
kinds: st.SearchStrategy[SlipKind] = st.sampled_from(["TH", "HH"])
numbers = st.builds(SlipNumber, kinds, days, st.integers(1, 10**7))


def test_check_digit_agrees_with_published_examples() -> None:
    assert check_digit("7992739871") == "3"  # the example of the Luhn article
    assert check_digit("411111111111111") == "1"  # Visa's test card
    assert check_digit("") == "0"


def test_number_reads_kind_day_serial_and_check_digit() -> None:
    assert str(SlipNumber("TH", DAY, 7)) == "TH20260301-00070"
    assert str(SlipNumber("HH", DAY, 12345)) == "HH20260301-12345" + check_digit("2026030112345")


@given(numbers)
def test_number_survives_writing_and_reading(number: SlipNumber) -> None:
    assert parse(str(number)) == number


@given(numbers)
def test_number_has_the_form_that_the_register_demands(number: SlipNumber) -> None:
    import re

    assert re.fullmatch(SLIP_NO, str(number))


@given(numbers, st.data())
def test_one_wrong_digit_is_found(number: SlipNumber, data: st.DataObject) -> None:
    text = str(number)
    place = data.draw(st.sampled_from([i for i, c in enumerate(text) if c.isdigit()]))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != text[place]]))
    assert not is_valid(text[:place] + other + text[place + 1 :])


@given(numbers, st.data())
def test_two_swapped_neighbours_are_found(number: SlipNumber, data: st.DataObject) -> None:
    text = str(number)
    place = data.draw(st.integers(2, len(text) - 2))
    pair = text[place : place + 2]
    if "-" in pair or pair[0] == pair[1] or set(pair) == {"0", "9"}:
        return  # 09 and 90 are the one swap that Luhn does not see
    assert not is_valid(text[:place] + pair[::-1] + text[place + 2 :])


@given(st.text())
def test_any_text_is_judged_without_an_error(text: str) -> None:
    assert is_valid(text) in (True, False)


@pytest.mark.parametrize(
    "text",
    ["", "TH20260301-0007", "TH20261301-00079", "TH20260301-00000", "th20260301-00070",
     "TH２０260301-00070", " TH20260301-00070", "TH20260301-000070"],
)  # fmt: skip
def test_other_forms_are_no_slip_numbers(text: str) -> None:
    assert parse(text) is None


def test_numbers_rise_within_a_day_over_both_kinds(tmp_path: Path) -> None:
    giver = Numbers(Database(tmp_path / "state.db"))
    given_ = [giver.next("TH", DAY, []), giver.next("HH", DAY, []), giver.next("TH", DAY, [])]
    assert [str(parse(n).serial) for n in given_ if parse(n)] == ["1", "2", "3"]  # type: ignore[union-attr]  # filtered
    assert giver.next("TH", date(2026, 3, 2), []).startswith("TH20260302-0001")


def test_a_lost_local_state_repeats_no_number_that_the_register_knows(tmp_path: Path) -> None:
    first = Numbers(Database(tmp_path / "a.db"))
    used = [first.next("TH", DAY, []) for _ in range(5)]
    fresh = Numbers(Database(tmp_path / "b.db"))
    assert fresh.next("HH", DAY, reversed(used)) == str(SlipNumber("HH", DAY, 6))


def test_a_register_that_lags_behind_repeats_no_number_that_was_given(tmp_path: Path) -> None:
    giver = Numbers(Database(tmp_path / "state.db"))
    used = [giver.next("TH", DAY, []) for _ in range(3)]
    assert giver.next("TH", DAY, used[:1]) == str(SlipNumber("TH", DAY, 4))


def test_texts_that_are_no_numbers_do_no_harm(tmp_path: Path) -> None:
    giver = Numbers(Database(tmp_path / "state.db"))
    assert giver.next("TH", DAY, ["", "=1+1", "TH20260301-99990", "TH20260302-00040"]) == str(
        SlipNumber("TH", DAY, 1)
    )


def test_a_preview_keeps_nothing(tmp_path: Path) -> None:
    giver = Numbers(Database(tmp_path / "state.db"))
    preview = giver.preview(DAY, [str(SlipNumber("TH", DAY, 4))])
    assert [preview("TH"), preview("HH")] == [
        str(SlipNumber("TH", DAY, 5)),
        str(SlipNumber("HH", DAY, 6)),
    ]
    assert giver.next("TH", DAY, []) == str(SlipNumber("TH", DAY, 1))


def test_a_number_is_on_disk_before_it_is_returned(tmp_path: Path) -> None:
    Numbers(Database(tmp_path / "state.db")).next("TH", DAY, [])
    with sqlite3.connect(tmp_path / "state.db") as other:
        assert other.execute("SELECT day, last FROM slip_numbers").fetchall() == [("2026-03-01", 1)]
    other.close()


def test_a_number_given_in_a_transaction_that_fails_was_never_given(tmp_path: Path) -> None:
    database = Database(tmp_path / "state.db")
    giver = Numbers(database)
    with pytest.raises(KeyError), database.transaction():  # noqa: PT012 - the failure comes after
        first = giver.next("TH", DAY, [])
        raise KeyError
    assert giver.next("TH", DAY, []) == first


def _give(path: Path, count: int, numbers: "multiprocessing.Queue[list[str]]") -> None:
    giver = Numbers(Database(path))
    numbers.put([giver.next("TH", DAY, []) for _ in range(count)])


def test_two_processes_at_once_get_different_numbers(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    queue: multiprocessing.Queue[list[str]] = spawn.Queue()
    both = [spawn.Process(target=_give, args=(tmp_path / "s.db", 25, queue)) for _ in range(2)]
    for process in both:
        process.start()
    found = [number for _ in both for number in queue.get(timeout=60)]
    for process in both:
        process.join()
    assert len(set(found)) == 50


def _give_and_die(path: Path) -> None:
    import os

    giver = Numbers(Database(path))
    while True:
        number = giver.next("TH", DAY, [])
        with (path.parent / "given.txt").open("a") as file:
            file.write(number + "\n")
            file.flush()
        if number.endswith(str(SlipNumber("TH", DAY, 20))[-5:]):
            os.kill(os.getpid(), 9)


def test_numbers_go_on_rising_after_a_kill(tmp_path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(
        target=_give_and_die, args=(tmp_path / "s.db",)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -9
    told = (tmp_path / "given.txt").read_text().split()
    after = Numbers(Database(tmp_path / "s.db")).next("TH", DAY, [])
    assert after not in told
    assert len(set(told)) == len(told) == 20
