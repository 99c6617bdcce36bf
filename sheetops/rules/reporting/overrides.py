"""What was decided otherwise than the rules say: skipped steps let stand, advice not followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.text import Text
from sheetops.rules.filing.log_rows import LogRow


@dataclass(frozen=True, slots=True)
class Overrides:
    """Cases, each counted once.

    `steps`: a supervisor let a skipped step stand. `decisions`: decided against policy advice.
    """

    steps: int = 0
    decisions: int = 0

    def words(self, when: Text) -> Text:
        """Return what is to be told about the time `when`; empty where there is nothing."""
        parts = [
            words.filled(n=count)
            for words, count in ((_STEPS, self.steps), (_DECISIONS, self.decisions))
            if count
        ]
        if not parts:
            return Text("", "")
        zh, en = "，".join(p.zh for p in parts), ", ".join(p.en for p in parts)
        return Text(f"{when.zh}：{zh}", f"{when.en}: {en}")


NO_OVERRIDES = Overrides()


def overrides(rows: Iterable[LogRow], since: datetime, until: datetime) -> Overrides:
    """Return what the filing log tells for `since` ≤ time < `until`.

    A reason that was taken back (the new value is empty) is none.
    """
    found: dict[str, set[str]] = {"step_override": set(), "override_reason": set()}
    for row in rows:
        if row.field in found and row.new_value and since <= row.logged_at < until:
            found[row.field].add(row.case_id or row.refund_no or row.source)
    return Overrides(len(found["step_override"]), len(found["override_reason"]))


_STEPS = Text("主管放行跳过步骤 {n} 单", "{n} with a skipped step that a supervisor let stand")
_DECISIONS = Text("结论与政策建议不同 {n} 单", "{n} decided against policy advice")
