"""What the pages of polls need: the proposal with its rhythm, the answers, the ranking in words."""

from typing import Any
from uuid import UUID

from marshmallow import ValidationError

from services.scheduling import queries
from services.scheduling.domain.errors import DateTooFar
from services.scheduling.domain.flags import public_holiday
from services.scheduling.domain.lines import written
from services.scheduling.domain.slots import Slot
from services.scheduling.queries import GroupView, PollView
from services.scheduling.schemas.dates import RhythmSchema
from shared.web.forms import Form
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.web.request import Request

DONE = frozenset({"opened", "answered", "extended", "ended", "decided", "cancelled"})


def poll_path(poll_id: UUID) -> str:
    """The page of a poll for somebody signed in."""
    return f"/scheduling/polls/{poll_id}"


def done_path(poll_id: UUID, code: str) -> str:
    """The page of a poll after an act."""
    return f"{poll_path(poll_id)}?done={code}"


def holiday(slot: Slot) -> str:
    """The name of a public holiday in the reader's language."""
    return public_holiday(slot.date, language()) or ""


def answer_context(request: Request, found: PollView, path: str) -> dict[str, Any]:
    """The context of a poll's page."""
    code = request.args.get("done", "")
    own = {str(key): value for key, value in found.own_answers.items()}
    return {
        "found": found,
        "view": found.view,
        "path": path,
        "own": own,
        "done": code if code in DONE else "",
        "holiday": holiday,
        "signed_in": request.link is None,
        "initial": {"wish": found.own.wish if found.own else None},
    }


def rhythm_of(request: Request, view: GroupView) -> tuple[Form, list[Slot]]:
    """The form of a rhythm as the query string has it, and the dates that it makes; none while nobody asked."""
    form = Form(RhythmSchema(), initial=_usual(view))
    if "count" not in request.args:
        return form, []
    form.receive(request.args)
    try:
        return form, queries.proposed_dates(view, form.load())
    except ValidationError:
        return form, []
    except DateTooFar as error:
        form.fault("since", _(error.text))
        return form, []


def lines(slots: list[Slot]) -> list[str]:
    """Dates as they are written into a form."""
    return [written(each) for each in slots]


def _usual(view: GroupView) -> dict[str, Any]:
    """The group's own weekday and times, so that most need not be typed."""
    last = next((each for each in reversed(view.meetings) if each.state_ != "cancelled"), None)
    weekday = str(min(last.date.weekday(), 4)) if last else "3"
    times = {"start": last.start, "end": last.end} if last else {}
    return {"weekday": weekday, "every": "month", "count": 4, "since": view.work.today, **times}
