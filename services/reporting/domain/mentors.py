"""F21: mentors' hours by employer and school year (dossier F.3).

Meetings count when they were held: one that was cancelled and held on its reserve date counts once, one that
was cancelled for good does not. Arrangement hours count as recorded, up to the rule's cap. Hours only, no money.
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
    Column("remark", "code", extra=True),
)
LINES = ("planning_paid", "meetings_paid", "arrangement_paid", "paid_hours", "working_time")
LONGEST = Decimal(3)
QUARTER = Decimal("0.25")
SUMMED = ("meetings", "meeting_hours", "arrangement_recorded", "paid_hours", "working_time")


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


@dataclass(frozen=True)
class Arrangement:
    """Hours that a mentor used for arranging, as recorded."""

    mentor_id: UUID
    date: date
    hours: Decimal


@dataclass(frozen=True)
class Employment:
    """Which rules hold for a mentor: those of the employer."""

    employer: str
    policy: Policy | None
    other_length: str | None


def check_arrangement(day: date, amount: Decimal, today: date) -> None:
    """Whether hours may be recorded so. Raises ArrangingNotYetDone, HoursNotQuarters."""
    if day > today:
        raise ArrangingNotYetDone()
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
    return Report("mentor-hours", as_of, COLUMNS, rows, _total(rows), ("hours_not_money",))


def _held(meetings: Iterable[Meeting], as_of: date) -> Mapping[tuple[str, UUID], tuple[int, ...]]:
    found: dict[tuple[str, UUID], tuple[int, ...]] = {}
    for each in meetings:
        if was_held(each, as_of):
            for mentor in each.mentor_ids:
                key = (school_year_of(each.date), mentor)
                found[key] = (*found.get(key, ()), each.minutes)
    return found


def _arranged(arrangements: Iterable[Arrangement], as_of: date) -> Mapping[tuple[str, UUID], tuple[Decimal, ...]]:
    found: dict[tuple[str, UUID], tuple[Decimal, ...]] = {}
    for each in arrangements:
        if each.date <= as_of:
            key = (school_year_of(each.date), each.mentor_id)
            found[key] = (*found.get(key, ()), each.hours)
    return found


def _figures(minutes: tuple[int, ...], arranged: tuple[Decimal, ...], employment: Employment) -> Row:
    counted = _counted(MentorYear(minutes, arranged), employment)
    lines: Row = {} if counted is None else _lines(counted)
    return {
        "employer": employment.employer,
        "policy": employment.policy.name if employment.policy else "none",
        "meetings": len(minutes),
        "meeting_hours": hours(sum(minutes)),
        "arrangement_recorded": sum(arranged, Decimal(0)),
        **dict.fromkeys(LINES),
        **lines,
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
