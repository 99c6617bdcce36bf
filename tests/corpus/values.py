"""What other programs read from a workbook: openpyxl and python-calamine."""

import contextlib
import warnings
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO, StringIO

import openpyxl
import python_calamine

from sheetops.adapters.workbook.editing import EditRefused, sheet_names, survey

Place = tuple[str, int, int]
_LARGEST = 3_000_000  # cells in the rectangle around a sheet's content
_LONGEST = 30_000_000  # bytes of XML in all sheets


@dataclass
class Values:
    """Values by sheet, row and column as one reader sees them, or why it sees none."""

    values: dict[Place, object] = field(default_factory=dict)
    error: str = ""

    @property
    def is_too_large(self) -> bool:
        """Whether it was left out for its size."""
        return self.error.startswith("ValueError")

    def get(self, place: Place) -> object:
        """A value; None for a blank cell."""
        return self.values.get(place)

    def differing(self, before: "Values", exempt: set[Place]) -> list[str]:
        """Cells that are not what they were."""
        places = self.values.keys() | before.values.keys()
        return [
            f"{place} {before.get(place)!r} -> {self.get(place)!r}"
            for place in places
            if place not in exempt and not _is_same(before.get(place), self.get(place))
        ]

    def is_about(self, found: object, wanted: object) -> bool:
        """Whether a reader means the same by another type: a number in a date's clothes."""
        if not isinstance(wanted, float):
            return str(found) == str(wanted)
        return found is not None and not isinstance(found, (int, float, str))


def _is_same(one: object, other: object) -> bool:
    return type(one) is type(other) and (one == other or repr(one) == repr(other))


def read_by_calamine(data: bytes) -> Values:
    """Every value that python-calamine gives."""
    found = Values()
    try:
        _refuse_far_cells(data)
        book = python_calamine.load_workbook(BytesIO(data))
        for name in book.sheet_names:
            try:
                sheet = book.get_sheet_by_name(name)
            except python_calamine.WorksheetNotFound:
                continue
            for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
                for column, value in enumerate(values, 1):
                    if value != "":
                        found.values[name, row, column] = value
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt | MemoryError):
            raise
        found.error = f"{type(error).__name__} {error}"
    return found


def read_by_openpyxl(data: bytes) -> Values:
    """Every value, or formula, and every number format that openpyxl gives."""
    found = Values()
    try:
        _refuse_far_cells(data)
        with warnings.catch_warnings(), contextlib.redirect_stdout(StringIO()):
            warnings.simplefilter("ignore")  # and it prints what it thinks of a style
            book = openpyxl.load_workbook(BytesIO(data), rich_text=False)
        for sheet in book.worksheets:
            for (row, column), cell in sheet._cells.items():
                if cell.value is not None:
                    found.values[sheet.title, row, column] = _plain(cell.value)
    except Exception as error:  # noqa: BLE001 - whatever stops the reader
        found.error = f"{type(error).__name__} {error}"
    return found


def _plain(value: object) -> object:
    """A formula object as the text and the attributes that it holds."""
    return repr(sorted(vars(value).items())) if hasattr(value, "ref") else value


def _refuse_far_cells(data: bytes) -> None:
    """These readers fill the rectangle between far cells and take the machine's memory."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        sizes = sum(i.file_size for i in archive.infolist() if "worksheets/" in i.filename)
        if sizes > _LONGEST:
            raise ValueError("too long to read here")
    try:
        for name in sheet_names(data):
            shape = survey(data, name)
            if shape.last_row * shape.last_column > _LARGEST:
                raise ValueError("far cells")
    except EditRefused:
        return


READERS: dict[str, Callable[[bytes], Values]] = {
    "openpyxl": read_by_openpyxl,
    "calamine": read_by_calamine,
}
