"""Every command answers: for a person in words, for a program in JSON."""

from pathlib import Path

import pytest

from sheetops.cli.app import app
from sheetops.shop import Shop
from tests.cli.conftest import Run

COMMANDS = [
    c.name or c.callback.__name__.replace("_", "-") for c in app.registered_commands if c.callback
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example(run: Run, command: str) -> None:
    said = run(command, "--help")
    assert said.code == 0
    assert f"Example: sheetops {command}" in said.out


def test_new_shop_is_checked_run_and_looked_at(run: Run, shop: Path) -> None:
    found = run("check", "--shop", shop, "--json").json
    assert [one for one in found if one["severity"] == "error"] == []
    ran = run("run", "--shop", shop)
    assert ran.code == 0, ran.err
    assert run("status", "--shop", shop, "--json").json == []
    jobs = {one["job"]: one for one in run("jobs", "--shop", shop, "--json").json}
    assert jobs["validate_rows"]["last_state"] == "done"
    assert jobs["email_summary"]["at"] == ["18:30"]
    assert run("outbox", "--shop", shop, "--json").json == []
    assert run("log", "verify", "--shop", shop, "--json").json["broken"] is None
    assert run("log", "AS19990101-0001", "--shop", shop).code == 1
    assert run("doctor", "--shop", shop).code == 0


def test_rehearsal_says_what_would_change_and_changes_nothing(run: Run, shop: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in shop.rglob("*")}
    said = run("run", "--shop", shop, "--dry-run")
    assert said.code == 0
    assert "什么都没有写入" in said.out
    assert {path: path.stat().st_mtime_ns for path in shop.rglob("*")} == before


def test_help_of_everything_is_quick_to_import() -> None:
    import subprocess
    import sys

    script = (
        "import sys; from sheetops.cli import app; "
        "print([m for m in ('pandas','openpyxl','lxml','python_calamine','apscheduler','jinja2',"
        "'yagmail','PIL','rich') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("sheetops ")


def test_log_of_a_case_tells_its_life_and_what_to_reply(run: Run, tmp_path: Path) -> None:
    assert run("demo", "told", "--language", "en").code == 0
    cases = Shop(tmp_path / "told").records["applications"]
    waiting = next(case for case in cases if case["status"] == "await_return")
    said = run("log", waiting.text("case_id"), "--shop", "told", "--json")
    assert said.code == 0
    assert said.json["life"][0]["event"] == "New"
    assert said.json["reply"]
    plain = run("log", waiting.text("case_id"), "--shop", "told")
    assert "What to tell the buyer:" in plain.out
    assert said.json["reply"].splitlines()[0] in plain.out
