"""The door to China's public holidays and make-up workdays, as the State Council announces them."""

from datetime import date
from functools import cached_property

_NATIONAL_DAY_MONTH = 10
"""A year is known once its last holiday is: notices come out in one piece, data may not."""


class ChineseHolidays:
    """The national calendar; a year without data is worked Monday to Friday and not `known`."""

    def is_workday(self, day: date) -> bool:
        """Return whether `day` is worked: make-up weekends are, public holidays are not."""
        if day.year not in self._years:
            return day.weekday() < 5
        return day in self._made_up or (day.weekday() < 5 and day not in self._holidays)

    def known(self, year: int) -> bool:
        """Return whether the holidays of `year` are in the installed data."""
        return year in self._years

    @cached_property
    def _holidays(self) -> frozenset[date]:
        # imported at the first question: most commands never ask
        from chinese_calendar.constants import holidays

        return frozenset(holidays)

    @cached_property
    def _made_up(self) -> frozenset[date]:
        from chinese_calendar.constants import workdays

        return frozenset(workdays)

    @cached_property
    def _years(self) -> frozenset[int]:
        return frozenset(day.year for day in self._holidays if day.month == _NATIONAL_DAY_MONTH)
