"""Ideas on their way: received from groups or entered, reviewed, planned, realised; parked, rejected, merged.

Who decides: network ideas the project manager, a member's own its coordinator (decision 7).
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.domain import idea as rules
from services.registration.tables import Call, Idea, KnownIdea
from shared.errors import Forbidden, NotFound
from shared.work import UnitOfWork

WORDING = ("theme", "idea_type", "need", "target_group", "proposed_way")
REALISED = ("realised_name", "realised_from", "realised_to", "realised_place", "participants")
EVENTS = {
    "review": "idea_reviewed",
    "plan": "idea_planned",
    "realise": "idea_realised",
    "park": "idea_parked",
    "reject": "idea_rejected",
    "merge": "idea_merged",
}


def follow_released(work: UnitOfWork, known: KnownIdea) -> None:
    """Bring the register up to what the group last said. Safe to repeat, and in any order."""
    told = known.state()
    if not told:
        return
    idea = work.session.get(Idea, known.id, with_for_update=True)
    if told["state"] == "taken_back":
        if idea and rules.follows(idea.state_name, "withdraw"):
            idea.state_name = rules.after(idea.state_name, "withdraw")
            work.emit("idea_withdrawn", idea)
        return
    wording = {name: told[name] for name in WORDING}
    if idea is None:
        of_group = {
            "state_name": "released",
            "origin": "group",
            "group_id": told["group_id"],
            "call_id": told["call_id"],
        }
        work.emit("idea_received", Idea(id=known.id, organisation=known.organisation, **of_group, **wording))
    elif idea.state_name == "withdrawn" or _reworded(idea, wording):
        _release_again(work, idea, wording)


def enter_idea(work: UnitOfWork, organisation: str, wording: Mapping[str, Any]) -> Idea:
    """An idea that came by word of mouth, or from a pair period with the pair's leave (ledger R250)."""
    require_charge(work, organisation)
    told = {name: wording[name] for name in WORDING}
    origin = wording.get("origin") or "entered"
    idea = Idea(organisation=organisation, state_name="released", origin=origin, **told)
    work.emit("idea_received", idea)
    work.record_history(idea, "idea_entered", origin=origin)
    return idea


def review_idea(work: UnitOfWork, idea_id: UUID) -> Idea:
    """Take it under review, perhaps anew."""
    idea = _locked(work, idea_id)
    idea.merged_into = idea.reason = None
    return _go_on(work, idea, "review")


def plan_idea(work: UnitOfWork, idea_id: UUID, term: str, responsible_id: UUID | None = None) -> Idea:
    """It will be carried out. Responsible is who says so, unless somebody else is named."""
    idea = _locked(work, idea_id)
    idea.term, idea.responsible_id = term, responsible_id or work.actor.person_id
    return _go_on(work, idea, "plan", term=term)


def realise_idea(work: UnitOfWork, idea_id: UUID, facts: Mapping[str, Any], became_call_id: UUID | None = None) -> Idea:
    """It was carried out, or a call came of it. Raises NotFound for an unknown call."""
    idea = _locked(work, idea_id)
    rules.check_days(facts.get("realised_from"), facts.get("realised_to"), work.today)
    if became_call_id and work.session.get(Call, became_call_id) is None:
        raise NotFound()
    for name in REALISED:
        setattr(idea, name, facts.get(name))
    idea.became_call_id = became_call_id
    return _go_on(work, idea, "realise")


def park_idea(work: UnitOfWork, idea_id: UUID, reason: str) -> Idea:
    """It waits for a better time; the group reads why, as a category."""
    idea = _locked(work, idea_id)
    idea.reason = reason
    return _go_on(work, idea, "park", reason=reason)


def reject_idea(work: UnitOfWork, idea_id: UUID, reason: str) -> Idea:
    """It will not be carried out; the group reads why, as a category."""
    idea = _locked(work, idea_id)
    idea.reason = reason
    return _go_on(work, idea, "reject", reason=reason)


def merge_idea(work: UnitOfWork, idea_id: UUID, into: UUID) -> Idea:
    """It goes on as a part of another one of the same organisation. Raises NotFound, MergedIntoItself."""
    idea = _locked(work, idea_id)
    whole = work.session.get(Idea, into)
    if whole is None or whole.organisation != idea.organisation:
        raise NotFound()
    if whole.id == idea.id or whole.state_name not in rules.OPEN:
        raise rules.MergedIntoItself()
    idea.merged_into = whole.id
    return _go_on(work, idea, "merge", into=str(whole.id))


def require_charge(work: UnitOfWork, organisation: str) -> None:
    """Who decides on an organisation's ideas. Raises Forbidden."""
    own = organisation != work.network.slug and work.actor.may("write", "call", organisation)
    if not own and not work.actor.may("write", "ideas", organisation):
        raise Forbidden()


def _locked(work: UnitOfWork, idea_id: UUID) -> Idea:
    chosen = select(Idea).where(Idea.id == idea_id).with_for_update()
    idea = work.session.scalar(chosen.execution_options(populate_existing=True))
    if idea is None:
        raise NotFound()
    require_charge(work, idea.organisation)
    return idea


def _go_on(work: UnitOfWork, idea: Idea, act: str, **data: Any) -> Idea:
    idea.state_name = rules.after(idea.state_name, act)
    work.record_history(idea, EVENTS[act], **data)
    work.emit(EVENTS[act], idea)
    return idea


def _reworded(idea: Idea, wording: Mapping[str, Any]) -> bool:
    return any(getattr(idea, name) != value for name, value in wording.items())


def _release_again(work: UnitOfWork, idea: Idea, wording: Mapping[str, Any]) -> None:
    if not rules.follows(idea.state_name, "release"):
        return
    back = idea.state_name == "withdrawn"
    idea.state_name = rules.after(idea.state_name, "release")
    for name, value in wording.items():
        setattr(idea, name, value)
    work.emit("idea_received" if back else "idea_changed", idea)
