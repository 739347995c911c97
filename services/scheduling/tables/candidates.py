"""Who is to be placed in a call, in which groups, led by whom: what a proposal is made of."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain.placement_errors import NotPlacedTogether
from services.scheduling.tables.known import KnownCall, KnownGroup, KnownRegistration
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork

PLACEABLE = ("awaiting_supervisor", "waitlisted", "offered", "confirmed")
FORMING = ("planned", "registering", "full")


class Candidate:
    """One person's registration to the call, as far as a placement needs it."""

    def __init__(self, registration: KnownRegistration) -> None:
        data = registration.data
        self.person_id, self.supervisor_id = UUID(data["person_id"]), data.get("supervisor_id")
        self.availability: list[dict[str, str]] = data.get("availability") or []
        self.wishes: list[str] = data.get("wishes") or [data["group_id"]]
        self.submitted_at = str(data["submitted_at"])


def require_call(work: UnitOfWork, call_id: UUID) -> KnownCall:
    """A call whose groups are put together, for its coordinator. Raises NotFound, Forbidden, NotPlacedTogether."""
    call = work.session.get(KnownCall, call_id)
    if call is None or call.gone:
        raise NotFound()
    work.actor.require("write", "call", call.organisation)
    if call.data.get("placing") != "together":
        raise NotPlacedTogether()
    return call


def candidates(work: UnitOfWork, call_id: UUID) -> list[Candidate]:
    """Everybody with a confirmed address who is to be placed: not those of groups that have been confirmed."""
    found = work.session.scalars(select(KnownRegistration).where(KnownRegistration.call_id == call_id))
    settled = {each for group in all_groups(work, call_id) if _is_settled(group) for each in group.member_ids}
    live = [Candidate(each) for each in found if not each.gone and each.data.get("state") in PLACEABLE]
    first: dict[UUID, Candidate] = {}
    for each in sorted(live, key=lambda one: (one.submitted_at, str(one.person_id))):
        if each.person_id not in settled:
            first.setdefault(each.person_id, each)
    return sorted(first.values(), key=lambda one: str(one.person_id))


def answers_of(candidate: Candidate) -> dict[str, str]:
    """What suits, by slot."""
    return {each["slot"]: each["answer"] for each in candidate.availability if each["answer"] != "no"}


def all_groups(work: UnitOfWork, call_id: UUID) -> Sequence[KnownGroup]:
    """The groups of a call that have not been cancelled, in the order of their ids."""
    of_call = KnownGroup.data["call_id"].astext == str(call_id)
    found = work.session.scalars(select(KnownGroup).where(of_call, ~KnownGroup.gone).order_by(KnownGroup.id))
    return [each for each in found if not each.is_cancelled]


def groups_of(work: UnitOfWork, call_id: UUID) -> list[KnownGroup]:
    """The groups that can still be put together."""
    return [each for each in all_groups(work, call_id) if each.data["state"] in FORMING]


def mentors_of(work: UnitOfWork, groups: Iterable[KnownGroup]) -> list[Person]:
    """Who could lead: those named in the groups, and everybody who is a mentor in the network."""
    named = {mentor for each in groups for mentor in each.mentor_ids}
    chosen = Person.id.in_(named) | Person.roles.contains([{"role": "mentor"}])
    found = work.session.scalars(select(Person).where(chosen, ~Person.gone, Person.same_as.is_(None)))
    mentors = [each for each in found if each.id in named or each.has_role("mentor", on=work.today)]
    return sorted(mentors, key=lambda each: (each.last_name, each.first_name, str(each.id)))


def _is_settled(group: KnownGroup) -> bool:
    return group.data["state"] not in FORMING
