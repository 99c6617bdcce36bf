"""What the READMEs show is what happens: every command is run, both pages say the same."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme.console import Shown, blocks, shown_commands, squeezed

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.zh-CN.md")
DOCS = sorted((ROOT / "docs").glob("*.md"))
LANGUAGE = {"README.md": "en", "README.zh-CN.md": "zh-CN"}


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def run(command: str, page: str, home: Path) -> str:
    """Run one command as in a terminal of 100 columns, and return all that it prints."""
    program, *words = shlex.split(command)
    assert program == "sheetops"
    done = subprocess.run(
        [sys.executable, "-m", "sheetops", *words],
        cwd=home,
        env={
            **{key: value for key, value in os.environ.items() if key != "NO_COLOR"},
            "SHEETOPS_STATE": str(home / "state"),
            "SHEETOPS_LANGUAGE": LANGUAGE[page],
            "PYTHONPATH": str(ROOT),
            "PATH": str(home),  # no LibreOffice: the slips' pictures would take most of the time
            "FORCE_COLOR": "1",
            "COLUMNS": "100",
        },
        capture_output=True,  # on its own: where the progress is shown and taken back again
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-400:]
    return done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_shows(page: str, tmp_path: Path) -> None:
    for shown in shown_commands(read(page)):
        printed = run(shown.command, page, tmp_path)
        assert shown.fits(printed), f"$ {shown.command}\n{printed}"


def test_commands_are_the_same_in_both_languages() -> None:
    first, second = (
        [
            re.sub(r'--language \S+|--name ("[^"]*"|\S+)', "", shown.command).split()
            for shown in page
        ]
        for page in (list(shown_commands(read(page))) for page in PAGES)
    )
    assert first == second
    assert len(first) >= 8


@pytest.mark.parametrize("page", PAGES)
def test_make_targets_and_their_long_forms_are_those_of_the_makefile(page: str) -> None:
    recipes = {
        name: recipe.replace("$(BIN)/", ".venv/bin/")
        for name, recipe in re.findall(
            r"^(demo|test): .*\n\t(.*)$", (ROOT / "Makefile").read_text(), re.MULTILINE
        )
    }
    make, plain = blocks(read(page), "sh")
    (windows,) = blocks(read(page), "bat")
    assert [line.split()[1] for line in make.splitlines()] == list(recipes)
    for posix, bat, recipe in zip(
        plain.splitlines(), windows.splitlines(), recipes.values(), strict=True
    ):
        assert posix.endswith(f" && {recipe}")
        assert bat.replace("\\", "/").replace("Scripts", "bin").endswith(f" && {recipe}")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_and_picture_leads_somewhere(page: str) -> None:
    named = re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", read(page))
    paths = [one or other for one, other in named]
    assert len(paths) > 8
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_docs_is_linked(page: str) -> None:
    assert [path.name for path in DOCS if f"(docs/{path.name})" not in read(page)] == []


def test_pictures_are_small_and_all_in_use() -> None:
    shown = "".join(path.read_text("utf-8") for path in [*map(ROOT.joinpath, PAGES), *DOCS])
    for path in (ROOT / "docs" / "pictures").iterdir():
        assert path.stat().st_size < 200_000
        assert path.name in shown


def test_shown_output_does_not_fit_when_a_word_differs() -> None:
    shown = Shown("sheetops x", ("…", "1. … cases", "Open:"))
    assert shown.fits("a\nb\n1. 92 cases\nOpen:\n")
    assert shown.fits("1.  92   cases\n\nOpen:\n")
    assert Shown("sheetops x", ("1. 92 cases",)).fits("1. 7 cases\n")
    assert not Shown("sheetops x", ("1. 92 cases",)).fits("1. no cases\n")
    assert not shown.fits("1. 92 rows\nOpen:\n")
    assert not shown.fits("1. 92 cases\n")
    assert not shown.fits("1. 92 cases\nOpen:\nmore\n")
    assert squeezed("\x1b[1m a  b\x1b[0m") == "a b"
