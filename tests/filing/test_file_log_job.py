"""The job that files: what people changed since the last look, and once a day the chain."""

import importlib.util
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from sheetops.actions import FileEntry, SetValue
from sheetops.rules.filing.chain import Head, head_of, stamped
from sheetops.rules.filing.log_rows import LogRow
from sheetops.rules.filing.people_entries import Written
from tests.filing.filing_desk import NOON, SETTINGS, Looked, case, look, records

JOB = Path(__file__).resolve().parents[2] / "jobs" / "file_log.py"


@pytest.fixture
def plan() -> Callable[[object], Iterator[FileEntry]]:
    spec = importlib.util.spec_from_file_location("file_log_under_test", JOB)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Callable[[object], Iterator[FileEntry]] = module.plan
    return found


def shop(
    *looks: Looked, rows: list[LogRow] | None = None, written: list[Written] | None = None
) -> object:
    return SimpleNamespace(
        now=NOON,
        settings=SETTINGS,
        records=records(*(t for one in looks for t in one.after.values())),
        looks=lambda: iter(looks),
        written=lambda book: iter(written or []),
        log_rows=lambda: rows or [],
    )


def test_changes_of_people_are_filed_and_those_of_jobs_are_not(
    plan: Callable[[object], Iterator[FileEntry]],
) -> None:
    seen = look([case(1)], [case(1, status="rejected", level="warning")])
    written: list[Written] = [("applications", "AS20260929-0001", "level", "warning")]
    filed = [one for one in plan(shop(seen, written=written)) if isinstance(one, FileEntry)]
    assert [entry.field for entry in filed] == ["status"]


def test_row_when_a_person_changed_it_gets_its_next_version(
    plan: Callable[[object], Iterator[FileEntry | SetValue]],
) -> None:
    seen = look([case(1, row_version=4)], [case(1, row_version=4, status="rejected")])
    stamps = [one for one in plan(shop(seen)) if isinstance(one, SetValue)]
    assert [(one.key, one.column, one.wanted) for one in stamps] == [
        ("AS20260929-0001", "row_version", 5),
        ("AS20260929-0001", "updated_by", "KF012"),
        ("AS20260929-0001", "updated_at", NOON),
    ]


def test_row_when_only_a_job_changed_it_keeps_its_version(
    plan: Callable[[object], Iterator[FileEntry | SetValue]],
) -> None:
    seen = look([case(1, row_version=4)], [case(1, row_version=4, level="warning")])
    written: list[Written] = [("applications", "AS20260929-0001", "level", "warning")]
    assert not any(isinstance(one, SetValue) for one in plan(shop(seen, written=written)))


def test_nothing_is_filed_when_nothing_changed(
    plan: Callable[[object], Iterator[FileEntry]],
) -> None:
    first = [e for e in plan(shop(look([], [case(1)]))) if isinstance(e, FileEntry)]
    before = [(entry, NOON - timedelta(days=1)) for entry in first]
    rows = list(stamped(before, Head(), 3))
    (check,) = plan(shop(look([case(1)], [case(1)]), rows=rows))
    assert (check.event, check.new_value) == ("check", "ok")
    rows += stamped([(check, NOON)], head_of(rows[-1]), 3)
    assert list(plan(shop(look([case(1)], [case(1)]), rows=rows))) == []
