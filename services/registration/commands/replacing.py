"""Registering on behalf of somebody, and giving one's place to another person: by whoever runs the call.

Guaranteed: the new person confirms the address and needs an approval like everybody; nobody's turn is skipped.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.registration.commands import places
from services.registration.commands.approvals import require_decider
from services.registration.commands.registrations import register, require_registrable, withdraw
from services.registration.domain.errors import NotNow, OthersWait, OwnMatter, RegisteredThere
from services.registration.tables import Registration
from shared.people import find_by_email
from shared.work import UnitOfWork


def register_for(work: UnitOfWork, data: Mapping[str, Any]) -> Registration:
    """Register somebody who asked for it by phone, until the group starts; late ones are marked.

    The coordinator is told when the person is in already: no stranger can ask this way.
    """
    family = places.lock_family(work, data["group_id"])
    work.actor.require("write", "registration", family.group(data["group_id"]).organisation)
    _require_new(work, family, data)
    return register(work, data, by_coordinator=True)


def check_for(work: UnitOfWork, family: places.Family, data: Mapping[str, Any]) -> None:
    """Raises what `register_for` would raise of this person, and changes nothing."""
    require_registrable(work, family.group(data["group_id"]), data, by_coordinator=True)
    _require_new(work, family, data)


def replace_person(work: UnitOfWork, registration_id: UUID, data: Mapping[str, Any], reason: str) -> Registration:
    """Give the place of somebody who cannot come to a colleague; both are told, and the first one's place is gone.

    Raises NotNow without a place to give, OthersWait when somebody is before the colleague, RegisteredThere.
    """
    family, found = places.lock_registration(work, registration_id)
    require_decider(work, found)
    group_id = found.place_group_id
    if group_id is None:
        raise NotNow(state=found.state_name)
    if waiting := family.waiting_for(group_id):
        raise OthersWait(waiting=len(waiting))
    given = {**data, "group_id": group_id}
    _require_new(work, family, given)
    withdraw(work, registration_id)
    new = register(work, given, by_coordinator=True)
    work.record_history(new, "replaces", registration=str(found.id), reason=reason)
    return new


def _require_new(work: UnitOfWork, family: places.Family, data: Mapping[str, Any]) -> None:
    person = find_by_email(work.session, data["email"])
    if person is None:
        return
    if person.id == work.actor.person_id:
        raise OwnMatter()
    if family.live_of(person.id) or person.id in family.group(data["group_id"]).mentor_ids:
        raise RegisteredThere()
