"""F20: VESO days, earned by attending meetings, by the employer's rule (dossier F.2).

Meetings count for the employer on their date, in the school year of their date, in all groups together. Partial
attendance counts from two thirds of the meeting. Nothing is carried over, neither to another year nor employer.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from services.reporting.domain.facts import Attendance, Participation
from services.reporting.domain.policies import Policy
from services.reporting.domain.report import Column, Report, Row, summed
from services.reporting.domain.years import school_year_of

PolicyOf = Callable[[str], Policy | None]
CREDITS = UUID("5b0c7f52-6d0e-5d6e-9a39-3f6a3f0f9d51")
COLUMNS = (
    Column("school_year", "school_year"),
    Column("employer", "organisation"),
    Column("unit", "text", extra=True),
    Column("person", "person"),
    Column("meetings", "count"),
    Column("veso_days", "count"),
    Column("meetings_over", "count"),
    Column("entitlement", "code"),
)
UNIT_COLUMNS = (
    Column("school_year", "school_year"),
    Column("employer", "organisation"),
    Column("unit", "text"),
    Column("persons", "count"),
    Column("meetings", "count"),
    Column("veso_days", "count"),
)


@dataclass(frozen=True)
class Staff:
    """What the rule must know of a person."""

    worktime_form: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Credit:
    """Meetings attended by one person for one employer in one school year, and the days that they earn."""

    person_id: UUID
    employer: str
    school_year: str
    meetings: int
    days: int
    entitlement: str

    @property
    def id(self) -> UUID:
        """The same in every deployment and on every computation."""
        return uuid5(CREDITS, f"{self.person_id}/{self.employer}/{self.school_year}")


def counts(attendance: Attendance, lengths: Mapping[UUID, int]) -> bool:
    """Whether a meeting counts: present, or there for two thirds of it."""
    if attendance.status == "present":
        return True
    length = lengths.get(attendance.meeting_id)
    return attendance.status == "partial" and length is not None and 3 * attendance.minutes >= 2 * length


def credits_of(
    participations: Iterable[Participation],
    staff: Mapping[UUID, Staff],
    lengths: Mapping[UUID, int],
    policy_of: PolicyOf,
) -> list[Credit]:
    """One credit for each person, employer and school year with a meeting that counts."""
    meetings: dict[tuple[str, str, UUID], int] = {}
    for seat in participations:
        for each in seat.attendances:
            if counts(each, lengths):
                key = (school_year_of(each.date), each.employer, seat.person_id)
                meetings[key] = meetings.get(key, 0) + 1
    return [_credit(*key, meetings[key], staff, policy_of) for key in sorted(meetings, key=str)]


def _credit(
    school_year: str, employer: str, person: UUID, meetings: int, staff: Mapping[UUID, Staff], policy_of: PolicyOf
) -> Credit:
    policy, form = policy_of(employer), staff.get(person, Staff()).worktime_form
    days = policy.veso_days(meetings, form) if policy else 0
    return Credit(person, employer, school_year, meetings, days, _entitlement(policy, form))


def _entitlement(policy: Policy | None, worktime_form: str | None) -> str:
    if policy is None or policy.veso is None:
        return "no_rule"
    return "entitled" if policy.entitled(worktime_form) else "not_entitled"


def veso_days(credits: Iterable[Credit], staff: Mapping[UUID, Staff], policy_of: PolicyOf, as_of: date) -> Report:
    """Person by person, for those who may see the persons."""
    rows: tuple[Row, ...] = tuple(
        {
            "school_year": each.school_year,
            "employer": each.employer,
            "unit": staff.get(each.person_id, Staff()).unit,
            "person": each.person_id,
            "meetings": each.meetings,
            "veso_days": each.days,
            "meetings_over": _over(each, policy_of(each.employer)),
            "entitlement": each.entitlement,
        }
        for each in credits
    )
    total: Row = {**dict.fromkeys(each.code for each in COLUMNS), **summed(rows, ("meetings", "veso_days"))}
    return Report("veso", as_of, COLUMNS, rows, total if rows else None, ("no_carry_over",))


def veso_days_by_unit(credits: Iterable[Credit], staff: Mapping[UUID, Staff], as_of: date) -> Report:
    """Unit by unit, for leadership, which sees no persons."""
    units: dict[tuple[str, str, str], list[Credit]] = {}
    for each in credits:
        unit = staff.get(each.person_id, Staff()).unit or ""
        units.setdefault((each.school_year, each.employer, unit), []).append(each)
    rows = tuple(
        {"school_year": key[0], "employer": key[1], "unit": key[2] or None, **_sums(units[key])}
        for key in sorted(units)
    )
    everything = [each for found in units.values() for each in found]
    total: Row = {"school_year": None, "employer": None, "unit": None, **_sums(everything)}
    return Report("veso", as_of, UNIT_COLUMNS, rows, total if rows else None, ("no_carry_over",))


def _sums(credits: list[Credit]) -> dict[str, int]:
    return {
        "persons": len({each.person_id for each in credits}),
        "meetings": sum(each.meetings for each in credits),
        "veso_days": sum(each.days for each in credits),
    }


def _over(credit: Credit, policy: Policy | None) -> int | None:
    if policy is None or policy.veso is None or credit.entitlement != "entitled":
        return None
    return credit.meetings - credit.days * policy.veso.meetings_per_day
