"""The desk that every test of this folder works at."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.publish_desk import Desk, open_desk

_MEMORY = Path("/dev/shm")


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: these tests force thousands of writes to the disk."""
    if not os.access(_MEMORY, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="sheetops-", dir=_MEMORY))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def desk(quick_path: Path) -> Iterator[Desk]:
    """A shop folder without a workbook yet, and its empty journal."""
    found = open_desk(quick_path)
    yield found
    found.database.close()
