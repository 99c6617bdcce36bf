"""Reads `schedule.toml`: each job with its times, checked, in the order of a day's run."""

import difflib
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

from sheetops.errors import SettingsError
from sheetops.records.text import Text

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_LAST_DAY_OF_EVERY_MONTH = 28
_EVERY = (1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30, 60, 120, 180, 240, 360, 480, 720)


@dataclass(frozen=True, slots=True)
class Entry:
    """One job's times: every so many minutes, or at times of day; shop time."""

    job: str
    every_minutes: int | None = None
    at: tuple[str, ...] = ()
    days: tuple[str, ...] = DAYS
    day_of_month: int | None = None
    """1 to 28: once a month. With `workdays_only`: the first workday from that day on."""
    workdays_only: bool = False
    quiet: tuple[str, ...] = ()
    """From and until, e.g. 22:00 and 07:00: what falls between waits for the end, and runs once."""
    missed: Literal["latest", "all"] = "latest"


def load_timetable(path: Path, jobs: Collection[str] | None = None) -> tuple[Entry, ...]:
    """Return the timetable in `path`; SettingsError names the job and the key that is wrong.

    `jobs` are the names of all jobs there are; None: nobody has looked.
    """
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        raise _wrong(path.name, Text(str(error), str(error))) from error
    for job in found:
        if jobs is not None and job not in jobs:
            raise _no_job(job, jobs)
    return tuple(_entry(job, said) for job, said in found.items())


def _no_job(job: str, jobs: Collection[str]) -> SettingsError:
    near = difflib.get_close_matches(job, jobs, n=1)
    hint = near[0] if near else " / ".join(sorted(jobs))
    return _wrong(job, Text(f"没有这个任务，可用：{hint}", f"there is no such job; try {hint}"))


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
    for is_wrong, zh, en in _faults(entry):
        if is_wrong:
            raise _wrong(entry.job, Text(zh, en))


def _faults(entry: Entry) -> Iterator[tuple[bool, str, str]]:
    """Yield each rule of an entry: whether it is broken, and what to say then."""
    every, day = entry.every_minutes, entry.day_of_month
    yield (
        (every is None) == (not entry.at),
        "every_minutes 和 at 要写且只写一个",
        "give either every_minutes or at",
    )
    yield (
        every is not None and every not in _EVERY,
        f"every_minutes 只能是 {_listed(_EVERY)}",
        f"every_minutes is one of {_listed(_EVERY)}",
    )
    for time in (*entry.at, *entry.quiet):
        is_wrong = not _TIME.fullmatch(time)
        yield is_wrong, f"“{time}”不是 HH:MM 时间", f'"{time}" is not a time HH:MM'
    # digits are refused: a crontab's 1-5 means Tuesday to Saturday in one scheduler and Monday to
    # Friday in another
    for name in entry.days:
        yield (
            name not in DAYS,
            f"“{name}”不是 mon…sun 的日名",
            f'"{name}" is not a day name mon…sun',
        )
    yield not entry.days, "days 不能是空的", "days must not be empty"
    yield (
        bool(entry.quiet) and (len(entry.quiet) != 2 or entry.quiet[0] == entry.quiet[-1]),
        'quiet 要写起止两个时间，如 ["22:00", "07:00"]',
        'quiet is a start and an end, as in ["22:00", "07:00"]',
    )
    yield (
        day is not None and not 1 <= day <= _LAST_DAY_OF_EVERY_MONTH,
        "day_of_month 只能是 1 到 28，每个月都有的日子",
        "day_of_month is 1 to 28, a day that every month has",
    )
    yield (
        day is not None and (every is not None or entry.days != DAYS),
        "day_of_month 只和 at 一起写，不写 days",
        "day_of_month goes with at, without days",
    )


def _listed(values: tuple[int, ...]) -> str:
    return ", ".join(map(str, values))


def _wrong(where: str, what: Text) -> SettingsError:
    return SettingsError(
        Text(f"schedule.toml 的 {where}：{what.zh}。", f"schedule.toml, {where}: {what.en}."),
        Text("请改正后再运行。", "Mend it and run again."),
    )
