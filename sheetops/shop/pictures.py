"""The pictures of a shop: looked at on the sheets, kept in `evidence/`, and what is wrong there."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sheetops.actions import KeepPicture
from sheetops.records.problems import Problem

if TYPE_CHECKING:
    from sheetops.adapters.state.picture_prints import PicturePrints
    from sheetops.adapters.workbook.pictures import PictureBook
    from sheetops.rules.evidence.placed import Placed
    from sheetops.shop.settled import Settled
    from sheetops.shop.shop import Shop


class ShopPictures:
    """The pictures of one shop at one instant, each looked at once."""

    def __init__(self, shop: "Shop") -> None:
        """Look at nothing yet."""
        self._shop = shop
        self._placed: Sequence[Placed] | None = None
        self._prints: Mapping[str, str] | None = None
        self._known: PicturePrints | None = None
        self._books: dict[str, PictureBook | None] = {}

    @property
    def placed(self) -> "Sequence[Placed]":
        """The pictures on the sheets of all people's workbooks."""
        if self._placed is None:
            from sheetops.adapters.evidence import placed_pictures

            look, known = self._shop.look, self.known
            with self._shop.state.transaction():
                self._placed = [
                    picture
                    for seen in look.seen
                    for picture in placed_pictures(seen.data, seen.file, seen.tables, known)
                ]
        return self._placed

    @property
    def prints(self) -> Mapping[str, str]:
        """The path of each picture in `evidence/` → SHA-256 of its bytes."""
        if self._prints is None:
            from sheetops.adapters.evidence import prints_of

            known = self.known
            with self._shop.state.transaction():
                self._prints = prints_of(self._shop.folder, known)
        return self._prints

    @property
    def known(self) -> "PicturePrints":
        """What is remembered of pictures seen before."""
        if self._known is None:
            from sheetops.adapters.state.picture_prints import PicturePrints

            self._known = PicturePrints(
                self._shop.state.database, is_rehearsal=self._shop.is_rehearsal
            )
        return self._known

    def book(self, file: str) -> "PictureBook | None":
        """Return a workbook opened to take pictures out of, once; None where it cannot be."""
        if file not in self._books:
            from sheetops.adapters.workbook.editing import EditRefused
            from sheetops.adapters.workbook.pictures import PictureBook

            seen = next((one for one in self._shop.look.seen if one.file == file), None)
            try:
                self._books[file] = PictureBook(seen.data) if seen is not None else None
            except EditRefused:
                self._books[file] = None
        return self._books[file]

    def problems(self) -> list[Problem]:
        """Return what is wrong with the pictures."""
        from sheetops.rules.evidence.checks import picture_problems

        return [*picture_problems(self._shop.records, self.placed, self.prints)]


def keep_picture(shop: "Shop", settled: "Settled", action: KeepPicture) -> None:
    """Write one picture into `evidence/`; OSError when the disk does not take it."""
    from sheetops.adapters.evidence import keep

    book = shop.pictures.book(action.book)
    if book is not None and keep(shop.folder, action, book) is not None:
        settled.pictures += 1
