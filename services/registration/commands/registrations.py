"""What the person who registers does: sends the form, confirms the address, withdraws, takes an offered place.

A form sent for an address that is registered already changes nothing and is answered alike, so that nobody can
learn from the form who has registered.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.registration.commands import people, places, unconfirmed
from services.registration.commands.answers import given_answers, keep_availability, require_sense
from services.registration.commands.asking import begin_approval, employers_of
from services.registration.domain import call as calls
from services.registration.domain import deadlines, registration
from services.registration.domain.errors import (
    NotNow,
    NoUndo,
    OfferExpired,
    RegistrationClosed,
    RegistrationNotOpen,
)
from services.registration.domain.titles import staff_group_of
from services.registration.tables import Group, Registration, Statistics
from shared.people import Person
from shared.work import UnitOfWork

SEND_AGAIN_AFTER = timedelta(hours=1)
OWN_CARD = ("first_name", "last_name", "language", "unit", "job_title")


def register(work: UnitOfWork, data: Mapping[str, Any], *, by_coordinator: bool = False) -> Registration:
    """Receive the form: a place is held, or the place in the queue, from now on; the address is asked for.

    A coordinator may register somebody until the group starts; after the deadline it is marked as late.
    """
    family = places.lock_family(work, data["group_id"])
    group = family.group(data["group_id"])
    late = require_registrable(work, group, data, by_coordinator=by_coordinator)
    person = people.lock_address(work, data["email"]) or _new_person(work, data)
    if existing := family.live_of(person.id):
        return _send_again(work, existing)
    found = _registration(work, group, person, data)
    found.late, found.entered_by = late, work.actor.person_id if by_coordinator else None
    work.session.add(found)
    family.registrations.append(found)
    work.set_timer("address_unconfirmed", found.id, deadlines.confirm_by(work.now))
    places.settle(work, family, (found, "registration_submitted"))
    work.record_history(found, "submitted", to=found.state_name, **({"late": True} if late else {}))
    return found


def _registration(work: UnitOfWork, group: Group, person: Person, data: Mapping[str, Any]) -> Registration:
    supervisor, typed_in = None, False
    if address := data.get("supervisor_email"):
        supervisor, typed_in = people.supervisor_by_address(work, address, data["employer"], data["language"])
    card = {name: data.get(name) for name in OWN_CARD} | {"organisation": data["employer"]}
    return Registration(
        organisation=group.organisation,
        call_id=group.call_id,
        group_id=group.id,
        person_id=person.id,
        supervisor_id=supervisor.id if supervisor else None,
        supervisor_typed_in=typed_in,
        state_name="unconfirmed",
        submitted_at=work.now,
        queued_at=work.now,
        confirm_by=deadlines.confirm_by(work.now),
        refused_group_ids=[],
        **given_answers(group, data, card),
    )


def _new_person(work: UnitOfWork, data: Mapping[str, Any]) -> Person:
    card = {name: data.get(name) for name in OWN_CARD}
    card["staff_group"] = staff_group_of(data["job_title"])
    return people.register_person(work, organisation=data["employer"], email=data["email"], **card)


def _send_again(work: UnitOfWork, existing: Registration) -> Registration:
    last = existing.confirm_by and existing.confirm_by - deadlines.ADDRESS_TIME
    if existing.state_name == "unconfirmed" and last and work.now - last >= SEND_AGAIN_AFTER:
        existing.confirm_by = deadlines.confirm_by(work.now)
        work.set_timer("address_unconfirmed", existing.id, existing.confirm_by)
        work.emit("registration_submitted", existing)
    return existing


def require_registrable(work: UnitOfWork, group: Group, data: Mapping[str, Any], *, by_coordinator: bool) -> bool:
    """Whether the deadline has passed and that is allowed.

    Raises RegistrationNotOpen, RegistrationClosed, and as `require_sense`.
    """
    if group.call.state_name not in calls.TAKES_REGISTRATIONS or not group.goes_on:
        raise RegistrationNotOpen()
    late = not deadlines.is_open(group.closes_on, work.now)
    if group.has_started(work.now) or (late and not by_coordinator):
        raise RegistrationClosed(closes_on=group.closes_on)
    require_sense(work, group, data, by_coordinator=by_coordinator)
    return late


def confirm_address(work: UnitOfWork, registration_id: UUID) -> Registration:
    """The address is the person's own: the card takes what was typed, and the supervisor is asked (decision 3).

    Where the employer's policy does not ask her, the place is sure, or the one in the queue, from now on.
    A second use of the link changes nothing.
    """
    family, found = places.lock_registration(work, registration_id)
    if found.address_confirmed_at is not None:
        return found
    found.state_name = registration.move(found.state_name, "confirm_address", "awaiting_supervisor")
    found.address_confirmed_at = work.now
    work.cancel_timer("address_unconfirmed", found.id)
    person = people.person_of(work, found.person_id)
    employers = employers_of(person, found)
    if person is not None:
        card = {name: value for name, value in found.answers.items() if name != "own"}
        derived = None if person.staff_group else staff_group_of(card.get("job_title") or "")
        people.change_person(work, person, card | {"supervisor_id": found.supervisor_id, "staff_group": derived})
        keep_availability(work, found)
    asked = begin_approval(work, family, found, employers)
    places.settle(work, family, (found, "registration_address_confirmed"), *asked)
    work.record_history(found, "address_confirmed", to=found.state_name)
    return found


def expire_address(work: UnitOfWork, registration_id: UUID) -> None:
    """The address was not confirmed in time: the place goes to the next. Nothing when it was, or was asked again."""
    family, found = places.lock_registration(work, registration_id)
    if found.state_name != "unconfirmed" or (found.confirm_by and work.now < found.confirm_by):
        return
    places.leave(work, family, found, "expired")
    places.settle(work, family, (found, "registration_expired"))
    work.record_history(found, "expired", reason="address")
    unconfirmed.forget(work, found)


def withdraw(work: UnitOfWork, registration_id: UUID) -> Registration:
    """The person does not take part after all; a second time changes nothing."""
    family, found = places.lock_registration(work, registration_id)
    if found.state_name in registration.LEAVING:
        return found
    before = found.state_name
    registration.require(before, "withdraw")
    to = registration.after_withdrawing(before, has_met=found.group.has_started(work.now))
    places.leave(work, family, found, to)
    places.settle(work, family, (found, registration.LEAVING[to]))
    work.record_history(found, to, **{"from": before})
    return found


def undo_withdrawal(work: UnitOfWork, registration_id: UUID) -> Registration:
    """Take the withdrawal back: a free place, else the old place in the queue. Raises NoUndo."""
    family, found = places.lock_registration(work, registration_id)
    registration.require(found.state_name, "undo_withdrawal")
    other = family.live_of(found.person_id)
    if other is not None or not found.group.is_open(work.now):
        raise NoUndo()
    family.registrations.append(found)
    found.state_name = "unconfirmed" if found.address_confirmed_at is None else "awaiting_supervisor"
    events = resume(work, family, found)
    places.settle(work, family, *events)
    work.record_history(found, "withdrawal_undone", to=found.state_name)
    return found


def resume(work: UnitOfWork, family: places.Family, found: Registration) -> list[places.Happened]:
    """Let a registration that had ended go on from where it stood."""
    if found.approved:
        return places.seat(work, family, found)
    if found.state_name == "unconfirmed":
        found.confirm_by = deadlines.confirm_by(work.now)
        work.set_timer("address_unconfirmed", found.id, found.confirm_by)
        return [(found, "registration_submitted")]
    return begin_approval(work, family, found, employers_of(people.person_of(work, found.person_id), found))


def take_offer(work: UnitOfWork, registration_id: UUID) -> Registration:
    """Take the offered place; a second time changes nothing. Raises OfferExpired."""
    family, found = places.lock_registration(work, registration_id)
    if found.state_name == "confirmed":
        return found
    if found.state_name != "offered" or found.place_group_id is None:
        raise OfferExpired() if found.state_name in {"waitlisted", "expired"} else NotNow(state=found.state_name)
    if found.offer_expires_at and work.now > found.offer_expires_at:
        raise OfferExpired()
    found.state_name = registration.move("offered", "take_offer", "confirmed")
    found.group_id, found.offer_expires_at = found.place_group_id, None
    work.cancel_timer("offer_lapses", found.id)
    places.settle(work, family, (found, "registration_confirmed"))
    work.record_history(found, "offer_taken", to=found.state_name)
    return found


def refuse_offer(work: UnitOfWork, registration_id: UUID) -> Registration:
    """Leave the offered place to the next: a sibling's refused keeps the place in the queue."""
    family, found = places.lock_registration(work, registration_id)
    registration.require(found.state_name, "leave_offer")
    to = _leave_offer(work, family, found, lapsed=False)
    places.settle(work, family, (found, "registration_withdrawn" if to == "withdrawn" else "registration_waitlisted"))
    work.record_history(found, "offer_refused", to=to)
    return found


