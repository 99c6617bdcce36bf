"""Case numbers: `AS`, the day the buyer applied, a number that is never given again."""

import re
from collections.abc import Iterable
from datetime import date

_CASE_ID = re.compile(r"AS(\d{8})-(\d{4,})")


class CaseIds:
    """Gives the next case number of a day; `used` are all numbers ever given."""

    def __init__(self, used: Iterable[str]) -> None:
        self._last: dict[str, int] = {}
        for case_id in used:
            found = _CASE_ID.fullmatch(case_id)
            if found:
                day, number = found[1], int(found[2])
                self._last[day] = max(number, self._last.get(day, 0))

    def next(self, day: date) -> str:
        """Return the number after the highest that `day` has seen; gaps are not filled."""
        key = f"{day:%Y%m%d}"
        number = self._last[key] = self._last.get(key, 0) + 1
        return f"AS{key}-{number:04d}"
