"""Making two records of one person one: what the second one had moves to the first, and its id points there.

Guaranteed: all or nothing; nobody comes to be in a group twice, supervises or mentors themselves, or gets roles that
whoever merges could not give. The second address goes on working for signing in. It cannot be undone.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select, update

from services.registration.commands import coming, places
from services.registration.commands.imports import GRANTED_BY_MEMBERS, may_write
from services.registration.commands.people import change_person
from services.registration.domain import merging, people, registration
from services.registration.tables import (
    Availability,
    Call,
    Consideration,
    Deputy,
    Group,
    Idea,
    ListedCard,
    Mentor,
    Registration,
    StaffList,
    Statistics,
)
from shared.errors import Forbidden, NotFound
from shared.people import Person, find_by_email
from shared.work import UnitOfWork

OWN = ((Statistics, "statistics_given"), (Consideration, "consideration_changed"), (Mentor, "mentor_changed"))
CONTINUES = frozenset({*registration.LIVE, "completed"})


def find_second(work: UnitOfWork, email: str) -> UUID:
    """The record with an address. Raises NobodyThere."""
    found = find_by_email(work.session, email)
    if found is None:
        raise merging.NobodyThere()
    return found.id


def both_records(work: UnitOfWork, kept_id: UUID, second_id: UUID) -> tuple[Person, Person]:
    """The record that stays and the other one. Raises NotFound, SamePerson, Forbidden, OwnRecord."""
    kept, second = work.session.get(Person, kept_id), work.session.get(Person, second_id)
    if kept is None or second is None or kept.gone or second.gone or kept.same_as:
        raise NotFound()
    if not all(may_write(work, each.organisation) for each in (kept, second)):
        raise Forbidden()
    if kept.id in (second.id, second.same_as):
        raise merging.SamePerson()
    if second.same_as:
        raise NotFound()
    if work.actor.person_id in (kept.id, second.id):
        raise merging.OwnRecord()
    return kept, second


def plan(work: UnitOfWork, kept: Person, second: Person) -> merging.Plan:
    """What would happen, and what speaks against it."""
    own = _registrations(work, Registration.person_id == second.id)
    others = _registrations(work, Registration.person_id == kept.id)
    asked = _registrations(work, Registration.supervisor_id == second.id)
    led = _led(work, kept.id, second.id)
    both = {kept.id, second.id}
    takes_part = {
        slot
        for each in (*own, *others)
        if each.state_name in CONTINUES
        for slot in (each.group_id, each.place_group_id)
        if slot
    }
    return merging.Plan(
        moves=[each.id for each in own],
        ends=[each.id for each in _ending(work, own, others)],
        leads=[each.id for each in led if second.id in each.mentor_ids],
        asked=[each.id for each in asked],
        subordinates=list(work.session.scalars(select(Person.id).where(Person.supervisor_id == second.id))),
        problems=merging.problems(
            supervises=any(each.supervisor_id in both for each in (*own, *others))
            or bool(both & {kept.supervisor_id, second.supervisor_id}),
            leads=[each.id for each in led],
            takes_part=takes_part,
            roles_not_yours=any(not _may_grant(work, each) for each in second.roles),
        ),
    )


def merge(work: UnitOfWork, kept_id: UUID, second_id: UUID) -> Person:
    """Make the two one. Raises MergeContradicts, and as `both_records`."""
    locked = select(Person).where(Person.id.in_([kept_id, second_id])).order_by(Person.id).with_for_update()
    work.session.scalars(locked.execution_options(populate_existing=True)).all()
    kept, second = both_records(work, kept_id, second_id)
    own = _registrations(work, Registration.person_id == second.id)
    led = [each for each in _led(work, second.id) if second.id in each.mentor_ids]
    family = places.lock_family(work, *{each.group_id for each in own}, *_places_of(own), *(each.id for each in led))
    planned = plan(work, kept, second)
    if planned.problems:
        raise merging.MergeContradicts()
    happened = _move_registrations(work, family, kept, second, planned)
    for group in (family.group(each) for each in planned.leads):
        group.mentor_ids = list(dict.fromkeys(kept.id if each == second.id else each for each in group.mentor_ids))
        happened.append((group, "group_changed"))
    places.settle(work, family, *happened)
    _move_named(work, kept, second)
    _move_own(work, kept, second)
    coming.move(work, kept, second.id)
    return _link(work, kept, second)


def _move_registrations(
    work: UnitOfWork, family: places.Family, kept: Person, second: Person, planned: merging.Plan
) -> list[places.Happened]:
    happened: list[places.Happened] = []
    for each in (work.session.get_one(Registration, one) for one in planned.ends):
        rival = _rival(each, _registrations(work, Registration.person_id.in_([kept.id, second.id])))
        if rival is not None:
            rival.queued_at = merging.earliest(each, rival)
        places.leave(work, family, each, "withdrawn")
        happened.append((each, "registration_withdrawn"))
    work.session.flush()
    for each in (work.session.get_one(Registration, one) for one in planned.moves):
        each.person_id = kept.id
        if each.id not in planned.ends:
            happened.append((each, "registration_changed"))
        work.record_history(each, "person_merged")
    work.session.flush()
    return happened


def _move_named(work: UnitOfWork, kept: Person, second: Person) -> None:
    """Wherever the second one is named as supervisor, contact or responsible, the first one is from now on."""
    for each in _registrations(work, Registration.supervisor_id == second.id):
        each.supervisor_id = kept.id
        work.emit("registration_changed", each)
    if work.session.get(Deputy, kept.id) is None:
        work.session.execute(update(Deputy).where(Deputy.supervisor_id == second.id).values(supervisor_id=kept.id))
    work.session.execute(delete(Deputy).where(Deputy.supervisor_id == second.id))
    for column in (Registration.approved_by, Registration.entered_by, Registration.asked_before, Deputy.deputy_id):
        work.session.execute(update(column.class_).where(column == second.id).values({column.key: kept.id}))
    for call in work.session.scalars(select(Call).where(Call.contact_id == second.id)):
        call.contact_id = kept.id
        if call.state_name != "draft":
            work.emit("call_changed", call)
    for idea in work.session.scalars(select(Idea).where(Idea.responsible_id == second.id)):
        idea.responsible_id = kept.id
        work.emit("idea_changed", idea)
    for each in work.session.scalars(select(Person).where(Person.supervisor_id == second.id)):
        change_person(work, each, {"supervisor_id": kept.id})
    for column in (StaffList.sent_by, ListedCard.person_id):
        work.session.execute(update(column.class_).where(column == second.id).values({column.key: kept.id}))


def _move_own(work: UnitOfWork, kept: Person, second: Person) -> None:
    """What is kept under a person's own id: the first one's stays, else it takes the second one's."""
    for table, name in OWN:
        old = work.session.get(table, second.id)
        if old is None:
            continue
        if work.session.get(table, kept.id) is None:
            fixed = {"id", "version", "occasions", "concerns", "organisation"}
            values = {
                each.key: getattr(old, each.key) for each in table.__mapper__.column_attrs if each.key not in fixed
            }
            work.emit(name, table(id=kept.id, organisation=kept.organisation, **values))
        work.bury(old)
    times = work.session.get(Availability, second.id)
    if times is not None and work.session.get(Availability, kept.id) is None:
        times.person_id = kept.id
    elif times is not None:
        work.session.delete(times)


