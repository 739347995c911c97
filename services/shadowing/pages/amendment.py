"""A change of an approved plan: proposed, accepted by the colleague, answered by the supervisors."""

from typing import Any

from services.shadowing import commands, queries
from services.shadowing.domain.errors import AmendmentChanged, NewerVersionSaved
from services.shadowing.domain.merging import changed
from services.shadowing.pages.changes import only_if
from services.shadowing.pages.doors import Place, action, asking, form, page
from services.shadowing.pages.plan import compared, with_dates
from services.shadowing.pages.shown import answered_by_name, names_of, period_context
from services.shadowing.schemas.changes import AmendmentDecisionSchema, AmendmentSchema, AmendmentStatementSchema
from shared.errors import NotFound
from shared.web import Page, Redirect, by_link
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

Data = dict[str, Any]


def submit_amendment(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Propose the change; where the colleague was faster, both are shown and everything typed stays."""
    version, number = data.pop("version"), data.pop("number")
    try:
        commands.propose_amendment(work, place.period_id, data, version, number)
    except (AmendmentChanged, NewerVersionSaved):
        _show_newest(request, work, place, data)
        raise
    return place.after("amendment_proposed")


def _show_newest(request: Request, work: UnitOfWork, place: Place, data: Data) -> None:
    """Let the form stand on the newest plan and proposal; what the colleague wrote otherwise stands at its question."""
    period, plan = queries.period_of(work, place.period_id), queries.form_of(work, place.period_id, "plan")
    waits = period["amendment"]
    newest = waits["answers_proposed"] if waits else period["plan"]["answers"]
    who = names_of(period)[waits["proposed_by"]] if waits else period["plan"]["saved_by"]["name"]
    request.form.typed["version"] = [str(period["plan"]["version"])]
    request.form.typed["number"] = [str(waits["number"] if waits else 0)]
    words = dict(answered_by_name(plan, newest, names_of(period)))
    for name in changed(commands.plain(data), newest):
        request.form.fault(name, _("{name} wrote here: {words}", name=who, words=words.get(name, "–")))


@form("/amend", asking(AmendmentSchema, "plan"), "shadowing/amend.html", submit_amendment)
def propose_amendment(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The plan as it is, with the days that are still open."""
    context = only_if(request, work, place, "propose_amendment")
    period = context["period"]
    if not period["plan"]:
        raise NotFound
    still = [day for day in period["days"] if day["date"] > work.today and day["state"] in ("planned", "moved")]
    called_off = sum(day["state"] == "called_off" for day in period["days"])
    now = {**period["plan"]["answers"], "days": [day["date"].isoformat() for day in still]}
    proposed = period["amendment"]["answers_proposed"] if period["amendment"] else {}
    number = period["amendment"]["number"] if period["amendment"] else 0
    shown = with_dates(queries.form_of(work, place.period_id, "plan"), now | proposed)
    initial = {**shown, "version": period["plan"]["version"], "number": number}
    return {**context, "initial": initial, "open_days": len(still) + called_off}


@page("/amendment")
def show_amendment(request: Request, work: UnitOfWork, place: Place) -> Page:
    """What would be changed, with what the reader can do about it."""
    return Page("shadowing/amendment.html", **_proposed(request, work, place))


@action("/amendment/accept/<int:number>")
def accept_amendment(request: Request, work: UnitOfWork, place: Place, number: int) -> Redirect:
    period = commands.accept_amendment(work, place.period_id, number)
    return place.after("amendment_accepted" if period.amendment else "amended")


@action("/amendment/take-back")
def take_back_amendment(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.take_back_amendment(work, place.period_id)
    return place.after("amendment_taken_back")


def submit_answer(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Answer as a supervisor."""
    commands.answer_amendment(work, place.period_id, data["number"], data["supports"])
    return place.after("answered")


@form(
    "/amendment/statement",
    AmendmentStatementSchema,
    "shadowing/amendment_form.html",
    submit_answer,
    ("/shadowing/statement/<token>/amendment", by_link("statement")),
)
def answer_amendment(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any] | Page:
    """The change and one question; afterwards the period as the supervisor sees it."""
    context = period_context(request, work, place)
    waits = context["period"]["amendment"]
    if "supervisor" not in context["period"]["relations"]:
        raise NotFound
    if not waits or waits["state"] != "submitted":
        return Page("shadowing/supervisor.html", **context)
    words = {"title": _("A change of the plan: {pair}", pair=context["pair"]), "send": _("Send the answer")}
    return {**_proposed(request, work, place), **words, "initial": {"number": waits["number"]}}


def submit_decision(request: Request, work: UnitOfWork, data: Data, place: Place) -> Redirect:
    """Decide on the change."""
    commands.decide_amendment(work, place.period_id, data["number"], data["decision"], data.get("reasons") or "")
    return place.after("amended" if data["decision"] == "approve" else "amendment_turned_down")


@form("/amendment/decision", AmendmentDecisionSchema, "shadowing/amendment_form.html", submit_decision)
def decide_amendment(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The change, the supervisors' answers, and the decision."""
    context = _proposed(request, work, place)
    if "approve_amendment" not in context["period"]["can"]:
        raise NotFound
    words = {"title": _("A change of the plan: {pair}", pair=context["pair"]), "send": _("Send the decision")}
    return {**context, **words, "initial": {"number": context["period"]["amendment"]["number"]}}


def _proposed(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    context = period_context(request, work, place)
    waits = context["period"]["amendment"]
    if not waits:
        raise NotFound
    plan = queries.form_of(work, place.period_id, "plan")
    now, proposed = ({"answers": waits[each]} for each in ("answers_now", "answers_proposed"))
    rows = [each for each in compared(plan, now, proposed, context["names"]) if each["changed"]]
    return {**context, "rows": rows, "proposer": context["names"][waits["proposed_by"]]}
