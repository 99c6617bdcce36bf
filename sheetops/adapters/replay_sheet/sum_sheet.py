"""The first sheet of a replay: ten seconds for a manager, then the sums behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.board_sheet.styles import COUNT, MONEY, Look, Shown, put
from sheetops.records import palette
from sheetops.records.choices import CHOICES
from sheetops.records.references import References
from sheetops.records.text import Language, Text
from sheetops.rules.replaying.differences import Load, Sum
from sheetops.rules.replaying.judging import STAGES
from sheetops.rules.replaying.replay import Replay
from sheetops.rules.replaying.words import STAGE_WORDS, change, headlines, reservations, signed

FIRST = 2
_WIDTHS = (2, 38, 16, 16, 16, 16, 16, 16)
_TITLE = Look(ink=palette.ACCENT, size=18, bold=True)
_SECTION = Look(ink=palette.ACCENT, size=12, bold=True)
_QUIET = Look(ink=palette.MUTED)
_HEAD = Look(ink=palette.MUTED, size=9, line=palette.MUTED)
_CELL = Look(line=palette.LINE)
_TILE = Look(wash=palette.WASH, indent=1, gap=True)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: what it is afterwards, and what it was."""

    title: Text
    after: int | Decimal
    before: int | Decimal | None = None


def draw_sums(
    sheet: Worksheet,
    found: Replay,
    shop: str,
    now: datetime,
    language: Language,
    labels: References,
) -> None:
    """Write the sheet."""
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.row_dimensions[2].height = 30
    put(sheet, 2, FIRST, f"{shop} · {TITLE.to(language)}", _TITLE)
    put(sheet, 3, FIRST, _sides(found).to(language), Look(bold=True))
    row = 4
    for line in headlines(found):
        put(sheet, row, FIRST, line.to(language), Look())
        row += 1
    _tiles(sheet, row + 1, _figures(found), language)
    row = _sections(sheet, row + 6, found, language, labels)
    put(sheet, row, FIRST, NOTES.to(language), _SECTION)
    made = MADE.filled(time=f"{now:%Y-%m-%d %H:%M}")
    for place, line in enumerate((*reservations(found), *HOW, made), start=row + 1):
        put(sheet, place, FIRST, line.to(language), _QUIET)
    sheet.freeze_panes = "A4"


def _sides(found: Replay) -> Text:
    before, after = found.sides
    return Text(f"{before.zh} → {after.zh}", f"{before.en} → {after.en}")


def _figures(found: Replay) -> tuple[Tile, ...]:
    totals = found.totals
    person = totals.verdicts.get("person", Sum())
    late = Sum(
        sum(one.before for one in totals.stages.values()),
        sum(one.after for one in totals.stages.values()),
    )
    return (
        Tile(DIFFERING, totals.differing),
        Tile(GRANTED, totals.granted.after, totals.granted.before),
        Tile(MONEY_GRANTED, totals.granted_after, totals.granted_before),
        Tile(PERSON, person.after, person.before),
        Tile(LATE, late.after, late.before),
    )


def _tiles(sheet: Worksheet, row: int, tiles: Sequence[Tile], language: Language) -> None:
    for offset, height in enumerate((20, 32, 20)):
        sheet.row_dimensions[row + offset].height = height
    for column, tile in enumerate(tiles, start=FIRST):
        put(sheet, row, column, tile.title.to(language), replace(_TILE, ink=palette.MUTED))
        shown_as = MONEY if isinstance(tile.after, Decimal) else COUNT
        size = 16 if isinstance(tile.after, Decimal) else 20
        big = replace(_TILE, size=size, bold=True, shown_as=shown_as, across="left")
        put(sheet, row + 1, column, tile.after, big)
        was = "" if tile.before is None else WAS.filled(n=f"{tile.before:,}").to(language)
        put(sheet, row + 2, column, was, replace(_TILE, ink=palette.MUTED, size=9, down="top"))


def _sections(
    sheet: Worksheet, row: int, found: Replay, language: Language, labels: References
) -> int:
    totals, sides = found.totals, found.sides
    verdicts = [(c.text, totals.verdicts.get(c.key, Sum())) for c in CHOICES["verdict"]]
    row = _sums(sheet, row, VERDICTS, sides, verdicts, language)
    stages = [
        (STAGE_WORDS[stage], totals.stages[stage]) for stage in STAGES if stage in totals.stages
    ]
    row = _sums(sheet, row, STAGES_LATE, sides, stages, language)
    policies = sorted(totals.policies.items(), key=lambda item: (-abs(change(item[1])), item[0]))
    rows = [(_both(labels.label("policy", ref)), one) for ref, one in policies]
    row = _sums(sheet, row, POLICIES, sides, rows, language)
    return _loads(sheet, row, found, language, labels)


