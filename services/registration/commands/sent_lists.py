"""Sheets that were sent: kept with all that is wrong with them, begun once by their senders, forgotten in time."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from services.registration.domain.errors import ListNotReady
from services.registration.tables import StaffList
from shared.errors import NotFound
from shared.people import Person
from shared.people.roles import counting
from shared.work import Actor, UnitOfWork

KEPT = timedelta(days=30)


def keep(
    work: UnitOfWork, filename: str, rows: Sequence[Any], problems: Sequence[Any], total: int, **more: Any
) -> StaffList:
    """Keep a list; with nothing wrong, it is ready to be brought in. Raises NotFound for somebody without a card."""
    if work.actor.person_id is None:
        raise NotFound()
    found = StaffList(
        sent_by=work.actor.person_id,
        sent_at=work.now,
        filename=filename[:120],
        state_name="faulty" if problems else "ready",
        rows=[] if problems else list(rows),
        problems=list(problems),
        total=total,
        done=0,
        **more,
    )
    work.session.add(found)
    work.session.flush()
    work.set_timer("staff_list_lapses", found.id, work.now + KEPT)
    return found


def own(work: UnitOfWork, list_id: UUID, *, of_call: bool = False) -> StaffList:
    """A list that the actor sent, of staff or for a call. Raises NotFound."""
    found = work.session.get(StaffList, list_id)
    if found is None or found.sent_by != work.actor.person_id or (found.call_id is not None) != of_call:
        raise NotFound()
    return found


def begin(work: UnitOfWork, found: StaffList, timer: str) -> StaffList:
    """Begin to bring a list in; a second time changes nothing. Raises ListNotReady."""
    if found.state_name == "faulty":
        raise ListNotReady()
    if found.state_name == "ready":
        found.state_name = "running"
        found.created = found.changed = found.unchanged = 0
        work.set_timer(timer, found.id, work.now)
    return found


def running(work: UnitOfWork, list_id: UUID) -> StaffList | None:
    """A list that is being brought in, locked; from here on who sent it acts, by the rights of this moment."""
    found = work.session.get(StaffList, list_id, with_for_update=True)
    if found is None or found.state_name != "running":
        return None
    sender = work.session.get(Person, found.sent_by)
    work.actor = Actor("person", found.sent_by, counting(work.network, sender, work.today) if sender else ())
    return found


def go_on(work: UnitOfWork, found: StaffList, done: int, timer: str) -> None:
    """So many rows more have been brought in; the rest follow."""
    found.done += done
    if found.done < len(found.rows):
        work.set_timer(timer, found.id, work.now)
    else:
        found.state_name, found.finished_at, found.rows = "done", work.now, []


def forget(work: UnitOfWork, list_id: UUID) -> None:
    """The list's days are over; what it brought in stays."""
    found = work.session.get(StaffList, list_id)
    if found is not None:
        work.session.delete(found)
