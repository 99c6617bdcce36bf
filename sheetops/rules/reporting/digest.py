"""An agent's own mail: what is new or has changed since the last one, worst first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sheetops.records.desk import Records
from sheetops.records.problems import Problem, Severity
from sheetops.records.text import Language, Text
from sheetops.rules.deadlines.next_steps import LEVELS
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.deadlines.workdays import Workdays
from sheetops.rules.policy.facts import flag_in, word_in
from sheetops.rules.privacy.masking import mask_text
from sheetops.rules.reporting.board import is_for_today, worst_first
from sheetops.rules.reporting.mail_lines import Line, line_of
from sheetops.rules.reporting.masked_board import masked_item
from sheetops.rules.reporting.notices import Notice
from sheetops.rules.reporting.summary import OUR_TURNS

MOST = 15
"""Lines of one digest; the board has the rest."""


@dataclass(frozen=True, slots=True)
class Reader:
    """An agent who wants mail: number, address, and whether a supervisor's work is theirs too."""

    number: str
    address: str
    decides: bool


@dataclass(frozen=True, slots=True)
class News:
    """One thing to be done, and what is new about it."""

    item: DueItem
    change: Text


@dataclass(frozen=True, slots=True)
class Digest:
    """What one reader is told now, and how everything stands from then on."""

    news: tuple[News, ...]
    mistakes: tuple[tuple[str, Text], ...]
    """(case number, what is wrong): errors in the reader's rows that were not told before."""
    same: int
    """How many things stand as they were told."""
    done: int
    """How many things that were told are done."""
    standings: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.news and not self.mistakes


def digest_key(reader: Reader, now: datetime) -> str:
    """Return the key of a reader's digest: one a day."""
    return f"digest-{mask_text(reader.number)}-{now:%Y-%m-%d}"


def next_digest(now: datetime, workdays: Workdays) -> datetime:
    """Return when the next digest comes: at the same time of the next workday, within two weeks."""
    ahead = (now + timedelta(days=days) for days in range(1, 15))
    return next((when for when in ahead if workdays.is_workday(when.date())), now + _AT_MOST)


def readers(records: Records) -> Iterator[Reader]:
    """Yield the after-sales agents and supervisors who work today and have an address."""
    for agent in records["agents"]:
        number, address = word_in(agent, "agent_id"), word_in(agent, "email")
        if not number or not address or agent["status"] != "active":
            continue
        role = agent["role"]
        if role in ("aftersale", "supervisor") and flag_in(agent, "on_duty") is not False:
            yield Reader(number, address, decides=role == "supervisor")


def digest_of(
    reader: Reader,
    items: Iterable[DueItem],
    problems: Iterable[Problem],
    records: Records,
    told: Mapping[str, str],
    until: datetime,
) -> Digest:
    """Return what `reader` is told, given what was `told` last (item → standing).

    The digest holds `until` the next one comes: what is late or near, and what falls due by then.
    """
    mine = [item for item in items if _is_mine(item, reader) and _is_to_do(item, until)]
    wrong = dict(_mistakes(reader, problems, records))
    standings = {_name(item): _standing(item) for item in mine} | dict.fromkeys(wrong, _WRONG)
    news = [News(item, words) for item in mine if (words := _change(item, told))]
    return Digest(
        news=tuple(sorted(news, key=lambda one: worst_first(one.item))),
        mistakes=tuple(words for name, words in wrong.items() if name not in told),
        same=sum(told.get(name) == standing for name, standing in standings.items()),
        done=sum(name not in standings for name in told),
        standings=standings,
    )


