"""What a coordinator should look at first, worst first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.scheduling.domain import series
from services.scheduling.domain.meetings import Meeting
from services.scheduling.domain.reserve_dates import ReserveDate

CODES = (
    "mentor_double_booked",
    "not_replaced",
    "agreement_refused",
    "time_open",
    "not_recorded",
    "no_reserve_left",
)
SHOWN = ("problems", *series.STATES)  # groups that a coordinator can ask to see alone
TIME_NEEDED = timedelta(days=14)  # dossier H8
RECORD_WITHIN = timedelta(days=7)  # dossier D.5


@dataclass(frozen=True)
class Problem:
    """A code of CODES and the date that it is about."""

    code: str
    date: date


def problems(
    meetings: Sequence[Meeting], reserves: Sequence[ReserveDate], now: datetime, refused_on: date | None = None
) -> list[Problem]:
    """The problems of one series, worst first. `refused_on`: when somebody in it last refused the agreement."""
    found = [*_of_meetings(meetings, now), *_of_reserves(meetings, reserves)]
    if refused_on:
        found.append(Problem("agreement_refused", refused_on))
    return sorted(found, key=lambda each: (CODES.index(each.code), each.date))


def _of_meetings(meetings: Iterable[Meeting], now: datetime) -> Iterator[Problem]:
    for each in meetings:
        if code := _code(each, now):
            yield Problem(code, each.slot.date)


def _code(meeting: Meeting, now: datetime) -> str | None:
    if meeting.state == "cancelled":
        return "not_replaced" if now < meeting.replace_by else None
    if meeting.state == "held":
        return "not_recorded" if now > meeting.slot.ends_at + RECORD_WITHIN else None
    if meeting.state != "scheduled":
        return None
    if meeting.slot.is_open:
        return "time_open" if now > meeting.slot.starts_at - TIME_NEEDED else None
    return None if meeting.booked else "mentor_double_booked"


def _of_reserves(meetings: Sequence[Meeting], reserves: Sequence[ReserveDate]) -> Iterator[Problem]:
    ahead = [each.slot.date for each in meetings if each.state == "scheduled"]
    lapsed = any(each.state == "lapsed" for each in reserves)
    if ahead and lapsed and not any(each.state == "held_available" for each in reserves):
        yield Problem("no_reserve_left", min(ahead))
