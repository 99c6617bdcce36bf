"""The records of a zip file, read and written as APPNOTE.TXT 6.3.10 lays them out."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from sheetops.adapters.workbook.editing.refusal import EditRefused

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_FULL = 0xFFFFFFFF
_UTF8 = 0x800
_DESCRIPTOR = 0x8
_DEFLATED = 8
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(slots=True)
class Entry:
    """One member of the zip: where its record and its bytes lie in the old file."""

    record: bytes  # as in the central directory
    name: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    unpacked: int
    offset: int  # of the local header, in the file as it lies on disk
    end: int = 0  # where the next header begins

    @property
    def is_folder(self) -> bool:
        """Whether the entry only names a folder."""
        return self.name.endswith((b"/", b"\\")) and not self.unpacked


@dataclass(slots=True)
class Packed:
    """Content ready for the zip, with what its records say of it."""

    packed: bytes
    checksum: int
    unpacked: int


@dataclass(slots=True)
class Directory:
    """The central directory of the old file."""

    start: int  # of the central directory, as it lies on disk
    shift: int  # bytes before the zip itself begins
    tail: bytes  # everything from the end records on
    count: int
    size: int


def find_directory(data: bytes) -> Directory:
    """Find the directory from the end records; EditRefused when the bytes are no whole zip."""
    if data.startswith(_OLE):
        secret = "EncryptedPackage".encode("utf-16-le")
        raise EditRefused("encrypted" if secret in data else "old-format")
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - _END.size - 0xFFFF))
    if at < 0 or at + _END.size > len(data):
        raise EditRefused("not-a-workbook")
    _, disk, _, _, count, size, offset, comment = _END.unpack_from(data, at)
    if at + _END.size + comment > len(data) or disk not in (0, 0xFFFF):
        raise EditRefused("damaged-zip")
    tail = at
    locator = at - _LOCATOR64.size
    if locator >= 0 and data[locator : locator + 4] == b"PK\x06\x07":
        tail, count, size, offset = _find_directory64(data, locator)
    start = tail - size
    if data[start : start + 4] != b"PK\x01\x02" and data[offset : offset + 4] == b"PK\x01\x02":
        start = offset  # something else lies between the directory and the end record
    if start < 0 or offset > start:
        raise EditRefused("damaged-zip", detail="the directory is not where it should be")
    return Directory(start, start - offset, data[tail:], count, size)


def _find_directory64(data: bytes, locator: int) -> tuple[int, int, int, int]:
    at = data.rfind(b"PK\x06\x06", 0, locator)
    if at < 0 or at + _END64.size > len(data):
        raise EditRefused("damaged-zip", detail="Zip64")
    *_, count, size, offset = _END64.unpack_from(data, at)
    return at, count, size, offset


def read_entries(data: bytes, directory: Directory) -> list[Entry]:
    """Read the directory; EditRefused when it or an entry does not lie where it should."""
    entries: list[Entry] = []
    at, stop = directory.start, directory.start + directory.size
    while at < stop and len(entries) < directory.count:
        if at + _CENTRAL.size > stop or data[at : at + 4] != b"PK\x01\x02":
            raise EditRefused("damaged-zip", detail="the directory is cut short")
        lengths = struct.unpack_from("<3H", data, at + 28)
        end = at + _CENTRAL.size + sum(lengths)
        if end > stop:
            raise EditRefused("damaged-zip", detail="the directory is cut short")
        entries.append(_read_record(data[at:end], directory.shift))
        at = end
    if len(entries) != directory.count:
        raise EditRefused("damaged-zip", detail="the directory is cut short")
    _set_ends(data, entries, directory.start)
    return entries


def _read_record(record: bytes, shift: int) -> Entry:
    fields = _CENTRAL.unpack_from(record)
    flags, method = fields[3], fields[4]
    crc, packed, unpacked, name_length = fields[7:11]
    offset = fields[16]
    name = record[_CENTRAL.size : _CENTRAL.size + name_length]
    wide = dict(_wide_fields(record))
    return Entry(
        record,
        name,
        flags,
        method,
        crc,
        wide.get(20, (packed,))[0],
        wide.get(24, (unpacked,))[0],
        wide.get(42, (offset,))[0] + shift,
    )


def _wide_fields(record: bytes) -> Iterable[tuple[int, tuple[int, int]]]:
    """The Zip64 values of a record: offset of the field they stand for, value, own position."""
    name_length, extra_length = struct.unpack_from("<2H", record, 28)
    at = _CENTRAL.size + name_length
    stop = at + extra_length
    while at + 4 <= stop:
        kind, length = struct.unpack_from("<2H", record, at)
        if kind == 1:
            place = at + 4
            for narrow in (24, 20, 42):  # unpacked, packed, offset: the order in the extra field
                if struct.unpack_from("<L", record, narrow)[0] == _FULL:
                    if place + 8 > min(at + 4 + length, stop):
                        raise EditRefused("damaged-zip", detail="Zip64")
                    yield narrow, (struct.unpack_from("<Q", record, place)[0], place)
                    place += 8
        at += 4 + length


def _set_ends(data: bytes, entries: list[Entry], stop: int) -> None:
    for entry in sorted(entries, key=lambda entry: entry.offset, reverse=True):
        entry.end = stop
        stop = entry.offset
        if entry.offset < 0 or data[entry.offset : entry.offset + 4] != b"PK\x03\x04":
            raise EditRefused("damaged-zip", entry.name.decode("utf-8", "replace"))
        if content_start(data, entry) > entry.end:
            raise EditRefused("damaged-zip", detail="overlapping entries")


def content_start(data: bytes, entry: Entry) -> int:
    """Where the packed bytes of an entry begin."""
    if entry.offset + _LOCAL.size > len(data):
        raise EditRefused("damaged-zip", detail="cut short")
    name_length, extra_length = struct.unpack_from("<2H", data, entry.offset + 26)
    return entry.offset + _LOCAL.size + int(name_length) + int(extra_length)


def moved_record(record: bytes, offset: int) -> bytes:
    """The same record for an entry that lies elsewhere now."""
    changed = bytearray(record)
    wide = dict(_wide_fields(record))
    if 42 in wide:
        struct.pack_into("<Q", changed, wide[42][1], offset)
    else:
        struct.pack_into("<L", changed, 42, _narrow(offset))
    return bytes(changed)


def rewritten(entry: Entry, new: Packed, offset: int) -> tuple[bytes, bytes]:
    """Local header and record of an entry with new content; name, time and rights stay."""
    (_, made, needed, flags, _, time, date, *_, comment_length, disk, inner, outer, _) = (
        _CENTRAL.unpack_from(entry.record)
    )
    flags &= ~(_DESCRIPTOR | 0x6)
    comment = entry.record[len(entry.record) - comment_length :]
    needed = max(20, min(needed, 45))
    shared = (needed, flags, _DEFLATED, time, date, new.checksum)
    sizes = (_narrow(len(new.packed)), _narrow(new.unpacked))
    name = entry.name
    local = _LOCAL.pack(b"PK\x03\x04", *shared, *sizes, len(name), 0) + name
    central = _CENTRAL.pack(
        b"PK\x01\x02", made, *shared, *sizes, len(name), 0, len(comment),
        disk, inner, outer, _narrow(offset),
    )  # fmt: skip
    return local, central + name + comment


def fresh(name: bytes, new: Packed, offset: int) -> tuple[bytes, bytes]:
    """Header and record of a new entry, dated 1980-01-01 as there is no clock here."""
    flags = 0 if name.isascii() else _UTF8
    shared = (20, flags, _DEFLATED, 0, 0x21, new.checksum)
    sizes = (_narrow(len(new.packed)), _narrow(new.unpacked))
    local = _LOCAL.pack(b"PK\x03\x04", *shared, *sizes, len(name), 0) + name
    central = _CENTRAL.pack(
        b"PK\x01\x02", 20, *shared, *sizes, len(name), 0, 0, 0, 0, 0, _narrow(offset)
    )
    return local, central + name


def end_records(directory: Directory, position: int, size: int, count: int) -> bytes:
    """The end records again, pointing to the new directory."""
    tail = bytearray(directory.tail)
    offset = position - directory.shift
    at = 0
    if tail[:4] == b"PK\x06\x06":
        struct.pack_into("<4Q", tail, 24, count, count, size, offset)
        at = tail.rindex(b"PK\x05\x06")
        locator = at - _LOCATOR64.size
        struct.pack_into("<Q", tail, locator + 8, offset + size)
    if struct.unpack_from("<L", tail, at + 16)[0] != _FULL or not at:
        struct.pack_into("<L", tail, at + 16, _narrow(offset))
    if struct.unpack_from("<L", tail, at + 12)[0] != _FULL or not at:
        struct.pack_into("<L", tail, at + 12, _narrow(size))
    if struct.unpack_from("<H", tail, at + 8)[0] != 0xFFFF or not at:
        struct.pack_into("<2H", tail, at + 8, count, count)
    return bytes(tail)


def _narrow(number: int) -> int:
    if number >= _FULL:
        raise EditRefused("result-too-large", detail=f"{number} bytes")
    return number
