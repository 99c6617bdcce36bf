"""The sign of life: when the timetable last came to its end, for watchdogs and for people.

The job machine keeps it in its local state. A short text in the shop folder says the same to
whoever looks there, because those who wait for a report have no access to the job machine; and a
watchdog on another machine goes by the lease there, which every run renews.
"""

import contextlib
import json
import os
import socket
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sheetops.adapters.lease import holder
from sheetops.records.text import Language, Text
from sheetops.rules.privacy.masking import mask_text

FILE = "heartbeat.json"
FOR_PEOPLE = "sheetops-alive.txt"


@dataclass(frozen=True, slots=True)
class Beat:
    """One sign of life; shop time, ISO 8601."""

    at: str
    """When the last turn came to its end."""
    host: str
    trouble: str = ""
    """What went wrong in it, in the shop's language; empty where nothing did."""

    def age(self, now: datetime) -> timedelta | None:
        """Return how long ago it was, negative for a clock that went back; None if unreadable."""
        try:
            return now - datetime.fromisoformat(self.at)
        except ValueError:
            return None

    def is_alive(self, now: datetime, within: timedelta) -> bool:
        """Whether it is no further from `now` than `within`, on either side."""
        age = self.age(now)
        return age is not None and abs(age) <= within


def beat(
    state_folder: Path, folder: Path, now: datetime, language: Language, trouble: Text | None
) -> None:
    """Write down that a turn came to its end at `now`; what cannot be written is left out."""
    words = mask_text(trouble.to(language)) if trouble else ""
    sign = Beat(now.isoformat(), socket.gethostname(), words)
    _put(state_folder / FILE, json.dumps(asdict(sign), ensure_ascii=False))
    _put(folder / FOR_PEOPLE, "\ufeff" + for_people(sign, language))


def last_beat(state_folder: Path, folder: Path) -> Beat | None:
    """Return the last sign of life, on another machine the lease's; None where there is none."""
    try:
        found = json.loads((state_folder / FILE).read_text("utf-8"))
        return Beat(str(found["at"]), str(found["host"]), str(found["trouble"]))
    except (OSError, ValueError, TypeError, KeyError):
        lease = holder(folder)
        return Beat(lease.get("renewed", ""), lease.get("host", "?")) if lease else None


def for_people(sign: Beat, language: Language) -> str:
    """Return what the text file in the shop folder says."""
    at = sign.at.replace("T", " ")[:16]
    lines = [
        Text(f"最近一次运行：{at}（{sign.host}）", f"Last run: {at} ({sign.host})"),
        Text(f"状况：{sign.trouble or '正常'}", f"State: {sign.trouble or 'fine'}"),
        Text(
            "如果这个时间停在一小时以前，任务可能已停，请告诉管理员。",
            "When this time stays more than an hour behind, the jobs may stand still: "
            "tell whoever looks after the machine.",
        ),
    ]
    return "\r\n".join(line.to(language) for line in lines) + "\r\n"


def _put(path: Path, text: str) -> None:
    """Replace a small file; it holds nothing that is not written anew with the next beat."""
    written = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            written.write_text(text, encoding="utf-8", newline="")
            written.replace(path)
        finally:
            written.unlink(missing_ok=True)
