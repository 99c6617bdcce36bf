"""The buyer's window: from which day it counts, on which it ends, and what a day off does to it."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sheetops.rules.deadlines.derivations import Deadline, Step

END_OF_DAY = time(23, 59, 59)
"""The law's 24:00, in the seconds that workbooks know."""


class Window(NamedTuple):
    """A window: `strict` as counted and lengthened, `end` after a roll-over; the later counts."""

    strict: datetime
    end: datetime
    deadline: Deadline


def last_day(first: date, days: int, *, from_next_day: bool) -> date:
    """Return the last day of a window of `days` days that a thing on the day `first` opens.

    七日办法 art. 10: counting begins on the day after signing, so signing on the 1st and 7 days
    end on the 8th. Counted from the same day, that day is the first of them.
    """
    return first + timedelta(days=days if from_next_day else max(days - 1, 0))


def window_from(
    start: Step,
    days: int,
    by: str,
    *,
    from_next_day: bool,
    roll: Callable[[date], date] | None,
    longer: Callable[[datetime, datetime], Iterable[tuple[str, int]]] | None = None,
) -> Window:
    """Return the window of `days` days that policy row `by` opens at the step `start`.

    `longer` yields the calendar rows between two instants, each with the days that it adds;
    `roll` moves a last day that is a day off (Civil Code art. 203); None: the row does not roll.
    """
    counted = last_day(start.at.date(), days, from_next_day=from_next_day)
    strict = datetime.combine(counted, END_OF_DAY)
    kind = "from_next_day" if from_next_day else "from_same_day"
    steps: tuple[Step, ...] = (start, Step(kind, strict, by, days))
    for cal_id, add in longer(start.at, strict) if longer else ():
        strict += timedelta(days=add)
        steps = (*steps, Step("added_days", strict, cal_id, add))
    rolled = roll(strict.date()) if roll else strict.date()
    end = strict
    if rolled > strict.date():
        end = datetime.combine(rolled, END_OF_DAY)
        steps = (*steps, Step("roll", end, "", (rolled - strict.date()).days))
    return Window(strict, end, Deadline("window_end", start.at, end, steps))
