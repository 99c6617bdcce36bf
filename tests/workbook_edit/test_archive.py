import struct
import zipfile
from io import BytesIO

import pytest

from sheetops.adapters.workbook.editing.archive import Archive
from sheetops.adapters.workbook.editing.refusal import EditRefused
from tests.corpus.packages import pack


def _names(data: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def _change(data: bytes, index: int, content: bytes) -> bytes:
    archive = Archive(data)
    archive.replace(index, [content])
    return archive.render()


def test_unchanged_entries_are_copied_with_their_packed_bytes() -> None:
    data = pack({"a.xml": b"<a/>" * 50, "b.xml": b"<b/>" * 50, "c.xml": b"<c/>" * 50})
    packed = Archive(data).entries[2]
    changed = _change(data, 1, b"<new/>")
    after = Archive(changed).entries[2]
    assert data[packed.offset : packed.end] == changed[after.offset : after.end]
    assert _names(changed) == ["a.xml", "b.xml", "c.xml"]
    assert zipfile.ZipFile(BytesIO(changed)).read("b.xml") == b"<new/>"


def test_nothing_changed_gives_the_same_file() -> None:
    data = b"before" + pack({"a.xml": b"<a/>"})
    assert Archive(data).render() == data


def test_changed_entry_keeps_its_name_and_time() -> None:
    data = pack({"备注.xml": b"<a/>"})
    info = zipfile.ZipFile(BytesIO(_change(data, 0, b"<b/>"))).infolist()[0]
    assert (info.filename, info.date_time) == ("备注.xml", (2026, 1, 2, 3, 4, 6))


def test_added_and_removed_entries_change_the_list() -> None:
    archive = Archive(pack({"a": b"1", "b": b"2", "c": b"3"}))
    archive.remove(1)
    archive.add(b"d", b"4")
    assert _names(archive.render()) == ["a", "c", "d"]


def test_bytes_before_the_zip_stay() -> None:
    changed = _change(b"#!/bin/sh\n" + pack({"a": b"1", "b": b"2"}), 0, b"one")
    assert changed.startswith(b"#!/bin/sh\nPK")
    assert _names(changed) == ["a", "b"]


def test_comment_of_the_archive_stays() -> None:
    data = pack({"a": b"1"})
    data = data[:-2] + struct.pack("<H", 4) + b"note"
    assert zipfile.ZipFile(BytesIO(_change(data, 0, b"2"))).comment == b"note"


def test_stored_entries_stay_stored_unless_changed() -> None:
    data = pack({"a": b"1" * 99, "b": b"2" * 99}, stored=True)
    infos = zipfile.ZipFile(BytesIO(_change(data, 0, b"x" * 99))).infolist()
    assert [info.compress_type for info in infos] == [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]


def _refused(data: bytes, index: int = 0) -> str:
    with pytest.raises(EditRefused) as caught:
        Archive(data).read(index)
    return caught.value.reason


def test_cut_file_is_refused() -> None:
    data = pack({"a": b"1" * 500, "b": b"2" * 500})
    assert _refused(data[:-30]) == "not-a-workbook"
    assert _refused(data[100:]) == "damaged-zip"


def test_other_file_is_refused() -> None:
    assert _refused(b"No,Name\n1,a\n") == "not-a-workbook"
    assert _refused(b"") == "not-a-workbook"


def test_old_and_encrypted_workbooks_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512
    assert _refused(ole) == "old-format"
    assert _refused(ole + "EncryptedPackage".encode("utf-16-le")) == "encrypted"


def _with_field(data: bytes, at: int, layout: str, value: int) -> bytes:
    """The same zip with a field of its first central record changed."""
    start = data.index(b"PK\x01\x02")
    changed = bytearray(data)
    struct.pack_into(layout, changed, start + at, value)
    return bytes(changed)


@pytest.mark.parametrize("size", [3, 400, 0x7FFFFFFF, 0xFFFFFFFE])
def test_lie_about_the_unpacked_size_is_refused(size: int) -> None:
    data = _with_field(pack({"a": b"1" * 100}), 24, "<L", size)
    assert _refused(data) in ("damaged-part", "too-large", "packed-too-tight")


def test_lie_about_the_packed_size_is_refused() -> None:
    assert _refused(_with_field(pack({"a": b"1" * 100}), 20, "<L", 9999)) == "damaged-zip"


def test_wrong_checksum_is_refused() -> None:
    assert _refused(_with_field(pack({"a": b"1" * 100}), 16, "<L", 1)) == "damaged-part"


def test_overlapping_entries_are_refused() -> None:
    data = pack({"a": b"1" * 100, "b": b"2" * 100})
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 4)
    changed = bytearray(data)
    struct.pack_into("<L", changed, second + 42, 0)
    with pytest.raises(EditRefused, match="damaged"):
        Archive(bytes(changed)).read(0)


def test_password_on_an_entry_is_refused() -> None:
    assert _refused(_with_field(pack({"a": b"1"}), 8, "<H", 1)) == "encrypted"


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    data = pack({"a": b"\0" * (80 << 20)})
    assert len(data) < 200_000
    assert _refused(data) == "packed-too-tight"
