"""What pages and the API read: one's own periods, one period as its reader may see it, the desk.

What a reader may not see is not in the answer at all.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.shadowing.domain.machine import possible
from services.shadowing.domain.next_steps import Part, Situation, next_steps
from services.shadowing.domain.pairs import call_is_open
from services.shadowing.domain.process import DEFAULT_DAYS, FINAL
from services.shadowing.queries.forms import followups, newest, sharings
from services.shadowing.queries.names import named
from services.shadowing.tables import FormVersion, KnownCall, Party, Period, relations_to
from services.shadowing.tables.access import canonical, position_of
from shared.clock import local_date
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork

FORM_READERS = frozenset({"party", "supervisor", "decider"})


def open_calls(work: UnitOfWork) -> list[dict[str, Any]]:
    """Shadowing calls that take pairs now, with their places."""
    calls = work.session.scalars(select(KnownCall).where(KnownCall.kind == "shadowing", ~KnownCall.gone))
    known = [(each.id, each.state()) for each in calls]
    return [_call(call_id, state) for call_id, state in known if call_is_open(state, work.now)]


def open_call(work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    """One of them. Raises NotFound also when it is not open."""
    found = [each for each in open_calls(work) if each["id"] == call_id]
    if not found:
        raise NotFound
    return found[0]


def my_periods(work: UnitOfWork) -> list[dict[str, Any]]:
    """The periods in which the reader is a party or answers for one, the unfinished first."""
    person = canonical(work.session, work.actor.person_id)
    ids = [*work.session.scalars(select(Person.id).where(or_(Person.id == person, Person.same_as == person)))]
    own = Party.person_id.in_(ids) | Party.supervisor_id.in_(ids)
    found = work.session.scalars(select(Period).where(Period.parties.any(own)).order_by(Period.invited_at.desc()))
    rows = [_row(work, each) for each in found if relations_to(work, each)]
    return sorted(rows, key=lambda row: row["state"] in FINAL)


def desk(work: UnitOfWork) -> dict[str, list[dict[str, Any]]]:
    """What waits for the one who decides: applications, late forms, missed days; then all the rest."""
    rows = [_row(work, each) for each in _of_desk(work)]
    late = [each for each in rows if each["late"]]
    return {
        "applications": [each for each in rows if each["state"] == "submitted"],
        "late": late,
        "missed": [each for each in rows if each["missed_days"] and each["state"] not in FINAL],
        "all": rows,
    }


def period_of(work: UnitOfWork, period_id: UUID) -> dict[str, Any]:
    """One period as the reader may see it. Raises NotFound for those who have nothing to do with it."""
    period = work.session.get(Period, period_id)
    relations = relations_to(work, period) if period else frozenset()
    if period is None or not relations:
        raise NotFound
    call = work.session.get(KnownCall, period.call_id)
    own = position_of(work, period) if relations & {"party", "invited"} else None
    reads = bool(relations & FORM_READERS)
    terms = call.state() if call else {}
    return _row(work, period) | {
        "relations": sorted(relations),
        "can": sorted(possible(period.state_name, relations)),
        "position": own,
        "parties": [_party(work, each, comments=bool(relations & {"party", "decider"})) for each in period.parties],
        "call": _call(period.call_id, terms) if terms else None,
        "decider": named(work, period.decider_id),
        "plan": newest(work, period, "plan") if reads else None,
        "goals": newest(work, period, "goals") if reads else None,
        "decision": period.decision if reads and period.decision else None,
        "decided_at": period.decided_at,
        "followups": followups(work, period, relations, own),
        "sharings": sharings(work, period, relations, own),
        "withdrew": canonical(work.session, period.withdrawn_by) == canonical(work.session, work.actor.person_id),
        "withdrawn_at": period.withdrawn_at,
    }


def _of_desk(work: UnitOfWork) -> list[Period]:
    """Periods on which the reader may decide, and those of the own organisation's people for a coordinator."""
    slugs = {each.organisation for each in work.actor.roles if each.role in ("project_manager", "member_coordinator")}
    decided = {each for each in slugs if work.actor.may("read", "followup_status", each)}
    concerned = Period.organisation.in_(decided) | Period.parties.any(Party.organisation.in_(decided))
    return list(work.session.scalars(select(Period).where(concerned).order_by(Period.invited_at)))


