"""Random days at the desk; `make torture` walks many more."""

from pathlib import Path

import pytest

from tests.publish.walk import Day


@pytest.mark.parametrize("seed", range(6))
def test_nothing_is_lost_on_a_random_day(quick_path: Path, seed: int) -> None:
    day = Day(quick_path, seed)
    day.walk(40)
    assert day.losses() == [], f"seed {seed}: {day.steps}"
    day.desk.database.close()
