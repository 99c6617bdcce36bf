"""The training that a new desk plans first: policy, and how buyers' data is kept."""

from datetime import date
from decimal import Decimal

from sheetops.records.columns import Value
from sheetops.records.seed.rows import Row, say
from sheetops.records.text import Language

# topic, kind, hours, policy row, marks by agent
_SESSIONS = (
    ("2026 版退换货政策与完好标准|Return policy 2026 and what counts as intact", "policy", "2.0", "P-NR-01",
     (("KF002", 92), ("KF005", 88), ("KF008", 76), ("KF020", 81), ("KF021", 84))),
    ("买家信息保护：备注里不写电话和地址|Buyers' data: no phone or address in notes", "privacy", "1.0", None,
     (("KF002", 95), ("KF005", 90), ("KF008", 55), ("KF020", 86), ("KF021", 80))),
)  # fmt: skip
_PASS_MARK = 60


def training_rows(language: Language, days: tuple[date, date]) -> tuple[Row, ...]:
    """Return one row for each person and session, held on `days`."""
    rows: list[Row] = []
    for day, (topic, kind, hours, policy, marks) in zip(days, _SESSIONS, strict=True):
        for agent, mark in marks:
            row: dict[str, Value] = {
                "train_id": f"PX{day:%Y%m}-{len(rows) + 1:02}",
                "date": day,
                "topic": say(topic, language),
                "kind": kind,
                "agent_id": agent,
                "trainer": say("沈岚|Shen Lan", language),
                "hours": Decimal(hours),
                "score": mark,
                "pass_mark": _PASS_MARK,
                "policy_version": policy,
            }
            rows.append(row)
    return tuple(rows)
