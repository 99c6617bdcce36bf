"""The mappings in a shop's `imports/` folder: one TOML file for each export of its own."""

import re
import tomllib
from pathlib import Path

from sheetops.adapters.durable import write_new
from sheetops.records.problems import Place, Problem
from sheetops.records.text import Text
from sheetops.rules.importing import problem_kinds as kinds
from sheetops.rules.importing.mapping import MappingError, preset_of
from sheetops.rules.importing.presets import PRESETS, Preset

FOLDER = "imports"
_LARGEST = 1 << 20
_TAIL = re.compile(r"[\s\d_.()（）-]+$")
_UNFIT = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


def load_presets(folder: Path) -> tuple[tuple[Preset, ...], list[Problem]]:
    """Return every preset, those of the shop in `folder` first, and its mappings with a mistake."""
    own, wrong = [], list[Problem]()
    for path in sorted((folder / FOLDER).glob("*.toml")):
        try:
            own.append(_load(path))
        except MappingError as error:
            name = f"{FOLDER}/{path.name}"
            wrong.append(
                Problem(kinds.MAPPING_WRONG, Place(name), {"value": name, "why": error.why})
            )
    return (*own, *PRESETS), wrong


def new_mapping(folder: Path, export: str) -> Path:
    """Return the path of the mapping for exports named like the file `export`."""
    stem = _UNFIT.sub("", Path(export).stem)
    return folder / FOLDER / f"{_TAIL.sub('', stem) or 'export'}.toml"


def save_mapping(path: Path, text: str) -> None:
    """Write a mapping that does not exist yet; FileExistsError where it does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_new(path, text.encode("utf-8"))


def _load(path: Path) -> Preset:
    try:
        if path.stat().st_size > _LARGEST:
            raise MappingError("文件太大", "the file is too large")
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise MappingError("不是 UTF-8 编码", "it is not UTF-8 text") from error
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"写法有误：{error}", f"it is not valid TOML: {error}") from error
    except OSError as error:
        what = Text(f"读不了：{error.strerror}", f"it cannot be read: {error.strerror}")
        raise MappingError(*what.both()) from error
    return preset_of(found, path.stem)
