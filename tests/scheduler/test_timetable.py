"""The timetable takes day names and times, and names what is wrong with anything else."""

from pathlib import Path

import pytest

from sheetops.adapters.shipped import shelf
from sheetops.errors import SettingsError
from sheetops.scheduler.timetable import Entry, load_timetable


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
