"""Versions are kept once, found by time and by content, thinned by rule; rows that go are named."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheetops.adapters import durable
from sheetops.adapters.workbook.versions import Versions, sha_of, vanished
from sheetops.records.columns import Value
from sheetops.records.dictionary import SHEETS
from sheetops.records.table import Span, Table
from tests.publish.publish_desk import BOOK, NOW


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def names(versions: Versions) -> list[str]:
    return [version.at.isoformat(" ", "minutes") for version in versions.of(BOOK)]


def test_the_same_content_is_kept_once(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    assert versions.keep(BOOK, b"one", NOW) == sha_of(b"one")
    versions.keep(BOOK, b"one", NOW + timedelta(hours=1))
    (kept,) = (tmp_path / "applications").iterdir()
    assert kept.name == f"2026-11-23T10-00-00-{sha_of(b'one')[:16]}.xlsx"


def test_a_version_is_read_by_its_content_only_while_it_has_it(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    sha = versions.keep(BOOK, b"one", NOW)
    assert versions.read(sha) == b"one"
    assert versions.read(sha_of(b"two")) is None
    versions.of(BOOK)[0].path.write_bytes(b"edited in Excel")
    assert versions.read(sha) is None


def test_every_version_stays_two_weeks_then_the_last_of_each_day(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    times = [
        "2026-08-20 09:00",  # older than 90 days
        "2026-10-01 09:00",
        "2026-10-01 17:00",
        "2026-10-02 09:00",
        "2026-11-20 09:00",
        "2026-11-20 09:05",
    ]
    for time in times:
        versions.keep(BOOK, time.encode(), at(time))

    gone = versions.prune(NOW, 90)

    assert len(gone) == 2
    assert names(versions) == [times[5], times[4], times[3], times[2]]


def test_the_newest_version_and_spared_ones_stay_for_ever(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    versions.keep(BOOK, b"oldest", at("2025-01-01 09:00"))
    spared = versions.keep(BOOK, b"older", at("2025-01-02 09:00"))
    versions.keep(BOOK, b"old", at("2025-01-03 09:00"))
    versions.prune(NOW, 90, frozenset({spared}))
    assert names(versions) == ["2025-01-03 09:00", "2025-01-02 09:00"]


def test_files_that_people_put_there_are_not_touched(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    versions.keep(BOOK, b"one", at("2025-01-01 09:00"))
    own = tmp_path / "applications" / "我的备份.xlsx"
    own.write_bytes(b"mine")
    versions.prune(NOW, 90)
    assert own.exists()
    assert len(versions.of(BOOK)) == 1


def test_copies_that_a_crash_left_unfinished_go_after_a_day(tmp_path: Path) -> None:
    versions = Versions(tmp_path)
    versions.keep(BOOK, b"one", NOW)
    old, fresh = (tmp_path / "applications" / f".0a1b2c3{n}.new" for n in (1, 2))
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert versions.prune(NOW, 90) == [old]
    assert fresh.exists()


def test_a_version_is_put_beside_the_present_one_under_another_name(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "versions")
    versions.keep(BOOK, b"monday", at("2026-11-16 09:00"))
    versions.keep(BOOK, b"friday", at("2026-11-20 09:00"))
    (tmp_path / BOOK).write_bytes(b"now")

    restored = versions.restore(BOOK, at("2026-11-19 12:00"), tmp_path)
    again = versions.restore(BOOK, at("2026-11-19 12:00"), tmp_path)

    assert restored == again == tmp_path / "restored-2026-11-16T09-00-00-applications.xlsx"
    assert restored.read_bytes() == b"monday"
    assert (tmp_path / BOOK).read_bytes() == b"now"
    assert not restored.match("applications*.xlsx")  # or it would be read as one more book
    assert versions.restore(BOOK, at("2026-11-01 12:00"), tmp_path) is None


def test_a_restored_file_that_somebody_edited_is_not_overwritten(tmp_path: Path) -> None:
    versions = Versions(tmp_path / "versions")
    versions.keep(BOOK, b"monday", at("2026-11-16 09:00"))
    first = versions.restore(BOOK, NOW, tmp_path)
    assert first is not None
    first.write_bytes(b"edited")
    second = versions.restore(BOOK, NOW, tmp_path)
    assert second is not None
    assert second.name == "restored-2026-11-16T09-00-00-applications-2.xlsx"
    assert first.read_bytes() == b"edited"


def test_nothing_half_written_is_left_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            Versions(tmp_path).keep(BOOK, b"one", NOW)
    assert list((tmp_path / "applications").iterdir()) == []


def test_a_file_moves_to_another_disk_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"save")
    real, calls = os.replace, []

    def two_disks(one: Path, other: Path) -> None:
        calls.append(one)
        if len(calls) == 1:
            raise OSError(18, "Invalid cross-device link")
        real(one, other)

    monkeypatch.setattr(os, "replace", two_disks)
    durable.move(source, target)
    assert (target.read_bytes(), source.exists()) == (b"save", False)


def table(*rows: tuple[Value, Value]) -> Table:
    """Applications with a case number and a refund number each."""
    columns: dict[str, list[Value]] = {
        "case_id": [row[0] for row in rows],
        "refund_no": [row[1] for row in rows],
        "platform": ["tmall"] * len(rows),
    }
    span = Span(BOOK, "申请登记", tuple(range(3, 3 + len(rows))), {}, {})
    return Table(SHEETS["applications"], columns, (span,))


@pytest.mark.parametrize(
    ("after", "gone"),
    [
        ([("AS1", "1"), ("AS2", "2")], []),
        ([("AS2", "2"), ("AS1", "1")], []),
        ([("AS2", "2")], ["AS1"]),
        ([("AS2", "2"), ("new number", "1")], []),
        ([("AS2", "2"), (None, "1")], []),
        ([], ["AS1", "AS2"]),
        ([("AS1", "7"), ("AS2", "2")], []),
    ],
)
def test_rows_that_vanished_are_named(after: list[tuple[Value, Value]], gone: list[str]) -> None:
    assert vanished(table(("AS1", "1"), ("AS2", "2")), table(*after)) == gone
