"""What the desk reads beside a file that was imported or refused, in a few lines."""

from collections.abc import Iterator, Sequence

from sheetops.records.problems import Problem
from sheetops.records.text import LANGUAGES, Language, Text
from sheetops.rules.importing.layout import Layout
from sheetops.rules.importing.taken import Import

MOST_TOLD = 200
"""Problems that a note lists one by one; the rest is counted."""
_MOST_NAMED = 8

_SAME = Text("与登记簿一致，没有变化。", "Nothing changed: the book says the same.")
_UNTOUCHED = Text("登记簿没有改动。", "Nothing was changed in the book.")
_ROWS = Text("共 {rows} 行：{counts}。", "{rows} rows: {counts}.")
_COUNT = Text("{words} {n}", "{n} {words}")
_MOVED = Text("其中 {n} 单的处理状态往前走了。", "{n} cases moved on to another status.")
_TO_CHECK = Text("需要核对 {n} 处：", "{n} to check:")
_IDLE = Text(
    "另有 {n} 行没有申请退款或已作废，未登记。",
    "{n} more rows are no applications, or were dropped.",
)
_REMARKS = Text("表格下面有 {n} 行说明，已跳过。", "{n} remarks below the table were passed over.")
_SHEETS = Text("未导入的工作表：{names}。", "Sheets that were not imported: {names}.")
_SELECTION = Text(
    "登记簿里同一时间段还有 {n} 单不在这份导出里，看来导出时做过筛选，没有逐一列出。",
    "The book has {n} more cases of this span of time; the export seems to be filtered, so they "
    "are not listed.",
)
_REST = Text("另有 {n} 处需核对。", "{n} more to check.")
_LINE = Text("{place}第 {row} 行：{what} {remedy}", "{place}row {row}: {what} {remedy}")
_WHOLE = Text("{what} {remedy}", "{what} {remedy}")

_FITS = Text("识别为“{title}”，{sure}。", "Recognised as “{title}”: {sure}.")
_ALL = Text("{n} 列全部对上", "all {n} columns known")
_MOST = Text(
    "对上 {n} 列（{share}%）{absent}{unknown}", "{n} columns known ({share}%){absent}{unknown}"
)
_ABSENT = Text("；文件里没有：{names}", "; not in the file: {names}")
_UNKNOWN = Text("；不认识、未导入：{names}", "; unknown and left out: {names}")
_DOUBLED = Text(
    "表头“{heading}”出现了不止一次，用的是 {letters} 列。",
    "The heading “{heading}” stands more than once; column {letters} was taken.",
)


def note_of(taken: Import) -> Text:
    """Return what the desk reads beside an export that was imported."""
    return Text(*("\n".join(_lines(taken, language)) for language in LANGUAGES))


def refusal_note(problem: Problem) -> Text:
    """Return what the desk reads beside a file that was refused."""
    return Text(*(told(problem, language) for language in LANGUAGES))


def told(problem: Problem, language: Language) -> str:
    """Return a problem in one line: the row, what is wrong, and what to do."""
    place, words = problem.place, _LINE if problem.place.row else _WHOLE
    parts = ("" if place.book.startswith("inbox/") else place.book, place.sheet or "")
    before = "!".join(part for part in parts if part)
    line = _said(
        words,
        place=f"{before} " if before else "",
        row=place.row,
        what=problem.message(language),
        remedy=problem.remedy(language),
    ).to(language)
    return line[:1].upper() + line[1:]


def recognition(layout: Layout) -> Text:
    """Return what the export was taken for, how sure that is, and what was not known."""
    share = round(100 * layout.certainty)
    if not layout.absent and not layout.unknown:
        sure = _said(_ALL, n=layout.known)
    else:
        sure = _said(
            _MOST,
            n=layout.known,
            share=share,
            absent=_said(_ABSENT, names=_named(layout.absent)) if layout.absent else Text("", ""),
            unknown=_said(_UNKNOWN, names=_named(layout.unknown))
            if layout.unknown
            else Text("", ""),
        )
    return _said(_FITS, title=layout.preset.title, sure=sure)


def doubled(layout: Layout) -> Iterator[Text]:
    """Yield which column was taken for each heading that stands more than once."""
    for heading, column in layout.doubled.items():
        yield _said(_DOUBLED, heading=heading, letters=_letters(column))


def counted(taken: Import) -> Text:
    """Return how many rows there are of each fate, in one line."""
    counts = [_said(_COUNT, words=words, n=n) for words, n in taken.counts.items() if n]
    joined = Text("，".join(one.zh for one in counts), ", ".join(one.en for one in counts))
    return _said(_ROWS, rows=taken.rows, counts=joined)


def left_out(taken: Import) -> Iterator[Text]:
    """Yield what of the file is no row of the export, and what the book has besides."""
    rest = taken.export.left_out
    if rest.idle:
        yield _said(_IDLE, n=rest.idle)
    if rest.remarks:
        yield _said(_REMARKS, n=rest.remarks)
    if rest.sheets:
        yield _said(_SHEETS, names=_named(rest.sheets))
    if taken.compared.is_selection:
        yield _said(_SELECTION, n=len(taken.compared.missing))


def summary(taken: Import) -> Iterator[Text]:
    """Yield what became of an export, without its problems."""
    yield recognition(taken.export.layout)
    yield from doubled(taken.export.layout)
    yield _SAME if taken.is_unchanged else counted(taken)
    if not taken.actions and not taken.is_unchanged:
        yield _UNTOUCHED
    if taken.moved:
        yield _said(_MOVED, n=taken.moved)
    yield from left_out(taken)


def _lines(taken: Import, language: Language) -> Iterator[str]:
    yield from (text.to(language) for text in summary(taken))
    problems = taken.problems
    if problems:
        yield _said(_TO_CHECK, n=len(problems)).to(language)
    yield from (told(problem, language) for problem in problems[:MOST_TOLD])
    if len(problems) > MOST_TOLD:
        yield _said(_REST, n=len(problems) - MOST_TOLD).to(language)


def _said(phrase: Text, /, **facts: object) -> Text:
    """Return the phrase filled with facts, of which some are words themselves."""
    filled = (
        {key: one.to(language) if isinstance(one, Text) else one for key, one in facts.items()}
        for language in LANGUAGES
    )
    return Text(*(text.format(**one) for text, one in zip(phrase.both(), filled, strict=True)))


def _named(names: Sequence[str]) -> Text:
    some = names[:_MOST_NAMED]
    more = len(names) - len(some)
    return Text(
        "、".join(some) + (f" 等 {len(names)} 项" if more else ""),
        ", ".join(some) + (f" and {more} more" if more else ""),
    )


def _letters(column: int) -> str:
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