def digest_mail(
    digest: Digest,
    reader: Reader,
    shop: str,
    now: datetime,
    language: Language,
    notices: Sequence[Notice] = (),
) -> Mapping[str, object]:
    """Return what the templates of a digest are filled with; everything is masked here.

    `notices` say which results wait for a workbook to be closed: the reader may have it open.
    """
    shown = digest.news[:MOST]
    late = sum(one.item.level == "overdue" for one in digest.news)
    return {
        "shop": shop,
        "agent": mask_text(reader.number),
        "date": f"{now:%Y-%m-%d}",
        "day": f"{now:%m-%d}",
        "as_of": f"{now:%Y-%m-%d %H:%M}",
        "count": len(digest.news),
        "late": late,
        "mistake_count": len(digest.mistakes),
        "headline": _headline(digest, late).to(language),
        "items": [_line(one, now, language) for one in shown],
        "more": len(digest.news) - len(shown),
        "mistakes": [
            (mask_text(case), mask_text(words.to(language)))
            for case, words in digest.mistakes[:MOST]
        ],
        "more_mistakes": max(0, len(digest.mistakes) - MOST),
        "same": digest.same,
        "done": digest.done,
        "notices": [(mask_text(one.words.to(language)), one.urgent) for one in notices],
    }


def _is_mine(item: DueItem, reader: Reader) -> bool:
    if item.turn == "manager":
        return reader.decides
    return item.turn != "warehouse" and item.owner == reader.number


def _is_to_do(item: DueItem, until: datetime) -> bool:
    """Whether it has to be done before the next digest; a buyer's turn only once it is overdue."""
    is_ours_by_then = item.turn in OUR_TURNS and item.due_at <= until
    return is_ours_by_then or is_for_today(item, date.min)


def _name(item: DueItem) -> str:
    return item.place.key or item.case_id or item.slip_no or ""


def _standing(item: DueItem) -> str:
    return f"{item.level}|{item.due_at.isoformat()}|{item.what.en}"


def _change(item: DueItem, told: Mapping[str, str]) -> Text | None:
    """Return what is new about an item; None where it stands as it was told.

    What was told as overdue and still is, with the same step, is no news.
    """
    before = told.get(_name(item))
    if before is None or before == _WRONG:
        return _NEW
    if before == _standing(item):
        return None
    level, due, what = before.split("|", 2)
    if what != item.what.en:
        return _NEXT
    if due != item.due_at.isoformat():
        return _MOVED
    return _WORSE if LEVELS.index(item.level) < LEVELS.index(level) else _EASED


def _mistakes(
    reader: Reader, problems: Iterable[Problem], records: Records
) -> Iterator[tuple[str, tuple[str, Text]]]:
    """Yield (name, (case, what is wrong)) for every error in the reader's rows, worst first."""
    cases = records["applications"]
    for problem in sorted(problems, key=lambda one: one.kind.urgency):
        key = problem.place.key
        if problem.severity is not Severity.ERROR or problem.sheet_key != "applications" or not key:
            continue
        case = cases.find(key)
        if case is not None and case["owner"] == reader.number:
            yield f"{key} [{problem.code}]", (key, problem.kind.title)


def _headline(digest: Digest, late: int) -> Text:
    parts = []
    if digest.news:
        parts.append(_NEWS.filled(n=len(digest.news)))
        parts.append(_LATE.filled(n=late) if late else _NONE_LATE)
    if digest.mistakes:
        parts.append(_MISTAKES.filled(n=len(digest.mistakes)))
    return Text("，".join(p.zh for p in parts) + "。", ", ".join(p.en for p in parts) + ".")


def _line(news: News, now: datetime, language: Language) -> Line:
    """Return the line; in place of its owner, who reads it, stands what is new."""
    line = line_of(masked_item(news.item), now, language)
    return replace(line, who=news.change.to(language))


_AT_MOST = timedelta(days=14)
_WRONG = "wrong"
_NEW = Text("新", "new")
_NEXT = Text("到了下一步", "next step")
_MOVED = Text("截止时间变了", "new deadline")
_WORSE = Text("更急了", "more urgent")
_EASED = Text("宽裕了", "less urgent")
_NEWS = Text("有变化的 {n} 项", "{n} changed")
_LATE = Text("其中逾期 {n} 项", "{n} of them overdue")
_NONE_LATE = Text("没有逾期", "none overdue")
_MISTAKES = Text("登记里新发现 {n} 处要改", "{n} to mend in your rows")
