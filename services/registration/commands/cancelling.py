"""Cancelling a call before it runs (dossier D.1): its groups with it, and everybody who registered is told."""

from uuid import UUID

from services.registration.commands import decisions, places
from services.registration.commands.calls import lock_call
from services.registration.domain import call as calls
from services.registration.domain.errors import OwnMatter
from services.registration.tables import Call
from shared.errors import NotFound
from shared.work import ChangedMeanwhile, UnitOfWork


def cancel_call(work: UnitOfWork, call_id: UUID, reason: str) -> Call:
    """The call will not take place. Raises CallStateRefuses once it runs, OwnMatter for a member of its groups.

    Groups are locked before their call, as everywhere.
    """
    known = work.session.get(Call, call_id)
    if known is None:
        raise NotFound()
    ids = {each.id for each in known.groups}
    family = places.lock_family(work, *ids) if ids else places.Family([], [])
    call = lock_call(work, call_id)
    work.session.refresh(call, ["groups"])
    if {each.id for each in call.groups} != ids:
        raise ChangedMeanwhile()
    work.actor.require("write", "call", call.organisation)
    if any(work.actor.person_id in each.member_ids for each in call.groups):
        raise OwnMatter()
    call.state_name = calls.after(call.state_name, "cancel")
    going = [each for each in family.groups if each.state_name != "cancelled"]
    happened = [told for each in going for told in decisions.cancel(work, family, each, reason)]
    _stop_clocks(work, call)
    places.settle(work, family, *happened)
    work.emit("call_cancelled", call)
    work.record_history(call, "cancelled", reason=reason)
    return call


def _stop_clocks(work: UnitOfWork, call: Call) -> None:
    work.cancel_timer(("call_opens", "call_closes"), call.id)
    for group in call.groups:
        work.cancel_timer(("group_closes", "group_begins"), group.id)
