"""The desk that every test of this folder works at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.publish_desk import Desk, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A shop folder without a workbook yet, and its empty journal."""
    found = open_desk(tmp_path)
    yield found
    found.database.close()
