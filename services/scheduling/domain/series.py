"""All meetings of a group together: how far it is, and when it has finished.

A cancelled meeting and its replacement are one planned meeting, so everything is counted by number.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from services.scheduling.domain.errors import AgreedInFuture, AgreedTooEarly
from services.scheduling.domain.meetings import Meeting
from services.scheduling.domain.reserve_dates import ReserveDate

STATES = ("planned", "active", "finished")
REST_AGREED_WITHIN = timedelta(days=60)
TOOK_PLACE = frozenset({"held", "recorded"})


def check_agreed_on(day: date, today: date, reporting_year: int) -> None:
    """A group agrees at the earliest in the year before its reporting year. Raises AgreedInFuture, AgreedTooEarly."""
    if day > today:
        raise AgreedInFuture()
    if day < (first := date(reporting_year - 1, 1, 1)):
        raise AgreedTooEarly(first=first)


def held(meetings: Iterable[Meeting]) -> int:
    """How many of the planned meetings have taken place."""
    return len({each.number for each in meetings if each.state in TOOK_PLACE})


def moved(meetings: Iterable[Meeting]) -> int:
    """How many of the planned meetings were, or will be, on another date."""
    return len({each.number for each in meetings if each.state == "moved"})


def is_over(meetings: Sequence[Meeting], reserves: Iterable[ReserveDate], now: datetime) -> bool:
    """Every meeting is recorded, or was cancelled too long ago to be replaced, and no reserve date waits."""
    waiting = [each for each in meetings if not _is_settled(each, now)] or now < rest_agreed_by(meetings, now)
    return bool(meetings) and not waiting and not any(each.state == "held_available" for each in reserves)


def rest_agreed_by(meetings: Sequence[Meeting], now: datetime) -> datetime:
    """Until when a group of which only the first meeting is dated may agree on the rest (dossier R30); else now."""
    dates = [each.slot for each in meetings if each.number == 1]
    only_first = bool(dates) and all(each.number == 1 for each in meetings)
    return max(each.ends_at for each in dates) + REST_AGREED_WITHIN if only_first else now


def state(meetings: Sequence[Meeting], reserves: Iterable[ReserveDate], now: datetime) -> str:
    """The state of the series (dossier D.3)."""
    if is_over(meetings, reserves, now):
        return "finished"
    return "active" if held(meetings) else "planned"


def _is_settled(meeting: Meeting, now: datetime) -> bool:
    if meeting.state == "cancelled":
        return now >= meeting.replace_by
    return meeting.state in ("recorded", "moved")
