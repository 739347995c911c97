"""Long lists of staff: looked through as a whole, then brought in by portions, each a unit of its own.

Guaranteed: a list with a problem changes nothing; a row is brought in once, by the rights that who sent it has at
that moment. Not guaranteed: that all rows come in at the same moment; the page of the list says how far it is.
"""

from datetime import timedelta
from uuid import UUID

from services.registration.commands import imports
from services.registration.commands.people import recognise_supervisors
from services.registration.domain import staff_list
from services.registration.domain.errors import ListNotReady
from services.registration.schemas.staff_list import Sheet
from services.registration.tables import ListedCard, StaffList
from shared import sheets
from shared.errors import NotFound
from shared.people import Person
from shared.work import Actor, UnitOfWork

PORTION = 250
KEPT = timedelta(days=30)
COUNTED = ("created", "changed", "unchanged")


def receive_sheet(work: UnitOfWork, filename: str, content: bytes, employer: str) -> StaffList:
    """Keep a sheet with all that is wrong with it; with nothing wrong, it is ready to be brought in.

    `employer` is whose people they are where a line does not say. Raises Forbidden, NotASheet, SheetTooLarge,
    EmptySheet.
    """
    imports.require_importer(work)
    sheet = Sheet(sheets.read(content), work.network, employer)
    rows = [imports.as_card(each) for each in sheet.rows]
    known = imports.known_by_address(work, rows, lock=False)
    found = [
        {"line": rows[number]["line"], "field": name, "code": code}
        for number, name, code in imports.faults(work, rows, known, sheet.addresses)
    ]
    found = sheet.placed(sorted([*sheet.problems, *found], key=lambda each: int(each["line"])))
    counts = [imports.bring_in(work, each, known, dry_run=True).what for each in rows] if not found else []
    kept = StaffList(
        sent_by=_sender(work),
        sent_at=work.now,
        filename=filename[:120],
        state_name="faulty" if found else "ready",
        rows=[] if found else [rows[each] for each in staff_list.superiors_first(rows)[0]],
        problems=found,
        total=len(rows) + len({each["line"] for each in sheet.problems}),
        done=0,
        **{each: counts.count(each) for each in COUNTED},
    )
    work.session.add(kept)
    work.session.flush()
    work.set_timer("staff_list_lapses", kept.id, work.now + KEPT)
    return kept


def bring_in(work: UnitOfWork, list_id: UUID) -> StaffList:
    """Begin to bring a list in; a second time changes nothing. Raises ListNotReady."""
    found = own_list(work, list_id)
    if found.state_name == "faulty":
        raise ListNotReady()
    if found.state_name == "ready":
        found.state_name = "running"
        found.created = found.changed = found.unchanged = 0
        work.set_timer("staff_list_portion", found.id, work.now)
    return found


def bring_portion(work: UnitOfWork, list_id: UUID) -> None:
    """The next rows, on behalf of who sent the list. Harmless twice: each row is brought in where it stands."""
    found = work.session.get(StaffList, list_id, with_for_update=True)
    if found is None or found.state_name != "running":
        return
    sender = work.session.get(Person, found.sent_by)
    work.actor = Actor("person", found.sent_by, sender.held_roles(work.today) if sender else ())
    portion = found.rows[found.done : found.done + PORTION]
    known = imports.known_by_address(work, portion, lock=True)
    with work.together():
        brought = [_bring_row(work, found, each, known) for each in portion]
    recognise_supervisors(work, brought)
    found.done += len(portion)
    if found.done < len(found.rows):
        work.set_timer("staff_list_portion", found.id, work.now)
    else:
        found.state_name, found.finished_at, found.rows = "done", work.now, []


def _bring_row(work: UnitOfWork, found: StaffList, row: imports.Row, known: imports.Known) -> Person | None:
    refused = [name for _number, name, code in imports.faults(work, [row], known) if code != "unknown_person"]
    if refused:
        problem = {"line": row["line"], "field": refused[0], "code": "not_yours"}
        found.problems = [*found.problems, problem]
        return None
    brought = imports.bring_in(work, row, known)
    _count(work, found, row, brought)
    return brought.person


def _count(work: UnitOfWork, found: StaffList, row: imports.Row, brought: imports.Brought) -> None:
    setattr(found, brought.what, getattr(found, brought.what) + 1)
    if brought.what != "unchanged" and brought.person is not None:
        work.session.add(
            ListedCard(
                list_id=found.id,
                line=row["line"],
                person_id=brought.person.id,
                what=brought.what,
                fields=list(brought.fields),
            )
        )


def own_list(work: UnitOfWork, list_id: UUID) -> StaffList:
    """A list that the actor sent. Raises NotFound."""
    found = work.session.get(StaffList, list_id)
    if found is None or found.sent_by != work.actor.person_id:
        raise NotFound()
    return found


def forget_list(work: UnitOfWork, list_id: UUID) -> None:
    """The list's days are over; what it brought in stays."""
    found = work.session.get(StaffList, list_id)
    if found is not None:
        work.session.delete(found)


def _sender(work: UnitOfWork) -> UUID:
    if work.actor.person_id is None:
        raise NotFound()
    return work.actor.person_id
