"""Stage 1, the pair: invite a colleague, answer an invitation, name a supervisor who is not known."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from services.shadowing.commands.searching import end_searches
from services.shadowing.commands.steps import check_acting, facts, follow, load, own_party, publish
from services.shadowing.domain.errors import UnknownOrganisation
from services.shadowing.domain.machine import step, target
from services.shadowing.domain.own_process import process_of
from services.shadowing.domain.pairs import (
    CallFacts,
    answering_supervisor,
    call_is_open,
    decider_of,
    fits_call,
    organisation_of,
    scope_of,
)
from services.shadowing.domain.process import FINAL, NEW, PARTY
from services.shadowing.tables import KnownCall, Party, Period
from services.shadowing.tables.access import canonical
from shared.errors import NotFound
from shared.people import Person, find_by_email, introduce, resolve
from shared.work import UnitOfWork


@dataclass(frozen=True)
class Partner:
    """A colleague who is to be invited, as the rules see it."""

    work: UnitOfWork
    terms: CallFacts
    inviter: Person
    organisation: str  # the colleague's employer
    owner: str  # the organisation that owns the period
    scope: str
    facts: dict[str, Any]

    def decider(self, invited_id: UUID) -> UUID | None:
        """Who decides on a period of the two."""
        return decider_of(self.terms, (self.inviter.id, invited_id), _deputies(self.work, self.owner))


def check_partner(work: UnitOfWork, call: KnownCall, inviter_id: UUID, data: dict[str, Any]) -> Partner:
    """What the process asks of two who are to be a pair in a call. Raises NotFound, UnknownOrganisation."""
    inviter = resolve(work.session, inviter_id)
    if inviter is None or call.gone or call.kind != "shadowing":
        raise NotFound
    if data["organisation"] not in work.network.organisations:
        raise UnknownOrganisation
    known = find_by_email(work.session, data["email"])
    employers = (inviter.organisation, known.organisation if known else data["organisation"])
    for each in employers:
        work.network.require_staying(each, work.today, "organisation")
    terms, scope = _terms(call), scope_of(*employers)
    owner = organisation_of(terms, scope, inviter.organisation, work.network.slug)
    check_acting(work, owner)
    asked = {
        "call_open": call_is_open(call.state(), work.now),
        "same_person": known is not None and known.id == inviter.id,
        "inside_call": fits_call(terms, employers),
        "pair_exists": known is not None and _pair_exists(work, call.id, {inviter.id, known.id}),
    }
    return Partner(work, terms, inviter, employers[1], owner, scope, asked)


def invite_partner(work: UnitOfWork, call_id: UUID, data: dict[str, Any]) -> Period:
    """Begin a period with a colleague: `email`, `first_name`, `last_name`, `organisation`, `kind`.

    The call is locked, so that of two invitations at once the second sees the first.
    """
    call = work.session.get(KnownCall, call_id, with_for_update=True)
    if call is None:
        raise NotFound
    partner = check_partner(work, call, _actor_id(work), data)
    process = process_of(work.network, partner.owner)
    row = step(process, NEW, "invite_partner", {PARTY}, facts(work, **partner.facts))
    invited_id = introduce(
        work, data["first_name"], data["last_name"], data["email"], work.actor.language, data["organisation"]
    )
    period = Period(
        id=uuid4(),
        organisation=partner.owner,
        call_id=call_id,
        kind=data["kind"],
        scope=partner.scope,
        state_name=target(row, NEW),
        stage=1,
        reporting_year=call.state()["reporting_year"],
        decider_id=partner.decider(invited_id),
        invited_at=work.now,
        planned_days=[],
        former=[],
        additional_colleagues=0,
    )
    inviter = partner.inviter
    period.parties = [
        Party(position=0, person_id=inviter.id, organisation=inviter.organisation, joined_at=work.now, role="mutual"),
        Party(position=1, person_id=invited_id, organisation=partner.organisation, role="mutual"),
    ]
    assign_supervisors(work, period)
    work.session.add(period)
    work.session.flush()
    work.record_history(period, "invite_partner", **{"from": NEW, "to": period.state_name})
    return publish(work, period, row)


def accept_invitation(work: UnitOfWork, period_id: UUID) -> Period:
    """The invited colleague joins; the link is used up by that."""
    period = load(work, period_id)
    row = follow(work, period, "accept_invitation", facts(work, formed=period.formed))
    own_party(work, period).joined_at = work.now
    assign_supervisors(work, period)
    end_searches(work, period.call_id, [each.person_id for each in period.parties])
    return publish(work, period, row)


def decline_invitation(work: UnitOfWork, period_id: UUID) -> Period:
    """The invited colleague does not join; no reason is asked."""
    period = load(work, period_id)
    row = follow(work, period, "decline_invitation", facts(work, formed=period.formed))
    period.withdrawn_by, period.withdrawn_at = work.actor.person_id, work.now
    return publish(work, period, row)


def name_supervisor(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """A party says who answers for her: `first_name`, `last_name`, `email`; works at the party's employer."""
    period = load(work, period_id)
    party = own_party(work, period)
    known = find_by_email(work.session, data["email"])
    pair = {canonical(work.session, each.person_id) for each in period.parties}
    asked = facts(work, supervisor_is_party=known is not None and known.id in pair)
    row = follow(work, period, "name_supervisor", asked)
    party.supervisor_id = introduce(
        work, data["first_name"], data["last_name"], data["email"], work.actor.language, party.organisation
    )
    party.supervisor_named = True
    return publish(work, period, row)


def assign_supervisors(work: UnitOfWork, period: Period) -> None:
    """Who answers for each party by the cards as they are now; a supervisor whom a party named stays."""
    ids = [canonical(work.session, each.person_id) for each in period.parties]
    supervisor_of = _supervisors(work, [each for each in ids if each])
    for party in period.parties:
        own, other = ids[party.position], ids[1 - party.position]
        if not party.supervisor_named and own and other:
            party.supervisor_id = answering_supervisor(own, other, supervisor_of)


def _actor_id(work: UnitOfWork) -> UUID:
    if work.actor.person_id is None:
        raise NotFound
    return work.actor.person_id


def _terms(call: KnownCall) -> CallFacts:
    known = call.state()
    return CallFacts(known["scope"], call.organisation, known["contact_id"])


def _pair_exists(work: UnitOfWork, call_id: UUID, pair: set[UUID]) -> bool:
    live = select(Period).where(Period.call_id == call_id, Period.state_name.not_in(FINAL))
    with_one = live.where(Period.parties.any(Party.person_id.in_(pair)))
    return any(
        {canonical(work.session, party.person_id) for party in each.parties} == pair
        for each in work.session.scalars(with_one)
    )


def _deputies(work: UnitOfWork, organisation: str) -> list[UUID]:
    role = "project_manager" if organisation == work.network.slug else "member_coordinator"
    held = Person.roles.contains([{"role": role, "organisation": organisation}])
    people = work.session.scalars(select(Person).where(held, ~Person.gone, Person.same_as.is_(None)))
    return [each.id for each in people if each.has_role(role, organisation, on=work.today)]


def _supervisors(work: UnitOfWork, people: list[UUID]) -> dict[UUID, UUID | None]:
    """The supervisors of some people, and those of these supervisors."""
    found = {each: _above(work, each) for each in people}
    return {each: _above(work, each) for each in found.values() if each} | found


def _above(work: UnitOfWork, person_id: UUID) -> UUID | None:
    card = resolve(work.session, person_id)
    return canonical(work.session, card.supervisor_id) if card else None
