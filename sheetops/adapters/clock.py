"""The door to the system's time: only the outermost layer asks, once for each decision."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sheetops.errors import SettingsError
from sheetops.records.text import Text


class Clock(Protocol):
    """Tells the instant."""

    def now(self) -> datetime:
        """Return the present shop time, naive, to the second."""
        ...


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, read in the shop's time zone."""

    zone: ZoneInfo

    def now(self) -> datetime:
        """Return the present shop time, naive, to the second."""
        return datetime.now(self.zone).replace(tzinfo=None, microsecond=0)


@dataclass(slots=True)
class FixedClock:
    """A clock that stands still: for the demo, for replays and for tests."""

    instant: datetime

    def now(self) -> datetime:
        """Return the instant that was set."""
        return self.instant


def system_clock(zone: str) -> SystemClock:
    """Return the clock for the IANA time zone `zone`; SettingsError for one that does not exist."""
    try:
        return SystemClock(ZoneInfo(zone))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SettingsError(
            Text(f"时区“{zone}”不存在。", f'There is no time zone "{zone}".'),
            Text(
                "请在 sheetops.toml 中改为 Asia/Shanghai 这样的名称。",
                "Write a name such as Asia/Shanghai in sheetops.toml.",
            ),
        ) from error
