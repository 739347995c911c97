"""Until when the links of a letter work, in domain time."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from services.notifications.domain.situation import Situation
from services.notifications.domain.timing import days_after
from shared.clock import local_date

_KEPT = 60  # days after the last date
_WITHOUT_DATES = timedelta(days=365)


def of(name: str) -> Callable[[Situation], datetime]:
    """At the record's own deadline; a deadline that is not set falls back on the group's."""
    return lambda situation: situation.record[name] or after_the_group(situation)


def after_the_group(situation: Situation) -> datetime:
    """Two months after the group's last date."""
    return _after(situation.last_date(), situation)


def after_the_meeting(situation: Situation) -> datetime:
    """Two months after the meeting."""
    return _after(situation.record["date"], situation)


def after_the_period(situation: Situation) -> datetime:
    """Two months after the last day of the pair period, or after the call's last possible day."""
    days = [each["date"] for each in situation.record["days"]]
    window = situation.call["window_to"] if situation.call else None
    return _after(max([*days, *([window] if window else [])], default=None), situation)


def a_year_after(situation: Situation) -> datetime:
    """A year after the latest thing that happened to the record."""
    return _latest(situation) + _WITHOUT_DATES


def _after(day: date | None, situation: Situation) -> datetime:
    known = _latest(situation)
    return max(days_after(day, _KEPT), days_after(local_date(known), _KEPT)) if day else known + _WITHOUT_DATES


def _latest(situation: Situation) -> datetime:
    latest: datetime = max(each["at"] for each in situation.record["occasions"].values())
    return latest
