"""The supervisor's approval: asked, reminded, given, denied, passed on, or expired (decisions 4 to 7).

The reason of a denial is kept for the participant alone: it is in no event, and in no history.
"""

from datetime import date
from uuid import UUID

from services.registration.commands import people, places
from services.registration.commands.asking import ask_who_is_there, request_approval
from services.registration.domain import deadlines, registration
from services.registration.domain.errors import AnswerIsFinal, ApprovalInFuture, NotAsked, OwnMatter, OwnSupervisor
from services.registration.tables import Registration
from shared.errors import NotFound
from shared.people import resolve
from shared.work import UnitOfWork


def remind(work: UnitOfWork, registration_id: UUID) -> None:
    """Remind the supervisor once, then let the time run out. Nothing when the answer is there."""
    family, found = places.lock_registration(work, registration_id)
    if found.state_name != "awaiting_supervisor" or found.reminded_at or found.approve_by is None:
        return
    found.reminded_at = work.now
    found.approve_by = deadlines.expire_at(found.approve_by, work.now)
    work.set_timer("approval_expires", found.id, found.approve_by)
    places.settle(work, family, (found, "supervisor_approval_overdue"))


def expire(work: UnitOfWork, registration_id: UUID) -> None:
    """No answer in time: the place goes to the next. Nothing when the answer is there or the reminder is not."""
    family, found = places.lock_registration(work, registration_id)
    waited = found.reminded_at and found.approve_by and work.now >= found.approve_by
    if found.state_name != "awaiting_supervisor" or not waited:
        return
    places.leave(work, family, found, "expired")
    places.settle(work, family, (found, "registration_expired"))
    work.record_history(found, "expired", reason="approval")


def approve(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID) -> Registration:
    """The supervisor says yes, also after a no; a second yes changes nothing. Raises AnswerIsFinal."""
    family, found = _asked(work, registration_id, supervisor_id)
    how = "deputy" if found.deputy else "supervisor"
    return _approve(work, family, found, how=how, by=supervisor_id, on=work.today)


def approve_by_phone(work: UnitOfWork, registration_id: UUID, approved_by: str, approved_on: date) -> Registration:
    """A coordinator records a yes that was given by phone: by whom, and when; the supervisor may undo it."""
    family, found = places.lock_registration(work, registration_id)
    _require_who_chases(work, found)
    if approved_on > work.today:
        raise ApprovalInFuture()
    if not found.approved:
        found.approved_by_phone = approved_by
    return _approve(work, family, found, how="phone", by=work.actor.person_id, on=approved_on)


def _approve(
    work: UnitOfWork, family: places.Family, found: Registration, *, how: str, by: UUID | None, on: date
) -> Registration:
    before = found.state_name
    if found.approved and before in registration.LIVE:
        return found
    registration.require(before, "approve")
    if before == "denied":
        _require_changeable(found)
        family.registrations.append(found)
        found.state_name = "awaiting_supervisor"
    found.approved, found.approved_how, found.approved_by, found.approved_on = True, how, by, on
    found.denial_reason = found.denial_text = None
    work.cancel_timer(("approval_reminder", "approval_expires"), found.id)
    places.settle(work, family, (found, "supervisor_approved"), *places.seat(work, family, found))
    work.record_history(found, "approved", how=how, **{"from": before, "to": found.state_name})
    return found


def deny(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID, reason: str, text: str | None) -> Registration:
    """The supervisor says no, also after a yes. The reason is the participant's only. Raises AnswerIsFinal."""
    family, found = _asked(work, registration_id, supervisor_id)
    before = found.state_name
    registration.require(before, "deny")
    if found.approved_how == "not_needed":
        raise NotAsked()
    if before == "confirmed":
        _require_changeable(found)
    places.leave(work, family, found, "denied")
    found.approved, found.approved_how, found.approved_by, found.approved_on = False, None, None, None
    found.denial_reason, found.denial_text = reason, text
    places.settle(work, family, (found, "supervisor_denied"))
    work.record_history(found, "denied", **{"from": before})
    return found