def _row(work: UnitOfWork, period: Period) -> dict[str, Any]:
    """What every list shows of a period."""
    steps = _next(work, period)
    return {
        "id": period.id,
        "call_id": period.call_id,
        "organisation": period.organisation,
        "kind": period.kind,
        "scope": period.scope,
        "state": period.state_name,
        "stage": period.stage,
        "parties": [_brief(work, each) for each in period.parties],
        "shape": period.shape,
        "days": [vars(day) for day in period.days],
        "days_granted": period.days_granted,
        "additional_colleagues": period.additional_colleagues,
        "submitted_on": period.submitted_on,
        "goals_due_on": period.goals_due_on,
        "followup_due_on": period.followup_due_on,
        "missed_days": sum(day.state == "missed" for day in period.days),
        "next": steps,
        "late": any(step["by"] is not None and step["by"] < work.today for step in steps),
        "mine": bool(relations_to(work, period)),
    }


def _brief(work: UnitOfWork, party: Party) -> dict[str, Any]:
    return {
        **(named(work, party.person_id) or {}),
        "organisation": party.organisation,
        "role": party.role,
        "followup_submitted": party.followup_at is not None,
    }


def _party(work: UnitOfWork, party: Party, *, comments: bool) -> dict[str, Any]:
    """A party with the supervisor's answer; its text is for the pair and the one who decides."""
    supervisor = named(work, party.supervisor_id)
    own_words = supervisor and supervisor["person_id"] == canonical(work.session, work.actor.person_id)
    return _brief(work, party) | {
        "joined": party.joined_at is not None,
        "accepted_plan": party.accepted_plan,
        "accepted_goals": party.accepted_goals,
        "supervisor": supervisor,
        "supervisor_supports": party.supports,
        "supervisor_took_part": party.took_part,
        "supervisor_comment": party.comment if comments or own_words else None,
    }


def _next(work: UnitOfWork, period: Period) -> list[dict[str, Any]]:
    """The next steps with the names of those who take them."""
    names: dict[int | str, str | None] = {"decider": (named(work, period.decider_id) or {}).get("name")}
    for party in period.parties:
        names[party.position] = (named(work, party.person_id) or {}).get("name")
        names[f"supervisor {party.position}"] = (named(work, party.supervisor_id) or {}).get("name")
    steps = next_steps(_situation(work, period))
    return [{"who": _distinct(names[each] for each in step.who), "what": step.what, "by": step.by} for step in steps]


def _distinct(names: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(each for each in names if each))


def _situation(work: UnitOfWork, period: Period) -> Situation:
    first, second = (
        Part(
            joined=each.joined_at is not None,
            accepted_plan=each.accepted_plan is not None,
            accepted_goals=each.accepted_goals is not None,
            supervisor_known=each.supervisor_id is not None,
            supervisor_answered=each.supports is not None,
            followup_sent=each.followup_at is not None,
        )
        for each in period.parties
    )
    written = set(work.session.scalars(select(FormVersion.form).where(FormVersion.period_id == period.id).distinct()))
    return Situation(
        state=period.state_name,
        parts=(first, second),
        plan_written="plan" in written,
        goals_written="goals" in written,
        days=period.dates,
        submitted_on=period.submitted_on,
        goals_due_on=period.goals_due_on,
        followup_due_on=period.followup_due_on,
        completed_on=local_date(period.completed_at) if period.completed_at else None,
    )


def _call(call_id: UUID, state: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": call_id,
        "title": state["title"],
        "scope": state["scope"],
        "organisation": state["organisation"],
        "closes_at": state["closes_at"],
        "period_days": state["period_days"] or DEFAULT_DAYS,
        "window_from": state["window_from"],
        "window_to": state["window_to"],
        "contact_id": state["contact_id"],
    }
