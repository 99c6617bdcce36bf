"""The one place that chooses how parts are packed: isal where a wheel exists, zlib elsewhere.

Measured on a sheet of 75 MB: isal inflates in half the time of zlib and deflates, at level 1,
about ten times as fast as zlib at level 6 for a file a tenth larger.
"""

import zlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Protocol

_RAW = -15  # a raw deflate stream, as zip files hold it
_WINDOW = 1 << 20


class _Packer(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class DeflateError(Exception):
    """The packed bytes are not what their header promised."""


@cache
def _engine() -> tuple[Callable[[], _Packer], Callable[[], _Unpacker], Callable[[bytes, int], int]]:
    try:
        from isal import isal_zlib
    except ImportError:
        return (
            lambda: zlib.compressobj(3, zlib.DEFLATED, _RAW),
            lambda: zlib.decompressobj(_RAW),
            zlib.crc32,
        )
    return (
        lambda: isal_zlib.compressobj(1, isal_zlib.DEFLATED, _RAW, 9),
        lambda: isal_zlib.decompressobj(_RAW),
        isal_zlib.crc32,
    )


def inflate(packed: bytes, size: int) -> bytes:
    """Unpack to exactly ``size`` bytes; DeflateError when the stream holds anything else."""
    unpacker = _engine()[1]()
    try:
        unpacked = unpacker.decompress(packed, size + 1)
    except Exception as error:  # zlib and isal each have their own error class
        raise DeflateError(str(error)) from error
    if len(unpacked) != size or not unpacker.eof:
        raise DeflateError(f"{len(unpacked)} bytes instead of {size}")
    return unpacked


def deflate(pieces: Iterable[bytes | memoryview]) -> tuple[bytes, int, int]:
    """Pack the pieces one after the other; the packed bytes, the checksum, the size before."""
    make_packer, _, crc32 = _engine()
    packer = make_packer()
    packed: list[bytes] = []
    checksum = size = 0
    for window in _windows(pieces):
        checksum = crc32(window, checksum)
        size += len(window)
        packed.append(packer.compress(window))
    packed.append(packer.flush())
    return b"".join(packed), checksum, size


def _windows(pieces: Iterable[bytes | memoryview]) -> Iterable[bytes]:
    """Gather many small pieces, and cut large ones, into windows worth a call each."""
    gathered = bytearray()
    for piece in pieces:
        view = memoryview(piece)
        for start in range(0, len(view), _WINDOW):
            gathered += view[start : start + _WINDOW]
            if len(gathered) >= _WINDOW:
                yield bytes(gathered)
                gathered.clear()
    if gathered:
        yield bytes(gathered)


def checksum(unpacked: bytes) -> int:
    """The CRC-32 that a zip file keeps of a part."""
    return _engine()[2](unpacked, 0)
