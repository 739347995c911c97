"""Dates of a group, several at once: from a rhythm or by hand, looked at before they are saved."""

from typing import Any
from uuid import UUID

from services.scheduling import commands, queries
from services.scheduling.pages.context import own
from services.scheduling.pages.polling import holiday, lines, rhythm_of
from services.scheduling.schemas.dates import DatesSchema
from shared.web import Redirect, Routes, signed_in
from shared.web.request import Request
from shared.web.results import Step
from shared.work import UnitOfWork

routes = Routes("scheduling")


@routes.form("/scheduling/groups/<uuid:group_id>/dates", DatesSchema, "scheduling/dates.html", access=signed_in)
def dates(request: Request, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    view = queries.led_group(work, group_id)
    rhythm, slots = rhythm_of(request, view)
    return {"view": view, "rhythm": rhythm, "initial": {"meetings": lines(slots)}}


@dates.submit
def submit_dates(request: Request, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect | Step:
    """The first time the dates are shown with what is known of them; nothing is saved before they have been seen."""
    seen = data.pop("seen")
    before = queries.led_group(work, group_id)
    slots, reserves = data["meetings"], [data["reserve_date"]] if data["reserve_date"] else []
    flags = queries.new_dates(before, slots, reserves)
    commands.add_dates(work, group_id, **data)
    if seen:
        return Redirect(own(group_id).done("dates_added"))
    typed = [(name, value) for name, values in request.form.typed.items() for value in values if name != "seen"]
    shown: dict[str, Any] = {"view": before, "slots": sorted(slots, key=lambda each: each.starts_at), "flags": flags}
    return Step(
        "scheduling/dates_check.html", reserves=reserves, typed=typed, path=request.path, holiday=holiday, **shown
    )
