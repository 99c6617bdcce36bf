"""The cases that the demo shop always has: just typed, just approved, nearly late, forgotten."""

from sheetops.adapters.demo.stories import RETURN, REVIEW, SWAP, Step, Story, story

CERTAIN: tuple[tuple[float, Story], ...] = (
    (
        0.4,
        story("just typed", "return_refund", ("R01",), "approve_return", REVIEW, stalls="reviewed"),
    ),
    (
        1.3,
        story("just typed", "return_refund", ("R07",), "approve_return", REVIEW, stalls="reviewed"),
    ),
    (
        31.0,
        story(
            "late review", "return_refund", ("R08",), "approve_return", REVIEW, stalls="reviewed"
        ),
    ),
    (
        23.2,
        story("review now", "return_refund", ("R02",), "approve_return", REVIEW, stalls="reviewed"),
    ),
    (
        21.5,
        story("review soon", "exchange", ("R04",), "approve_exchange", REVIEW, stalls="reviewed"),
    ),
    (
        238.0,
        story(
            "late return", "return_refund", ("R01",), "approve_return", REVIEW, stalls="sent_back"
        ),
    ),
    (
        215.0,
        story(
            "late inspection",
            "return_refund",
            ("R07",),
            "approve_return",
            REVIEW,
            Step("sent_back", "in_transit", (20, 24)),
            Step("received", "received", (60, 70)),
            stalls="inspected",
        ),
    ),
    (
        420.0,
        story(
            "late refund",
            "return_refund",
            ("R13",),
            "approve_return",
            *RETURN[:4],
            stalls="refunded",
            grade="Q",
        ),
    ),
    (
        260.0,
        story(
            "late reshipment",
            "exchange",
            ("R12",),
            "approve_exchange",
            *SWAP[:4],
            stalls="reshipped",
            grade="Q",
        ),
    ),
    (
        17.0,
        story(
            "fresh",
            "return_refund",
            ("R07",),
            "approve_return",
            Step("reviewed", "await_return", (0.5, 2.5)),
        ),
    ),
    (
        16.2,
        story(
            "fresh",
            "return_refund",
            ("R01",),
            "approve_return",
            Step("reviewed", "await_return", (0.5, 2.5)),
        ),
    ),
    (
        15.6,
        story(
            "fresh",
            "exchange",
            ("R04",),
            "approve_exchange",
            Step("reviewed", "await_return", (0.5, 2.5)),
        ),
    ),
    (
        14.8,
        story(
            "fresh",
            "exchange",
            ("R12",),
            "approve_exchange",
            Step("reviewed", "await_return", (0.5, 2.5)),
        ),
    ),
    (
        200.0,
        story(
            "failed",
            "return_refund",
            ("R01",),
            "approve_return",
            REVIEW,
            Step("sent_back", "in_transit", (10, 20)),
            Step("received", "received", (30, 50)),
            Step("inspected", "inspect_failed", (5, 40)),
            grade="C",
        ),
    ),
)
"""Hours since the application, and the life; forgotten cases stand still."""
