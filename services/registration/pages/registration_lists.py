"""Registering from a sheet: send one for a call, see everything that is wrong with it, register, see how far it is."""

from typing import Any
from uuid import UUID

from services.registration.commands import registration_lists as commands
from services.registration.commands import sent_lists
from services.registration.pages.screens import employer_choices
from services.registration.queries import calls
from services.registration.queries import people as queries
from services.registration.schemas.registration_list import NAMES, RegistrationSheetForm
from services.registration.schemas.staff_list import ALL, said
from shared.sheets import LARGEST_FILE, NotASheet, as_csv
from shared.web import Download, Page, Redirect, Routes, signed_in
from shared.web.request import MEBIBYTE
from shared.work import UnitOfWork

routes = Routes("registration")
CALL = "/registration/desk/calls/<uuid:call_id>"
LIST = "/registration/desk/lists/<uuid:list_id>"


@routes.form(
    f"{CALL}/lists/new",
    RegistrationSheetForm,
    "registration/registration_list_new.html",
    access=signed_in,
    most_bytes=LARGEST_FILE + MEBIBYTE,
)
def new_list(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    commands.call_for_lists(work, call_id)
    call = calls.public_call(work, call_id)
    employers = employer_choices(work, call)
    return {
        "call": call,
        "employers": employers,
        "headings": NAMES,
        "lists": queries.lists_of(work, call_id),
        "initial": {"employer": employers[0][0] if len(employers) == 1 else ""},
    }


@new_list.submit
def submit_list(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    file = request.http.files.get("file")
    if file is None or not file.filename:
        raise NotASheet()
    found = commands.receive_sheet(work, call_id, file.filename, file.read(), data["employer"])
    return Redirect(f"/registration/desk/lists/{found.id}")


@routes.page("/registration/desk/lists/csv", access=signed_in)
def template(request: Any, work: UnitOfWork) -> Download:
    """An empty list with the headings."""
    body = as_csv([[str(each) for each in NAMES.values()]])
    return Download(body, "text/csv; charset=utf-8", "vertaisverkko.csv")


@routes.page(LIST, access=signed_in)
def registration_list(request: Any, work: UnitOfWork, list_id: UUID) -> Page:
    found = sent_lists.own(work, list_id, of_call=True)
    problems = [{**each, "said": said(each), "name": str(NAMES.get(each["field"], ""))} for each in found.problems]
    return Page(
        "registration/registration_list.html",
        found=found,
        call=calls.public_call(work, found.call_id) if found.call_id else None,
        problems=problems[:ALL],
        more=max(len(problems) - ALL, 0),
        cards=queries.cards_of_list(work, list_id) if found.state_name == "done" else [],
    )


@routes.action(f"{LIST}/bring-in", access=signed_in)
def bring_in(request: Any, work: UnitOfWork, list_id: UUID) -> Redirect:
    commands.bring_in(work, list_id)
    return Redirect(f"/registration/desk/lists/{list_id}")
