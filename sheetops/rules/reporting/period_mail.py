"""The managers' weekly and monthly mail as plain words and numbers, beside the period before."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sheetops.records.text import Language, Text
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.privacy.masking import mask_text
from sheetops.rules.reporting.board import Board
from sheetops.rules.reporting.charts import chart_words, step_chart
from sheetops.rules.reporting.feedback_figures import Feedback
from sheetops.rules.reporting.figure_words import change_words
from sheetops.rules.reporting.figures import Mean, Rate
from sheetops.rules.reporting.improvement_watch import Stalled
from sheetops.rules.reporting.lateness import LateStep
from sheetops.rules.reporting.mail_lines import joined, number, worst_lines, worth_knowing
from sheetops.rules.reporting.notices import ago
from sheetops.rules.reporting.overrides import NO_OVERRIDES, Overrides
from sheetops.rules.reporting.period_figures import PeriodFigures
from sheetops.rules.reporting.rates import REFUND, REVIEW
from sheetops.rules.reporting.score_words import card_line
from sheetops.rules.reporting.training_due import TrainingDue

_SHOWN = 5
_PROSE = 40
"""Characters of a problem as somebody wrote it; the handbook has the rest."""


@dataclass(frozen=True, slots=True)
class Due:
    """Trainings and improvements that a manager has to look after."""

    trainings: tuple[TrainingDue, ...]
    stalled: tuple[Stalled, ...]


@dataclass(frozen=True, slots=True)
class Logged:
    """What the filing log has for a period's mail.

    `head` is its last row: printed, it makes the mail itself a witness, for whoever changes the
    log later has to change every copy of the mail too.
    """

    beside: Overrides = NO_OVERRIDES
    head: LogRow | None = None


def period_mail(
    figures: PeriodFigures, board: Board, due: Due, log: Logged, language: Language
) -> Mapping[str, object]:
    """Return what the templates of the weekly and the monthly mail are filled with.

    `board` is masked.
    """
    chart = step_chart(figures.steps)
    return {
        "shop": board.shop,
        "is_month": figures.period.is_month,
        "period": figures.period.title.to(language),
        "short": _short(figures).to(language),
        "as_of": f"{figures.now:%Y-%m-%d %H:%M}",
        "headline": headline(figures).to(language),
        "is_late": bool(figures.overdue.now),
        "came_in": number(figures.came_in),
        "decided": number(figures.decided),
        "closed": number(figures.closed),
        "waiting": number(figures.waiting),
        "overdue": number(figures.overdue),
        "refunded": number(figures.refunded),
        "chart": chart,
        "chart_words": chart_words(chart).to(language),
        "rates": [
            _rate(now, before, language)
            for now, before in figures.rates
            if now.whole or before.whole
        ],
        "handling": [_mean(mean, language) for mean in figures.handling],
        "reasons": [
            (mask_text(title.to(language)), number(pair))
            for title, pair in figures.reasons[:_SHOWN]
        ],
        "late": _late(figures, language),
        "feedback": [_feedback(feedback, language) for feedback in figures.feedback],
        "cards": [card_line(card, language) for card in figures.cards],
        "trainings": [_training(one, language) for one in due.trainings],
        "stalled": [_stalled(one, language) for one in due.stalled],
        "overrides": log.beside.words(_IN_ALL).to(language),
        "witness": _witness(log.head),
        **worst_lines(board, language, _SHOWN),
        **worth_knowing(board, language),
    }


def headline(figures: PeriodFigures) -> Text:
    """Return how it went, in a few words: volume, promptness, what is overdue now."""
    before = _BEFORE_MONTH if figures.period.is_month else _BEFORE_WEEK
    came_in = change_words(figures.came_in.change, before)
    said = _CAME_IN.filled(
        zh_period=_short(figures).zh,
        en_period=_short(figures).en,
        n=f"{figures.came_in.now:,}",
        zh_change=came_in.zh,
        en_change=came_in.en,
        closed=f"{figures.closed.now:,}",
    )
    prompt = [
        (now.title, now.percent)
        for now, _ in figures.rates
        if now.title in (REVIEW, REFUND) and now.share is not None
    ]
    zh = "".join(f"{title.zh} {percent}，" for title, percent in prompt)
    en = "".join(f"{title.en.lower()} {percent}; " for title, percent in prompt)
    late = _LATE.filled(n=figures.overdue.now) if figures.overdue.now else _NONE_LATE
    return Text(said.zh + zh + late.zh, said.en + en + late.en)


def _short(figures: PeriodFigures) -> Text:
    """Return the period without its days: for a subject."""
    return Text(*(words.split("（")[0].split(" (")[0] for words in figures.period.title.both()))


def _rate(now: Rate, before: Rate, language: Language) -> tuple[str, str, str, str]:
    return now.title.to(language), now.percent, f"{now.part} / {now.whole}", before.percent


def _mean(mean: Mean, language: Language) -> str:
    value = mean.value
    return "—" if value is None else f"{value} {mean.unit.to(language)}"


def _late(figures: PeriodFigures, language: Language) -> Mapping[str, object]:
    now, before = figures.late
    return {
        "missed": now.missed,
        "before": before.missed,
        "steps": [_late_step(step, language) for step in now.steps if step.missed],
        "people": [
            (mask_text(part.title.to(language)), part.count) for part in now.people[:_SHOWN]
        ],
    }


def _late_step(step: LateStep, language: Language) -> tuple[str, str, int, str]:
    """Return title, late of how many, how many still wait, and the longest."""
    parts = f"{step.missed} / {step.kept.whole}"
    return step.kept.title.to(language), parts, step.still_open, ago(step.longest).to(language)


def _feedback(feedback: Feedback, language: Language) -> Mapping[str, object]:
    return {
        "count": feedback.count,
        "mean": _mean(feedback.rating, language).split(" ")[0],
        "scores": feedback.scores,
        "poor": sum(count for points, count in feedback.scores if points <= 2),
        "tags": [(tag.title.to(language), tag.count) for tag in feedback.tags[:_SHOWN]],
        "complaints": feedback.complaints,
        "in_time": feedback.answered.part,
        "unanswered": joined([mask_text(number) for number in feedback.unanswered], language),
    }


def _training(one: TrainingDue, language: Language) -> tuple[str, str, str, bool]:
    subject = mask_text(one.subject.to(language))
    people = [mask_text(number) for number in one.people]
    return subject, joined(people, language), f"{one.due:%m-%d}", one.is_late


def _stalled(one: Stalled, language: Language) -> Mapping[str, object]:
    problem = mask_text(" ".join(one.problem.split()))
    return {
        "number": mask_text(one.number),
        "problem": problem if len(problem) <= _PROSE else problem[: _PROSE - 1] + "…",
        "owner": mask_text(one.owner),
        "status": mask_text(one.status.to(language)),
        "due": _day(one.due),
        "days": one.days,
        "is_overdue": one.is_overdue,
    }


def _day(day: date | None) -> str:
    return f"{day:%m-%d}" if day else ""


def _witness(head: LogRow | None) -> Mapping[str, object] | None:
    if head is None:
        return None
    return {"seq": head.seq, "hash": head.hash, "at": f"{head.logged_at:%Y-%m-%d %H:%M:%S}"}


_IN_ALL = Text("按例外处理", "Beside the rules")
_BEFORE_WEEK = Text("前一周", "the week before")
_BEFORE_MONTH = Text("前一个月", "the month before")
_CAME_IN = Text(
    "{zh_period}新增 {n} 单，{zh_change}，完结 {closed} 单；",
    "{en_period}: {n} came in, {en_change}, and {closed} were closed; ",
)
_LATE = Text("目前逾期 {n} 项。", "{n} overdue now.")
_NONE_LATE = Text("目前没有逾期。", "nothing is overdue now.")
