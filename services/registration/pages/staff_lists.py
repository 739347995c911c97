"""Pages of lists of staff: send one, see everything that is wrong with it, bring it in, see how far it is."""

from typing import Any
from uuid import UUID

from services.registration.commands import sent_lists
from services.registration.commands import staff_lists as commands
from services.registration.queries import people as queries
from services.registration.schemas.staff_list import ALL, FIELD_NAMES, SheetForm, said
from shared.sheets import LARGEST_FILE, NotASheet
from shared.web import Download, Page, Redirect, Routes, signed_in
from shared.web.request import MEBIBYTE
from shared.work import UnitOfWork

routes = Routes("registration")
PEOPLE = "/registration/people"
LIST = f"{PEOPLE}/lists/<uuid:list_id>"


@routes.form(
    f"{PEOPLE}/lists/new",
    SheetForm,
    "registration/staff_list_new.html",
    access=signed_in,
    most_bytes=LARGEST_FILE + MEBIBYTE,
)
def new_list(request: Any, work: UnitOfWork) -> dict[str, Any]:
    slugs = queries.readable(work, write=True)
    language = request.language
    return {
        "employers": [(each, work.network.organisations[each].name(language, work.today)) for each in slugs],
        "headings": FIELD_NAMES,
        "lists": queries.lists_of(work),
        "initial": {"employer": request.person.organisation if request.person.organisation in slugs else slugs[0]},
    }


@new_list.submit
def submit_list(request: Any, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    file = request.http.files.get("file")
    if file is None or not file.filename:
        raise NotASheet()
    found = commands.receive_sheet(work, file.filename, file.read(), data["employer"])
    return Redirect(f"{PEOPLE}/lists/{found.id}")


@routes.page(f"{PEOPLE}/lists/csv", access=signed_in)
def template(request: Any, work: UnitOfWork) -> Download:
    """An empty list with the headings."""
    body = queries.as_csv([[str(each) for each in FIELD_NAMES.values()]])
    return Download(body, "text/csv; charset=utf-8", "vertaisverkko.csv")


@routes.page(LIST, access=signed_in)
def staff_list(request: Any, work: UnitOfWork, list_id: UUID) -> Page:
    found = sent_lists.own(work, list_id)
    problems = [
        {**each, "said": said(each), "name": str(FIELD_NAMES.get(each["field"], ""))} for each in found.problems
    ]
    return Page(
        "registration/staff_list.html",
        found=found,
        problems=problems[:ALL],
        more=max(len(problems) - ALL, 0),
        cards=queries.cards_of_list(work, list_id) if found.state_name == "done" else [],
        names={name: str(each) for name, each in FIELD_NAMES.items()},
    )


@routes.action(f"{LIST}/bring-in", access=signed_in)
def bring_in(request: Any, work: UnitOfWork, list_id: UUID) -> Redirect:
    commands.bring_in(work, list_id)
    return Redirect(f"{PEOPLE}/lists/{list_id}")
