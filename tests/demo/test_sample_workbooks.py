"""The sample shops in the repository are what their script makes today."""

import importlib.util
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest

from sheetops.records.text import LANGUAGES, Language

SAMPLES = Path(__file__).resolve().parents[2] / "sample_workbooks"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_script", SAMPLES / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def remade(script: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    script.make(folder)
    return folder


def _content(folder: Path) -> dict[str, object]:
    """Return path → content; pictures count by name, their bytes follow the codec's version."""
    found: dict[str, object] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(BytesIO(path.read_bytes())) as book:
                found[name] = {part: book.read(part) for part in book.namelist()}
        elif path.is_file():
            found[name] = None if path.suffix == ".jpg" else path.read_bytes()
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_samples_are_what_the_script_makes(language: Language, remade: Path) -> None:
    kept, made = _content(SAMPLES / language), _content(remade / language)
    assert kept.keys() == made.keys()
    assert [name for name in kept if kept[name] != made[name]] == []


def test_the_samples_are_small() -> None:
    files = [path for path in SAMPLES.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 1_500_000
