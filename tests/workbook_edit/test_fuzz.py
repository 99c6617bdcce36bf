"""Damaged workbooks: edited or refused, never anything else.

The number of tries is small here; ``SHEETOPS_FUZZ=100000`` makes it a night's work.
"""

import os
import random
import struct
import zipfile
from io import BytesIO
from xml.parsers import expat

import pytest

from sheetops.adapters.workbook.editing import (
    AppendRows,
    Edit,
    EditRefused,
    RemoveRows,
    ReplacePicture,
    SetCell,
    edit,
    sheet_names,
    survey,
)
from tests.corpus.made_by_hand import hand_made
from tests.corpus.made_by_xlsxwriter import PNG, xlsxwriter_made
from tests.corpus.packages import pack
from tests.corpus.reading import members

_TRIES = int(os.environ.get("SHEETOPS_FUZZ", "400"))
_SEED = int(os.environ.get("SHEETOPS_FUZZ_SEED", "20261123"))
_MOST_MEMORY = 2 << 30


@pytest.fixture(scope="module")
def books() -> list[bytes]:
    made = [data for name, data in hand_made() if name not in ("far cells",)]
    return [*made, *(data for name, data in xlsxwriter_made() if "table" in name)]


def _files(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _use(data: bytes) -> str:
    """Everything that can be done to a workbook; what came of it."""
    try:
        for name in sheet_names(data):
            seen = survey(data, name)
            edits: list[Edit] = [SetCell(name, "B2", "x"), SetCell(name, "D40", 1)]
            edits += [AppendRows(name, table.name, [[1], ["2"]]) for table in seen.tables]
            edits += [
                RemoveRows(name, table.name, [table.first_row, table.last_row])
                for table in seen.tables
            ]
            edits.append(ReplacePicture(name, "dot", PNG))
            for wanted in edits:
                try:
                    changed = edit(data, [wanted], respect_protection=False)
                    assert sheet_names(changed)
                    _assert_still_xml(data, changed)
                except EditRefused:
                    continue
    except EditRefused as refusal:
        return refusal.reason
    return "edited"


def _assert_still_xml(before: bytes, after: bytes) -> None:
    """A part that was well formed still is; a zip that others cannot read is not looked at."""
    try:
        old = members(before)
    except (zipfile.BadZipFile, struct.error, NotImplementedError, OSError, ValueError):
        return
    for path, (packed, content) in members(after).items():
        is_changed = path not in old or old[path][0] != packed
        if is_changed and (path not in old or _is_xml(old[path][1])):
            assert _is_xml(content), f"{path}: {content[:2000]!r}"


def _is_xml(content: bytes) -> bool:
    parser = expat.ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError):
        return False
    return True


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice([1, 1, 2, 8])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _flip_inside(data: bytes, chance: random.Random) -> bytes:
    """A part's text changed, its checksum right again."""
    files = _files(data)
    name = chance.choice(sorted(files))
    content = bytearray(files[name] or b"x")
    at = chance.randrange(len(content))
    word = chance.choice(
        [b"<", b">", b'"', b"&", b"/", b"\0", b"]]>", b"<!--", b"<row r=", b"9" * 9]
    )
    content[at : at + chance.randrange(3)] = word
    files[name] = bytes(content)
    return pack(files)


def _remove(data: bytes, chance: random.Random) -> bytes:
    files = _files(data)
    del files[chance.choice(sorted(files))]
    return pack(files)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _lie(data: bytes, chance: random.Random) -> bytes:
    """A number of the zip's directory changed."""
    changed = bytearray(data)
    at = data.rindex(b"PK\x05\x06") if chance.random() < 0.3 else data.rindex(b"PK\x01\x02")
    value = chance.choice([0, 1, 255, 65_535, 2**31, 2**32 - 1, chance.randrange(2**32)])
    place = min(at + chance.randrange(4, 44), len(changed) - 4)
    struct.pack_into("<L", changed, place, value)
    return bytes(changed)


def _swap(data: bytes, chance: random.Random) -> bytes:
    """Two parts take each other's place."""
    files = _files(data)
    one, other = chance.sample(sorted(files), 2)
    files[one], files[other] = files[other], files[one]
    return pack(files)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("damage", [_flip, _flip_inside, _remove, _cut, _lie, _swap])
def test_damaged_workbook_is_edited_or_refused(damage: object, books: list[bytes]) -> None:
    assert callable(damage)
    name = getattr(damage, "__name__", "")
    outcomes = set()
    for number in range(_TRIES // 6):
        chance = random.Random(f"{_SEED} {name} {number}")
        data = damage(chance.choice(books), chance)
        try:
            outcomes.add(_use(data))
        except Exception as error:
            error.add_note(f"seed {_SEED}, {name}, number {number}")
            raise
    assert outcomes


def test_fuzzing_takes_bounded_memory() -> None:
    resource = pytest.importorskip("resource", reason="this system does not tell its peak memory")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < _MOST_MEMORY


def test_deep_nesting_is_refused() -> None:
    from tests.corpus.packages import package, worksheet

    deep = "<a>" * 100_000 + "</a>" * 100_000
    data = pack(package(worksheet(after=deep)))
    assert _use(data) == "malformed-xml"


def test_entities_in_a_sheet_are_refused() -> None:
    from tests.corpus.packages import package, worksheet

    bomb = worksheet().replace("<worksheet", "<!DOCTYPE w [<!ENTITY a 'b'>]><worksheet", 1)
    assert _use(pack(package(bomb))) == "xml-entities"
