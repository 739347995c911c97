"""What making two records one would do, before anything is done."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.registration.commands import merging
from services.registration.domain.merging import Plan
from services.registration.tables import Group, Registration
from shared.people import Person
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Look:
    """What making two records one would do, in names."""

    kept: Person
    second: Person
    plan: Plan
    registrations: list[Registration]
    ends: list[Registration]
    groups: list[Group]
    subordinates: list[Person]


def dry_look(work: UnitOfWork, kept_id: UUID, second_id: UUID) -> Look:
    """Nothing changes. Raises as `merging.both_records`."""
    kept, second = merging.both_records(work, kept_id, second_id)
    plan = merging.plan(work, kept, second)
    moved = list(work.session.scalars(select(Registration).where(Registration.id.in_([*plan.moves, *plan.ends]))))
    groups = work.session.scalars(select(Group).where(Group.id.in_(plan.leads)))
    below = work.session.scalars(select(Person).where(Person.id.in_(plan.subordinates)).order_by(Person.last_name))
    return Look(
        kept,
        second,
        plan,
        registrations=[each for each in moved if each.id in plan.moves],
        ends=[each for each in moved if each.id in plan.ends],
        groups=list(groups),
        subordinates=list(below),
    )
