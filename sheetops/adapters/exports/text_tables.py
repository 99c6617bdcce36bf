"""Tables as text: in the encodings that platforms write and people mix, comma or tab between."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from sheetops.adapters.exports.containers import Warts
from sheetops.adapters.exports.refusals import NO_TABLE, QUOTES, NotReadable

_SEARCHED_LINES = 20
_PIECE = 1 << 20
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13})
_MOST_CONTROLS = 0.01
_MOST_LOST = 0.2
_IN_UTF8 = tuple(word.encode() for word in ("退款", "买家", "卖家", "退货", "，"))
"""Hardly a line of an export is without one of these; text in GBK has such bytes by chance only."""
_CJK = re.compile("[\u2e80-\uffef]")
_HINT = re.compile(r"sep=(.)\s*")


class Decoded:
    """The lines of a text, decoded as they are asked for; `warts` fills while they are read."""

    def __init__(self, data: bytes, encoding: str | None) -> None:
        """Read by `encoding`; None: line by line, as UTF-8 where it is that, else as GB 18030."""
        self.warts = Warts()
        self._data = data
        self._encoding = encoding

    def __iter__(self) -> Iterator[str]:
        source = io.BytesIO(self._data)
        if self._encoding is None:
            return self._line_by_line(source)
        return iter(io.TextIOWrapper(source, encoding=self._encoding, newline=""))

    def _line_by_line(self, source: io.BytesIO) -> Iterator[str]:
        is_utf8 = _is_utf8(next((line for line in source if not line.isascii()), b""))
        source.seek(0)
        for number, line in enumerate(source, 1):
            if line.isascii():
                yield line.decode("ascii")
                continue
            here = _is_utf8(line)
            if here != is_utf8:
                self.warts.foreign.append(number)
            text = line.decode("utf-8-sig" if here else "gb18030", errors="replace")
            if "\ufffd" in text:
                self.warts.lost.append(number)
            yield text


def decoded(data: bytes, *, is_sure: bool = True) -> Decoded:
    """Return the lines of a text; NotReadable for bytes that are none.

    Unless `is_sure`, only the start is looked at, which takes half of the time: then the lines may
    raise UnicodeDecodeError, and one has to be sure after all.
    """
    looked_at = data if is_sure else _whole_lines(data[:_PIECE])
    if data.startswith(_WIDE_MARKS):
        if not _is_all(data, "utf-16"):
            raise NotReadable(NO_TABLE)
        return Decoded(data, "utf-16")
    if b"\0" in data or _controls(data[:_PIECE]) > _MOST_CONTROLS:
        raise NotReadable(NO_TABLE)
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    if _is_all(looked_at, "utf-8-sig"):
        return Decoded(data, "utf-8-sig")
    if not any(word in data for word in _IN_UTF8) and _is_all(looked_at, "gb18030"):
        return Decoded(data, "gb18030")
    found = Decoded(data, None)
    head = list(islice(found, 200))
    if len(found.warts.lost) > _MOST_LOST * len(head):
        raise NotReadable(NO_TABLE)
    return Decoded(data, None)


def separated(lines: Decoded) -> Iterator[Sequence[str]]:
    """Yield the rows of a text table; the separator is the one that makes the most columns."""
    found = iter(lines)
    head = list(islice(found, _SEARCHED_LINES))
    reader = csv.reader(chain(head, found), delimiter=_separator(head))
    try:
        yield from reader
    except csv.Error as error:
        raise NotReadable(QUOTES) from error


def _separator(head: Sequence[str]) -> str:
    hint = _HINT.fullmatch(head[0]) if head else None
    if hint:
        return hint[1]
    return max(",\t;|", key=lambda mark: max((line.count(mark) for line in head), default=0))


def _whole_lines(data: bytes) -> bytes:
    return data[: data.rfind(b"\n") + 1]


def _is_all(data: bytes, encoding: str) -> bool:
    """Return whether all of `data` is valid in `encoding`; it is looked at piece by piece."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(data), _PIECE):
            decoder.decode(data[start : start + _PIECE], final=start + _PIECE >= len(data))
    except UnicodeDecodeError:
        return False
    return True


def _is_utf8(line: bytes) -> bool:
    """Return whether a line is UTF-8; short words in GBK may look like Greek or Arabic in it."""
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return _CJK.search(text) is not None or line.isascii()


def _controls(data: bytes) -> float:
    return (len(data) - len(data.translate(None, _CONTROLS))) / max(len(data), 1)
