"""Pages for everybody: the calls, one call, what happens after the form. No sign-in."""

from typing import Any
from uuid import UUID

from services.registration.domain import deadlines
from services.registration.queries import calls as queries
from shared.web import Page, Routes, anyone
from shared.web.formats import sort_key
from shared.web.i18n import local
from shared.work import UnitOfWork

routes = Routes("registration")
CALL = "/registration/calls/<uuid:call_id>"


@routes.page("/registration/calls", access=anyone)
def calls_page(request: Any, work: UnitOfWork) -> Page:
    calls = queries.public_calls(work)
    current = [each for each in calls if each["state"] in {"published", "open"} or any_open(each)]
    return Page("registration/calls.html", current=current, past=[each for each in calls if each not in current])


def any_open(call: dict[str, Any]) -> bool:
    """Whether somebody can still register to a group of the call."""
    return any(each["is_open"] for each in call["groups"])


@routes.page(CALL, access=anyone)
def call_page(request: Any, work: UnitOfWork, call_id: UUID) -> Page:
    call = queries.public_call(work, call_id)
    names = [work.network.organisations[each].name(request.language, work.today) for each in call["recognised_by"]]
    recognised = ", ".join(sorted(names, key=sort_key))
    return Page("registration/call.html", call=call, is_open=any_open(call), recognised=recognised)


@routes.page("/registration/verme", access=anyone)
def what_verme_is(request: Any, work: UnitOfWork) -> Page:
    """Verme beside work supervision, for whoever wonders which of them to look for."""
    return Page("registration/verme.html")


@routes.page(f"{CALL}/thanks", access=anyone)
def thanks(request: Any, work: UnitOfWork, call_id: UUID) -> Page:
    call = queries.public_call(work, call_id)
    confirm_by = deadlines.confirm_by(work.now)
    return Page("registration/thanks.html", call=call, title=local(call["title"]), confirm_by=confirm_by)
