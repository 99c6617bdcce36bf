"""What the shop knows of damaged numbers: the witnesses in its exports, and what they prove."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sheetops.records.problems import Problem

if TYPE_CHECKING:
    from sheetops.adapters.state.known_numbers import KnownNumbers
    from sheetops.records.desk import Records
    from sheetops.rules.identifiers.proposals import Proposal
    from sheetops.shop.shop import Shop


class ShopNumbers:
    """The damaged numbers of one shop; a rehearsal takes nothing new in."""

    def __init__(self, shop: "Shop") -> None:
        """Look at nothing yet."""
        self._shop = shop
        self._known: KnownNumbers | None = None
        self._seen: Records | None = None
        self._proposals: Sequence[Proposal] = ()

    @property
    def proposals(self) -> "Sequence[Proposal]":
        """What each damaged number can have been."""
        from sheetops.rules.identifiers.proposals import proposals

        records = self._shop.records
        if self._seen is not records:
            salt, known = self._shop.settings.id, self.known
            self._proposals = tuple(proposals(records, known.for_damage, salt))
            self._seen = records
        return self._proposals

    @property
    def known(self) -> "KnownNumbers":
        """The numbers that exports have brought, the latest ones taken in first."""
        if self._known is None:
            from sheetops.adapters.state.known_numbers import KnownNumbers

            self._known = KnownNumbers(self._shop.state.database)
            if not self._shop.is_rehearsal:
                for path in _exports(self._shop.folder):
                    self._take_in(path, self._known)
        return self._known

    def problems(self) -> Iterator[Problem]:
        """Yield what is to be told of damaged numbers."""
        from sheetops.rules.identifiers.problem_kinds import number_problems

        yield from number_problems(self.proposals)

    def _take_in(self, path: Path, known: "KnownNumbers") -> None:
        """Read one export, once; one that cannot be read is known too, with no rows."""
        from sheetops.adapters.exports.mappings import load_presets
        from sheetops.adapters.inbox import read_bounded
        from sheetops.rules.identifiers.witnesses import witnesses_of
        from sheetops.shop.importing import as_export

        try:
            stamp = path.stat()
            if known.knows(path.name, stamp.st_size, stamp.st_mtime_ns):
                return
            data = read_bounded(path)
        except OSError:
            return
        export = as_export(data, path.name, *load_presets(self._shop.folder))
        rows = () if isinstance(export, Problem) else witnesses_of(export, self._shop.settings.id)
        known.take_in(path.name, stamp.st_size, stamp.st_mtime_ns, rows)


def _exports(folder: Path) -> list[Path]:
    """Return the exports that were imported, without the notes beside them."""
    found = (folder / "inbox" / "done").glob("*")
    return sorted(path for path in found if path.is_file() and path.suffix != ".txt")