def _sums(
    sheet: Worksheet,
    row: int,
    title: Text,
    sides: tuple[Text, Text],
    sums: Sequence[tuple[Text, Sum]],
    language: Language,
) -> int:
    """Write one list of sums from `row` on, and return the next free row."""
    if not sums:
        return row
    put(sheet, row, FIRST, title.to(language), _SECTION)
    _line(sheet, row + 1, (w.to(language) for w in (WHAT, *sides, CHANGE)), _HEAD)
    for place, (name, one) in enumerate(sums, start=row + 2):
        _line(sheet, place, (name.to(language), one.before, one.after), _CELL)
        _change(sheet, place, FIRST + 3, change(one))
    return row + len(sums) + 3


def _loads(
    sheet: Worksheet, row: int, found: Replay, language: Language, labels: References
) -> int:
    loads = sorted(found.totals.agents.items())
    if not loads:
        return row
    put(sheet, row, FIRST, AGENTS.to(language), _SECTION)
    _line(sheet, row + 1, (words.to(language) for words in LOAD_HEADS), _HEAD)
    for place, (agent, load) in enumerate(loads, start=row + 2):
        name = labels.label("agents", agent) if agent else NOBODY.to(language)
        _line(sheet, place, (name, load.cases, *_pairs(load)), _CELL)
    return row + len(loads) + 3


def _pairs(load: Load) -> Iterable[str]:
    for one in (load.person, load.refused, load.late):
        yield f"{one.before:,} → {one.after:,}" if change(one) else f"{one.before:,}"


def _change(sheet: Worksheet, row: int, column: int, number: int) -> None:
    ink = palette.MUTED if not number else palette.INK
    look = replace(_CELL, across="right", ink=ink, bold=bool(number))
    put(sheet, row, column, signed(number), look)


def _line(sheet: Worksheet, row: int, values: Iterable[Shown], look: Look) -> None:
    for column, value in enumerate(values, start=FIRST):
        across = "left" if column == FIRST else "right"
        put(sheet, row, column, value, replace(look, across=across, shown_as=COUNT))


def _both(words: str) -> Text:
    return Text(words, words)


TITLE = Text("政策重演", "Policy replay")
DIFFERING = Text("会不同的单", "Cases that differ")
GRANTED = Text("同意或不可拒绝", "Approved")
MONEY_GRANTED = Text("涉及金额（元）", "Money (CNY)")
PERSON = Text("需人工判断", "Need a person")
LATE = Text("各环节逾期", "Late, all stages")
WAS = Text("原 {n}", "was {n}")
WHAT = Text("项目", "What")
CHANGE = Text("增减", "Change")
VERDICTS = Text("政策建议", "Advice")
STAGES_LATE = Text("逾期：各环节", "Late, by stage")
POLICIES = Text("依据的政策", "Policy rows that decide")
AGENTS = Text("客服工作量", "Agents' load")
NOBODY = Text("未分派", "nobody")
LOAD_HEADS = (
    Text("客服", "Agent"),
    Text("单数", "Cases"),
    Text("需人工判断", "Need a person"),
    Text("建议拒绝", "Advised to refuse"),
    Text("审核逾期", "Reviews late"),
)
NOTES = Text("怎么算的", "How it was reckoned")
HOW = (
    Text(
        "每一单按备案日志还原到当时作出结论前已知的情况，后来才知道的不算。",
        "Each case stands as the filing log knew it when it was decided, not as it became known.",
    ),
    Text(
        "比的是店铺自己的时限；平台和法定的时限不随手册改变，照常另计。",
        "Compared are the shop's own deadlines; no handbook moves the platform's or the law's.",
    ),
    Text(
        "时限按实际发生的时间判断是否逾期；还没办完的，按重演时的时间判断。",
        "Deadlines are held against what really happened when; what is open, against now.",
    ),
    Text(
        "库存没有备案：当时因缺货需人工判断的换货仍按缺货，其余按有货。",
        "Stock is not filed: exchanges that were short of it then stay so, all others have it.",
    ),
)
MADE = Text("重演于 {time}。", "Replayed at {time}.")
