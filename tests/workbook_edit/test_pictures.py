import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from sheetops.adapters.workbook.editing import EditRefused, ReplacePicture, edit
from tests.corpus.made_by_xlsxwriter import PNG
from tests.corpus.packages import part, paths

_NEW = PNG.replace(b"IEND", b"IEND", 1) + b"new"


def _book(*pictures: tuple[str, bytes]) -> bytes:
    """A sheet with pictures: alternative text, content."""
    stream = BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet("Slip")
    for row, (name, content) in enumerate(pictures):
        options = {"image_data": BytesIO(content), "description": name}
        sheet.insert_image(row * 5, 0, f"{name}.png", options)
    made.close()
    return stream.getvalue()


def _media(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if "/media/" in name}


def _replace(data: bytes, name: str, png: bytes = _NEW) -> bytes:
    return edit(data, [ReplacePicture("Slip", name, png)])


def test_picture_of_its_own_is_swapped_in_place() -> None:
    data = _book(("qr", PNG))
    changed = _replace(data, "qr")
    assert _media(changed) == {"xl/media/image1.png": _NEW}
    same = [path for path in paths(data) if "media" not in path]
    assert all(part(data, path) == part(changed, path) for path in same)


def test_picture_is_found_by_its_name_too() -> None:
    assert _media(_replace(_book(("qr", PNG)), "Picture 1")) == {"xl/media/image1.png": _NEW}


def test_shared_picture_gets_a_part_of_its_own() -> None:
    changed = _replace(_book(("qr", PNG), ("logo", PNG)), "qr")
    assert sorted(_media(changed).values()) == sorted([PNG, _NEW])
    sheet: Any = openpyxl.load_workbook(BytesIO(changed))["Slip"]
    by_row = {image.anchor._from.row: image._data() for image in sheet._images}
    assert by_row == {0: _NEW, 5: PNG}


def test_two_pictures_in_one_edit_and_one_twice() -> None:
    data = _book(("qr", PNG), ("bar", PNG))
    other = PNG + b"other"
    changed = edit(
        data,
        [
            ReplacePicture("Slip", "qr", b"\x89PNG\r\n\x1a\nwrong"),
            ReplacePicture("Slip", "bar", other),
            ReplacePicture("Slip", "qr", _NEW),
        ],
    )
    assert set(_media(changed).values()) >= {_NEW, other}
    assert _replace(changed, "qr") == changed


def test_picture_already_there_changes_nothing() -> None:
    data = _book(("qr", PNG))
    assert _replace(data, "qr", PNG) == data


@pytest.mark.parametrize(
    ("name", "png", "reason"),
    [
        ("qr", b"GIF89a", "not-a-png"),
        ("none", PNG, "unknown-picture"),
        ("twice", PNG, "several-pictures"),
    ],
)
def test_picture_that_cannot_be_swapped_is_refused(name: str, png: bytes, reason: str) -> None:
    with pytest.raises(EditRefused) as caught:
        _replace(_book(("qr", PNG), ("twice", PNG), ("twice", PNG)), name, png)
    assert caught.value.reason == reason


def test_jpeg_is_replaced_by_a_part_of_the_right_kind() -> None:
    data = _book(("qr", PNG))
    files = dict.fromkeys(paths(data), b"")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {path: archive.read(path) for path in files}
    files["xl/media/image1.jpeg"] = files.pop("xl/media/image1.png")
    rels = "xl/drawings/_rels/drawing1.xml.rels"
    files[rels] = files[rels].replace(b"image1.png", b"image1.jpeg")
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    changed = _replace(stream.getvalue(), "qr")
    assert _media(changed)["xl/media/image1.png"] == _NEW
    assert 'PartName="/xl/media/image1.png"' in part(changed, "[Content_Types].xml")
