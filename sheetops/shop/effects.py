"""Lets out what was decided: workbooks published, log appended, slips printed, mail sent.

Everything here starts from the local state and can be done again after a crash: what is out
already is recognised and not done twice. One thing that cannot go out now never stops the others.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sheetops.actions import (
    Action,
    ClearCase,
    KeepPicture,
    PublishBoard,
)
from sheetops.records.text import Text
from sheetops.shop.archiving import clear_cases, forget_months, put_into_archive
from sheetops.shop.pictures import keep_picture
from sheetops.shop.settled import Settled
from sheetops.shop.shelving import shelve_exports

if TYPE_CHECKING:
    from sheetops.records.columns import Value
    from sheetops.shop.shop import Shop

_PICTURES_ADDED_FOR = timedelta(days=30)
"""So long a slip that was printed without LibreOffice still gets its PDF and picture later."""


def let_out_results(shop: "Shop", settled: Settled, actions: Sequence[Action] = ()) -> None:
    """Let out what waits for workbooks, for the filing log, for the archive and for the printer.

    `actions` are those that leave no trace in the local state: planned again until they are done.
    """
    _guarded(settled, lambda: put_into_archive(shop, settled))
    _guarded(settled, lambda: _publish(shop, settled))
    _guarded(settled, lambda: _file(shop, settled))
    _guarded(settled, lambda: _print(shop, settled))
    for action in actions:
        if isinstance(action, KeepPicture):
            _guarded(settled, partial(keep_picture, shop, settled, action))
    _guarded(settled, lambda: shelve_exports(shop, settled))
    _guarded(settled, lambda: forget_months(shop, settled))
    cleared = [action for action in actions if isinstance(action, ClearCase)]
    if cleared:
        _guarded(settled, lambda: clear_cases(shop, settled, cleared))
    settled.waiting = shop.state.journal.waiting()


def let_out_news(shop: "Shop", settled: Settled, boards: Sequence[PublishBoard] = ()) -> None:
    """Let out the board and the mails; after the results, so that they tell what really waits."""
    for board in boards[-1:]:
        _guarded(settled, partial(_show_board, shop, settled, board))
    _guarded(settled, lambda: _send(shop, settled))
    _guarded(settled, lambda: _file(shop, settled))


def _guarded(settled: Settled, step: Callable[[], None]) -> None:
    """Do one step; a disk or a share that fails is noted, and the other steps go on."""
    try:
        step()
    except OSError as error:
        what = f"{error.strerror or error} {error.filename or ''}".strip()
        settled.notes.append(
            Text(f"有一步没做成，下次再试：{what}", f"One step failed and is tried again: {what}")
        )
        settled.is_whole = False


def _publish(shop: "Shop", settled: Settled) -> None:
    from sheetops.adapters.state.exchanges import Exchanges
    from sheetops.adapters.workbook.publish import publish

    broken_off = Exchanges(shop.state.database).unfinished()
    for book in sorted(shop.state.journal.counts().keys() | broken_off | shop.changed_files()):
        outcome = publish(
            shop.folder,
            book,
            shop.state.journal,
            shop.language,
            shop.look.references,
            shop.now,
            versions=shop.versions,
        )
        settled.problems.extend(outcome.problems)
        if outcome.applied:
            settled.published[book] = outcome.applied


def _file(shop: "Shop", settled: Settled) -> None:
    from sheetops.adapters.filing_book import append_entries

    if shop.chain_problem is None:  # V22: nothing is added to a chain that does not hold
        years = shop.settings.retention.log_years
        done = append_entries(shop.folder, shop.state.entries, shop.language, shop.now, years=years)
        settled.filed += done.filed
        settled.log = done if done.waiting else None


def _print(shop: "Shop", settled: Settled) -> None:
    from sheetops.adapters.slip_sheet import print_slips

    new, lacking = shop.state.prints.waiting(), _lacking_pictures(shop)
    if not new and not lacking:
        return
    printed = print_slips([*new, *lacking], shop.folder, shop.language, shop.settings)
    settled.problems.extend(printed.problems)
    settled.notes.extend(error.message for error in printed.refused)
    pictured = {path.stem for path in printed.paths if path.suffix == ".png"}
    unchanged = {str(row["slip_no"]) for row in lacking} - pictured
    for slip_no in printed.numbers:
        has_picture = slip_no in pictured or not shop.settings.slip_pictures
        shop.state.prints.printed(slip_no, shop.now, has_picture=has_picture)
        if slip_no not in unchanged:
            settled.slips.append(slip_no)


def _lacking_pictures(shop: "Shop") -> "list[Mapping[str, Value]]":
    """Return the slips that were printed while there was no LibreOffice, once there is one."""
    found = shop.state.prints.without_picture(shop.now - _PICTURES_ADDED_FOR)
    if not found or not shop.settings.slip_pictures:
        return []
    from sheetops.adapters import office

    return found if office.find() else []


def _show_board(shop: "Shop", settled: Settled, action: PublishBoard) -> None:
    from sheetops.adapters.board_sheet import board_book
    from sheetops.adapters.whole_file import put
    from sheetops.rules.reporting.board import Board

    if not isinstance(action.content, Board):
        raise TypeError(type(action.content).__name__)
    settled.board = put(
        shop.folder / "board.xlsx", board_book(action.content, shop.language), shop.now
    )


def _send(shop: "Shop", settled: Settled) -> None:
    from sheetops.adapters.mailer import Mailer

    done = Mailer(shop.state.outbox, shop.settings, shop.folder).deliver(shop.now)
    settled.reports, settled.mails = done.reports, done.mails
    settled.notes.extend(done.notes)
