"""What stands beside a row goes when the archive or evidence/ has it, else it keeps its row."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from sheetops.adapters.workbook.editing import Formula, SetCell, edit
from tests.archiving.archive_desk import (
    NIGHT,
    NOW,
    application,
    cases,
    make_shop,
    night,
    opened,
    write_cell,
)
from tests.evidence.picture_books import png, wps

FIRST, SECOND = "AS20260301-0001", "AS20260301-0002"
BOOK = "applications.xlsx"
PATH = f"evidence/{SECOND}/1.png"


def drawn_on(folder: Path, draw: Callable[[Worksheet, int], object]) -> None:
    """A person changes the sheet; `draw` takes it and the row of the second case."""
    span = opened(folder).records["applications"].spans[0]
    book = openpyxl.load_workbook(folder / BOOK)
    draw(book[span.title], span.rows[1])
    book.save(folder / BOOK)


def with_picture(folder: Path, image: bytes) -> None:
    """WPS places a picture in a cell beside the second case."""
    span = opened(folder).records["applications"].spans[0]
    shown = Formula('_xlfn.DISPIMG("ID_1",1)')
    data = edit((folder / BOOK).read_bytes(), [SetCell(span.title, f"CC{span.rows[1]}", shown)])
    with zipfile.ZipFile(io.BytesIO(wps({"A1": image}))) as drawn:
        added = {name: drawn.read(name) for name in drawn.namelist() if "cell" in name.lower()}
    relation = (
        b'<Relationship Id="rId99" Type="http://www.wps.cn/officeDocument/2020/cellImage"'
        b' Target="cellimages.xml"/></Relationships>'
    )
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(folder / BOOK, "w") as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/_rels/workbook.xml.rels":
                content = content.replace(b"</Relationships>", relation)
            target.writestr(name, content)
        for name, content in added.items():
            target.writestr(name, content)


def test_note_goes_into_the_archive_and_the_row_out_of_the_book(folder: Path) -> None:
    def note(sheet: Worksheet, row: int) -> None:
        sheet.cell(row, 2).comment = Comment("买家说周五寄回", "王芳")

    make_shop(folder, [application(1), application(2)])
    drawn_on(folder, note)
    night(folder)
    there = opened(folder).archive.rows("2026-03")
    assert "买家说周五寄回" in str(there["applications", SECOND]["beside"])
    night(folder, NOW + NIGHT)
    assert cases(folder) == []


def test_words_beside_the_table_go_into_the_archive(folder: Path) -> None:
    make_shop(folder, [application(1), application(2)])
    span = opened(folder).records["applications"].spans[0]
    write_cell(folder, BOOK, span.title, f"CC{span.rows[1]}", "打电话给他")
    night(folder)
    night(folder, NOW + NIGHT)
    assert cases(folder) == []
    there = opened(folder).archive.rows("2026-03")
    assert there["applications", SECOND]["beside"] == "CC: 打电话给他"


def test_error_value_beside_the_table_keeps_its_row_and_is_told(folder: Path) -> None:
    """The reader shows an error value as blank, so the archive does not have it."""

    def fail(sheet: Worksheet, row: int) -> None:
        sheet.cell(row, 81, "#N/A").data_type = "e"

    make_shop(folder, [application(1), application(2)])
    drawn_on(folder, fail)
    night(folder)
    done = night(folder, NOW + NIGHT)
    assert cases(folder) == [SECOND]
    assert done.settled is not None
    assert [note.zh for note in done.settled.notes if "1 行已归档" in note.zh] != []


@pytest.mark.parametrize(("kept", "left"), [(7, []), (8, [SECOND])])
def test_picture_in_a_cell_goes_when_evidence_has_the_same(
    folder: Path, kept: int, left: list[str]
) -> None:
    make_shop(folder, [application(1), application(2, pictures=PATH)])
    with_picture(folder, png(7))
    (folder / PATH).parent.mkdir(parents=True)
    (folder / PATH).write_bytes(png(kept))
    night(folder)
    night(folder, NOW + NIGHT)
    assert cases(folder) == left
