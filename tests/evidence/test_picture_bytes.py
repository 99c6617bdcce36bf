"""What a picture is depends on its bytes, not on what it is called."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from sheetops.adapters.evidence import extension_of
from tests.evidence.picture_books import bomb, jpeg, png


def image(form: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(out, form)
    return out.getvalue()


EMF = struct.pack("<II", 1, 108) + b"\0" * 32 + b" EMF" + b"\0" * 64


@pytest.mark.parametrize(
    ("data", "extension"),
    [
        (png(), "png"),
        (jpeg(), "jpg"),
        (image("GIF"), "gif"),
        (image("BMP"), "bmp"),
        (image("TIFF"), "tiff"),
        (image("WEBP"), "webp"),
        (EMF, "emf"),
        (b"\xd7\xcd\xc6\x9a" + b"\0" * 60, "wmf"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "svg"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "heic"),
    ],
)
def test_picture_is_known_by_its_bytes(data: bytes, extension: str) -> None:
    assert extension_of(data) == extension


@pytest.mark.parametrize(
    "data",
    [b"", b"PK\x03\x04", jpeg()[:-400], png(1, (90, 90))[:-300], bomb(), b"\x01\0\0\0" * 20],
)
def test_what_is_no_whole_picture_has_no_extension(data: bytes) -> None:
    assert extension_of(data) == ""


@given(
    st.binary(max_size=300), st.sampled_from([b"", png()[:40], jpeg()[:60], EMF[:44], b"GIF89a"])
)
def test_any_bytes_are_told_from_a_picture_without_an_error(tail: bytes, head: bytes) -> None:
    assert extension_of(head + tail) in {"", "png", "jpg", "gif", "emf", "svg", "tiff", "bmp"}
