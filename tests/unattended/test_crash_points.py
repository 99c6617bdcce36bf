"""Killed in the midst of a run and recovered twice, a shop holds what it holds undisturbed.

Some crash points in small; `make torture` kills a whole run at every one of them.
"""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from tests.torture.crash_facts import facts
from tests.torture.crash_world import Coming, World, make_world, run

JOBS = ("file_log", "complete_rows", "flag_overdue", "archive_cases", "clear_archived")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("crash")


@pytest.fixture(scope="module")
def undisturbed(home: Path) -> Counter[str]:
    """What the world holds after three runs that nobody kills; the world as it was is kept."""
    world = make_world(home / "world", port=9)
    shutil.copytree(world.home, home / "before")
    for _ in range(3):
        run(world, jobs=JOBS)
    return facts(world)


@pytest.mark.parametrize("coming", [("exchange: swapped", 1), ("filing: written", 1)])
def test_run_that_is_killed_and_recovered_twice_ends_as_if_undisturbed(
    home: Path, undisturbed: Counter[str], coming: Coming
) -> None:
    world = World(home / "world")
    shutil.rmtree(world.home)
    shutil.copytree(home / "before", world.home)
    assert run(world, coming, jobs=JOBS) is None
    run(world, jobs=JOBS)
    run(world, jobs=JOBS)
    found = facts(world)
    assert found - undisturbed == Counter()
    assert undisturbed - found == Counter()
