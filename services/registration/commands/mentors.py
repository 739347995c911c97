"""The registry of mentors: offering to lead, being accepted, training, pausing, leaving.

Guaranteed: whoever is accepted holds the role from that day on, and loses it on leaving; nobody accepts themselves.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.commands import leading
from services.registration.commands.answers import keep_times
from services.registration.commands.people import change_person, person_of, role_row
from services.registration.domain import approval, availability, mentor
from services.registration.domain.errors import NotAMentor
from services.registration.domain.group import GOES_ON
from services.registration.domain.mentor_errors import (
    OwnMentoring,
    SupervisorNotAsked,
    TrainingDatesContradict,
    UnknownArea,
)
from services.registration.tables import Group, KnownSeries, Mentor
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork

PROFILE = ("professional_field", "lead_languages", "capacity_groups", "service_area", "remote")
TRAINING_FACTS = ("training_provider", "training_credits", "training_began_on", "training_completed_on")


def offer_to_lead(work: UnitOfWork, person_id: UUID, data: Mapping[str, Any]) -> Mentor:
    """Somebody's own profile, new or changed. Who has retired, or is new, waits to be accepted.

    A training that was checked by the coordinator is changed by the coordinator only.
    """
    person = _card(work, person_id)
    if set(data["service_area"]) - work.network.organisations.keys():
        raise UnknownArea()
    found = work.session.get(Mentor, person.id, with_for_update=True)
    if found is None or found.state_name == "retired":
        work.network.require_staying(person.organisation, work.today)
    if found is None:
        known = person.has_role("mentor", on=work.today)
        found = Mentor(id=person.id, organisation=person.organisation, registered_at=work.now, training="none")
        found.state_name, found.training_checked = "active" if known else "candidate", False
        happened = "mentor_registered"
    else:
        happened = "mentor_changed"
        if found.state_name == "retired":
            found.state_name, happened = mentor.move("retired", "come_back"), "mentor_registered"
    found.organisation = person.organisation
    for name in PROFILE:
        setattr(found, name, data[name])
    found.availability = availability.answers(data["fits"], data["if_needed"])
    if not found.training_checked:
        found.training = data["training"]
    keep_times(work, person.id, found.availability)
    work.emit(happened, found)
    work.record_history(found, happened)
    return found


def accept(work: UnitOfWork, person_id: UUID, *, supervisor_agrees: bool) -> Mentor:
    """Groups can be given from now on. Raises Forbidden, OwnMentoring, SupervisorNotAsked, NotNow."""
    found, person = _managed(work, person_id)
    to = mentor.move(found.state_name, "accept")
    employers = [work.network.organisations[person.organisation]]
    asked = approval.policy(employers, person.email, [person.organisation]) == "required"
    if asked and person.supervisor_id and not supervisor_agrees:
        raise SupervisorNotAsked()
    found.state_name = to
    role = role_row("mentor", person.organisation, work.today)
    if not person.has_role("mentor", on=work.today):
        change_person(work, person, {"roles": [*_others(person), role]})
    work.emit("mentor_accepted", found)
    work.record_history(found, "mentor_accepted", supervisor_agrees=supervisor_agrees)
    return found


def record_training(work: UnitOfWork, person_id: UUID, data: Mapping[str, Any]) -> Mentor:
    """What the coordinator has checked of the training (R121): provider, extent, when."""
    found, _person = _managed(work, person_id)
    began, completed = data.get("training_began_on"), data.get("training_completed_on")
    if completed and (completed > work.today or (began and completed < began)):
        raise TrainingDatesContradict()
    before = found.training
    found.training, found.training_checked = data["training"], True
    for name in TRAINING_FACTS:
        setattr(found, name, data.get(name))
    if found.training != "trained":
        found.training_completed_on = None
    names = {"trained": "mentor_training_completed", "in_training": "mentor_training_began"}
    changed = found.training != before and found.training in names
    work.emit(names[found.training] if changed else "mentor_changed", found)
    work.record_history(found, "mentor_training", **{"from": before, "to": found.training})
    return found


def pause(work: UnitOfWork, person_id: UUID) -> Mentor:
    """No new groups for now; those that the mentor leads go on. By the mentor or the coordinator."""
    return _act(work, person_id, "pause")


def resume(work: UnitOfWork, person_id: UUID) -> Mentor:
    """New groups again: the undo of a pause."""
    return _act(work, person_id, "resume")


def retire(work: UnitOfWork, person_id: UUID) -> Mentor:
    """The mentor leads no more groups (H4): those that go on wait on the desk for another; the role ends today."""
    found, person = _own_or_managed(work, person_id)
    found.state_name = mentor.move(found.state_name, "retire")
    for group_id in led_by(work, person.id):
        group = leading.let_go(work, group_id, [person.id])
        work.record_history(group, "mentor_left", mentor=str(person.id))
    yesterday = (work.today - timedelta(days=1)).isoformat()
    ended = [each | {"valid_to": yesterday} if _is_open_role(each, work) else each for each in person.roles]
    change_person(work, person, {"roles": ended})
    work.emit("mentor_retired", found)
    work.record_history(found, "mentor_retired")
    return found


def led_by(work: UnitOfWork, person_id: UUID) -> list[UUID]:
    """The groups that go on and are led by somebody, in one order; one that has finished keeps who led it."""
    finished = select(KnownSeries.id).where(KnownSeries.series_state == "finished")
    chosen = select(Group.id).where(
        Group.mentor_ids.contains([person_id]), Group.state_name.in_(GOES_ON), Group.id.not_in(finished)
    )
    return list(work.session.scalars(chosen.order_by(Group.id)))


def _act(work: UnitOfWork, person_id: UUID, act: mentor.Act) -> Mentor:
    found, _person = _own_or_managed(work, person_id)
    found.state_name = mentor.move(found.state_name, act)
    work.emit(mentor.EVENTS[act], found)
    work.record_history(found, mentor.EVENTS[act])
    return found


def _managed(work: UnitOfWork, person_id: UUID) -> tuple[Mentor, Person]:
    """A mentor of whom the actor decides, who is somebody else (decision 7)."""
    found, person = _known(work, person_id)
    work.actor.require("write", "mentor_profile", person.organisation)
    if work.actor.person_id == person.id:
        raise OwnMentoring()
    return found, person


def _own_or_managed(work: UnitOfWork, person_id: UUID) -> tuple[Mentor, Person]:
    found, person = _known(work, person_id)
    own = "self" if work.actor.person_id == person.id else None
    work.actor.require("write", "mentor_profile", person.organisation, own)
    return found, person


def _known(work: UnitOfWork, person_id: UUID) -> tuple[Mentor, Person]:
    person = _card(work, person_id)
    found = work.session.get(Mentor, person.id, with_for_update=True)
    if found is None:
        raise NotAMentor()
    return found, person


def _card(work: UnitOfWork, person_id: UUID) -> Person:
    person = person_of(work, person_id)
    if person is None or person.gone or person.same_as:
        raise NotFound()
    return person


def _others(person: Person) -> list[dict[str, Any]]:
    return [each for each in person.roles if (each["role"], each["organisation"]) != ("mentor", person.organisation)]


def _is_open_role(role: Mapping[str, Any], work: UnitOfWork) -> bool:
    return role["role"] == "mentor" and (role.get("valid_to") is None or role["valid_to"] >= work.today.isoformat())
