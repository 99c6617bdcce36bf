"""The lives that a case of the demo shop may live: steps, how long they take, where they end."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what happens, the state after it, and after how many hours (from, to)."""

    event: str
    status: str
    after: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of life. `stalls` names the step that never comes, whatever the time."""

    name: str
    case_type: str
    reasons: tuple[str, ...]
    decision: str
    steps: tuple[Step, ...]
    goods: str = "received"
    grade: str = "A"
    stalls: str | None = None


REVIEW = Step("reviewed", "await_return", (0.4, 17))
_BACK = Step("sent_back", "in_transit", (8, 60))
_COME = Step("received", "received", (30, 80))
_CHECK = Step("inspected", "await_refund", (3, 40))
_PAY = Step("refunded", "refunded", (1, 26))
RETURN = (REVIEW, _BACK, _COME, _CHECK, _PAY)
SWAP = (
    REVIEW,
    _BACK,
    _COME,
    Step("inspected", "await_reship", (3, 40)),
    Step("reshipped", "reshipped", (3, 40)),
    Step("confirmed", "exchanged", (60, 110)),
)
_MONEY_ONLY = (Step("reviewed", "await_refund", (0.4, 17)), Step("refunded", "refunded", (0.5, 12)))
_REFUSE = Step("reviewed", "rejected", (1, 20))

_OURS = ("R07", "R08", "R13", "R12", "R04", "R05", "R06", "R09")
_WISH = ("R01", "R02", "R01")


def story(
    name: str,
    case_type: str,
    reasons: tuple[str, ...],
    decision: str,
    *steps: Step,
    goods: str = "received",
    grade: str = "A",
    stalls: str | None = None,
) -> Story:
    """Return a story from its parts."""
    return Story(name, case_type, reasons, decision, steps, goods, grade, stalls)


STORIES: tuple[tuple[int, Story], ...] = (
    (16, story("wish", "return_refund", _WISH, "approve_return", *RETURN)),
    (15, story("fault", "return_refund", _OURS, "approve_return", *RETURN, grade="Q")),
    (9, story("swap", "exchange", ("R02", "R04", "R12", "R01"), "approve_exchange", *SWAP)),
    (
        5,
        story(
            "unshipped",
            "refund_only",
            ("R03", "R15", "R03"),
            "approve_refund",
            *_MONEY_ONLY,
            goods="unshipped",
        ),
    ),
    (
        3,
        story(
            "lost",
            "refund_only",
            ("R16", "R17"),
            "approve_refund",
            *_MONEY_ONLY,
            goods="not_received",
        ),
    ),
    (
        3,
        story(
            "short",
            "reship",
            ("R11",),
            "approve_reship",
            Step("reviewed", "await_reship", (0.5, 15)),
            Step("reshipped", "reshipped", (4, 40)),
            Step("confirmed", "exchanged", (60, 110)),
        ),
    ),
    (
        3,
        story(
            "refused",
            "return_refund",
            ("R01", "R02"),
            "refuse",
            _REFUSE,
            Step("closed", "closed_rejected", (150, 175)),
        ),
    ),
    (
        2,
        story(
            "evidence",
            "return_refund",
            ("R07", "R08"),
            "need_evidence",
            Step("reviewed", "need_evidence", (1, 12)),
        ),
    ),
    (
        2,
        story(
            "dispute",
            "return_refund",
            ("R05", "R07"),
            "refuse",
            _REFUSE,
            Step("disputed", "in_dispute", (20, 60)),
        ),
    ),
    (
        3,
        story(
            "withdrawn",
            "return_refund",
            ("R02", "R01"),
            "approve_return",
            REVIEW,
            Step("closed", "withdrawn", (5, 60)),
        ),
    ),
    (
        2,
        story(
            "timeout",
            "return_refund",
            ("R01", "R02"),
            "approve_return",
            REVIEW,
            Step("closed", "closed_timeout", (190, 215)),
        ),
    ),
    (
        2,
        story(
            "part",
            "return_refund",
            ("R01", "R02"),
            "approve_return",
            *RETURN[:4],
            Step("refunded", "partially_refunded", (4, 26)),
            grade="D",
        ),
    ),
    (
        2,
        story(
            "failed",
            "return_refund",
            ("R01", "R02"),
            "approve_return",
            REVIEW,
            _BACK,
            _COME,
            Step("inspected", "inspect_failed", (5, 40)),
            Step("closed", "goods_sent_back", (150, 190)),
            grade="C",
        ),
    ),
    (
        1,
        story(
            "converted",
            "exchange",
            ("R04",),
            "approve_exchange",
            REVIEW,
            Step("closed", "converted", (10, 40)),
        ),
    ),
    (
        2,
        story(
            "freight", "other", ("R19",), "approve_refund", *_MONEY_ONLY, goods="seller_received"
        ),
    ),
    (1, story("repair", "repair", ("R07",), "approve_return", REVIEW, stalls="reviewed")),
    (1, story("allergy", "return_refund", ("R23",), "supervisor", REVIEW, stalls="reviewed")),
)
"""How many of a month's cases live which life."""
