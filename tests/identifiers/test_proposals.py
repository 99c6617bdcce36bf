"""A number is proposed where an export proves it, and nothing is where something contradicts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import pytest

from sheetops.adapters.exports import read_export
from sheetops.records.catalogue.cells import ID_LOST_DIGITS, ID_STORED_AS_NUMBER
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.dictionary import SHEETS, book_of
from sheetops.records.problems import Place, Problem, ProblemKind
from sheetops.records.table import Span, Table
from sheetops.rules.identifiers.plan import plan_numbers
from sheetops.rules.identifiers.problem_kinds import number_problems
from sheetops.rules.identifiers.proposals import Proposal, proposals
from sheetops.rules.identifiers.witnesses import Witness, witnesses_of
from sheetops.rules.importing.export import Export
from tests.identifiers.number_desk import ORDER, REFUND, export

Row = Mapping[str, Value]
SALT = "s1"
SHOWN = "3.30271028720308e+18"
CASE: Row = {
    "case_id": "AS20261120-0001",
    "platform": "tmall",
    "refund_no": REFUND,
    "order_no": None,
    "applied_at": datetime(2026, 11, 20, 10, 30),  # noqa: DTZ001 - shop time is naive
    "sku_code": "TS-2026-001-L",
    "order_paid": Decimal("198.00"),
}


def table(key: str, *rows: Row) -> Table:
    sheet = SHEETS[key]
    span = Span(book_of(key).file, sheet.title.zh, range(3, 3 + len(rows)), {}, {})
    columns = {c.key: [row.get(c.key) for row in rows] for c in sheet.columns}
    return Table(sheet, columns, (span,))


def told(key: str, column: str, shown: str, row: int, kind: ProblemKind) -> Problem:
    place = Place(book_of(key).file, SHEETS[key].title.zh, row)
    return Problem(kind, place, {"value": shown}, key, column)


def lost(column: str = "order_no", shown: str = SHOWN, row: int = 3) -> Problem:
    return told("applications", column, shown, row, ID_LOST_DIGITS)


def witnesses(*rows: Mapping[str, str]) -> list[Witness]:
    found = read_export(export(*rows), "退款管理.csv")
    assert isinstance(found, Export)
    return list(witnesses_of(found, SALT))


def proposed(
    *cases: Row,
    problems: tuple[Problem, ...] = (lost(),),
    there: tuple[Mapping[str, str], ...] = ({},),
    slips: tuple[Row, ...] = (),
) -> tuple[Records, list[Proposal]]:
    tables = {"applications": table("applications", *cases), "slips": table("slips", *slips)}
    records, known = Records(tables, problems), witnesses(*there)
    return records, list(proposals(records, lambda _: known, SALT))


def test_number_is_proposed_with_everything_that_agrees() -> None:
    _, (one,) = proposed(CASE)
    assert one.number == ORDER
    assert one.words.zh == (
        f"订单编号“{SHOWN}”原为 {ORDER}。依据：退款管理.csv 第 2 行，"
        "前 15 位数字、退款编号、实付金额、商家编码、申请时间一致。"
    )
    assert one.words.en.startswith(
        f"Order no. {SHOWN} was {ORDER}. Row 2 of 退款管理.csv agrees: the"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"买家实际支付金额": "199.00"},
        {"商品编码": "TS-2026-001-M"},
        {"退款的申请时间": "2026-11-18 10:30:00"},
        {"退款编号": "106206407540819999"},
        {"订单编号": "4" + ORDER[1:]},
        {"订单编号": ORDER + "1"},
    ],
)
def test_nothing_is_proposed_when_something_speaks_against_it(other: dict[str, str]) -> None:
    _, found = proposed(CASE, there=({**other},))
    assert found == []


@pytest.mark.parametrize(
    ("shown", "known", "is_enough"),
    [
        (SHOWN, ("sku_code", "order_paid"), True),
        (SHOWN, ("sku_code",), False),
        (SHOWN, ("refund_no",), True),
        ("3.3E+18", ("sku_code", "order_paid"), False),
        ("3.3E+18", ("sku_code", "order_paid", "applied_at"), True),
        ("3.3E+18", ("refund_no",), True),
    ],
)
def test_fewer_digits_need_more_proof(shown: str, known: tuple[str, ...], is_enough: bool) -> None:
    bare: Row = {key: CASE[key] for key in ("case_id", *known)}
    _, found = proposed(bare, problems=(lost(shown=shown),))
    assert bool(found) is is_enough


def test_buyer_agrees_and_a_masked_one_proves_nothing() -> None:
    case = {**CASE, "buyer_nick": "晴天小林2019"}
    assert "买家" in proposed(case)[1][0].words.zh
    assert "买家" not in proposed({**case, "buyer_nick": "晴**9"})[1][0].words.zh
    assert proposed({**case, "buyer_nick": "别人"})[1] == []


def test_several_numbers_that_fit_are_named_and_none_is_written() -> None:
    near = ORDER[:-1] + "5"
    case = {**CASE, "refund_no": None, "number_confirmed": True}
    there: tuple[Mapping[str, str], ...] = (
        {},
        {"订单编号": near, "退款编号": REFUND[:-1] + "9"},
    )
    records, found = proposed(case, there=there)
    (one,) = found
    assert one.number is None
    assert f"可能是 {near}、{ORDER}" in one.words.zh
    assert "order_no" not in [action.column for action in plan_numbers(records, found, "zh-CN")]
    assert list(number_problems(found)) == []


def test_number_of_a_case_that_is_recorded_already_is_told_as_such() -> None:
    whole: Row = {**CASE, "order_no": ORDER}
    second: Row = {**CASE, "case_id": "AS20261120-0002", "refund_no": None, "order_no": ORDER}
    problems = (lost("refund_no", f"{float(REFUND):.15g}", row=4),)
    _, (one,) = proposed(whole, second, problems=problems)
    assert one.recorded_as == "AS20261120-0001"
    assert not one.is_usable
    assert [p.code for p in number_problems([one])] == ["number-recorded-elsewhere"]


@pytest.mark.parametrize("damaged", [ORDER[:15] + "0000", str(int(float(ORDER)))])
def test_text_that_was_a_number_is_noticed_only_where_an_export_knows_better(damaged: str) -> None:
    case = {**CASE, "order_no": damaged}
    _, (one,) = proposed(case, problems=())
    assert one.number == ORDER
    assert proposed(case, problems=(), there=({"订单编号": damaged},))[1] == []
    assert proposed(case, problems=(), there=({"订单编号": "4" + ORDER[1:]},))[1] == []


def test_zeros_that_a_tracking_number_lost_are_proposed() -> None:
    slip: Row = {
        "slip_no": "TH20261120-00012",
        "case_id": "AS20261120-0001",
        "tracking_no": "75312345678",
    }
    problem = told("slips", "tracking_no", "75312345678", 3, ID_STORED_AS_NUMBER)
    case = {**CASE, "order_no": ORDER}
    _, (one,) = proposed(
        case, problems=(problem,), slips=(slip,), there=({"退货物流单号": "00075312345678"},)
    )
    assert one.number == "00075312345678"
    assert proposed(case, problems=(problem,), slips=(slip,))[1] == []


def planned(case: Row) -> dict[str, Value]:
    records, found = proposed(case)
    return {action.column: action.wanted for action in plan_numbers(records, found, "zh-CN")}


def test_number_is_written_only_when_yes_was_said_to_just_these_words() -> None:
    text = planned(CASE)["number_proposal"]
    assert planned({**CASE, "number_proposal": text}) == {}
    said_yes = {**CASE, "number_proposal": text, "number_confirmed": True}
    assert planned(said_yes) == {
        "order_no": ORDER,
        "number_proposal": None,
        "number_confirmed": None,
    }
    other = {**said_yes, "number_proposal": "别的话"}
    assert planned(other) == {"number_proposal": text, "number_confirmed": None}


def test_no_keeps_everything_as_it_is() -> None:
    text = planned(CASE)["number_proposal"]
    case = {**CASE, "number_proposal": text, "number_confirmed": False}
    assert planned(case) == {}
    assert list(number_problems(proposed(case)[1])) == []


def test_proposal_goes_when_the_number_was_put_right_by_hand() -> None:
    case = {**CASE, "order_no": ORDER, "number_proposal": "旧建议"}
    assert planned(case) == {"number_proposal": None}
