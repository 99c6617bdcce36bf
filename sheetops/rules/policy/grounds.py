"""What a verdict rests on, in words: the ground, the rows with their versions, and the facts."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from sheetops.records.cells import choice_words
from sheetops.records.columns import Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.text import LANGUAGES, Language, Text
from sheetops.rules.deadlines.deadlines import Deadlines
from sheetops.rules.policy.verdict_words import Verdict

_COLUMNS = SHEETS["applications"].by_key
_TIMES = ("applied_at", "signed_at", "shipped_at")
_TITLES = {
    language: {key: _COLUMNS[key].title.to(language) for key in _TIMES} for language in LANGUAGES
}
_VERSION = Text("{policy} 版本 {version}", "{policy} version {version}")
_WINDOW = Text("期限到 {strict}", "window until {strict}")
_ROLLED = Text("期限 {strict} 顺延到 {end}", "window until {strict}, moved to {end}")
_TOLD = Text("{words}〔{rests}〕", "{words} [{rests}]")


def grounds(times: Deadlines, found: Verdict, language: Language) -> str:
    """Return the verdict's words, and behind them the row versions and facts it rests on."""
    joint = "；" if language == "zh-CN" else "; "
    rests = joint.join((*versions(times, found, language), *facts(times, language)))
    return _TOLD.to(language).format(words=found.said(language), rests=rests)


def versions(times: Deadlines, found: Verdict, language: Language) -> Iterator[str]:
    """Yield each policy row that the verdict rests on, with the version it had."""
    for name in found.refs:
        row = times.book.policies.by_id.get(name)
        if row is not None:
            yield _VERSION.to(language).format(policy=name, version=row.version)


def facts(times: Deadlines, language: Language) -> Iterator[str]:
    """Yield what was known of the case: its type, goods and reason, its times, its window."""
    case = times.case
    yield from _chosen(case["case_type"], case["goods_status"], language)
    reason = times.book.reason_of(case)
    if reason is not None:
        yield f"{reason.code} {reason.name}"
    for key in _TIMES:
        value = case[key]
        if isinstance(value, datetime):
            yield f"{_TITLES[language][key]} {value.isoformat(' ', 'minutes')}"
    window = times.window
    if window is not None:
        strict, end = (at.isoformat(" ", "minutes") for at in window[:2])
        words = _WINDOW if strict == end else _ROLLED
        yield words.to(language).format(strict=strict, end=end)


@lru_cache(maxsize=1024)
def _chosen(case_type: Value, goods_status: Value, language: Language) -> tuple[str, ...]:
    chosen = (("case_type", case_type), ("goods_status", goods_status))
    return tuple(
        choice_words(_COLUMNS[key], value).to(language)
        for key, value in chosen
        if isinstance(value, str)
    )
