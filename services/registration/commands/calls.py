"""Calls: drafted, published, opened and closed by the clock, running and completed as their groups meet."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.commands.groups import add_group, open_group, renew_end
from services.registration.domain import call as calls
from services.registration.domain.group import FORMING
from services.registration.tables import Call, KnownPeriod, KnownSeries
from shared.errors import NotFound
from shared.work import UnitOfWork

OWN_FIELDS = (
    "kind",
    "title",
    "about",
    "scope",
    "placing",
    "questions",
    "known_by",
    "project",
    "reporting_year",
    "opens_at",
    "closes_on",
    "venue",
    "quota",
    "period_days",
    "partners",
    "more_url",
    "window_from",
    "window_to",
)


def create_call(work: UnitOfWork, data: Mapping[str, Any]) -> Call:
    """A draft, with its groups; nobody else hears of it yet."""
    organisation = work.network.slug if data["scope"] == "network" else data["organisation"]
    work.actor.require("write", "call", organisation)
    call = Call(
        organisation=organisation,
        contact_id=data.get("contact_id") or work.actor.person_id,
        state_name="draft",
        groups=[],
        **{name: data[name] for name in OWN_FIELDS if data.get(name) is not None},
    )
    work.session.add(call)
    work.session.flush()
    for each in data.get("groups") or ():
        add_group(work, call, each)
    renew_end(work, call)
    work.record_history(call, "drafted")
    return call


def publish_call(work: UnitOfWork, call_id: UUID) -> Call:
    """Make the call's page public; registration begins at `opens_at`, at once when that has passed."""
    call = lock_call(work, call_id)
    work.actor.require("write", "call", call.organisation)
    state = calls.after(call.state_name, "publish")
    titles = [call.title.get(language) for language in work.network.languages]
    lacks = calls.missing(
        kind=call.kind, groups=len(call.groups), quota=call.quota, titles=titles, closes=call.closes_at
    )
    calls.require_complete(lacks)
    call.state_name = state
    work.emit("call_published", call)
    for group in call.groups:
        work.emit("group_planned", group)
    work.set_timer("call_opens", call.id, call.opens_at)
    work.record_history(call, "published")
    if work.now >= call.opens_at:
        open_call(work, call.id)
    return call


def open_call(work: UnitOfWork, call_id: UUID) -> None:
    """Let registration begin. Nothing when it has begun, or was put off."""
    call = lock_call(work, call_id)
    if call.state_name != "published" or work.now < call.opens_at:
        return
    call.state_name = calls.after("published", "open")
    work.emit("call_opened", call)
    for group in call.groups:
        open_group(work, group)
    renew_end(work, call)


def close_call(work: UnitOfWork, call_id: UUID) -> None:
    """Registration to every group has ended. Nothing when it has, or when the end was moved."""
    call = lock_call(work, call_id)
    if call.state_name != "open" or call.closes_at is None or work.now < call.closes_at:
        return
    call.state_name = calls.after("open", "close")
    work.emit("call_closed", call)
    work.record_history(call, "closed")
    if call.has_started:
        _start(work, call)


def start_call(work: UnitOfWork, call_id: UUID) -> None:
    """A group of the call has met: the call runs as soon as registration is over. Safe to repeat."""
    call = lock_call(work, call_id)
    call.has_started = True
    if call.state_name == "closed":
        _start(work, call)


def _start(work: UnitOfWork, call: Call) -> None:
    call.state_name = calls.after("closed", "start")
    work.emit("call_started", call)
    complete_call(work, call.id)


def complete_call(work: UnitOfWork, call_id: UUID) -> None:
    """Complete the call when all its confirmed groups, or all its periods, have ended. Safe to repeat."""
    call = lock_call(work, call_id)
    if call.state_name == "running" and (_periods_ended(work, call) if call.kind == "shadowing" else _met(work, call)):
        call.state_name = calls.after("running", "complete")
        work.emit("call_completed", call)
        work.record_history(call, "completed")


def archive_call(work: UnitOfWork, call: Call) -> None:
    """Nothing about people is left in the call (dossier C.6): it goes to the archive."""
    call.state_name = calls.after(call.state_name, "archive")
    work.emit("call_archived", call)
    work.record_history(call, "archived")


def _met(work: UnitOfWork, call: Call) -> bool:
    confirmed = [each.id for each in call.groups if each.state_name == "confirmed"]
    finished = select(KnownSeries.id).where(KnownSeries.id.in_(confirmed), KnownSeries.series_state == "finished")
    forming = any(each.state_name in FORMING and not each.has_started(work.now) for each in call.groups)
    return calls.is_completed(confirmed, work.session.scalars(finished), still_forming=forming)


def _periods_ended(work: UnitOfWork, call: Call) -> bool:
    periods = list(work.session.scalars(select(KnownPeriod).where(KnownPeriod.call_id == call.id)))
    ended = [each.id for each in periods if each.ended]
    return calls.is_completed([each.id for each in periods], ended, still_forming=False)


def lock_call(work: UnitOfWork, call_id: UUID) -> Call:
    """The call, locked and read anew. Raises NotFound."""
    chosen = select(Call).where(Call.id == call_id).with_for_update().execution_options(populate_existing=True)
    call = work.session.scalars(chosen).first()
    if call is None:
        raise NotFound()
    return call
