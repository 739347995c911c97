"""Groups: planned with their dates, opened, a second one beside a full one, confirmed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from services.registration.commands import places
from services.registration.domain import call as calls
from services.registration.domain import deadlines
from services.registration.domain import group as groups
from services.registration.domain.errors import CallStateRefuses, NobodyWaits, OwnMatter
from services.registration.tables import Call, Group, PlannedDate
from shared.clock import end_of_day
from shared.errors import NotFound
from shared.people import Person
from shared.work import UnitOfWork

MINUTES = 150
ABOUT_GROUPS = ("theme", "basis", "purpose", "education_levels", "especially_for")
"""What a group is for, which nobody has to say."""


class UnknownMentor(NotFound):
    """A mentor's id is nobody's."""

    code = "unknown_mentor"
    field = "mentor_ids"
    text = "The mentor is not known. Import the mentor's card first."


def add_group(work: UnitOfWork, call: Call, data: Mapping[str, Any]) -> Group:
    """A group in a draft, or beside others in a call that is public already."""
    work.actor.require("write", "call", call.organisation)
    if call.state_name not in {"draft", *calls.TAKES_GROUPS}:
        raise CallStateRefuses(state=call.state_name)
    groups.check_sizes(data["min_size"], data["max_size"])
    dates = [*planned(data["meetings"]), *planned(data.get("reserve_dates") or (), reserve=True)]
    first = min((each.date for each in dates if not each.reserve), default=None)
    group = Group(
        organisation=call.organisation,
        call=call,
        created_at=work.now,
        name=data["name"],
        state_name="planned",
        staff_groups=list(data.get("staff_groups") or ()),
        mentor_ids=_mentors(work, data.get("mentor_ids") or ()),
        member_ids=[],
        min_size=data["min_size"],
        max_size=data["max_size"],
        waiting=0,
        closes_on=data.get("closes_on") or _deadline(call, first),
        venue=data.get("venue") or call.venue,
        meeting_minutes=data.get("meeting_minutes") or MINUTES,
        dates=dates,
        **{name: data[name] for name in ABOUT_GROUPS if data.get(name)},
    )
    work.session.add(group)
    return group


def _deadline(call: Call, first: date | None) -> date | None:
    if call.placing == "together":
        return call.closes_on
    return deadlines.closes_on(first) if first else None


def add_group_later(work: UnitOfWork, call: Call, data: Mapping[str, Any]) -> Group:
    """A group added by itself: to a draft quietly, to a public call with its events."""
    group = add_group(work, call, data)
    work.session.flush()
    if call.state_name != "draft":
        work.emit("group_planned", group)
        if call.state_name in calls.TAKES_REGISTRATIONS:
            open_group(work, group)
    renew_end(work, call)
    work.record_history(group, "planned")
    return group


def renew_end(work: UnitOfWork, call: Call) -> None:
    """Let the call end with its latest group; when an end that is known to others moves, they are told."""
    work.session.flush()
    before = call.closes_at
    each_closes = () if call.placing == "together" else (each.closes_on for each in call.groups)
    call.closes_at = calls.closes_at(each_closes, call.closes_on)
    if call.state_name == "open" and call.closes_at is not None:
        work.set_timer("call_closes", call.id, call.closes_at)
    if call.state_name != "draft":
        _set_clocks(work, call)
        if before != call.closes_at:
            work.emit("call_changed", call)


def _set_clocks(work: UnitOfWork, call: Call) -> None:
    """Each group's own end of registration, and its beginning, after which nobody waits for it any more."""
    for each in call.groups:
        if each.closes_on is not None:
            work.set_timer("group_closes", each.id, end_of_day(each.closes_on))
        if each.starts_at is not None:
            work.set_timer("group_begins", each.id, each.starts_at)


def open_group(work: UnitOfWork, group: Group) -> None:
    """Let registration to the group begin."""
    if group.state_name == "planned":
        group.state_name = "registering"
        work.emit("group_opened", group)


def open_sibling_group(work: UnitOfWork, group_id: UUID, data: Mapping[str, Any]) -> Group:
    """A second group beside one that filled: its places are offered to the queue in order (decision 4).

    What `data` does not say (name, mentors, sizes, place, length) is as in the first group.
    """
    family = places.lock_family(work, group_id)
    first = family.group(group_id)
    work.actor.require("write", "call", first.organisation)
    if first.call.state_name not in calls.TAKES_REGISTRATIONS:
        raise CallStateRefuses(state=first.call.state_name)
    if not first.waiting:
        raise NobodyWaits()
    sibling = add_group(work, first.call, _like(first, len(family.groups), data))
    sibling.sibling_of = first.sibling_of or first.id
    sibling.state_name = "registering"
    work.session.flush()
    family.groups.append(sibling)
    places.settle(work, family, (sibling, "sibling_group_opened"))
    renew_end(work, first.call)
    work.record_history(sibling, "opened_beside", group=str(first.id))
    return sibling


def _like(first: Group, count: int, data: Mapping[str, Any]) -> dict[str, Any]:
    names = {code: f"{text} {count + 1}"[:200] for code, text in first.name.items() if text}
    same = ("staff_groups", "mentor_ids", "min_size", "max_size", "venue", "meeting_minutes", *ABOUT_GROUPS)
    given = {name: value for name, value in data.items() if value is not None}
    return {"name": names} | {name: getattr(first, name) for name in same} | given


def confirm_group(work: UnitOfWork, group_id: UUID, reason: str | None = None) -> Group:
    """The group will meet: from here on scheduling keeps its dates. A small group needs a reason."""
    family = places.lock_family(work, group_id)
    group = family.group(group_id)
    work.actor.require("write", "call", group.organisation)
    if work.actor.person_id in group.member_ids:
        raise OwnMatter()
    first = group.first_meeting
    group.state_name = groups.confirm(
        group.state_name,
        members=len(group.member_ids),
        min_size=group.min_size,
        mentors=len(group.mentor_ids),
        first_meeting=first.date if first else None,
        reason=reason,
    )
    group.accepted_size = len(group.member_ids)
    places.settle(work, family, (group, "group_confirmed"))
    work.record_history(group, "confirmed", members=len(group.member_ids), reason=reason)
    return group


def planned(dates: Iterable[Mapping[str, Any]], *, reserve: bool = False) -> list[PlannedDate]:
    """Meetings in the order of their dates, numbered from 1; reserve dates have no number."""
    ordered: Sequence[Mapping[str, Any]] = sorted(dates, key=lambda each: each["date"])
    return [
        PlannedDate(
            reserve=reserve,
            number=0 if reserve else number,
            date=each["date"],
            start=each.get("start"),
            end=each.get("end"),
        )
        for number, each in enumerate(ordered, start=1)
    ]


def _mentors(work: UnitOfWork, ids: Iterable[UUID]) -> list[UUID]:
    found = list(dict.fromkeys(ids))
    if any(work.session.get(Person, each) is None for each in found):
        raise UnknownMentor()
    return found
