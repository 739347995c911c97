"""The reports: who may ask for each, and from which facts it is made.

Every report holds what the asker may see and no more; who may see nothing of it is refused. Figures are as known at
the end of the as-of day, gender as told by the day of asking.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.reporting.domain.attendance import attendance_by_meeting
from services.reporting.domain.cells import NotPublishable
from services.reporting.domain.costs import costs_by_employer
from services.reporting.domain.groups import groups_report
from services.reporting.domain.mentors import mentor_hours, without_persons
from services.reporting.domain.participants import participants_by_year
from services.reporting.domain.periods import pair_figures, pair_states
from services.reporting.domain.report import Report
from services.reporting.domain.veso import Credit, credits_of, veso_days, veso_days_by_unit
from services.reporting.domain.years import school_year
from services.reporting.queries.groups import groups
from services.reporting.queries.reach import led_groups, reach, subordinates
from services.reporting.tables import KnownParticipation, facts
from shared.errors import Forbidden, NotFound
from shared.work import UnitOfWork

IN_NETWORK = KnownParticipation.scope == "network"


@dataclass(frozen=True)
class Question:
    """What is asked of a report. `year` is the first calendar year of a school year."""

    as_of: date
    year: int | None = None
    published: bool = False


@dataclass(frozen=True)
class Kind:
    """A report: the year that it goes by, whether it has a form for publication, who may ask, how it is made."""

    years: Literal["reporting", "accounting", "school"]
    may: Callable[[UnitOfWork], bool]
    make: Callable[[UnitOfWork, Question], Report]
    publishable: bool = False


def available(work: UnitOfWork) -> list[str]:
    """The kinds of reports that the one who asks may see."""
    return [code for code, found in KINDS.items() if found.may(work)]


def kind(code: str) -> Kind:
    """A kind of report. Raises NotFound."""
    if code not in KINDS:
        raise NotFound()
    return KINDS[code]


def report(work: UnitOfWork, code: str, question: Question) -> Report:
    """A report. Raises NotFound, Forbidden, NotPublishable."""
    found = kind(code)
    if not found.may(work):
        raise Forbidden()
    if question.published and not found.publishable:
        raise NotPublishable()
    return found.make(work, question)


def _counts(data: str) -> Callable[[UnitOfWork], bool]:
    return lambda work: bool(reach(work, data).countable)


def _counts_network(data: str) -> Callable[[UnitOfWork], bool]:
    return lambda work: work.network.slug in reach(work, data).countable


def _participants(work: UnitOfWork, asked: Question) -> Report:
    seats = facts.participations(work.session, IN_NETWORK)
    return participants_by_year(seats, facts.genders(work.session), asked.as_of, asked.year, asked.published)


def _may_see_groups(work: UnitOfWork) -> bool:
    return bool(reach(work, "attendance").countable or led_groups(work))


def _groups(work: UnitOfWork, asked: Question) -> Report:
    within, led = reach(work, "attendance").countable, led_groups(work)
    found = [each for each in groups(work.session, asked.year) if each.organisation in within or each.id in led]
    return groups_report(found, facts.meetings(work.session), asked.as_of)


def _may_see_attendance(work: UnitOfWork) -> bool:
    return bool(reach(work, "attendance").readable or led_groups(work))


def _attendance(work: UnitOfWork, asked: Question) -> Report:
    within, led = reach(work, "attendance").readable, led_groups(work)
    found = [each for each in groups(work.session, asked.year) if each.organisation in within or each.id in led]
    ids = {each.id for each in found}
    meetings = [each for each in facts.meetings(work.session) if each.group_id in ids]
    return attendance_by_meeting(facts.participations(work.session), meetings, asked.as_of)


def _may_see_veso(work: UnitOfWork) -> bool:
    return bool(reach(work, "veso_credit").countable or subordinates(work))


def _veso(work: UnitOfWork, asked: Question) -> Report:
    within, own = reach(work, "veso_credit"), set(subordinates(work))
    find = facts.policy_of(work.network, "veso")
    credits = _credits(work, asked)
    staff = facts.staff(work.session, {each.person_id for each in credits})
    if not (within.readable or own):
        counted = [each for each in credits if each.employer in within.countable]
        return veso_days_by_unit(counted, staff, asked.as_of)
    seen = [each for each in credits if each.employer in within.readable or each.person_id in own]
    return veso_days(seen, staff, find, asked.as_of)


def _credits(work: UnitOfWork, asked: Question) -> list[Credit]:
    session = work.session
    seats = [each.until(asked.as_of) for each in facts.participations(session)]
    staff = facts.staff(session, {each.person_id for each in seats})
    credits = credits_of(seats, staff, facts.lengths(session, seats), facts.policy_of(work.network, "veso"))
    return [each for each in credits if asked.year is None or each.school_year == school_year(asked.year)]


def _may_see_mentor_hours(work: UnitOfWork) -> bool:
    return bool(reach(work, "mentor_claim").countable or led_groups(work))


def _mentor_hours(work: UnitOfWork, asked: Question) -> Report:
    """A network role sees the mentors of network groups, a member's role the member's mentors, a mentor oneself."""
    within, session = reach(work, "mentor_claim"), work.session
    employment = facts.employment_of(session, work.network)
    led = {mentor for each in groups(session) if each.organisation in within.countable for mentor in each.mentor_ids}

    def is_seen(mentor: UUID) -> bool:
        return mentor == work.actor.person_id or mentor in led or employment(mentor).employer in within.countable

    year = None if asked.year is None else school_year(asked.year)
    made = mentor_hours(facts.meetings(session), facts.arrangements(session), employment, asked.as_of, year, is_seen)
    return made if within.readable or not within.countable else without_persons(made)


def _costs(work: UnitOfWork, asked: Question) -> Report:
    """The project's hours: of all employers for a network role, else of one's own."""
    within = reach(work, "cost_allocation").countable
    employers = None if work.network.slug in within else within
    seats = facts.participations(work.session, IN_NETWORK)
    periods = [each for each in facts.periods(work.session) if each.organisation == work.network.slug]
    return costs_by_employer(seats, periods, asked.as_of, asked.year, employers, facts.last_days(work.network))


def _pair_figures(work: UnitOfWork, asked: Question) -> Report:
    within = reach(work, "days").countable
    periods = [each for each in facts.periods(work.session) if each.organisation in within]
    return pair_figures(periods, facts.genders(work.session), asked.as_of, asked.year, asked.published)


def _pair_states(work: UnitOfWork, asked: Question) -> Report:
    within = reach(work, "days").countable
    periods = [each for each in facts.periods(work.session) if each.organisation in within]
    return pair_states(periods, asked.as_of, asked.year)


KINDS: Mapping[str, Kind] = {
    "participants": Kind("reporting", _counts_network("statistics"), _participants, publishable=True),
    "groups": Kind("reporting", _may_see_groups, _groups),
    "attendance": Kind("reporting", _may_see_attendance, _attendance),
    "pair-figures": Kind("reporting", _counts("days"), _pair_figures, publishable=True),
    "pair-states": Kind("reporting", _counts("days"), _pair_states),
    "costs": Kind("accounting", _counts("cost_allocation"), _costs),
    "mentor-hours": Kind("school", _may_see_mentor_hours, _mentor_hours),
    "veso": Kind("school", _may_see_veso, _veso),
}
