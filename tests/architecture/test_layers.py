"""Folders are layers: imports point one way, and each outside package has one door."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "sheetops"
JOBS = PACKAGE.parent / "jobs"

LAYERS = (
    ("sheetops.__main__", "sheetops.cli"),
    ("sheetops.scheduler",),
    ("sheetops.shop",),
    ("sheetops.adapters",),
    ("sheetops.rules",),
    ("sheetops.actions",),
    ("sheetops.errors", "sheetops.records"),
)
"""Outside in: each imports only what stands in its own line or below."""

DOORS = {
    "typer": "sheetops.cli",
    "rich": "sheetops.cli",
    "apscheduler": "sheetops.scheduler",
    "openpyxl": "sheetops.adapters",
    "python_calamine": "sheetops.adapters",
    "lxml": "sheetops.adapters",
    "yagmail": "sheetops.adapters",
    "filelock": "sheetops.adapters",
    "sqlite3": "sheetops.adapters",
    "subprocess": "sheetops.adapters",
    "msgspec": "sheetops.adapters",
    "jinja2": "sheetops.adapters",
    "PIL": "sheetops.adapters",
    "segno": "sheetops.adapters",
    "barcode": "sheetops.adapters",
    "pypdfium2": "sheetops.adapters",
    "chinese_calendar": "sheetops.adapters",
    "platformdirs": "sheetops.shop",
    "pandas": "sheetops.rules",
}
"""Outside package → the layer that is its door."""

ALSO = {
    ("sheetops.scheduler.timetable", "msgspec"),  # a settings file of its own
}
FORBIDDEN = ("smtplib",)


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if "_shipped" not in path.parts:
            parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
            yield ".".join(parts).removesuffix(".__init__"), path


def imports_of(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def layer_of(module: str) -> int | None:
    for number, names in enumerate(LAYERS):
        if any(module == name or module.startswith(name + ".") for name in names):
            return number
    return None


MODULES = dict(modules())


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_downwards(module: str) -> None:
    own = layer_of(module)
    if own is None:
        assert module == "sheetops"
        return
    upwards = [
        name
        for name in imports_of(MODULES[module])
        if (layer := layer_of(name)) is not None and layer < own
    ]
    assert upwards == []


@pytest.mark.parametrize("module", MODULES)
def test_outside_packages_come_in_by_their_door(module: str) -> None:
    wrong = [
        name
        for name in imports_of(MODULES[module])
        if (door := DOORS.get(name.split(".")[0]))
        and not module.startswith(door)
        and (module, name.split(".")[0]) not in ALSO
    ]
    assert wrong == []


@pytest.mark.parametrize("path", sorted(JOBS.glob("*.py")), ids=lambda path: path.stem)
def test_jobs_decide_by_rules_alone(path: Path) -> None:
    allowed = ("sheetops.rules", "sheetops.actions", "sheetops.records", "sheetops.shop")
    wrong = [
        name
        for name in imports_of(path)
        if name.startswith("sheetops") and not name.startswith(allowed)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_mail_goes_through_one_library(module: str) -> None:
    assert not {name.split(".")[0] for name in imports_of(MODULES[module])} & set(FORBIDDEN)


@pytest.mark.parametrize("module", MODULES)
def test_one_sentence_opens_each_module(module: str) -> None:
    assert ast.get_docstring(ast.parse(MODULES[module].read_text("utf-8")))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_thing(module: str) -> None:
    assert len(MODULES[module].read_text("utf-8").splitlines()) <= 320


def test_jobs_are_never_imported() -> None:
    assert not [
        m for m, path in MODULES.items() if any(n.startswith("jobs") for n in imports_of(path))
    ]
