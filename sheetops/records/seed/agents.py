"""The people that a new shop starts with: examples, to be replaced by the desk's own names."""

from datetime import date
from decimal import Decimal

from sheetops.records.columns import Value
from sheetops.records.seed.rows import Row, say, without_empty
from sheetops.records.text import Language

# number, name, role, in service, on duty, shift, limit in CNY, joined, backup
_PEOPLE = (
    ("KF001", "沈岚|Shen Lan", "supervisor", True, True, "白班|day", "2000.00", "2021-03-08", "KF002"),
    ("KF002", "周予安|Zhou Yu'an", "aftersale", True, True, "白班|day", "500.00", "2022-06-13", "KF005"),
    ("KF005", "林小满|Lin Xiaoman", "aftersale", True, True, "晚班|evening", "500.00", "2023-02-20", "KF002"),
    ("KF008", "何嘉|He Jia", "aftersale", True, True, "白班|day", "300.00", "2025-07-01", "KF005"),
    ("KF011", "许一诺|Xu Yinuo", "aftersale", False, False, "", "300.00", "2024-04-15", "KF002"),
    ("KF020", "马国强|Ma Guoqiang", "warehouse", True, True, "白班|day", "0.00", "2021-09-01", "KF021"),
    ("KF021", "吴桂芳|Wu Guifang", "warehouse", True, True, "晚班|evening", "0.00", "2023-11-06", "KF020"),
)  # fmt: skip


def agent_rows(language: Language) -> tuple[Row, ...]:
    """Return the starting people; mail addresses are for the shop to fill in."""
    return tuple(_row(person, language) for person in _PEOPLE)


def _row(person: tuple[str, str, str, bool, bool, str, str, str, str], language: Language) -> Row:
    number, name, role, active, on_duty, shift, limit, joined, backup = person
    row: dict[str, Value] = {
        "agent_id": number,
        "name": say(name, language),
        "role": role,
        "status": "active" if active else "stopped",
        "on_duty": on_duty,
        "shift": say(shift, language),
        "limit_refund": Decimal(limit),
        "entry_date": date.fromisoformat(joined),
        "backup": backup,
    }
    return without_empty(row)
