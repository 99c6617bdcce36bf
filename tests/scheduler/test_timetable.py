"""The timetable takes day names and times, and names what is wrong with anything else."""

from pathlib import Path

import pytest

from sheetops.adapters.clock import system_clock
from sheetops.adapters.shipped import shelf
from sheetops.adapters.workbook.build.new_shop import init_shop
from sheetops.errors import SettingsError
from sheetops.scheduler.timetable import Entry, load_timetable
from sheetops.scheduler.turn import timetable
from sheetops.shop import Shop


def load(tmp_path: Path, text: str) -> tuple[Entry, ...]:
    path = tmp_path / "schedule.toml"
    path.write_text(text, encoding="utf-8")
    return load_timetable(path)


def test_shipped_timetable_names_a_job_file_for_every_entry() -> None:
    entries = load_timetable(shelf("jobs") / "schedule.toml")
    missing = [e.job for e in entries if not (shelf("jobs") / f"{e.job}.py").is_file()]
    assert missing == []
    assert len(entries) >= 10


def test_entry_when_it_has_times_of_day(tmp_path: Path) -> None:
    (entry,) = load(tmp_path, '[email_summary]\nat = ["18:30"]\ndays = ["mon", "fri"]\n')
    assert entry == Entry("email_summary", at=("18:30",), days=("mon", "fri"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[a]\nat = ["18:30"]\ndays = ["1-5"]\n', "1-5"),
        ('[a]\nat = ["0 9 * * 1"]\n', "0 9 * * 1"),
        ('[a]\nat = ["25:00"]\n', "25:00"),
        ('[a]\nat = "0 9 * * 1"\n', "str"),
        ('[a]\nat = ["18:30"]\ndays = []\n', "days"),
        ('[a]\nat = ["18:30"]\nday_of_month = 29\n', "day_of_month"),
        ('[a]\nat = ["18:30"]\nday_of_month = 0\n', "day_of_month"),
        ('[a]\nat = ["18:30"]\nday_of_month = 1\ndays = ["mon"]\n', "day_of_month"),
        ("[a]\nevery_minutes = 15\nday_of_month = 1\n", "day_of_month"),
        ('[a]\nevery_minutes = 15\nquiet = ["22:00"]\n', "quiet"),
        ('[a]\nevery_minutes = 15\nquiet = ["22:00", "22:00"]\n', "quiet"),
        ('[a]\nevery_minutes = 15\nquiet = ["22", "07:00"]\n', "22"),
        ('[a]\nat = ["18:30"]\nquite = ["22:00", "07:00"]\n', "quiet"),
        ("[a]\nevery_minutes = 7\n", "every_minutes"),
        ('[a]\nevery_minutes = "15"\n', "every_minutes"),
        ("[a]\nevery_minute = 15\n", "every_minutes"),
        ("[a]\n", "every_minutes"),
        ('[a]\nevery_minutes = 15\nat = ["18:30"]\n', "every_minutes"),
        ("a = 1\n", "[job]"),
        ("[a\n", "schedule.toml"),
    ],
)
def test_timetable_when_an_entry_is_wrong(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load(tmp_path, text)
    assert named in caught.value.message.en
    assert caught.value.exit_code == 5


def test_entry_when_it_has_quiet_hours_and_a_day_of_the_month(tmp_path: Path) -> None:
    text = (
        '[a]\nat = ["09:00"]\nday_of_month = 1\nworkdays_only = true\nquiet = ["22:00", "07:00"]\n'
    )
    (entry,) = load(tmp_path, text)
    assert (entry.day_of_month, entry.workdays_only, entry.quiet) == (1, True, ("22:00", "07:00"))


def test_timetable_when_the_shop_has_its_own_replaces_the_shipped_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHEETOPS_STATE", str(tmp_path / "state"))
    init_shop(tmp_path / "shop", "en", "A shop")
    assert len(timetable(Shop(tmp_path / "shop"))) >= 10
    (tmp_path / "shop" / "jobs").mkdir()
    own = tmp_path / "shop" / "jobs" / "schedule.toml"
    own.write_text("[advise]\nevery_minutes = 60\n", encoding="utf-8")
    assert [entry.job for entry in timetable(Shop(tmp_path / "shop"))] == ["advise"]


@pytest.mark.parametrize("zone", ["Asia/Peking", "UTC+8", "", "../etc", "Asia"])
def test_time_zone_when_it_does_not_exist_is_named(zone: str) -> None:
    with pytest.raises(SettingsError) as caught:
        system_clock(zone)
    assert f'"{zone}"' in caught.value.message.en
    assert "Asia/Shanghai" in caught.value.remedy.zh


def test_job_in_the_timetable_that_does_not_exist_is_named_with_the_nearest(tmp_path: Path) -> None:
    path = tmp_path / "schedule.toml"
    path.write_text('[fille_log]\nat = ["09:00"]\n')
    with pytest.raises(SettingsError) as told:
        load_timetable(path, ["file_log", "advise"])
    assert "fille_log" in told.value.message.en
    assert "file_log" in told.value.message.zh
