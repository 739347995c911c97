"""Long lists of staff: looked through as a whole, then brought in by portions, each a unit of its own.

Guaranteed: a list with a problem changes nothing; a row is brought in once, by the rights that who sent it has at
that moment. Not guaranteed: that all rows come in at the same moment; the page of the list says how far it is.
"""

from uuid import UUID

from services.registration.commands import imports, sent_lists
from services.registration.commands.people import recognise_supervisors
from services.registration.domain import staff_list
from services.registration.schemas.staff_list import Sheet
from services.registration.tables import ListedCard, StaffList
from shared import sheets
from shared.people import Person
from shared.people.uses import keep
from shared.work import UnitOfWork

PORTION = 250
TIMER = "staff_list_portion"
COUNTED = ("created", "changed", "unchanged")


def receive_sheet(work: UnitOfWork, filename: str, content: bytes, employer: str) -> StaffList:
    """Keep a sheet with all that is wrong with it; with nothing wrong, it is ready to be brought in.

    `employer` is whose people they are where a line does not say. Raises Forbidden, NotASheet, SheetTooLarge,
    EmptySheet.
    """
    imports.require_importer(work)
    sheet = Sheet(sheets.read(content), work.network, organisation=employer)
    rows = [imports.as_card(each) for each in sheet.rows]
    known = imports.known_by_address(work, rows, lock=False)
    found = [
        {"line": rows[number]["line"], "field": name, "code": code}
        for number, name, code in imports.faults(work, rows, known, sheet.addresses)
    ]
    found = sheet.placed(sorted([*sheet.problems, *found], key=lambda each: int(each["line"])))
    counts = [imports.bring_in(work, each, known, dry_run=True).what for each in rows] if not found else []
    total = len(rows) + len({each["line"] for each in sheet.problems})
    order = [rows[each] for each in staff_list.superiors_first(rows)[0]]
    return sent_lists.keep(work, filename, order, found, total, **{each: counts.count(each) for each in COUNTED})


def bring_in(work: UnitOfWork, list_id: UUID) -> StaffList:
    """Begin to bring a list in; a second time changes nothing. Raises ListNotReady."""
    return sent_lists.begin(work, sent_lists.own(work, list_id), TIMER)


def bring_portion(work: UnitOfWork, list_id: UUID) -> None:
    """The next rows, on behalf of who sent the list. Harmless twice: each row is brought in where it stands."""
    found = sent_lists.running(work, list_id)
    if found is None:
        return
    portion = found.rows[found.done : found.done + PORTION]
    known = imports.known_by_address(work, portion, lock=True)
    with work.together():
        brought = [_bring_row(work, found, each, known) for each in portion]
    recognise_supervisors(work, brought)
    keep(work, filter(None, brought))
    sent_lists.go_on(work, found, len(portion), TIMER)


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
