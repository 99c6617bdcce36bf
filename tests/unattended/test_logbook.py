"""The log says what happened, in order, with nothing personal, and never grows without end."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sheetops.adapters import logbook
from sheetops.adapters.clock import FixedClock
from sheetops.adapters.logbook import Logbook
from sheetops.cli.failures import exit_code_of
from sheetops.rules.privacy.personal import find_personal
from sheetops.scheduler.turn import run_due, run_named
from sheetops.shop import Shop
from sheetops.shop.running import rehearse

NOW = datetime.fromisoformat("2026-11-23 10:15")
PERSONAL = "收件人：张小雨 13812345678 浙江省杭州市余杭区文一西路969号3幢501室 a.b@example.com"
JOB = '''"""Breaks off on a buyer."""


def plan(shop):
    buyer = "王小明"
    raise KeyError(f"{buyer} 13812345678")
    yield
'''


def silent(_name: str, _number: int, _total: int) -> None:
    """Show no progress."""


def test_line_when_written_is_one_json_object(tmp_path: Path) -> None:
    Logbook(tmp_path).write(NOW, "job-done", job="advise", seconds=0.25, actions=3, note=None)
    (line,) = (tmp_path / "log/sheetops.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "at": "2026-11-23T10:15:00",
        "event": "job-done",
        "job": "advise",
        "seconds": 0.25,
        "actions": 3,
    }


def test_line_when_a_text_is_personal_is_masked(tmp_path: Path) -> None:
    log = Logbook(tmp_path)
    log.write(NOW, "x", note=PERSONAL)
    log.failed(NOW, "y", ValueError(f"cannot read '张小雨' in {PERSONAL}"))
    text = log.path.read_text("utf-8")
    assert find_personal(PERSONAL)
    for word in ("张小雨", "13812345678", "文一西路", "a.b@example.com"):
        assert word not in text
    for line in log.lines():
        assert not [found for value in line.values() for found in find_personal(str(value))]


def test_time_when_the_clock_goes_back_goes_on(tmp_path: Path) -> None:
    Logbook(tmp_path).write(NOW, "a")
    log = Logbook(tmp_path)
    log.write(NOW - timedelta(days=1), "b")
    log.write(NOW + timedelta(minutes=1), "c")
    lines = list(log.lines())
    assert [line["at"] for line in lines] == [
        "2026-11-23T10:15:00",
        "2026-11-23T10:15:00",
        "2026-11-23T10:16:00",
    ]
    assert [line.get("clock") for line in lines] == [None, "2026-11-22T10:15:00", None]


def test_log_when_full_begins_a_new_file_and_drops_the_oldest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logbook, "LARGEST", 400)
    log = Logbook(tmp_path)
    for number in range(100):
        log.write(NOW + timedelta(minutes=number), "tick", number=number)
    files = sorted(log.path.parent.glob("*.jsonl"))
    assert len(files) == logbook.KEPT + 1
    assert all(path.stat().st_size < 600 for path in files)
    assert [line["number"] for line in log.lines()][-1] == 99
    # a clock that goes back right after a file was begun is still seen
    fresh = Logbook(tmp_path)
    fresh.write(NOW, "back")
    assert [*fresh.lines()][-1]["clock"] == NOW.isoformat()


def test_log_when_a_crash_cut_a_line_off_goes_on(tmp_path: Path) -> None:
    log = Logbook(tmp_path)
    log.write(NOW, "a")
    with log.path.open("ab") as file:
        file.write(b'{"at": "2026-11-23T10:1')
    Logbook(tmp_path).write(NOW, "b")
    assert [line["event"] for line in Logbook(tmp_path).lines()] == ["a", "b"]


def test_log_when_it_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("", encoding="ascii")
    Logbook(tmp_path).write(NOW, "a")
    assert list(Logbook(tmp_path).lines()) == []


def test_job_when_it_breaks_off_leaves_its_traceback_without_what_it_quotes(shop: Path) -> None:
    (shop / "jobs").mkdir()
    (shop / "jobs" / "greet.py").write_text(JOB, encoding="utf-8")
    opened = Shop(shop, FixedClock(NOW))
    run_named(opened, ["greet"], silent)
    (line,) = (x for x in Logbook(opened.state_folder).lines() if x["event"] == "job-failed")
    trace = str(line["traceback"])
    assert "greet.py:6 in plan" in trace
    assert "KeyError" in trace
    assert "13812345678" not in json.dumps(line)
    assert "王小明" not in json.dumps(line, ensure_ascii=False)
    run = opened.state.ledger.latest("greet")
    assert run is not None
    assert run.state == "failed"


def test_job_when_it_breaks_off_says_where_and_in_which_file_the_details_are(shop: Path) -> None:
    (shop / "jobs").mkdir()
    (shop / "jobs" / "greet.py").write_text(JOB, encoding="utf-8")
    opened = Shop(shop, FixedClock(NOW))
    (error,) = run_named(opened, ["greet"], silent).errors
    assert "greet.py 第 6 行" in error.message.zh
    assert str(Logbook(opened.state_folder).path) in error.remedy.en
    assert "log" not in rehearse(opened, ["greet"], silent).errors[0].remedy.en


def test_log_after_a_day_tells_each_job_and_what_went_out(shop: Path) -> None:
    opened = Shop(shop, FixedClock(NOW))
    run_due(opened, silent)
    events = [line["event"] for line in Logbook(opened.state_folder).lines()]
    assert events.count("job-done") >= 9
    assert events[-1] == "settled"


def test_what_nobody_expected_is_written_down_without_what_it_quotes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path))
    assert exit_code_of(KeyError("王小明 13812345678")) == 70
    (line,) = Logbook(tmp_path).lines()
    assert line["event"] == "unexpected"
    assert "王小明" not in json.dumps(line, ensure_ascii=False)
    assert str(Logbook(tmp_path).path) in capsys.readouterr().err.replace("\n", "")
