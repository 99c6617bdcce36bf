"""The job that files: what people changed since the last look, and once a day the chain."""

import importlib.util
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from sheetops.actions import FileEntry
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
    assert [entry.field for entry in plan(shop(seen, written=written))] == ["status"]


def test_nothing_is_filed_when_nothing_changed(
    plan: Callable[[object], Iterator[FileEntry]],
) -> None:
    first = list(plan(shop(look([], [case(1)]))))
    before = [(entry, NOON - timedelta(days=1)) for entry in first]
    rows = list(stamped(before, Head(), 3))
    (check,) = plan(shop(look([case(1)], [case(1)]), rows=rows))
    assert (check.event, check.new_value) == ("check", "ok")
    rows += stamped([(check, NOON)], head_of(rows[-1]), 3)
    assert list(plan(shop(look([case(1)], [case(1)]), rows=rows))) == []
