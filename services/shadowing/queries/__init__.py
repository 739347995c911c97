"""What pages and the API read: one's own periods, one period as its reader may see it, the desk.

What a reader may not see is not in the answer at all.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from services.shadowing.domain.errors import LeftThePair
from services.shadowing.domain.goals import goals_to_answer
from services.shadowing.domain.machine import possible
from services.shadowing.domain.own_process import process_of
from services.shadowing.domain.pairs import call_is_open
from services.shadowing.domain.process import DEFAULT_DAYS, FINAL
from services.shadowing.queries.calendar import calendar_of, calendar_path
from services.shadowing.queries.changes import changes_of
from services.shadowing.queries.desk import applications, desk
from services.shadowing.queries.forms import compared, followups, form_of, newest, process_for, sharings, versions
from services.shadowing.queries.names import named
from services.shadowing.queries.practices import practices
from services.shadowing.queries.rows import brief, rows_of, written_forms
from services.shadowing.queries.searches import help_wanted, list_of, own_search
from services.shadowing.tables import KnownCall, Party, Period, relations_to
from services.shadowing.tables.access import canonical, has_left, know_people, position_of
from shared.errors import NotFound
from shared.people import Person, resolve
from shared.work import UnitOfWork

FORM_READERS = frozenset({"party", "supervisor", "decider"})
VERSION_READERS = frozenset({"party", "decider"})

__all__ = [
    "applications",
    "calendar_of",
    "calendar_path",
    "desk",
    "form_of",
    "help_wanted",
    "list_of",
    "my_periods",
    "open_call",
    "open_calls",
    "own_search",
    "period_of",
    "practices",
    "process_for",
    "versions_of",
]


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
    periods = [each for each in found if relations_to(work, each)]
    know_people(work.session, periods)
    rows = rows_of(work, periods)
    return sorted(rows.values(), key=lambda row: row["state"] in FINAL)


def period_of(work: UnitOfWork, period_id: UUID) -> dict[str, Any]:
    """One period as the reader may see it. Raises NotFound for those who have nothing to do with it.

    Raises LeftThePair for those who had.
    """
    period = work.session.get(Period, period_id)
    relations = relations_to(work, period) if period else frozenset()
    if period is None or not relations:
        raise LeftThePair if period and has_left(work, period) else NotFound
    know_people(work.session, [period])
    call = work.session.get(KnownCall, period.call_id)
    own = position_of(work, period) if relations & {"party", "invited"} else None
    reads = bool(relations & FORM_READERS)
    terms = call.state() if call else {}
    written = written_forms(work, [period.id])
    read = written.get(period.id, frozenset()) if reads else frozenset[str]()
    sent = followups(work, period, relations, own)
    plan, goals = (newest(work, period, form) if form in read else None for form in ("plan", "goals"))
    return (
        rows_of(work, [period], written)[period.id]
        | changes_of(work, period, read)
        | {
            "relations": sorted(relations),
            "can": sorted(possible(process_of(work.network, period.organisation), period.state_name, relations)),
            "position": own,
            "parties": [_party(work, each, comments=bool(relations & {"party", "decider"})) for each in period.parties],
            "call": _call(period.call_id, terms) if terms else None,
            "decider": named(work, period.decider_id),
            "plan": plan,
            "goals": goals,
            "decision": period.decision if reads and period.decision else None,
            "decided_at": period.decided_at or period.in_reserve_since,
            "goals_sent": _goals_sent(work, period) if reads else None,
            "started_because": period.started_because if relations & VERSION_READERS else None,
            "goals_to_answer": _goals_to_answer(goals, plan) if reads and own is not None else [],
            "followups": sent,
            "goals_compared": compared(sent),
            "same_unit": _same_unit(work, period),
            "sharings": sharings(work, period, relations, own),
            "withdrew": canonical(work.session, period.withdrawn_by) == canonical(work.session, work.actor.person_id),
            "withdrawn_at": period.withdrawn_at,
        }
    )


def versions_of(work: UnitOfWork, period_id: UUID) -> list[dict[str, Any]]:
    """All versions of a plan, the newest first: for the pair and the one who decides. Raises NotFound for others."""
    period = work.session.get(Period, period_id)
    if period is None or not relations_to(work, period) & VERSION_READERS:
        raise NotFound
    know_people(work.session, [period])
    return versions(work, period, "plan")


def _goals_to_answer(goals: dict[str, Any] | None, plan: dict[str, Any] | None) -> list[str]:
    return list(goals_to_answer(goals["answers"] if goals else {}, plan["answers"] if plan else {}))


def _goals_sent(work: UnitOfWork, period: Period) -> dict[str, Any] | None:
    """When the goals form was sent, and to whom."""
    if not period.goals_sent:
        return None
    to = [named(work, UUID(each)) for each in period.goals_sent["to"]]
    return {"at": datetime.fromisoformat(period.goals_sent["at"]), "to": to}


def _same_unit(work: UnitOfWork, period: Period) -> bool:
    """Whether both work in the same unit, as far as their cards say."""
    cards = [resolve(work.session, each.person_id) for each in period.parties]
    units = {(card.organisation, card.unit) for card in cards if card and card.unit}
    return len(units) == 1 and all(card and card.unit for card in cards)


def _party(work: UnitOfWork, party: Party, *, comments: bool) -> dict[str, Any]:
    """A party with the supervisor's answer; its text is for the pair and the one who decides."""
    supervisor = named(work, party.supervisor_id)
    own_words = supervisor and supervisor["person_id"] == canonical(work.session, work.actor.person_id)
    return brief(work, party) | {
        "joined": party.joined_at is not None,
        "accepted_plan": party.accepted_plan,
        "accepted_goals": party.accepted_goals,
        "supervisor": supervisor,
        "supervisor_supports": party.supports,
        "supervisor_took_part": party.took_part,
        "supervisor_comment": party.comment if comments or own_words else None,
    }


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
