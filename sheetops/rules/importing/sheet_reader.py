"""Takes in the rows of one sheet: blank ones, remarks and rows of nobody are told apart."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from sheetops.records.cells import Raw
from sheetops.records.columns import Value
from sheetops.records.problems import Problem, ProblemKind
from sheetops.records.spelling import folded
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.export import Part, row_problem
from sheetops.rules.importing.layout import Layout
from sheetops.rules.importing.platform_words import fact_of
from sheetops.rules.importing.presets import Purpose
from sheetops.rules.importing.values import ColumnReader, Troubles

Row = Sequence[Raw]

_NAMES = ("refund_no", "order_no", "sub_order_no")
"""Facts by which a row is known; a row without any of them may be a remark."""
_TOTALS = ("合计", "总计", "小计", "汇总", "total", "sum")
_FEW = 2
"""A note below a table fills one or two cells."""


class SheetReader:
    """Collects the rows of one sheet below its headings."""

    def __init__(self, layout: Layout, name: str, *, is_text: bool = False) -> None:
        """Read by `layout`; `name` is the file's; `is_text`: no cell is anything but text."""
        self.layout = layout
        self.idle = self.remarks = 0
        self._name = name
        self._columns = [
            (column, ColumnReader(fact, layout, is_text=is_text))
            for fact, column in layout.columns.items()
        ]
        self._numbers: list[int] = []
        self._facts: dict[str, list[Value]] = {fact: [] for fact in layout.columns}
        self._ragged: list[tuple[int, int]] = []
        self._told: dict[int, list[tuple[str, str, ProblemKind]]] = {}
        needed = (layout.columns.get(h.fact or "", 0) for h in layout.preset.required)
        self._last_needed = max(needed, default=0)

    def __len__(self) -> int:
        return len(self._numbers)

    def take(self, block: Sequence[Row], first: int) -> None:
        """Take in rows that follow each other; `first` is the number of the first one."""
        if all(map(any, block)) and set(map(len, block)) == {self.layout.width}:
            self._read(range(first, first + len(block)), block)
            return
        numbers: list[int] = []
        rows: list[Row] = []
        for number, row in enumerate(block, first):
            if any(row) or 0 in row:
                whole = self._whole(row, number)
                if whole is not None:
                    numbers.append(number)
                    rows.append(whole)
        if rows:
            self._read(numbers, rows)

    def part(self, sheet: str | None = None) -> Part:
        """Return what was taken in; `sheet` is its name where the export has several."""
        told = {
            place: tuple(
                row_problem(
                    kind,
                    self._name,
                    self._numbers[place],
                    self.layout.words[fact],
                    sheet,
                    value=shown,
                )
                for fact, shown, kind in found
            )
            for place, found in self._told.items()
        }
        return Part(self._numbers, self._facts, told, sheet)

    def ragged(self, sheet: str | None = None) -> Iterator[Problem]:
        """Yield the rows that were left out because their cells may stand in wrong columns."""
        wanted = str(self.layout.width)
        for number, width in self._ragged:
            yield row_problem(
                kinds.ROW_RAGGED, self._name, number, None, sheet, value=str(width), wanted=wanted
            )

    def _whole(self, row: Row, number: int) -> Row | None:
        """Return the row as wide as its headings; None where its cells stand in wrong columns."""
        width = len(row)
        if width == self.layout.width:
            return row
        if width > self.layout.width:
            if not any(row[self.layout.width :]):
                return row
        elif width > self._last_needed or _filled(row) <= _FEW:
            return [*row, *[""] * (self.layout.width - width)]
        self._ragged.append((number, width))
        return None

    def _read(self, numbers: Sequence[int], rows: Sequence[Row]) -> None:
        facts: dict[str, Sequence[Value]] = {}
        troubles: dict[str, Troubles] = {}
        for column, reader in self._columns:
            cells = list(map(itemgetter(column), rows))
            facts[reader.fact], troubles[reader.fact] = reader.read(cells)
        left_out = self._remarks(facts, rows) | self._idle(facts, len(rows))
        kept = [place for place in range(len(rows)) if place not in left_out] if left_out else ()
        for fact, met in troubles.items():
            for place, kind in met:
                if place not in left_out:
                    at = len(self._numbers) + (bisect_left(kept, place) if left_out else place)
                    raw = rows[place][self.layout.columns[fact]]
                    shown = "" if raw is None else str(raw)
                    self._told.setdefault(at, []).append((fact, shown, kind))
        self._numbers += [numbers[place] for place in kept] if left_out else numbers
        for fact, values in facts.items():
            self._facts[fact] += [values[p] for p in kept] if left_out else values

    def _remarks(self, facts: Mapping[str, Sequence[Value]], rows: Sequence[Row]) -> set[int]:
        names = [facts[fact] for fact in _NAMES if fact in facts]
        if any(None not in column for column in names):
            return set()
        nameless = [
            p for p, one in enumerate(zip(*names, strict=True)) if one.count(None) == len(one)
        ]
        found = {place for place in nameless if _is_remark(rows[place])}
        self.remarks += len(found)
        return found

    def _idle(self, facts: Mapping[str, Sequence[Value]], count: int) -> set[int]:
        """Return the rows that nobody's application stands behind, as far as refunds are told."""
        if self.layout.preset.purpose is not Purpose.REFUNDS:
            return set()
        status, void = facts.get("platform_status"), facts.get("void")
        none = {words for words in set(status or ()) if words and fact_of(str(words)) == "none"}
        found = {p for p in range(count) if status and status[p] in none} if none else set()
        if void and True in void:
            found |= {place for place, is_void in enumerate(void) if is_void}
        self.idle += len(found)
        return found


def _filled(row: Row) -> int:
    return sum(cell not in (None, "") for cell in row)


def _is_remark(row: Row) -> bool:
    first = next((cell for cell in row if cell not in (None, "")), "")
    return _filled(row) <= _FEW or folded(str(first)).startswith(_TOTALS)
