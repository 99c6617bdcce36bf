"""For each kind of problem of the checks: what brings it about, and what close to it does not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from tests.checks.check_desk import ADDRESS, Changes, Row, at, day


@dataclass(frozen=True)
class KindCase:
    """`wrong` brings the problem about, and `right`, close to it, does not."""

    code: str
    wrong: Changes
    right: Changes
    last_states: Mapping[str, str] | None = None
    files: Iterable[str] | None = None


R07: Row = {
    "code": "R07",
    "name": "质量问题",
    "reason_class": "quality",
    "applies": ("return_refund", "exchange"),
    "evidence_min": 1,
    "detail_required": True,
}
R12: Row = {
    **R07,
    "code": "R12",
    "name": "卖家发错货",
    "reason_class": "seller_fault",
    "evidence_min": 0,
}
REASONS: list[Row] = [{}, R07, R12]
REFUSED: Row = {
    "status": "rejected",
    "decision": "refuse",
    "reject_reason": "window_passed",
    "reject_text": "已过期限",
    "alternative": "coupon",
    "policy_verdict": "refuse",
    "applied_at": at("2026-03-10 09:00"),
    "reviewed_at": at("2026-03-10 10:00"),
    "notified_at": at("2026-03-10 10:05"),
    "signed_at": at("2026-02-27 18:20"),
    "approved_amount": None,
    "freight_bearer": None,
}
CLOSED: Row = {
    "status": "refunded",
    "closed_at": at("2026-03-09 11:00"),
    "responsible": "buyer",
    "refund_amount": Decimal("198.00"),
}
VOID: Row = {"slip_status": "void"}
CLOSED_SLIP: Row = {
    "slip_status": "closed",
    "carrier": "ZTO",
    "tracking_no": "75312345678901",
    "buyer_shipped_at": at("2026-03-07 20:00"),
    "received_at": at("2026-03-08 10:00"),
    "received_qty": 1,
    "inspected_at": at("2026-03-08 16:00"),
    "inspector": "KF020",
    "grade": "A",
    "inspect_result": "pass",
    "stock_return": "sellable",
    "refunded_at": at("2026-03-09 10:00"),
    "refund_amount": Decimal("198.00"),
}
RECEIVED: Row = {
    **CLOSED_SLIP,
    "slip_status": "inspected",
    "refunded_at": None,
    "refund_amount": None,
}
AGENTS: list[Row] = [
    {},
    {"agent_id": "KF020", "role": "warehouse"},
    {"agent_id": "KF001", "role": "supervisor"},
]
EXCHANGE: Row = {
    "case_type": "exchange",
    "decision": "approve_exchange",
    "exchange_sku": "TS-001-M",
    "approved_amount": None,
}
EXCHANGE_SLIP: Row = {
    "slip_no": "HH20260306-00018",
    "slip_type": "exchange",
    "x_sku": "TS-001-M",
    "x_qty": 1,
}
STOCK: list[Row] = [{}, {"sku_code": "TS-001-M", "on_hand": 1}]
DONE: Row = {"status": "done", "verified_at": day("2026-03-09"), "verified_by": "KF001"}
SUCCESSOR: Row = {"policy_id": "P-NR-11", "valid_from": day("2026-03-15"), "priority": 90}
ANNOUNCED: Row = {
    "kind": "policy",
    "name": "无理由期限变更",
    "date_from": day("2026-03-15"),
    "date_to": day("2026-04-15"),
    "notice_text": "3月15日起无理由期限延长至15天",
    "notice_send_at": at("2026-03-12 10:00"),
}
COUSIN: Row = {"policy_id": "P-NR-02", "valid_from": day("2026-02-01")}


def one(code: str, sheet: str, wrong: Row, right: Row | None = None) -> KindCase:
    """Return a case in which a single row decides."""
    return KindCase(code, {sheet: wrong}, {sheet: right or {}})


def twice(sheet: str, row: Row, other: Row | None = None) -> Changes:
    """Return a sheet with the clean row, changed by `row`, and another one like it."""
    return {sheet: [row, {**row, **(other or {})}]}


KIND_CASES: tuple[KindCase, ...] = (
    # by the column alone
    one("missing-value", "applications", {"order_no": None}),
    one("missing-when", "applications", {"notified_at": None}),
    one("bad-form", "applications", {"order_no": "33027"}, {"order_no": "330271028720"}),
    one(
        "phone-form", "applications", {"receiver_phone": "12345"}, {"receiver_phone": "138****8998"}
    ),
    one(
        "id-ends-in-zeros",
        "applications",
        {"order_no": "3302710287203080000"},
        {"order_no": "3302710287203084000"},
    ),
    one("number-too-small", "feedback", {"score": 0}, {"score": 1}),
    one("number-too-large", "feedback", {"score": 6}, {"score": 5}),
    one("text-length", "applications", {"reject_text": "否"}, {"reject_text": "过期"}),
    one("text-endless", "applications", {"remark": "很" * 2001}, {"remark": "很" * 2000}),
    one("unknown-reference", "applications", {"owner": "KF999"}, {"owner": "KF012"}),
    one("unknown-sku", "applications", {"sku_code": "TS-404"}, {"sku_code": "TS-001-L"}),
    one(
        "future-time",
        "applications",
        {"notified_at": at("2026-03-10 12:06")},
        {"notified_at": at("2026-03-10 12:04")},
    ),
    KindCase(
        "duplicate-key",
        twice("feedback", {}),
        twice("feedback", {}, {"fb_id": "FB20260309-02"}),
    ),
    one(
        "time-order",
        "applications",
        {"reviewed_at": at("2026-03-06 10:29"), "notified_at": at("2026-03-06 10:31")},
        {"reviewed_at": at("2026-03-06 10:30"), "notified_at": at("2026-03-06 10:31")},
    ),
    one(
        "personal-in-text",
        "applications",
        {"remark": "买家电话 13812348998"},
        {"remark": "订单 3302710287203084298 已回电"},
    ),
    # applications
    KindCase(
        "duplicate-refund-no",
        twice("applications", {}, {"case_id": "AS20260301-0008"}),
        twice(
            "applications",
            {"sub_order_no": "330271028720308"},
            {"case_id": "AS20260301-0008", "sub_order_no": "330271028720309"},
        ),
    ),
    KindCase(
        "illegal-transition",
        {"applications": CLOSED, "agents": AGENTS},
        {"applications": CLOSED, "slips": CLOSED_SLIP, "agents": AGENTS},
        last_states={"AS20260301-0007": "pending_review"},
    ),
    KindCase(
        "step-override-unsigned",
        {"applications": {"step_override": "先收货后补登记"}, "agents": AGENTS},
        {
            "applications": {"step_override": "先收货后补登记", "step_approver": "KF001"},
            "agents": AGENTS,
        },
    ),
    KindCase(
        "closing-incomplete",
        {"applications": {**CLOSED, "responsible": None}},
        {"applications": CLOSED},
    ),
    KindCase(
        "zero-refund",
        {"applications": {**CLOSED, "refund_amount": Decimal("0.00")}},
        {"applications": CLOSED},
    ),
    one("decision-status-conflict", "applications", {"status": "pending_review"}),
    one(
        "decision-type-conflict",
        "applications",
        {"decision": "approve_return", "case_type": "refund_only"},
    ),
    one("reason-type-conflict", "applications", {"case_type": "repair"}),
    KindCase(
        "detail-too-short",
        {"reasons": REASONS, "applications": {"reason_code": "R07", "reason_detail": "坏了"}},
        {
            "reasons": REASONS,
            "applications": {"reason_code": "R07", "reason_detail": "领口缝线裂开约三厘米"},
        },
    ),
    KindCase(
        "evidence-missing",
        {"reasons": REASONS, "applications": {"reason_code": "R07"}},
        {"reasons": REASONS, "applications": {"reason_code": "R07", "evidence": "evidence/1.jpg"}},
    ),
    one(
        "evidence-path",
        "applications",
        {"evidence": "C:\\图片\\1.jpg"},
        {"evidence": "evidence\\a\\1.jpg；evidence/2.jpg"},
    ),
    KindCase(
        "evidence-not-found",
        {"applications": {"evidence": "evidence/2.jpg"}},
        {"applications": {"evidence": "evidence/1.jpg"}},
        files=("evidence/1.jpg",),
    ),
    KindCase(
        "refusal-incomplete",
        {"applications": {**REFUSED, "alternative": None}, "slips": VOID},
        {"applications": REFUSED, "slips": VOID},
    ),
    KindCase(
        "refused-valid-no-reason",
        {"applications": {**REFUSED, "signed_at": at("2026-03-03 08:00")}, "slips": VOID},
        {"applications": REFUSED, "slips": VOID},
    ),
    KindCase(
        "excluded-without-consent",
        {
            "applications": {**REFUSED, "signed_at": at("2026-03-03 08:00")},
            "slips": VOID,
            "policy": [
                {},
                {
                    "policy_id": "P-NR-C1",
                    "excluded": True,
                    "exclusion_basis": "activated",
                    "buyer_confirmed_req": True,
                    "category": "TS-*",
                    "priority": 10,
                },
            ],
        },
        {"applications": REFUSED, "slips": VOID},
    ),
    KindCase(
        "refused-unshipped",
        {
            "applications": {
                **REFUSED,
                "case_type": "refund_only",
                "goods_status": "unshipped",
                "signed_at": None,
                "shipped_at": None,
            },
            "slips": VOID,
        },
        {"applications": REFUSED, "slips": VOID},
    ),
    one(
        "shipped-after-application",
        "applications",
        {"case_type": "refund_only", "shipped_at": at("2026-03-06 11:00")},
        {"case_type": "refund_only"},
    ),
    one(
        "override-unexplained",
        "applications",
        {"policy_verdict": "refuse"},
        {"policy_verdict": "refuse", "override_reason": "老客户特批"},
    ),
    KindCase(
        "quality-freight-on-buyer",
        {"reasons": REASONS, "applications": {"reason_code": "R07"}},
        {"reasons": REASONS, "applications": {"reason_code": "R07", "freight_bearer": "seller"}},
    ),
    KindCase(
        "fault-freight-on-buyer",
        {"reasons": REASONS, "applications": {"reason_code": "R12"}},
        {"reasons": REASONS, "applications": {"reason_code": "R12", "freight_bearer": "insurance"}},
    ),
    one(
        "platform-conflict",
        "applications",
        {"platform_status": "退款成功"},
        {"platform_status": "卖家已经同意退款，等待买家退货"},
    ),
    one(
        "platform-status-unknown",
        "applications",
        {"platform_status": "系统升级中"},
        {"platform_status": "卖家已经同意退款,等待买家退货"},
    ),
    # money
    KindCase(
        "refunds-over-paid",
        twice(
            "applications",
            {**CLOSED, "refund_amount": Decimal("100.00")},
            {"case_id": "AS20260301-0008", "refund_amount": Decimal("98.01")},
        ),
        twice(
            "applications",
            {**CLOSED, "refund_amount": Decimal("100.00")},
            {"case_id": "AS20260301-0008", "refund_amount": Decimal("98.00")},
        ),
    ),
    one("approved-over-paid", "applications", {"approved_amount": Decimal("198.01")}),
    one("requested-over-paid", "applications", {"apply_amount": Decimal("198.01")}),
    one(
        "over-limit",
        "applications",
        {"order_paid": Decimal(400), "approved_amount": Decimal("300.01")},
        {"order_paid": Decimal(400), "approved_amount": Decimal("300.00")},
    ),
    KindCase(
        "approver-not-supervisor",
        {"applications": {"approver": "KF012"}, "agents": AGENTS},
        {"applications": {"approver": "KF001"}, "agents": AGENTS},
    ),
    one(
        "deduction-over-approved",
        "slips",
        {"deduction": Decimal("198.01"), "deduction_note": "缺赠品"},
    ),
    KindCase(
        "refund-differs",
        {
            "slips": {**CLOSED_SLIP, "deduction": Decimal(5), "deduction_note": "缺赠品"},
            "agents": AGENTS,
        },
        {"slips": CLOSED_SLIP, "agents": AGENTS},
    ),
    KindCase(
        "refund-overdue",
        {"slips": {**RECEIVED, "received_at": at("2026-03-03 11:59")}, "agents": AGENTS},
        {"slips": {**RECEIVED, "received_at": at("2026-03-03 12:01")}, "agents": AGENTS},
    ),
    KindCase(
        "refund-red-line",
        {"slips": {**RECEIVED, "received_at": at("2026-02-23 11:59")}, "agents": AGENTS},
        {"slips": {**RECEIVED, "received_at": at("2026-02-23 12:01")}, "agents": AGENTS},
    ),
    # slips
    one("slip-without-case", "slips", {"case_id": "AS20260301-0404"}),
    KindCase(
        "slip-undecided",
        {"applications": REFUSED},
        {"applications": REFUSED, "slips": VOID},
    ),
    one("slip-type-conflict", "slips", {"slip_type": "exchange"}),
    KindCase(
        "two-open-slips",
        twice("slips", {}, {"slip_no": "TH20260307-00012"}),
        {"slips": [{}, {"slip_no": "TH20260307-00012", "slip_status": "void"}]},
    ),
    one(
        "tracking-is-phone",
        "slips",
        {"tracking_no": "13812348998"},
        {"tracking_no": "75312345678901"},
    ),
    one(
        "tracking-form",
        "slips",
        {"carrier": "ZTO", "tracking_no": "SF1234567890123"},
        {"carrier": "ZTO", "tracking_no": "75312345678901"},
    ),
    KindCase(
        "courier-untrackable",
        {"couriers": {"trackable": False}, "slips": {"carrier": "ZTO"}},
        {"couriers": {"trackable": True}, "slips": {"carrier": "ZTO"}},
    ),
    KindCase(
        "tracking-twice",
        twice("slips", {"tracking_no": "75312345678901"}, {"slip_no": "TH20260307-00012"}),
        {
            "slips": [
                {"tracking_no": "75312345678901"},
                {"slip_no": "TH20260307-00012", "tracking_no": "75312345678902"},
            ]
        },
    ),
    one(
        "sent-back-late",
        "slips",
        {"return_due": at("2026-03-07 23:59:59"), "buyer_shipped_at": at("2026-03-08 00:00")},
        {"return_due": at("2026-03-07 23:59:59"), "buyer_shipped_at": at("2026-03-07 23:59")},
    ),
    one(
        "long-on-the-way",
        "slips",
        {"buyer_shipped_at": at("2026-02-06 10:00"), "received_at": at("2026-03-09 10:00")},
        {"buyer_shipped_at": at("2026-02-07 10:00"), "received_at": at("2026-03-09 10:00")},
    ),
    one(
        "address-not-default",
        "slips",
        {"ship_to_addr": "上海市青浦区另一个仓"},
        {"ship_to_addr": ADDRESS.replace(" ", "　")},
    ),
    one(
        "inspected-unreceived",
        "slips",
        {"inspected_at": at("2026-03-08 16:00")},
        {"inspected_at": at("2026-03-08 16:00"), "received_at": at("2026-03-08 16:00:30")},
    ),
    KindCase(
        "refunded-uninspected",
        {"slips": {"refunded_at": at("2026-03-09 10:00"), "refund_amount": Decimal(198)}},
        {
            "slips": {"refunded_at": at("2026-03-09 10:00"), "refund_amount": Decimal(198)},
            "applications": {"fast_refund": True},
        },
    ),
    KindCase(
        "wrong-item-grade",
        {"slips": {**RECEIVED, "received_sku": "TS-001-M"}, "inventory": STOCK},
        {"slips": {**RECEIVED, "received_sku": "TS-001-M", "grade": "E"}, "inventory": STOCK},
    ),
    one("quantity-differs", "slips", {"received_qty": 2}, {"received_qty": 1}),
    one(
        "grade-result-conflict",
        "slips",
        {"grade": "C", "inspect_result": "pass"},
        {"grade": "A", "inspect_result": "pass"},
    ),
    one(
        "restock-conflict",
        "slips",
        {"grade": "B", "stock_return": "sellable"},
        {"grade": "B", "stock_return": "defective"},
    ),
    one("inspector-is-issuer", "slips", {"inspector": "KF012"}, {"inspector": "KF020"}),
    KindCase(
        "exchange-short",
        {"applications": EXCHANGE, "slips": {**EXCHANGE_SLIP, "x_qty": 2}, "inventory": STOCK},
        {"applications": EXCHANGE, "slips": EXCHANGE_SLIP, "inventory": STOCK},
    ),
    KindCase(
        "exchange-wanted-short",
        {
            "applications": {**EXCHANGE, "status": "pending_review", "qty": 2},
            "inventory": STOCK,
        },
        {
            "applications": {**EXCHANGE, "status": "pending_review", "qty": 1},
            "inventory": STOCK,
        },
    ),
    KindCase(
        "shipment-incomplete",
        {
            "applications": EXCHANGE,
            "slips": {**EXCHANGE_SLIP, "x_tracking_no": "75312345678999"},
            "inventory": STOCK,
        },
        {"applications": EXCHANGE, "slips": EXCHANGE_SLIP, "inventory": STOCK},
    ),
    # people
    KindCase(
        "owner-inactive",
        {"agents": {"status": "stopped"}},
        {"agents": {"status": "stopped"}, "applications": CLOSED, "slips": CLOSED_SLIP},
    ),
    KindCase(
        "agent-untrained",
        {"policy": [{"valid_to": day("2026-01-31")}, COUSIN]},
        {
            "policy": [{"valid_to": day("2026-01-31")}, COUSIN],
            "training": {"policy_version": "P-NR-02"},
        },
    ),
    one("backup-self", "agents", {"backup": "KF012"}),
    KindCase(
        "training-twice",
        twice("training", {}, {"train_id": "PX202603-02"}),
        twice("training", {}, {"train_id": "PX202603-02", "topic": "隐私保护"}),
    ),
    KindCase(
        "feedback-twice",
        twice("feedback", {"case_id": "AS20260301-0007"}, {"fb_id": "FB20260309-02"}),
        twice(
            "feedback",
            {"case_id": "AS20260301-0007"},
            {"fb_id": "FB20260309-02", "channel": "email"},
        ),
    ),
    one(
        "feedback-early",
        "feedback",
        {"case_id": "AS20260301-0007"},
        {"case_id": "AS20260301-0007", "is_complaint": True},
    ),
    one(
        "complaint-unanswered",
        "feedback",
        {"is_complaint": True, "received_at": at("2026-03-08 11:59")},
        {"is_complaint": True, "received_at": at("2026-03-08 12:01")},
    ),
    one("verified-by-owner", "improvements", {**DONE, "verified_by": "KF012"}, DONE),
    one(
        "improvement-overdue",
        "improvements",
        {"due": day("2026-03-09")},
        {"due": day("2026-03-10")},
    ),
    # handbook
    one("no-reason-window", "policy", {"window_days": 6}, {"window_days": 7}),
    one("no-reason-counting", "policy", {"count_from_next_day": False}),
    one(
        "exclusion-unconfirmed",
        "policy",
        {"excluded": True, "exclusion_basis": "sealed", "category": "TS-*"},
        {"excluded": True, "exclusion_basis": "custom", "category": "TS-*"},
    ),
    one(
        "policy-quality-freight",
        "policy",
        {"reason_class": ("quality",)},
        {"reason_class": ("quality",), "freight_bearer": "seller"},
    ),
    one("refund-over-law", "policy", {"refund_days": 8}, {"refund_days": 7}),
    one("calendar-shortens", "calendar", {"return_days_add": -1}, {"return_days_add": 0}),
    KindCase(
        "policy-overlap",
        {"policy": [{}, COUSIN]},
        {"policy": [{"valid_to": day("2026-01-31")}, COUSIN]},
    ),
    KindCase(
        "calendar-overlap",
        twice("calendar", {}, {"cal_id": "C2026-03", "date_from": day("2026-04-06")}),
        twice(
            "calendar",
            {},
            {"cal_id": "C2026-03", "date_from": day("2026-04-07"), "date_to": day("2026-04-07")},
        ),
    ),
    one("calendar-workday", "calendar", {"is_workday": True}),
    one(
        "notice-unsent",
        "calendar",
        {"notice_text": "清明值班", "notice_send_at": at("2026-03-09 10:00")},
        {"notice_text": "清明值班", "notice_send_at": at("2026-03-09 10:00"), "notified": True},
    ),
    KindCase(
        "policy-unannounced",
        {"policy": [{}, SUCCESSOR]},
        {"policy": [{}, SUCCESSOR], "calendar": ANNOUNCED},
    ),
    one(
        "notice-late",
        "calendar",
        {"notice_text": "清明值班", "notice_send_at": at("2026-04-02 10:00")},
        {"notice_text": "清明值班", "notice_send_at": at("2026-04-01 10:00")},
    ),
    one(
        "void-clause",
        "scripts",
        {"body": "最终解释权归本店所有。"},
        {"body": "有疑问请联系我们。"},
    ),
    one("pattern-invalid", "couriers", {"number_pattern": "7[0-9"}, {"number_pattern": "7[0-9]+"}),
)
"""At least one for each kind of the checks."""
