"""A shop's archive: what it says, what goes into it, leaves the books for it, is forgotten."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sheetops.actions import ClearCase, ForgetMonth, LeavingRow
from sheetops.errors import WorkbookUnreadable
from sheetops.records.archive import ANONYMISED_AT, ARCHIVED_SHEETS, BESIDE, FOLDER
from sheetops.records.columns import Value
from sheetops.records.table import Record
from sheetops.records.text import Text

if TYPE_CHECKING:
    from sheetops.adapters.archive_book import Archive
    from sheetops.rules.importing.export import Export
    from sheetops.shop.settled import Settled
    from sheetops.shop.shop import Shop

Rows = Mapping[tuple[str, str], Mapping[str, Value]]


class ShopArchive:
    """What the archive says, and what stands beside our columns in the books, for one look."""

    def __init__(self, shop: "Shop") -> None:
        self._shop = shop
        self._beside: dict[tuple[str, str], Mapping[int, str]] = {}

    @cached_property
    def books(self) -> "Archive":
        """The archive's workbooks."""
        from sheetops.adapters.archive_book import Archive

        return Archive(self._shop.folder, self._shop.language, self._shop.look.references)

    def months(self) -> list[str]:
        """Return the months that have a workbook, oldest first."""
        return self.books.months()

    def rows(self, month: str) -> Rows:
        """Return what stands in the month's workbook: (sheet, row key) → column key → value."""
        return self.books.rows(month)

    def expected(self, month: str) -> Rows:
        """Return what will stand there once what waits is in it."""
        waiting = {
            (row.sheet, row.key): {**row.values, BESIDE: row.beside}
            for row in self._shop.state.leaving.waiting()
            if row.month == month
        }
        return {**self.rows(month), **waiting}

    def is_anonymous(self, month: str) -> bool:
        """Return whether nothing personal is left in the month's workbook, or will be."""
        if any(action.month == month for action in self._shop.state.leaving.to_forget()):
            return True
        rows = self.rows(month).values()
        return all(values.get(ANONYMISED_AT) is not None for values in rows)

    def left_out(self, export: "Export") -> "Export":
        """Return an export without the rows of cases that are in the archive and in no book."""
        from sheetops.rules.archiving.archived import archived_refunds, without_archived

        waiting = self._shop.state.entries.waiting()
        known = archived_refunds(self._shop.log_rows()) | archived_refunds(waiting)
        in_book = self._shop.records["applications"].column("refund_no")
        return without_archived(export, known.difference(map(str, in_book)))

    def beside(self, row: Record) -> str | None:
        """Return what private columns and cell notes say beside a row; None for nothing."""
        from sheetops.adapters.workbook.beside import beside

        span, number = row.table.span_at(row.index)
        at = (span.book, span.title)
        if at not in self._beside:
            data = next(seen.data for seen in self._shop.look.seen if seen.file == span.book)
            self._beside[at] = beside(data, span, span.rows)
        return self._beside[at].get(number)


def put_into_archive(shop: "Shop", settled: "Settled") -> None:
    """Put what waits for the archive into its workbooks; what is read back waits no more."""
    for put in shop.archive.books.put(shop.state.leaving.waiting(), shop.now):
        if put.reason is None:
            shop.state.leaving.archived(put.rows)
            settled.archived += len(put.rows)
        else:
            settled.notes.append(
                Text(
                    f"{len(put.rows)} 行等待写入 {put.book}：{put.reason.zh}",
                    f"{len(put.rows)} rows wait for {put.book}: {put.reason.en}",
                )
            )


def clear_cases(shop: "Shop", settled: "Settled", cases: Sequence[ClearCase]) -> None:
    """Take the rows of archived cases out of the books: an application only once its slips and
    feedback are out, so that none of them is ever left behind alone.
    """
    others = [row for case in cases for row in case.rows if row.sheet != "applications"]
    out = _clear(shop, settled, others)
    last = [
        row
        for case in cases
        if all((r.sheet, r.key) in out for r in case.rows if r.sheet != "applications")
        for row in case.rows
        if row.sheet == "applications"
    ]
    _clear(shop, settled, last)


def _clear(
    shop: "Shop", settled: "Settled", rows: Sequence[LeavingRow]
) -> frozenset[tuple[str, str]]:
    from sheetops.adapters.clearing import clear_rows

    out: frozenset[tuple[str, str]] = frozenset()
    for book in sorted({row.book for row in rows}):
        those = [row for row in rows if row.book == book]
        done = clear_rows(
            shop.folder,
            book,
            those,
            shop.state,
            shop.language,
            shop.look.references,
            shop.now,
            versions=shop.versions,
        )
        out |= done.keys
        settled.problems.extend(done.problems)
        if done.keys:
            settled.cleared[book] = settled.cleared.get(book, 0) + len(done.keys)
        if done.reason is not None:
            left = len(those) - len(done.keys)
            settled.notes.append(
                Text(
                    f"{left} 行已归档，等待移出 {book}：{done.reason.zh}",
                    f"{left} archived rows still stand in {book}: {done.reason.en}",
                )
            )
    return out


def forget_months(shop: "Shop", settled: "Settled") -> None:
    """Remove the personal data of the archive's months whose time is over."""
    for action in shop.state.leaving.to_forget():
        try:
            _forget_month(shop, settled, action)
        except WorkbookUnreadable as error:
            settled.notes.append(error.message)


def _forget_month(shop: "Shop", settled: "Settled", action: ForgetMonth) -> None:
    """Delete the pictures and slips of the month's cases, then anonymise its rows.

    In this order: after a crash the rows still name what is to be deleted.
    """
    from sheetops.adapters.forgetting import delete_pictures, delete_slips
    from sheetops.rules.archiving.forgetting import anonymised

    archive = shop.archive.books
    rows = archive.rows(action.month)
    left = {at: row for at, row in rows.items() if row.get(ANONYMISED_AT) is None}
    others = (archive.rows(month) for month in archive.months() if month != action.month)
    kept = action.kept.union(*map(_pictures_in, others))
    delete_pictures(shop.folder, _pictures_in(left) - kept)
    delete_slips(shop.folder, _slips_in(left))
    today, sheets = shop.now.date(), {sheet.key: sheet for sheet in ARCHIVED_SHEETS}
    wanted = {at: anonymised(sheets[at[0]], row, today) for at, row in left.items()}
    reason = archive.write(action.month, wanted, shop.now)
    if reason is None:
        shop.state.leaving.forgotten(action.month)
        settled.forgotten.append(action.month)
    else:
        book = f"{FOLDER}/{action.month}.xlsx"
        settled.notes.append(
            Text(
                f"{book} 的个人信息还没有去除：{reason.zh}",
                f"Personal data still stands in {book}: {reason.en}",
            )
        )


def _pictures_in(rows: Rows) -> set[str]:
    from sheetops.rules.archiving.forgetting import pictures_of

    return {path for (sheet, _), row in rows.items() for path in pictures_of(sheet, row)}


def _slips_in(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [key for sheet, key in rows if sheet == "slips"]