def _link(work: UnitOfWork, kept: Person, second: Person) -> Person:
    roles = people.merged_roles(kept.roles, second.roles, work.today)
    empty = {name: getattr(second, name) for name in ("unit", "job_title", "staff_group", "worktime_form")}
    gained = {name: value for name, value in empty.items() if getattr(kept, name) is None}
    second.roles, second.same_as, second.supervisor_id = [], kept.id, None
    work.emit("identity_linked", second)
    work.record_history(second, "merged_into", person=str(kept.id))
    change_person(work, kept, gained | {"roles": roles})
    work.record_history(kept, "merged", person=str(second.id))
    return kept


def _registrations(work: UnitOfWork, condition: Any) -> list[Registration]:
    chosen = select(Registration).where(condition).order_by(Registration.queued_at, Registration.id)
    return list(work.session.scalars(chosen))


def _led(work: UnitOfWork, *ids: UUID) -> list[Group]:
    chosen = or_(*(Group.mentor_ids.contains([each]) for each in ids))
    return list(work.session.scalars(select(Group).where(chosen).order_by(Group.id)))


def _places_of(own: Iterable[Registration]) -> set[UUID]:
    return {each.place_group_id for each in own if each.place_group_id}


def _ending(work: UnitOfWork, own: list[Registration], others: list[Registration]) -> list[Registration]:
    """Of two live registrations to a group or its siblings, the one that does not go on."""
    roots = {each.id: each.group.sibling_of or each.group_id for each in (*own, *others)}
    ending = []
    for each in own:
        for rival in others:
            live = {each.state_name, rival.state_name} <= CONTINUES
            if live and roots[each.id] == roots[rival.id]:
                lost = rival if merging.stays(each, rival) is each else each
                ending += [lost] if lost.state_name in registration.LIVE else []
    return ending


def _rival(ending: Registration, every: list[Registration]) -> Registration | None:
    same = [each for each in every if each.group_id == ending.group_id and each.state_name in registration.LIVE]
    return next((each for each in same if each.id != ending.id), None)


def _may_grant(work: UnitOfWork, role: Any) -> bool:
    everywhere = may_write(work, work.network.slug)
    return everywhere or (role["role"] in GRANTED_BY_MEMBERS and may_write(work, role["organisation"]))
