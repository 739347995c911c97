"""Working days in Finland.

Weekends and public holidays are not working days. A member's school breaks are: a reminder goes to people of
several members, and a break of one of them does not stop it.
"""

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

_DAY = timedelta(days=1)


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("FI", years=year))


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and day not in _holidays(day.year)


def working_days_before(day: date, count: int) -> date:
    """The working day that lies `count` working days before a day; the day itself is not counted."""
    while count:
        day -= _DAY
        count -= is_working_day(day)
    return day


def next_working_day(day: date) -> date:
    """The first working day after a day."""
    day += _DAY
    while not is_working_day(day):
        day += _DAY
    return day