def hand_over(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID, deputy_email: str) -> Registration:
    """Pass the question on to a deputy, who is asked from now on."""
    return _ask(work, *_asked(work, registration_id, supervisor_id), deputy_email, deputy=True)


def name_supervisor(work: UnitOfWork, registration_id: UUID, supervisor_email: str) -> Registration:
    """The participant names another supervisor, who is asked from now on."""
    return _ask(work, *places.lock_registration(work, registration_id), supervisor_email, deputy=False)


def change_supervisor(work: UnitOfWork, registration_id: UUID, supervisor_email: str) -> Registration:
    """A coordinator names another supervisor, who is asked from now on."""
    family, found = places.lock_registration(work, registration_id)
    _require_who_chases(work, found)
    return _ask(work, family, found, supervisor_email, deputy=False)


def _ask(work: UnitOfWork, family: places.Family, found: Registration, email: str, *, deputy: bool) -> Registration:
    registration.require(found.state_name, "change_supervisor")
    person = people.person_of(work, found.person_id)
    slug = person.organisation if person else found.organisation
    supervisor, typed_in = people.supervisor_by_address(work, email, slug, person.language if person else "fi")
    if supervisor.id == found.person_id:
        raise OwnSupervisor()
    found.asked_before = found.supervisor_id if deputy else None
    found.supervisor_typed_in = typed_in or (deputy and found.supervisor_typed_in)
    found.supervisor_id, found.deputy = supervisor.id, deputy
    if not deputy:
        ask_who_is_there(work, family, found)
    request_approval(work, found)
    if person is not None and not deputy:
        people.change_person(work, person, {"supervisor_id": supervisor.id})
    places.settle(work, family, (found, "supervisor_approval_requested"))
    work.record_history(found, "supervisor_changed", deputy=deputy)
    return found


def not_supervisor(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID) -> Registration:
    """The one who was asked is not the supervisor: the participant is to name another."""
    family, found = _asked(work, registration_id, supervisor_id)
    registration.require(found.state_name, "change_supervisor")
    found.asked_before, found.supervisor_id, found.supervisor_asks_first = found.supervisor_id, None, False
    places.settle(work, family, (found, "registration_changed"))
    work.record_history(found, "supervisor_refused_role")
    return found


def ask_first(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID) -> Registration:
    """The supervisor wants to talk first; the time to answer goes on."""
    _, found = _asked(work, registration_id, supervisor_id)
    registration.require(found.state_name, "change_supervisor")
    found.supervisor_asks_first = True
    work.record_history(found, "supervisor_asks_first")
    return found


def require_decider(work: UnitOfWork, found: Registration) -> None:
    """Raises Forbidden, or OwnMatter: nobody decides on their own registration (decision 7)."""
    work.actor.require("write", "registration", found.organisation)
    if work.actor.person_id == found.person_id:
        raise OwnMatter()


def _require_who_chases(work: UnitOfWork, found: Registration) -> None:
    """Who decides, or the member's own coordinator: members chase their own supervisors (decision 7)."""
    person = people.person_of(work, found.person_id)
    if person is None or not work.actor.may("write", "registration", person.organisation):
        require_decider(work, found)
    elif work.actor.person_id == found.person_id:
        raise OwnMatter()


def _asked(work: UnitOfWork, registration_id: UUID, supervisor_id: UUID) -> tuple[places.Family, Registration]:
    family, found = places.lock_registration(work, registration_id)
    now = resolve(work.session, supervisor_id)
    if found.supervisor_id != (now.id if now else supervisor_id) or found.address_confirmed_at is None:
        raise NotFound()
    return family, found


def _require_changeable(found: Registration) -> None:
    if found.group.state_name in {"confirmed", "cancelled"}:
        raise AnswerIsFinal()
