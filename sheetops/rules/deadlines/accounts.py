"""The account of one case: what comes next and why then, what policy says and on which rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sheetops.records.applications import APPLICATIONS
from sheetops.records.cells import choice_words
from sheetops.records.desk import Records
from sheetops.records.settings import Settings
from sheetops.records.slips import SLIPS
from sheetops.records.table import Record
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.deadlines import Deadlines, reckon
from sheetops.rules.deadlines.derivations import Deadline, explain, lines
from sheetops.rules.deadlines.next_steps import NextStep, next_step
from sheetops.rules.deadlines.outlook import refund_due
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.policy.rows import Policy
from sheetops.rules.policy.rulebook import Rulebook, slips_by_case

NOW = Text("现在该做：{step}（轮到{turn}），截止 {due}", "Now: {step} ({turn}), due {due}")
CLOSED = Text("已完结：{status}", "Closed: {status}")
WHY = Text("为什么是 {due}：", "Why {due}:")
ADVICE = Text("政策建议：{verdict}。{why}", "Advice: {verdict}. {why}")
OTHERS = Text("各项时限：", "All deadlines:")


@dataclass(frozen=True, slots=True)
class Account:
    """One case as it stands: its next step, its deadlines by name, and the rows of its advice."""

    case: Record
    step: NextStep
    times: tuple[tuple[Text, Deadline], ...]
    rows: tuple[Policy, ...]

    @property
    def why(self) -> tuple[Text, ...]:
        """Return the derivation of the next step's deadline, a line for each step and clock."""
        return lines(self.step.deadline) if self.step.deadline else ()

    def told(self) -> Iterator[Text]:
        """Yield the account, line by line, for people."""
        if self.step.deadline is None or self.step.due_at is None:
            yield _filled(CLOSED, status=_chosen(self.case, "status"))
        else:
            yield from self._now(self.step.due_at)
        if self.case["policy_verdict"] is not None:
            verdict = _chosen(self.case, "policy_verdict")
            yield _filled(ADVICE, verdict=verdict, why=_same(self.case.text("policy_why")))
            for row in self.rows:
                named = f"  {row.policy_id} {row.title}"
                yield Text(f"{named}：{row.basis}", f"{named}: {row.basis}")
        if self.times:
            yield OTHERS
        for title, deadline in self.times:
            words = explain(deadline)
            yield Text(
                f"  {title.zh} {str(deadline.due)[:16]}：{words.zh}",
                f"  {title.en} {str(deadline.due)[:16]}: {words.en}",
            )

    def as_json(self, language: Language) -> dict[str, object]:
        """Return the account for a program."""
        return {
            "case": self.case.key,
            "status": self.case["status"],
            "next_step": self.step.words.to(language),
            "turn": self.step.turn,
            "level": self.step.level,
            "due_at": self.step.due_at,
            "why": [line.to(language) for line in self.why],
            "verdict": self.case["policy_verdict"],
            "policy_refs": self.case.text("policy_refs").split(";") if self.rows else [],
            "policy_why": self.case["policy_why"],
            "deadlines": [
                {
                    "name": title.to(language),
                    "due_at": deadline.due,
                    "steps": [line.to(language) for line in lines(deadline)],
                }
                for title, deadline in self.times
            ],
        }

    def _now(self, due_at: datetime) -> Iterator[Text]:
        due = _same(str(due_at)[:16])
        turn = choice_words(APPLICATIONS.by_key["turn"], self.step.turn)
        yield _filled(NOW, step=self.step.words, turn=turn, due=due)
        yield _filled(WHY, due=due)
        for number, line in enumerate(self.why, 1):
            yield Text(f"  {number}. {line.zh}", f"  {number}. {line.en}")


def account_of(
    records: Records, number: str, now: datetime, settings: Settings, workdays: Workdays
) -> Account | None:
    """Return the account of the case with this case, refund or slip number; None for none."""
    case = _case_of(records, number.strip())
    if case is None:
        return None
    book = Rulebook(records, settings, workdays)
    times = reckon(case, slips_by_case(records["slips"]).get(case.text("case_id")), book)
    refs = case.text("policy_refs").split(";")
    rows = (book.policies.by_id.get(ref) for ref in refs)
    return Account(
        case,
        next_step(times, now),
        tuple(_named_times(times)),
        tuple(row for row in rows if row is not None),
    )


def _case_of(records: Records, number: str) -> Record | None:
    cases = records["applications"]
    found = cases.find(number)
    if found is not None:
        return found
    slip = records["slips"].find(number)
    if slip is not None:
        return cases.find(slip.text("case_id"))
    return next((case for case in cases if case["refund_no"] == number), None)


def _named_times(times: Deadlines) -> Iterator[tuple[Text, Deadline]]:
    """Yield the deadlines that are written beside the case and its slip."""
    columns, slip = APPLICATIONS.by_key, SLIPS.by_key
    window = times.window
    found = (
        (columns["review_due"].title, times.review),
        (columns["window_end"].title, window.deadline if window else None),
        (slip["return_due"].title, times.return_due if times.slip else None),
        (slip["inspect_due"].title, times.inspect_due),
        (slip["refund_due"].title, refund_due(times)),
    )
    yield from ((title, deadline) for title, deadline in found if deadline is not None)


def _chosen(case: Record, column: str) -> Text:
    key = case.text(column)
    return choice_words(APPLICATIONS.by_key[column], key) if key else Text("", "")


def _same(words: str) -> Text:
    return Text(words, words)


def _filled(pattern: Text, **facts: Text) -> Text:
    zh = {name: fact.zh for name, fact in facts.items()}
    return Text(
        pattern.zh.format(**zh),
        pattern.en.format(**{name: fact.en for name, fact in facts.items()}),
    )
