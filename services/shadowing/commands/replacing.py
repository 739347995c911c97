"""One of the two leaves before the start, and the other goes on with somebody else; what was written stays (H35)."""

from typing import Any
from uuid import UUID

from services.shadowing.commands.pairing import assign_supervisors, check_partner
from services.shadowing.commands.planning import keep_form, newest_version
from services.shadowing.commands.steps import call_of, facts, follow, load, other_party, own_party, publish
from services.shadowing.domain.pairs import as_inviter
from services.shadowing.tables import FormVersion, Party, Period
from shared.people import introduce
from shared.work import UnitOfWork

OF_A_PARTY = ("person_id", "organisation", "role", "joined_at", "supervisor_id", "supervisor_named")
OF_THE_DECISION = (
    "submitted_on",
    "decision",
    "decided_by",
    "decided_at",
    "days_granted",
    "goals_due_on",
    "in_reserve_since",
)
OF_CHANGES = ("asked_version", "clarification_due_on", "amendment")


def replace_partner(work: UnitOfWork, period_id: UUID, data: dict[str, Any]) -> Period:
    """Invite another colleague into a period that has not begun: the plan is a draft again, with both to accept it."""
    period = load(work, period_id)
    party = own_party(work, period)
    partner = check_partner(work, call_of(work, period, lock=True), party.person_id, data)
    row = follow(work, period, "replace_partner", facts(work, **partner.facts))
    leaving = other_party(period, party)
    left = {"person_id": str(leaving.person_id), "organisation": leaving.organisation, "left_on": str(work.today)}
    period.former = [*(period.former or ()), left]
    if party.position == 1:
        _become_inviter(work, period)
    invited_id = introduce(
        work, data["first_name"], data["last_name"], data["email"], work.actor.language, data["organisation"]
    )
    period.parties[1].person_id, period.parties[1].organisation = invited_id, partner.organisation
    period.scope, period.decider_id = partner.scope, partner.decider(invited_id)
    period.invited_at = work.now
    _begin_anew(period)
    assign_supervisors(work, period)
    return publish(work, period, row)


def _become_inviter(work: UnitOfWork, period: Period) -> None:
    """The one who stays is the first of the two from now on, in the plan too."""
    first, second = period.parties
    for name in OF_A_PARTY:
        setattr(first, name, getattr(second, name))
    if number := newest_version(work, period, "plan"):
        saved = work.session.get_one(FormVersion, (period.id, "plan", number))
        keep_form(work, period, "plan", as_inviter(saved.content))


def _begin_anew(period: Period) -> None:
    for name in (*OF_THE_DECISION, *OF_CHANGES):
        setattr(period, name, None)
    period.parties[1].joined_at, period.parties[1].supervisor_named = None, False
    for party in period.parties:
        _answers_anew(party)


def _answers_anew(party: Party) -> None:
    for name in ("accepted_plan", "accepted_goals", "supports", "took_part", "comment", "answered_at"):
        setattr(party, name, None)
