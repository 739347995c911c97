"""Writing to the people of a call by their role: participants, the queue, supervisors waited for, mentors (R72).

Guaranteed: only people of the call get it, each once; the same message does not go twice to the same people within
a day, whatever is pressed; who wrote what, when and to whom is kept.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from services.registration.commands.calls import lock_call
from services.registration.domain import bulletin as domain
from services.registration.tables import Bulletin, Call, Group, Registration
from shared.contracts.bulletins import AUDIENCES
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork

DAY = timedelta(days=1)


def call_to_write_to(work: UnitOfWork, call_id: UUID) -> Call:
    """A published call whose people the actor may write to. Raises NotFound, Forbidden."""
    call = work.session.get(Call, call_id)
    if call is None or call.state_name == "draft":
        raise NotFound()
    work.actor.require("write", "registration", call.organisation)
    return call


def receivers_of(work: UnitOfWork, call: Call, audience: str, group_id: UUID | None = None) -> list[UUID]:
    """Whom a message reaches now: everybody in the role but its writer. Raises NotFound, NobodyToWriteTo."""
    if group_id is not None and group_id not in {each.id for each in call.groups}:
        raise NotFound()
    receivers = _receivers(work, call, audience, group_id)
    if not receivers:
        raise domain.NobodyToWriteTo()
    return receivers


def numbers_of(work: UnitOfWork, call: Call) -> dict[str, int]:
    """How many people of the call a message to each role reaches now."""
    return {each: len(_receivers(work, call, each, None)) for each in AUDIENCES}


def send_bulletin(work: UnitOfWork, call_id: UUID, data: Mapping[str, Any]) -> Bulletin:
    """Write to the people. Raises as `receivers_of`, and Forbidden, WrittenAlready, TooManyBulletins."""
    call_to_write_to(work, call_id)
    call = lock_call(work, call_id)
    group_id = data.get("group_id")
    receivers = receivers_of(work, call, data["audience"], group_id)
    if work.actor.person_id is None:
        raise NotFound()
    _require_rare(work, call, data)
    found = Bulletin(
        organisation=call.organisation,
        call_id=call.id,
        group_id=group_id,
        sent_by=work.actor.person_id,
        sent_at=work.now,
        receiver_ids=receivers,
        **{name: data[name] for name in ("audience", "subject", "text")},
    )
    work.emit("bulletin_sent", found)
    work.record_history(call, "bulletin_sent", audience=data["audience"], receivers=len(receivers))
    return found


def _receivers(work: UnitOfWork, call: Call, audience: str, group_id: UUID | None) -> list[UUID]:
    groups = [each for each in call.groups if group_id in (None, each.id)]
    found = _mentors(groups) if audience == "mentors" else _by_registration(work, call, audience, group_id)
    living = select(Person.id).where(Person.id.in_(found), ~Person.gone, Person.id != work.actor.person_id)
    return sorted(work.session.scalars(living))


def _mentors(groups: list[Group]) -> set[UUID]:
    return {mentor for each in groups if each.state_name != "cancelled" for mentor in each.mentor_ids}


def _by_registration(work: UnitOfWork, call: Call, audience: str, group_id: UUID | None) -> set[UUID]:
    chosen = select(
        Registration.person_id, Registration.supervisor_id, Registration.state_name, Registration.approved
    ).where(Registration.call_id == call.id)
    if group_id is not None:
        chosen = chosen.where(func.coalesce(Registration.place_group_id, Registration.group_id) == group_id)
    found = {
        each.supervisor_id if audience == "supervisors" else each.person_id
        for each in work.session.execute(chosen)
        if domain.is_in(audience, each.state_name, approved=each.approved)
    }
    return found - {None}


def _require_rare(work: UnitOfWork, call: Call, data: Mapping[str, Any]) -> None:
    recent = select(Bulletin).where(Bulletin.sent_at > work.now - DAY)
    mine = select(func.count()).select_from(recent.where(Bulletin.sent_by == work.actor.person_id).subquery())
    if (work.session.scalar(mine) or 0) >= domain.MOST_A_DAY:
        raise domain.TooManyBulletins(most=domain.MOST_A_DAY)
    same = recent.where(
        Bulletin.call_id == call.id,
        Bulletin.group_id.is_not_distinct_from(data.get("group_id")),
        *(getattr(Bulletin, name) == data[name] for name in ("audience", "subject", "text")),
    )
    if before := work.session.scalars(same).first():
        raise domain.WrittenAlready(sent_at=before.sent_at)
