"""Changing what a call says, its groups' dates and deadlines; closing it by hand; making it anew for another year.

Guaranteed: a deadline that followed from the first meeting moves with it, and nobody who is in loses a place by that.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from services.registration.commands import places
from services.registration.commands.calls import create_call, lock_call
from services.registration.commands.groups import ABOUT_GROUPS, open_group, planned, renew_end
from services.registration.domain import call as calls
from services.registration.domain import cloning, deadlines
from services.registration.domain.errors import CallStateRefuses, GroupStateRefuses
from services.registration.domain.form_errors import FixedByNow
from services.registration.domain.group import FORMING
from services.registration.tables import Call, Group, PlannedDate
from shared.clock import HELSINKI, at_local
from shared.work import UnitOfWork

SAME_AGAIN = (
    "kind",
    "about",
    "scope",
    "placing",
    "questions",
    "project",
    "venue",
    "partners",
    "more_url",
    "quota",
    "period_days",
    "contact_id",
)
"""What a call that is made anew has of the old one as it was."""
ALWAYS = (
    "title",
    "about",
    "venue",
    "partners",
    "more_url",
    "contact_id",
    "quota",
    "period_days",
    "window_from",
    "window_to",
    "closes_on",
    "known_by",
)
BEFORE_OPENING = ("opens_at", "questions", "reporting_year", "project")
OF_DRAFTS = ("kind", "placing")
EVERY = (*ALWAYS, *BEFORE_OPENING, *OF_DRAFTS)


def change_call(work: UnitOfWork, call_id: UUID, data: Mapping[str, Any]) -> Call:
    """Change what `data` says. Raises FixedByNow for what is fixed once a call is public, or open."""
    call = lock_call(work, call_id)
    work.actor.require("write", "call", call.organisation)
    if call.state_name in calls.OVER:
        raise CallStateRefuses(state=call.state_name)
    names = [*ALWAYS]
    names += BEFORE_OPENING if call.state_name in {"draft", "published"} else ()
    names += OF_DRAFTS if call.state_name == "draft" else ()
    changed = [each for each in EVERY if each in data and data[each] != getattr(call, each)]
    if fixed := [each for each in changed if each not in names]:
        raise FixedByNow(fields=", ".join(fixed))
    for each in changed:
        setattr(call, each, data[each])
    if changed:
        _follow(work, call, changed)
    return call


def _follow(work: UnitOfWork, call: Call, changed: list[str]) -> None:
    if call.placing == "together" and "closes_on" in changed:
        for group in call.groups:
            group.closes_on = call.closes_on
    if call.state_name == "published" and "opens_at" in changed:
        work.set_timer("call_opens", call.id, call.opens_at)
    before = call.closes_at
    renew_end(work, call)
    if call.state_name != "draft" and before == call.closes_at:
        work.emit("call_changed", call)
    work.record_history(call, "changed", fields=sorted(changed))


def change_group(work: UnitOfWork, group_id: UUID, data: Mapping[str, Any]) -> Group:
    """Change a group's name, audience, place, dates or deadline until it is confirmed. Raises GroupStateRefuses."""
    family = places.lock_family(work, group_id)
    group = family.group(group_id)
    work.actor.require("write", "call", group.organisation)
    if group.state_name not in {"planned", *FORMING}:
        raise GroupStateRefuses(state=group.state_name)
    followed = _follows_start(group)
    for each in ("name", "staff_groups", "venue", "meeting_minutes"):
        if data.get(each) is not None:
            setattr(group, each, data[each])
    for each in ABOUT_GROUPS:
        if each in data:
            setattr(group, each, data[each])
    if data.get("meetings") is not None:
        _replace_dates(work, group, data)
    first = group.first_meeting
    if data.get("closes_on"):
        group.closes_on = data["closes_on"]
    elif followed and first is not None:
        group.closes_on = deadlines.closes_on(first.date)
    _open_again(work, group)
    if group.call.state_name != "draft":
        places.settle(work, family, (group, "group_changed"))
    renew_end(work, group.call)
    work.record_history(group, "changed", fields=sorted(name for name, value in data.items() if value is not None))
    return group


def _follows_start(group: Group) -> bool:
    first = group.first_meeting
    return group.closes_on is None or (first is not None and group.closes_on == deadlines.closes_on(first.date))


