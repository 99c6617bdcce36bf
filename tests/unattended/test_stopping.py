"""A signal lets the job in hand finish; the rest waits for the next run. Real processes."""

import json
import signal
import time
from pathlib import Path

import pytest

from sheetops.adapters.lease import LEASE
from sheetops.adapters.state.database import Database
from sheetops.adapters.state.ledger import Ledger, Run
from sheetops.shop import Shop
from tests.unattended.conftest import Start

SLOW = '''"""Takes its time, and says when it has begun."""

import time
from pathlib import Path


def plan(shop):
    (shop.folder / "begun").touch()
    time.sleep(0.4)
    (shop.folder / "finished").touch()
    return iter(())
'''
TIMETABLE = "[slow]\nevery_minutes = 1\n\n[advise]\nevery_minutes = 1\n"


@pytest.fixture
def slow_shop(shop: Path) -> Path:
    (shop / "jobs").mkdir()
    (shop / "jobs" / "slow.py").write_text(SLOW, encoding="utf-8")
    (shop / "jobs" / "schedule.toml").write_text(TIMETABLE, encoding="utf-8")
    return shop


def last_run(folder: Path, job: str) -> Run | None:
    database = Database(Shop(folder).state_folder / "state.db")
    found = Ledger(database).latest(job)
    database.close()
    return found


def wait_for(path: Path) -> None:
    for _ in range(1000):
        if path.exists():
            return
        time.sleep(0.02)
    raise AssertionError(path)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(("command", "code"), [("serve", 0), ("run", 130)])
def test_job_in_hand_when_a_signal_comes_is_finished(
    slow_shop: Path, start: Start, command: str, code: int, number: signal.Signals
) -> None:
    process = start(command, "--shop", slow_shop)
    wait_for(slow_shop / "begun")
    process.send_signal(number)
    out, err = process.communicate(timeout=60)
    assert process.returncode == code, out + err
    assert (slow_shop / "finished").exists()
    run = last_run(slow_shop, "slow")
    assert run is not None
    assert run.state == "done"
    assert last_run(slow_shop, "advise") is None  # the next job was not begun
    assert "Traceback" not in out + err


def test_serve_when_idle_ends_at_once(slow_shop: Path, start: Start) -> None:
    process = start("serve", "--shop", slow_shop)
    wait_for(slow_shop / "finished")
    wait_for(slow_shop / "sheetops-alive.txt")
    process.send_signal(signal.SIGTERM)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "已停止" in out


def test_serve_when_another_machine_runs_the_shop_refuses(slow_shop: Path, start: Start) -> None:
    start("run", "--shop", slow_shop).communicate()
    lease = slow_shop / LEASE
    found = json.loads(lease.read_text("utf-8"))
    lease.write_text(json.dumps({**found, "host": "desk-7", "machine": "m7"}), encoding="utf-8")
    process = start("serve", "--shop", slow_shop)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 8
    assert "另一台机器" in err
