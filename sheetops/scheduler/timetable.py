"""Reads `schedule.toml`: each job with its times, checked, in the order of a day's run."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from sheetops.errors import SettingsError
from sheetops.records.text import Text

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_EVERY = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720)


@dataclass(frozen=True, slots=True)
class Entry:
    """One job's times: every so many minutes, or at times of day; shop time."""

    job: str
    every_minutes: int | None = None
    at: tuple[str, ...] = ()
    days: tuple[str, ...] = DAYS
    workdays_only: bool = False
    missed: Literal["latest", "all"] = "latest"


def load_timetable(path: Path) -> tuple[Entry, ...]:
    """Return the timetable in `path`; SettingsError names the job and the key that is wrong."""
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _wrong(path.name, Text(str(error), str(error))) from error
    return tuple(_entry(job, said) for job, said in found.items())


def _entry(job: str, said: object) -> Entry:
    import msgspec

    if not isinstance(said, Mapping):
        raise _wrong(job, Text("应写成 [任务名] 一节", "write it as a [job] section"))
    known = [field.name for field in fields(Entry)][1:]
    for key in said:
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = near[0] if near else " / ".join(known)
            raise _wrong(
                job, Text(f"没有“{key}”这一项，可用：{hint}", f'there is no "{key}"; try {hint}')
            )
    try:
        entry = msgspec.convert({**said, "job": job}, Entry)
    except msgspec.ValidationError as error:
        raise _wrong(
            job, Text(f"值的类型不对：{error}", f"a value has the wrong type: {error}")
        ) from error
    _check(entry)
    return entry


def _check(entry: Entry) -> None:
    if (entry.every_minutes is None) == (not entry.at):
        raise _wrong(
            entry.job, Text("every_minutes 和 at 要写且只写一个", "give either every_minutes or at")
        )
    if entry.every_minutes is not None and entry.every_minutes not in _EVERY:
        raise _wrong(
            entry.job,
            Text(
                f"every_minutes 只能是 {_listed(_EVERY)}",
                f"every_minutes is one of {_listed(_EVERY)}",
            ),
        )
    for time in entry.at:
        if not _TIME.fullmatch(time):
            raise _wrong(
                entry.job, Text(f"“{time}”不是 HH:MM 时间", f'"{time}" is not a time HH:MM')
            )
    # digits are refused: a crontab's 1-5 means Tuesday to Saturday in one scheduler and Monday to
    # Friday in another
    for day in entry.days:
        if day not in DAYS:
            raise _wrong(
                entry.job, Text(f"“{day}”不是 mon…sun 的日名", f'"{day}" is not a day name mon…sun')
            )


def _listed(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values))


def _wrong(where: str, what: Text) -> SettingsError:
    return SettingsError(
        Text(f"schedule.toml 的 {where}：{what.zh}。", f"schedule.toml, {where}: {what.en}."),
        Text("请改正后再运行。", "Mend it and run again."),
    )
