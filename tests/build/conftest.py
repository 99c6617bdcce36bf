"""Books built once for the whole folder, and a LibreOffice to look at them with."""

import csv
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from sheetops.adapters.workbook.build import build_book
from sheetops.adapters.workbook.build.starting import list_rows, references_to
from sheetops.records.dictionary import BOOKS
from sheetops.records.seed import Row, example_handbook
from sheetops.records.text import Language

TODAY = date(2026, 11, 23)


@cache
def _handbook(language: Language) -> Mapping[str, tuple[Row, ...]]:
    return example_handbook(language, TODAY)


@cache
def _book_bytes(key: str, language: Language) -> bytes:
    rows = _handbook(language)
    tables: Mapping[str, Sequence[Row]] = {**rows, "lists": list_rows(rows)}  # type: ignore[dict-item]  # no raw cells among them
    return build_book(BOOKS[key], language, tables, references_to(rows), shop="晴山")


@cache
def _loaded(key: str, language: Language) -> Workbook:
    return load_workbook(BytesIO(_book_bytes(key, language)))


@pytest.fixture
def open_book() -> Callable[[str, Language], Workbook]:
    """Return a book as openpyxl sees it; it is shared, so tests only look."""
    return _loaded


@pytest.fixture
def book_data() -> Callable[[str, Language], bytes]:
    """Return the bytes of a book filled with the example handbook."""
    return _book_bytes


@pytest.fixture
def handbook_rows() -> Callable[[Language], Mapping[str, tuple[Row, ...]]]:
    """Return the rows of the example handbook."""
    return _handbook


@pytest.fixture(scope="session")
def office_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of its own, made once: LibreOffice takes seconds to make one."""
    return tmp_path_factory.mktemp("office")


@pytest.fixture
def in_office(tmp_path: Path, office_profile: Path) -> Callable[[bytes, str], list[list[str]]]:
    """Return what LibreOffice shows on a sheet: its cells as text, row by row."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice (soffice) is not installed")

    def show(data: bytes, sheet: str) -> list[list[str]]:
        (tmp_path / "book.xlsx").write_bytes(data)
        # the last number asks for every sheet as a file of its own, 76 is UTF-8
        form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
        profile = f"-env:UserInstallation={office_profile.as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", form, "--outdir"]
        subprocess.run(
            [*command, str(tmp_path), str(tmp_path / "book.xlsx")],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        with (tmp_path / f"book-{sheet}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    return show
