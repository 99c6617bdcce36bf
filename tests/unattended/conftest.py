"""A small shop of its own, and `sheetops` in a process of its own."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sheetops.adapters.workbook.build.new_shop import init_shop

ROOT = Path(__file__).resolve().parents[2]
_MEMORY = Path("/dev/shm")

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: these tests force many writes to the disk."""
    if not os.access(_MEMORY, os.W_OK):
        yield tmp_path
        return
    folder = Path(tempfile.mkdtemp(prefix="sheetops-", dir=_MEMORY))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine") / "shop"
    init_shop(folder, "zh-CN", "晴山旗舰店")
    return folder


@pytest.fixture
def shop(pristine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new shop, with the local state beside it."""
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    return Path(shutil.copytree(pristine, tmp_path / "shop"))


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts `sheetops …` in a process of its own."""
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str | Path) -> "subprocess.Popen[str]":
        process = subprocess.Popen(
            [sys.executable, "-m", "sheetops", *map(str, words)],
            cwd=tmp_path,
            env={
                **os.environ,
                "SHEETOPS_STATE": str(tmp_path / "state"),
                "PYTHONPATH": str(ROOT),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
