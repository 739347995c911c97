"""What pages and the API read: one's own periods, one period as its reader may see it, the desk.

What a reader may not see is not in the answer at all.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.shadowing.domain.forms import FOLLOWUP, SHARING, followup_readers
from services.shadowing.domain.machine import possible
from services.shadowing.domain.next_steps import Part, Situation, next_steps
from services.shadowing.domain.pairs import call_is_open
from services.shadowing.domain.process import DEFAULT_DAYS, FINAL
from services.shadowing.tables import Followup, FormVersion, KnownCall, Party, Period, Sharing, relations_to
from services.shadowing.tables.access import canonical, position_of
from shared.clock import local_date
from shared.errors import NotFound
from shared.people import Person, resolve
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
        "decider": _named(work, period.decider_id),
        "plan": _newest(work, period, "plan") if reads else None,
        "goals": _newest(work, period, "goals") if reads else None,
        "decision": period.decision if reads and period.decision else None,
        "decided_at": period.decided_at,
        "followups": _followups(work, period, relations, own),
        "sharings": _sharings(work, period, relations, own),
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
        **(_named(work, party.person_id) or {}),
        "organisation": party.organisation,
        "role": party.role,
        "followup_submitted": party.followup_at is not None,
    }


def _party(work: UnitOfWork, party: Party, *, comments: bool) -> dict[str, Any]:
    """A party with the supervisor's answer; its text is for the pair and the one who decides."""
    supervisor = _named(work, party.supervisor_id)
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


def _named(work: UnitOfWork, person_id: UUID | None) -> dict[str, Any] | None:
    if person_id is None:
        return None
    person = resolve(work.session, person_id)
    known = {"name": person.name, "email": person.email} if person else {"name": None, "email": None}
    return {"person_id": person.id if person else person_id, **known}


def _next(work: UnitOfWork, period: Period) -> list[dict[str, Any]]:
    """The next steps with the names of those who take them."""
    names: dict[int | str, str | None] = {"decider": (_named(work, period.decider_id) or {}).get("name")}
    for party in period.parties:
        names[party.position] = (_named(work, party.person_id) or {}).get("name")
        names[f"supervisor {party.position}"] = (_named(work, party.supervisor_id) or {}).get("name")
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


def _newest(work: UnitOfWork, period: Period, form: str) -> dict[str, Any] | None:
    saved = select(FormVersion).where(FormVersion.period_id == period.id, FormVersion.form == form)
    newest = work.session.scalars(saved.order_by(FormVersion.number.desc()).limit(1)).first()
    if newest is None:
        return None
    return {
        "version": newest.number,
        "saved_by": _named(work, newest.saved_by),
        "saved_at": newest.saved_at,
        "answers": newest.content,
    }


def _followups(work: UnitOfWork, period: Period, relations: Iterable[str], own: int | None) -> list[dict[str, Any]]:
    """Follow-up forms with the answers that the reader may read; a supervisor those of her own people."""
    found = []
    mine = canonical(work.session, work.actor.person_id)
    sent = select(Followup).where(Followup.period_id == period.id).order_by(Followup.position)
    for each in work.session.scalars(sent):
        supervisor = canonical(work.session, period.parties[each.position].supervisor_id)
        who = {relation for relation in relations if relation != "supervisor" or supervisor == mine}
        readers = followup_readers(
            who,
            own=each.position == own,
            with_supervisor=bool(each.content.get("share_with_supervisor")),
            with_partner=bool(each.content.get("share_with_partner")),
        )
        found.append(_answered(each, FOLLOWUP.readable(readers)))
    return found


def _sharings(work: UnitOfWork, period: Period, relations: Iterable[str], own: int | None) -> list[dict[str, Any]]:
    readers = {"party": "pair", "supervisor": "supervisors", "decider": "project_manager"}
    seen = {readers[each] for each in relations if each in readers}
    shared = select(Sharing).where(Sharing.period_id == period.id).order_by(Sharing.position)
    found = work.session.scalars(shared)
    return [_answered(each, SHARING.questions if each.position == own else SHARING.readable(seen)) for each in found]


def _answered(form: Followup | Sharing, questions: Iterable[Any]) -> dict[str, Any]:
    seen = {each.name: form.content[each.name] for each in questions if each.name in form.content}
    return {"position": form.position, "answers": seen}


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
