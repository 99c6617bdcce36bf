import builtins
import zlib
from collections.abc import Iterator
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheetops.adapters.workbook.editing import deflate as module
from sheetops.adapters.workbook.editing.deflate import DeflateError, checksum, deflate, inflate


@pytest.fixture(params=["isal", "zlib"])
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Both engines: the second as on a machine for which there is no wheel of isal."""
    if request.param == "zlib":
        real = builtins.__import__

        def without_isal(name: str, *rest: object) -> ModuleType:
            if name == "isal":
                raise ImportError(name)
            return real(name, *rest)  # type: ignore[arg-type] # passed on as it came

        monkeypatch.setattr(builtins, "__import__", without_isal)
    module._engine.cache_clear()
    yield request.param
    module._engine.cache_clear()


def test_pieces_are_packed_as_one_stream(engine: str) -> None:
    pieces: list[bytes | memoryview] = [b"a" * 10, memoryview(b"bc" * 900_000), b"", b"d"]
    packed, crc, size = deflate(pieces)
    whole = b"".join(pieces)
    assert zlib.decompress(packed, -15) == whole
    assert (crc, size) == (zlib.crc32(whole), len(whole))
    assert checksum(whole) == crc
    assert inflate(packed, size) == whole


def test_stream_of_another_size_is_an_error(engine: str) -> None:
    packed, _, size = deflate([b"abc" * 100])
    for wrong in (0, size - 1, size + 1, 10 * size):
        with pytest.raises(DeflateError):
            inflate(packed, wrong)


def test_stream_that_is_cut_or_no_stream_is_an_error(engine: str) -> None:
    packed, _, size = deflate([b"abc" * 100])
    for wrong in (packed[:-3], b"", b"\xff\xff\xff\xff"):
        with pytest.raises(DeflateError):
            inflate(wrong, size)


@given(st.lists(st.binary(max_size=200)))
def test_any_pieces_come_back(pieces: list[bytes]) -> None:
    packed, _, size = deflate(pieces)
    assert inflate(packed, size) == b"".join(pieces)
