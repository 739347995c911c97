"""What waits for somebody on the desk, the most urgent first: decisions about groups, late approvals, queues.

A coordinator of a member sees what concerns the own people and the own calls (decision 7).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from services.registration.domain import group as groups
from services.registration.queries.calls import cards_of
from services.registration.tables import Group, Registration
from shared.clock import local_date
from shared.people import Person
from shared.work import UnitOfWork

LATER = date.max


@dataclass(frozen=True)
class Task:
    """Something to decide or to chase: what, about what, by when, and what it needs."""

    what: str
    group: Group
    by: date | None = None
    one: Registration | None = None
    person: Person | None = None
    supervisor: Person | None = None
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def order(self) -> tuple[bool, date, str]:
        return self.what not in PROBLEMS, self.by or LATER, self.what


PROBLEMS = frozenset({"too_small", "no_mentor", "supervisor_missing", "approval_late"})


def tasks_of(work: UnitOfWork) -> list[Task]:
    """Everything that waits for the actor. Four queries."""
    whole = selectinload(Group.dates)
    chosen = select(Group).where(Group.state_name.in_(groups.GOES_ON)).options(whole, joinedload(Group.call))
    found = [each for each in work.session.scalars(chosen) if each.call.state_name != "draft"]
    mine = [each for each in found if work.actor.may("write", "call", each.organisation)]
    tasks = [task for each in mine for task in _of_group(work, each)]
    tasks += _approvals(work, found)
    return sorted(tasks, key=lambda each: each.order)


def _of_group(work: UnitOfWork, group: Group) -> Iterable[Task]:
    first = group.first_meeting
    by = groups.decide_by(first.date if first else None)
    sure = {"members": len(group.member_ids), "min_size": group.min_size, "waiting": group.waiting}
    forming, begun = group.state_name in groups.FORMING, group.has_started(work.now)
    if group.is_too_small(work.now):
        yield Task("too_small", group, None if begun else by, numbers=sure)
    elif forming and not group.is_open(work.now):
        yield Task("confirm", group, by, numbers=sure)
    if not group.mentor_ids:
        yield Task("no_mentor", group, by)
    if group.waiting >= group.min_size and not begun:
        yield Task("second_group", group, numbers=sure)


def _approvals(work: UnitOfWork, found: list[Group]) -> Iterable[Task]:
    by_id = {each.id: each for each in found}
    late = Registration.reminded_at.is_not(None) | Registration.supervisor_id.is_(None)
    chosen = select(Registration).where(
        Registration.group_id.in_(by_id),
        Registration.state_name == "awaiting_supervisor",
        late | Registration.supervisor_typed_in,
    )
    waiting = list(work.session.scalars(chosen))
    cards = cards_of(work, (each for one in waiting for each in (one.person_id, one.supervisor_id) if each))
    for each in waiting:
        person = cards.get(each.person_id)
        if _sees(work, each, person):
            by = local_date(each.approve_by) if each.approve_by else None
            supervisor = cards.get(each.supervisor_id) if each.supervisor_id else None
            yield Task(_what(each), by_id[each.group_id], by, each, person, supervisor)


def _what(each: Registration) -> str:
    if each.supervisor_id is None:
        return "supervisor_missing"
    return "approval_late" if each.reminded_at else "typed_in"


def _sees(work: UnitOfWork, each: Registration, person: Person | None) -> bool:
    organisations = {each.organisation, person.organisation if person else each.organisation}
    return any(work.actor.may("read", "registration", slug) for slug in organisations)