def lapse_offer(work: UnitOfWork, registration_id: UUID) -> None:
    """The offer was not taken in time: it goes to the next. Nothing when it was taken meanwhile."""
    family, found = places.lock_registration(work, registration_id)
    if found.state_name != "offered" or (found.offer_expires_at and work.now < found.offer_expires_at):
        return
    to = _leave_offer(work, family, found, lapsed=True)
    places.settle(work, family, (found, "place_offer_lapsed"))
    work.record_history(found, "offer_lapsed", to=to)


def _leave_offer(work: UnitOfWork, family: places.Family, found: Registration, *, lapsed: bool) -> registration.State:
    place = found.place_group_id
    to = registration.after_leaving_offer(found.group_id, place, lapsed=lapsed)
    registration.move("offered", "leave_offer", to)
    places.leave(work, family, found, to)
    if lapsed:
        found.queued_at = work.now
    if to == "waitlisted":
        found.refused_group_ids = [*found.refused_group_ids, *([place] if place else [])]
        family.registrations.append(found)
    return to


def give_statistics(
    work: UnitOfWork, registration_id: UUID, gender: str, career_stage: str | None, cpd_earlier: str | None = None
) -> Statistics:
    """The voluntary answers, once the seat is sure (decision 2); a later answer replaces an earlier one.

    Raises NotFound for another's, and NotNow.
    """
    found = people.own_registration(work, registration_id)
    if found.state_name not in registration.SEATED:
        raise NotNow(state=found.state_name)
    person = people.person_of(work, found.person_id)
    answers = work.session.get(Statistics, found.person_id) or Statistics(id=found.person_id)
    answers.organisation = person.organisation if person else found.organisation
    answers.gender, answers.career_stage, answers.cpd_earlier = gender, career_stage, cpd_earlier
    work.emit("statistics_given", answers)
    return answers
