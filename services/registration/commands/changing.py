"""What a person changes about a registration without losing the place, or the place in the queue."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registration.commands import people, places
from services.registration.commands.answers import given_answers, keep_availability, require_answers
from services.registration.domain import deadlines, registration
from services.registration.domain.errors import NotNow, RegistrationClosed
from services.registration.tables import Registration
from shared.work import UnitOfWork

ON_THE_CARD = ("unit", "job_title", "language")


def may_change(work: UnitOfWork, found: Registration) -> bool:
    """Whether the answers may be changed still: while the registration lives and its group takes others."""
    group = found.place_group or found.group
    open_ = deadlines.is_open(group.closes_on, work.now) and not group.has_started(work.now)
    return found.state_name in registration.LIVE and open_


def change_answers(work: UnitOfWork, registration_id: UUID, data: Mapping[str, Any]) -> Registration:
    """Wishes, times, unit, job title, language and answers to the call's own questions, all at once.

    The first wish, the supervisor's answer and the time of sending stay: nothing here goes past an approval.
    Raises NotNow, RegistrationClosed, NotThisCallsGroup, TimesMissing, QuestionUnanswered.
    """
    _family, found = places.lock_registration(work, registration_id)
    if found.state_name not in registration.LIVE:
        raise NotNow(state=found.state_name)
    group = found.place_group or found.group
    if not may_change(work, found):
        raise RegistrationClosed(closes_on=group.closes_on)
    require_answers(work, group, data)
    card = {name: data[name] for name in ON_THE_CARD}
    kept = {name: value for name, value in found.answers.items() if name != "own"}
    for name, value in given_answers(group, data, kept | card).items():
        setattr(found, name, value)
    if found.address_confirmed_at is not None:
        if person := people.person_of(work, found.person_id):
            people.change_person(work, person, card)
        keep_availability(work, found)
    work.emit("registration_changed", found)
    work.record_history(found, "answers_changed")
    return found
