"""The board as it may leave the house: numbers and codes, nobody's name, nobody's words."""

from dataclasses import replace
from types import MappingProxyType

from sheetops.records.problems import Place, Problem
from sheetops.records.text import Text
from sheetops.rules.deadlines.overdue import DueItem
from sheetops.rules.privacy.masking import mask_text
from sheetops.rules.reporting.board import SUPERVISOR, UNASSIGNED, WAREHOUSE, Board, Desk, short_key


def masked(board: Board) -> Board:
    """Return the board as it may leave the house: numbers and codes, nobody's name or words.

    People type phone numbers into any cell, so whatever came out of one is masked, keys included.
    """
    reasons = tuple(replace(part, title=_masked_text(part.title)) for part in board.summary.reasons)
    return replace(
        board,
        summary=replace(board.summary, reasons=reasons),
        desks=tuple(
            Desk(_only_number(desk.title), tuple(map(masked_item, desk.items)))
            for desk in board.desks
        ),
        problems=tuple(map(_masked_problem, board.problems)),
        notices=tuple(replace(n, words=_masked_text(n.words)) for n in board.notices),
        slips=MappingProxyType({}),
        masked=True,
    )


def _only_number(title: Text) -> Text:
    """Return `KF012` of `KF012 小王`: reports that leave name people by their number."""
    if title in (WAREHOUSE, SUPERVISOR, UNASSIGNED):
        return title
    number = mask_text(title.zh.split(" ")[0])
    return Text(number, number)


def masked_item(item: DueItem) -> DueItem:
    """Return the item with whatever came out of a cell masked."""
    return replace(
        item,
        case_id=_masked(item.case_id),
        slip_no=_masked(item.slip_no),
        what=_masked_text(item.what),
        owner=_masked(item.owner),
        place=_masked_place(item.place),
    )


def _masked_problem(problem: Problem) -> Problem:
    """Return the problem without what was found in the row: its title says what is wrong."""
    kind = replace(problem.kind, message=_plain(problem.kind.title), remedy=Text("", ""))
    return replace(
        problem, kind=kind, place=_masked_place(problem.place), facts=MappingProxyType({})
    )


def _plain(text: Text) -> Text:
    """Return the text so that filling it gives it back, whatever braces it has."""
    return Text(*(words.replace("{", "{{").replace("}", "}}") for words in text.both()))


def _masked_place(place: Place) -> Place:
    """Return the place with a key that is a platform number cut to its last six digits."""
    return replace(
        place,
        book=mask_text(place.book),
        sheet=_masked(place.sheet),
        column=_masked(place.column),
        key=_masked(short_key(place.key)) if place.key else None,
    )


def _masked(words: str | None) -> str | None:
    return mask_text(words) if words else words


def _masked_text(text: Text) -> Text:
    return Text(mask_text(text.zh), mask_text(text.en))
