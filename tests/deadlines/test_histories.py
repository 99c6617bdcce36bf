"""Each open case has exactly one next step, one turn and one deadline, all its life long."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.holidays import ChineseHolidays
from sheetops.records.columns import Value
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.states import FINAL_STATES, TRANSITIONS, Transition
from sheetops.rules.deadlines.overdue import overdue_items, plan_overdue
from sheetops.rules.deadlines.step_words import STEPS
from tests.deadlines.conftest import INVENTORY, NO_REASON, QUALITY, REASONS, UNSHIPPED, as_table

Row = dict[str, Value]
at = datetime.fromisoformat
NATION = ChineseHolidays()
SETTINGS = Settings(id="t", name="t")
BEGIN = at("2026-01-05 09:00")  # the spans below lead over 春节
TYPES = ("return_refund", "exchange", "refund_only", "repair", "reship")
WORDS = {words for kind in STEPS.values() for words in (kind.words.zh, kind.late.zh)}


@dataclass
class Life:
    """A case as it is recorded, step by step, by people who fill in what each step needs."""

    number: int
    case: Row
    slip: Row = field(default_factory=dict)

    def take(self, step: Transition, target: str, now: datetime) -> None:
        """Record a legal step: the status, and what its evidence asks for."""
        self.case["status"] = target
        for name in step.evidence.split():
            column, _, wanted = name.partition("=")
            sheet, _, key = column.rpartition(".")
            row = self.slip if sheet == "slips" else self.case
            row[key] = wanted.partition("|")[0] or self._proof(key, now)
        if target not in ("pending_review", "withdrawn"):
            self.case.setdefault("reviewed_at", now)
        if target == "await_return":
            self.slip |= {"slip_no": f"TH{self.number}", "case_id": self.case["case_id"]}
            self.slip |= {"slip_status": "issued", "slip_type": "return"}

    def _proof(self, key: str, now: datetime) -> Value:
        if key.endswith("_at"):
            return now
        return True if key in ("sys_auto", "fast_refund") else "75312345678901"


def lawful(life: Life) -> list[tuple[Transition, str]]:
    """Return the legal steps from where the case stands."""
    return [
        (step, target)
        for step in TRANSITIONS
        if life.case["status"] in step.sources and life.case["case_type"] in step.case_types
        for target in step.targets
    ]


def desk(lives: Sequence[Life]) -> Records:
    slips = [life.slip for life in lives if life.slip.get("slip_no")]
    return Records(
        {
            "applications": as_table("applications", [life.case for life in lives]),
            "slips": as_table("slips", slips),
            "policy": as_table("policy", (NO_REASON, QUALITY, UNSHIPPED)),
            "reasons": as_table("reasons", REASONS),
            "inventory": as_table("inventory", INVENTORY),
        }
    )


def begun(number: int, kind: str, reason: str, goods: str, now: datetime) -> Life:
    return Life(
        number,
        {
            "case_id": f"AS20260105-{number:04d}",
            "status": "pending_review",
            "case_type": kind,
            "platform": "tmall",
            "goods_status": goods,
            "reason_code": reason,
            "sku_code": "TS-L",
            "applied_at": now,
            "signed_at": now - timedelta(days=3),
        },
    )


beginnings = st.tuples(
    st.sampled_from(TYPES),
    st.sampled_from(["R01", "R07", "R14", "R16"]),
    st.sampled_from(["unshipped", "shipped", "received"]),
)
moves = st.tuples(st.integers(0, 2), st.integers(0, 40), st.integers(1, 60 * 24 * 9))


@given(st.lists(beginnings, min_size=1, max_size=3), st.lists(moves, max_size=12))
def test_every_open_case_has_one_step_one_owner_and_one_deadline_at_every_moment(
    cases: list[tuple[str, str, str]], history: list[tuple[int, int, int]]
) -> None:
    now = BEGIN
    lives = [begun(number, *case, now) for number, case in enumerate(cases)]
    for which, choice, minutes in [(0, 0, 0), *history]:
        now += timedelta(minutes=minutes)
        life = lives[which % len(lives)]
        ways = lawful(life) if minutes else []
        if ways:
            life.take(*ways[choice % len(ways)], now)
        records = desk(lives)
        still_open = {
            life.case["case_id"] for life in lives if life.case["status"] not in FINAL_STATES
        }
        items = [
            item
            for item in overdue_items(records, now, SETTINGS, NATION)
            if item.case_id in still_open
        ]
        assert sorted(str(item.case_id) for item in items) == sorted(map(str, still_open))
        for item in items:
            assert item.what.zh in WORDS
            assert item.turn not in ("nobody", "")
            assert item.due_at is not None
            assert item.why
        check_cells(records, now, still_open)


def check_cells(records: Records, now: datetime, still_open: set[Value]) -> None:
    """Hold that the book says one thing in each of the cells, and nothing for closed cases."""
    plan = [
        a
        for a in plan_overdue(records, now, SETTINGS, "zh-CN", NATION)
        if a.sheet == "applications"
    ]
    assert len(plan) == len({(action.key, action.column) for action in plan})
    said = {(action.key, action.column): action.wanted for action in plan}
    for case in still_open:
        for column in ("next_step", "turn", "due_at", "due_why", "level"):
            assert said[str(case), column] is not None