def _replace_dates(work: UnitOfWork, group: Group, data: Mapping[str, Any]) -> None:
    """Dates that stay keep their ids, so that calendars know them again."""
    wanted = [*planned(data["meetings"]), *planned(data.get("reserve_dates") or (), reserve=True)]
    known = {each.date: each for each in group.dates}
    group.dates = [_kept(known.get(each.date), each) for each in wanted]
    work.session.flush()
    work.session.refresh(group, ["dates"])


def _kept(known: PlannedDate | None, wanted: PlannedDate) -> PlannedDate:
    if known is None:
        return wanted
    known.reserve, known.number, known.start, known.end = wanted.reserve, wanted.number, wanted.start, wanted.end
    return known


def _open_again(work: UnitOfWork, group: Group) -> None:
    """A deadline moved on lets people register again, also where the call had closed."""
    call = group.call
    if call.state_name == "closed" and deadlines.is_open(group.closes_on, work.now):
        call.state_name = calls.after("closed", "reopen")
        work.emit("call_opened", call)
    if call.state_name in calls.TAKES_REGISTRATIONS:
        open_group(work, group)


def close_now(work: UnitOfWork, call_id: UUID) -> Call:
    """End registration to every group today; who is in stays in. Undone by giving a group a later deadline."""
    call = lock_call(work, call_id)
    work.actor.require("write", "call", call.organisation)
    call.state_name = calls.after(call.state_name, "close")
    yesterday = work.today - timedelta(days=1)
    call.closes_on = min(call.closes_on or yesterday, yesterday)
    for group in call.groups:
        if group.closes_on is None or group.closes_on > yesterday:
            group.closes_on = yesterday
            work.emit("group_changed", group)
    renew_end(work, call)
    work.cancel_timer("call_closes", call.id)
    work.emit("call_closed", call)
    work.record_history(call, "closed", by_hand=True)
    return call


def clone_call(work: UnitOfWork, call_id: UUID) -> Call:
    """The call again as a draft, years later by weekday and week, without anybody who took part."""
    old = lock_call(work, call_id)
    days = [each.date for group in old.groups for each in group.dates]
    first = min([each for each in (*days, old.window_from, old.closes_on) if each] or [old.opens_at.date()])
    years = cloning.years_until(first, work.today)
    data = {name: getattr(old, name) for name in SAME_AGAIN} | _moved(old, years)
    data |= {"organisation": old.organisation, "title": cloning.renamed(old.title, old.reporting_year, years)}
    data["reporting_year"] = old.reporting_year + years
    data["groups"] = [_group(each, old.reporting_year, years) for each in old.groups if not each.sibling_of]
    call = create_call(work, data)
    work.record_history(call, "cloned", of=str(old.id))
    return call


def _moved(old: Call, years: int) -> dict[str, Any]:
    local = old.opens_at.astimezone(HELSINKI)
    dates = {name: getattr(old, name) for name in ("window_from", "window_to", "known_by")}
    dates["closes_on"] = old.closes_on if old.placing == "together" or old.kind == "shadowing" else None
    moved: dict[str, Any] = {name: cloning.moved(day, years) if day else None for name, day in dates.items()}
    return moved | {"opens_at": at_local(cloning.moved(local.date(), years), local.time().replace(tzinfo=None))}


def _group(old: Group, year: int, years: int) -> dict[str, Any]:
    same = ("staff_groups", "mentor_ids", "min_size", "max_size", "venue", "meeting_minutes", *ABOUT_GROUPS)
    dates = {"meetings": old.planned_meetings, "reserve_dates": old.reserve_dates}
    moved = {name: [_date(each, years) for each in found] for name, found in dates.items()}
    return {name: getattr(old, name) for name in same} | moved | {"name": cloning.renamed(old.name, year, years)}


def _date(old: PlannedDate, years: int) -> dict[str, Any]:
    day: date = cloning.moved(old.date, years)
    return {"date": day, "start": old.start, "end": old.end}


def delete_draft(work: UnitOfWork, call_id: UUID) -> None:
    """Delete a call that nobody has seen. Raises CallStateRefuses."""
    call = lock_call(work, call_id)
    work.actor.require("write", "call", call.organisation)
    if call.state_name != "draft":
        raise CallStateRefuses(state=call.state_name)
    work.record_history(call, "deleted")
    for group in call.groups:
        work.session.delete(group)
    work.session.flush()
    work.session.delete(call)
