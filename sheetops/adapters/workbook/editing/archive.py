"""The zip file around a workbook: whatever is not replaced is copied packed, as it is.

Prepended bytes, data descriptors, Zip64, stored entries, directory entries, extra fields and
comments pass through untouched.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sheetops.adapters.workbook.editing.deflate import DeflateError, checksum, deflate, inflate
from sheetops.adapters.workbook.editing.limits import LARGEST_PART, SUSPECT_PART, SUSPECT_RATIO
from sheetops.adapters.workbook.editing.refusal import EditRefused
from sheetops.adapters.workbook.editing.zip_records import (
    Directory,
    Entry,
    Packed,
    content_start,
    end_records,
    find_directory,
    fresh,
    moved_record,
    read_entries,
    rewritten,
)

_PACKED_BY_PASSWORD = 0x1
_STORED, _DEFLATED = 0, 8


@dataclass(slots=True)
class Archive:
    """A zip file in memory: its entries in order, and what is to become of them."""

    data: bytes
    entries: list[Entry] = field(default_factory=list)
    _directory: Directory = field(init=False)
    _replaced: dict[int, Packed] = field(default_factory=dict)
    _removed: set[int] = field(default_factory=set)
    _added: dict[bytes, Packed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._directory = find_directory(self.data)
        self.entries = read_entries(self.data, self._directory)

    def read(self, index: int) -> bytes:
        """Unpack an entry and check it; EditRefused when it is not what the zip promises."""
        entry = self.entries[index]
        place = entry.name.decode("utf-8", "replace")
        if entry.flags & _PACKED_BY_PASSWORD:
            raise EditRefused("encrypted", place)
        if entry.unpacked > LARGEST_PART:
            raise EditRefused("too-large", place, f"{entry.unpacked} bytes")
        if entry.unpacked > SUSPECT_PART and entry.unpacked > SUSPECT_RATIO * entry.packed:
            raise EditRefused("packed-too-tight", place, f"{entry.unpacked} bytes")
        packed = self._packed(entry, place)
        try:
            data = packed if entry.method == _STORED else inflate(packed, entry.unpacked)
        except DeflateError as error:
            raise EditRefused("damaged-part", place, str(error)) from error
        if len(data) != entry.unpacked or checksum(data) != entry.checksum:
            raise EditRefused("damaged-part", place, "checksum")
        return data

    def _packed(self, entry: Entry, place: str) -> bytes:
        if entry.method not in (_STORED, _DEFLATED):
            raise EditRefused("damaged-part", place, f"compression method {entry.method}")
        start = content_start(self.data, entry)
        if start + entry.packed > entry.end:
            raise EditRefused("damaged-zip", place, "overlapping entries")
        return self.data[start : start + entry.packed]

    def replace(self, index: int, pieces: Iterable[bytes | memoryview]) -> None:
        """Give an entry new content."""
        self._replaced[index] = Packed(*deflate(pieces))

    def add(self, name: bytes, content: bytes) -> None:
        """Add an entry behind all others."""
        self._added[name] = Packed(*deflate([content]))

    def remove(self, index: int) -> None:
        """Leave an entry out."""
        self._removed.add(index)

    def render(self) -> bytes:
        """Write the zip with its changes."""
        shift = self._directory.shift
        order = sorted(range(len(self.entries)), key=lambda at: self.entries[at].offset)
        first = self.entries[order[0]].offset if order else self._directory.start
        pieces: list[bytes | memoryview] = [memoryview(self.data)[:first]]
        position = first
        records: dict[int, bytes] = {}
        for index in order:
            if index in self._removed:
                continue
            written, records[index] = self._write_entry(index, position - shift)
            pieces.extend(written)
            position += sum(map(len, written))
        directory = [records[index] for index in range(len(self.entries)) if index in records]
        for name, new in self._added.items():
            header, record = fresh(name, new, position - shift)
            pieces += [header, new.packed]
            directory.append(record)
            position += len(header) + len(new.packed)
        pieces += directory
        size = sum(map(len, directory))
        pieces.append(end_records(self._directory, position, size, len(directory)))
        return b"".join(pieces)

    def _write_entry(self, index: int, offset: int) -> tuple[list[bytes | memoryview], bytes]:
        entry = self.entries[index]
        new = self._replaced.get(index)
        if new is None:
            whole = memoryview(self.data)[entry.offset : entry.end]
            return [whole], moved_record(entry.record, offset)
        header, record = rewritten(entry, new, offset)
        return [header, new.packed], record
