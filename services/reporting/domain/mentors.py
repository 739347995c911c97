"""F21: mentors' hours by employer and school year (dossier F.3).

Meetings count when they were held: one that was cancelled and held on its reserve date counts once, one that
was cancelled for good does not. Arrangement hours count as recorded, up to the rule's cap. Hours only, no money.
What was done after the employer's last day in the network is paid by no rule here (H1) and stands apart.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reporting.domain.facts import Meeting, hours, was_held
from services.reporting.domain.policies import MentorHours, MentorYear, OtherLengthNotChosen, Policy
from services.reporting.domain.report import Column, Report, Row, summed
from services.reporting.domain.years import school_year_of
from shared.errors import DomainError

COLUMNS = (
    Column("school_year", "school_year"),
    Column("mentor", "person"),
    Column("employer", "organisation"),
    Column("policy", "code"),
    Column("meetings", "count"),
    Column("meeting_hours", "hours"),
    Column("planning_paid", "hours", extra=True),
    Column("meetings_paid", "hours", extra=True),
    Column("arrangement_recorded", "hours", extra=True),
    Column("arrangement_paid", "hours", extra=True),
    Column("paid_hours", "hours", extra=True),
    Column("working_time", "hours", extra=True),
    Column("hours_not_accepted", "hours", extra=True),
    Column("remark", "code", extra=True),
)
LINES = ("planning_paid", "meetings_paid", "arrangement_paid", "paid_hours", "working_time")
LONGEST = Decimal(3)
QUARTER = Decimal("0.25")
ZERO = Decimal(0)
SUMMED = ("meetings", "meeting_hours", "arrangement_recorded", "paid_hours", "working_time", "hours_not_accepted")


class ArrangingNotYetDone(DomainError):
    """The day of arranging lies in the future."""

    code = "arranging_not_yet_done"
    kind = "invalid"
    text = "Hours are recorded when they have been used. Give a day that is not in the future."
    field = "date"


class HoursNotQuarters(DomainError):
    """Hours are recorded in quarters, up to three at a time."""

    code = "hours_not_quarters"
    kind = "invalid"
    text = "Give the hours in quarters of an hour, from 0.25 to 3."
    field = "hours"


class EmployerHasLeft(DomainError):
    """The employer had left the network before that day (H1)."""

    code = "employer_has_left"
    kind = "invalid"
    text = "Your employer left the network before this day: hours after that are its own matter. Give an earlier day."
    field = "date"


@dataclass(frozen=True)
class Arrangement:
    """Hours that a mentor used for arranging, as recorded."""

    mentor_id: UUID
    date: date
    hours: Decimal


@dataclass(frozen=True)
class Employment:
    """Which rules hold for a mentor: those of the employer, up to its last day in the network."""

    employer: str
    policy: Policy | None
    other_length: str | None
    last_day: date = date.max


def check_arrangement(day: date, amount: Decimal, today: date, last_day: date) -> None:
    """Whether hours may be recorded so. Raises ArrangingNotYetDone, EmployerHasLeft, HoursNotQuarters."""
    if day > today:
        raise ArrangingNotYetDone()
    if day > last_day:
        raise EmployerHasLeft()
    if not QUARTER <= amount <= LONGEST or amount % QUARTER:
        raise HoursNotQuarters()


def mentor_hours(
    meetings: Iterable[Meeting],
    arrangements: Iterable[Arrangement],
    employment_of: Callable[[UUID], Employment],
    as_of: date,
    school_year: str | None = None,
    is_seen: Callable[[UUID], bool] = lambda _: True,
) -> Report:
    """A row for each mentor and school year in which a meeting was held or arranging was recorded."""
    held = _held(meetings, as_of)
    arranged = _arranged(arrangements, as_of)
    keys = sorted(each for each in held.keys() | arranged.keys() if school_year in (None, each[0]) and is_seen(each[1]))
    rows = tuple(
        {
            "school_year": key[0],
            "mentor": key[1],
            **_figures(held.get(key, ()), arranged.get(key, ()), employment_of(key[1])),
        }
        for key in keys
    )
    notes = ["hours_not_money"]
    if any(each["hours_not_accepted"] for each in rows):
        notes.append("costs_after_leaving")
    return Report("mentor-hours", as_of, COLUMNS, rows, _total(rows), tuple(notes))


def _held(meetings: Iterable[Meeting], as_of: date) -> Mapping[tuple[str, UUID], tuple[Meeting, ...]]:
    found: dict[tuple[str, UUID], tuple[Meeting, ...]] = {}
    for each in meetings:
        if was_held(each, as_of):
            for mentor in each.mentor_ids:
                key = (school_year_of(each.date), mentor)
                found[key] = (*found.get(key, ()), each)
    return found


def _arranged(arrangements: Iterable[Arrangement], as_of: date) -> Mapping[tuple[str, UUID], tuple[Arrangement, ...]]:
    found: dict[tuple[str, UUID], tuple[Arrangement, ...]] = {}
    for each in arrangements:
        if each.date <= as_of:
            key = (school_year_of(each.date), each.mentor_id)
            found[key] = (*found.get(key, ()), each)
    return found


def _figures(held: tuple[Meeting, ...], arranged: tuple[Arrangement, ...], employment: Employment) -> Row:
    minutes = tuple(each.minutes for each in held if each.date <= employment.last_day)
    amounts = tuple(each.hours for each in arranged if each.date <= employment.last_day)
    counted = _counted(MentorYear(minutes, amounts), employment) if minutes or amounts else MentorHours()
    lines: Row = {} if counted is None else _lines(counted)
    meeting_hours, arranging = hours(sum(each.minutes for each in held)), sum((each.hours for each in arranged), ZERO)
    return {
        "employer": employment.employer,
        "policy": employment.policy.name if employment.policy else "none",
        "meetings": len(held),
        "meeting_hours": meeting_hours,
        "arrangement_recorded": arranging,
        **dict.fromkeys(LINES),
        **lines,
        "hours_not_accepted": meeting_hours + arranging - hours(sum(minutes)) - sum(amounts, ZERO),
        "remark": OtherLengthNotChosen.code if counted is None else None,
    }


def _lines(counted: MentorHours) -> Row:
    return {
        "planning_paid": counted.planning,
        "meetings_paid": counted.meetings,
        "arrangement_paid": counted.arrangement,
        "paid_hours": counted.paid,
        "working_time": counted.working_time,
    }


def _counted(year: MentorYear, employment: Employment) -> MentorHours | None:
    if employment.policy is None:
        return MentorHours()
    try:
        return employment.policy.mentor_hours(year, employment.other_length)
    except OtherLengthNotChosen:
        return None


def _total(rows: tuple[Row, ...]) -> Row | None:
    return {**dict.fromkeys(each.code for each in COLUMNS), **summed(rows, SUMMED)} if rows else None


def without_persons(report: Report) -> Report:
    """The same hours by employer, for leadership, which sees no persons."""
    keys = sorted({(str(row["school_year"]), str(row["employer"])) for row in report.rows})
    rows: tuple[Row, ...] = tuple(
        {"school_year": key[0], "employer": key[1], **summed(_of_employer(report, key), SUMMED)} for key in keys
    )
    columns = tuple(each for each in COLUMNS if each.code in ("school_year", "employer", *SUMMED))
    return replace(report, columns=columns, rows=rows)


def _of_employer(report: Report, key: tuple[str, str]) -> list[Row]:
    return [row for row in report.rows if (row["school_year"], row["employer"]) == key]
