"""Registering from a sheet: looked through as a whole, then each row on behalf of its person, by portions.

Guaranteed: a row is registered as `register_for` does it, so everybody confirms the own address, needs the
supervisor's approval, and waits for a turn; a list with a problem registers nobody. Not guaranteed: that a row which
was in order still is when its turn comes; such a row is told, and the others go on.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import takewhile
from typing import Any
from uuid import UUID

from services.registration.commands import places, replacing, sent_lists
from services.registration.domain import people
from services.registration.domain.form_errors import ListTooLong, PlacedTogether
from services.registration.schemas.registration_list import RegistrationSheet
from services.registration.tables import Call, ListedCard, StaffList
from shared import sheets
from shared.errors import DomainError, NotFound
from shared.work import UnitOfWork

MOST = 1000
PORTION = 25
MOMENT = timedelta(microseconds=1)
TIMER = "registration_list_portion"


def call_for_lists(work: UnitOfWork, call_id: UUID) -> Call:
    """A call to which the actor may register others. Raises NotFound, Forbidden, PlacedTogether."""
    call = work.session.get(Call, call_id)
    if call is None:
        raise NotFound()
    work.actor.require("write", "registration", call.organisation)
    if call.placing == "together":
        raise PlacedTogether()
    return call


def receive_sheet(work: UnitOfWork, call_id: UUID, filename: str, content: bytes, employer: str) -> StaffList:
    """Keep a sheet with all that is wrong with it; with nothing wrong, it is ready.

    `employer` is whose people they are where a line does not say. Raises NotASheet, SheetTooLarge, EmptySheet,
    ListTooLong, and as `call_for_lists`.
    """
    call = call_for_lists(work, call_id)
    groups = [(str(each.id), list(each.name.values())) for each in call.groups if each.gives_places(work.now)]
    only = {"group": groups[0][0]} if len(groups) == 1 else {}
    language = work.network.languages[0]
    lines = sheets.read(content)
    if len(lines) > MOST + 1:
        raise ListTooLong(most=MOST)
    sheet = RegistrationSheet(lines, work.network, groups, organisation=employer, language=language, **only)
    found = [
        {"line": sheet.rows[number]["line"], "field": name, "code": code}
        for number, name, code in _faults(work, sheet.rows, {each for each, _names in groups})
    ]
    found = sheet.placed(sorted([*sheet.problems, *found], key=lambda each: int(each["line"])))
    rows = sorted(sheet.rows, key=lambda each: str(each["group"]))
    total = len(rows) + len({each["line"] for each in sheet.problems})
    return sent_lists.keep(work, filename, rows, found, total, call_id=call.id, created=len(rows))


def bring_in(work: UnitOfWork, list_id: UUID) -> StaffList:
    """Begin to register the people of a list; a second time changes nothing. Raises ListNotReady."""
    return sent_lists.begin(work, sent_lists.own(work, list_id, of_call=True), TIMER)


def bring_portion(work: UnitOfWork, list_id: UUID) -> None:
    """The next rows of one group, so that no two groups are locked. Harmless twice: `done` is of the same unit."""
    found = sent_lists.running(work, list_id)
    if found is None:
        return
    left = found.rows[found.done : found.done + PORTION]
    portion = list(takewhile(lambda each: each["group"] == left[0]["group"], left))
    for each in portion:
        work.now += MOMENT  # the queue goes by the instant, and has the order of the list
        _register(work, found, each)
    sent_lists.go_on(work, found, len(portion), TIMER)


def _register(work: UnitOfWork, found: StaffList, row: Mapping[str, Any]) -> None:
    try:
        registered = replacing.register_for(work, _form(row))  # refuses before it writes anything
    except DomainError as error:
        found.problems = [*found.problems, {"line": row["line"], "field": _field(error), "code": error.code}]
        return
    found.created += 1
    card = ListedCard(list_id=found.id, line=row["line"], person_id=registered.person_id, what="registered")
    work.session.add(card)


def _faults(work: UnitOfWork, rows: list[dict[str, Any]], groups: set[str]) -> Iterable[tuple[int, str, str]]:
    again = people.repeated(each["email"] for each in rows)
    families: dict[str, places.Family] = {}
    for number, row in enumerate(rows):
        if row["group"] not in groups:
            yield number, "group", "unknown_group"
        elif number in again:
            yield number, "email", "repeated"
        else:
            form = _form(row)
            if row["group"] not in families:
                families[row["group"]] = places.lock_family(work, form["group_id"])
            try:
                replacing.check_for(work, families[row["group"]], form)
            except DomainError as error:
                yield number, _field(error), error.code


def _form(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "employer": row["organisation"], "group_id": UUID(row["group"])}


def _field(error: DomainError) -> str:
    return {"employer": "organisation", None: "email"}.get(error.field, error.field or "email")
