"""Forms of a period, each with the answers that its reader may read and no others."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on

from services.shadowing.domain.definition import Process
from services.shadowing.domain.forms import FormOf, followup_readers
from services.shadowing.domain.own_process import process_of
from services.shadowing.domain.process import THE_SEEDS
from services.shadowing.queries.names import named
from services.shadowing.tables import Followup, FormVersion, Period, Sharing
from services.shadowing.tables.access import canonical
from shared.work import UnitOfWork


def process_for(work: UnitOfWork, period_id: UUID) -> Process:
    """The process by which a period goes: that of the organisation that owns the record."""
    period = work.session.get(Period, period_id)
    return process_of(work.network, period.organisation) if period else THE_SEEDS


def form_of(work: UnitOfWork, period_id: UUID, name: str) -> FormOf:
    """A form of that process, with the questions that the organisation has added."""
    return process_for(work, period_id).forms[name]


def newest(work: UnitOfWork, period: Period, form: str) -> dict[str, Any] | None:
    """The newest saved version of a form; None when nothing was saved."""
    saved = select(FormVersion).where(FormVersion.period_id == period.id, FormVersion.form == form)
    newest = work.session.scalars(saved.order_by(FormVersion.number.desc()).limit(1)).first()
    return _version(work, newest) if newest else None


def versions(work: UnitOfWork, period: Period, form: str) -> list[dict[str, Any]]:
    """All saved versions of a form, the newest first."""
    saved = select(FormVersion).where(FormVersion.period_id == period.id, FormVersion.form == form)
    return [_version(work, each) for each in work.session.scalars(saved.order_by(FormVersion.number.desc()))]


def _version(work: UnitOfWork, saved: FormVersion) -> dict[str, Any]:
    return {
        "version": saved.number,
        "saved_by": named(work, saved.saved_by),
        "saved_at": saved.saved_at,
        "answers": saved.content,
    }


def newest_of_each(work: UnitOfWork, form: str, periods: Iterable[UUID]) -> dict[UUID, dict[str, Any]]:
    """The answers of the newest version of a form, of several periods."""
    newest = (
        select(FormVersion)
        .where(FormVersion.form == form, FormVersion.period_id.in_(periods))
        .order_by(FormVersion.period_id, FormVersion.number.desc())
        .ext(distinct_on(FormVersion.period_id))
    )
    return {each.period_id: each.content for each in work.session.scalars(newest)}


def followups(work: UnitOfWork, period: Period, relations: Iterable[str], own: int | None) -> list[dict[str, Any]]:
    """Follow-up forms with the answers that the reader may read; a supervisor those of her own people."""
    found, form = [], form_of(work, period.id, "followup")
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
        found.append(_answered(each, form.readable(readers)) | {"goals": each.goals})
    return found


def compared(followups: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Goal by goal what each party has answered, of those forms whose answers the reader may read."""
    shown = [each for each in followups if each["answers"].get("goal_attainment")]
    goals = list(dict.fromkeys(goal for each in shown for goal in each["goals"]))
    attained = {
        each["position"]: dict(zip(each["goals"], each["answers"]["goal_attainment"], strict=False)) for each in shown
    }
    return [{"goal": goal, "attainment": [attained.get(each, {}).get(goal) for each in (0, 1)]} for goal in goals]


def sharings(work: UnitOfWork, period: Period, relations: Iterable[str], own: int | None) -> list[dict[str, Any]]:
    """What was shared afterwards, with the answers that the reader may read."""
    readers = {"party": "pair", "supervisor": "supervisors", "decider": "project_manager"}
    seen = {readers[each] for each in relations if each in readers}
    shared = select(Sharing).where(Sharing.period_id == period.id).order_by(Sharing.position)
    found, form = work.session.scalars(shared), form_of(work, period.id, "sharing")
    return [_answered(each, form.questions if each.position == own else form.readable(seen)) for each in found]


def _answered(form: Followup | Sharing, questions: Iterable[Any]) -> dict[str, Any]:
    seen = {each.name: form.content[each.name] for each in questions if each.name in form.content}
    return {"position": form.position, "answers": seen}
