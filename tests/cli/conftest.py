"""A small shop, and the command line run in it as a person would."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sheetops.adapters.workbook.build.new_shop import init_shop


@dataclass(frozen=True)
class Said:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pristine") / "shop"
    init_shop(folder, "zh-CN", "晴山旗舰店")
    return folder


@pytest.fixture
def shop(pristine: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "shop"
    shutil.copytree(pristine, folder)
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return a function that runs `sheetops …` in a process of its own."""

    def run(*words: str | Path, before: tuple[str, ...] = (), limit: int | None = None) -> Said:
        def hold_down() -> None:
            import resource
            import signal

            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit or 0, limit or 0))

        done = subprocess.run(
            [*before, sys.executable, "-m", "sheetops", *map(str, words)],
            cwd=tmp_path,
            env={
                **os.environ,
                "SHEETOPS_STATE": str(tmp_path / "state"),
                "SHEETOPS_LANGUAGE": "zh-CN",
                "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
                "PYTHONDONTWRITEBYTECODE": "1",
            },
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            preexec_fn=hold_down if limit is not None else None,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return Said(done.returncode, done.stdout, done.stderr)

    return run
