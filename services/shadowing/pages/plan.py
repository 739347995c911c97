"""The plan: written by both, saved version by version, accepted by each."""

from datetime import date
from typing import Any

from services.shadowing import commands, queries
from services.shadowing.domain import forms
from services.shadowing.domain.errors import NewerVersionSaved
from services.shadowing.domain.merging import changed
from services.shadowing.pages.doors import Place, action, asking, form, page
from services.shadowing.pages.shown import answered_by_name, asked, names_of, period_context
from services.shadowing.schemas.forms import PlanSchema
from shared.web import Page, Redirect
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork


def submit_plan(request: Request, work: UnitOfWork, data: dict[str, Any], place: Place) -> Redirect:
    """Save; where the colleague was faster with another answer, both are shown and everything typed stays."""
    version = data.pop("version")
    newest = queries.period_of(work, place.period_id)["plan"]
    try:
        commands.save_plan(work, place.period_id, data, version)
    except NewerVersionSaved:
        show_newest(request, work, place, "plan", data, version)
        raise
    return place.after("plan_joined" if newest and newest["version"] != version else "plan_saved")


@form("/plan", asking(PlanSchema, "plan"), "shadowing/plan.html", submit_plan)
def edit_plan(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The form of the plan, with what was saved last."""
    context = period_context(request, work, place)
    saved = context["period"]["plan"]
    first = {"version": 0, "kind": context["period"]["kind"], "visits": "mutual", "shape": "separate_days"}
    plan = queries.form_of(work, place.period_id, "plan")
    initial = {**with_dates(plan, saved["answers"]), "version": saved["version"]} if saved else first
    return {**context, "initial": initial, "saved": saved, "schema_form": context["forms"].PLAN}


@action("/accept-plan/<int:version>")
def accept_plan(request: Request, work: UnitOfWork, place: Place, version: int) -> Redirect:
    """Accept the version that was on the screen."""
    period = commands.accept_plan(work, place.period_id, version)
    sent = {"submitted": "submitted", "under_review": "clarified" if period.asked_version else "submitted"}
    return place.after(sent.get(period.state_name, "plan_accepted"))


@action("/take-back")
def take_back(request: Request, work: UnitOfWork, place: Place) -> Redirect:
    commands.take_back_acceptance(work, place.period_id)
    return place.after("taken_back")


@page("/versions")
def compare_versions(request: Request, work: UnitOfWork, place: Place) -> Page:
    """A version of the plan beside the one before it; the newest unless another is asked for."""
    versions = {each["version"]: each for each in queries.versions_of(work, place.period_id)}
    asked = request.args.get("version", "")
    newer = versions.get(int(asked) if asked.isdecimal() and len(asked) < 7 else 0) or versions.get(len(versions))
    since = request.args.get("since", "")
    before = int(since) if since.isdecimal() and len(since) < 7 else (newer["version"] - 1 if newer else 0)
    older = versions.get(before)
    context = period_context(request, work, place)
    form = queries.form_of(work, place.period_id, "plan")
    rows = compared(form, older, newer, context["names"]) if newer else []
    return Page(
        "shadowing/versions.html", versions=list(versions.values()), newer=newer, older=older, rows=rows, **context
    )


def show_newest(
    request: Request, work: UnitOfWork, place: Place, name: str, data: dict[str, Any], version: int
) -> None:
    """Let the form that is shown again stand on the newest version, with what the colleague changed elsewhere.

    At each question that both have answered differently, the colleague's answer stands beside one's own.
    """
    period = queries.period_of(work, place.period_id)
    form = queries.form_of(work, place.period_id, name)
    newest = period[form.name] or {"version": 0, "answers": {}, "saved_by": {"name": ""}}
    joined = commands.merged_form(work, place.period_id, form.name, data, version)
    kept = {name: typed for name, typed in request.form.typed.items() if name in joined.clashes}
    request.form.typed = kept | {"version": [str(newest["version"])]}
    request.form.fill({each.name: _with_dates(each, joined.answers.get(each.name)) for each in form.questions})
    words = dict(answered_by_name(form, newest["answers"], names_of(period)))
    for each in (each.name for each in form.questions if each.name in joined.clashes):
        said = words.get(each, "–")
        request.form.fault(each, _("{name} wrote here: {words}", name=newest["saved_by"]["name"], words=said))


def with_dates(form: forms.FormOf, answers: dict[str, Any]) -> dict[str, Any]:
    """Saved answers as a form shows them: dates as people write them."""
    return answers | {each.name: _with_dates(each, answers.get(each.name)) for each in form.questions}


def _with_dates(question: forms.Question, answer: Any) -> Any:
    """An answer as a form shows it."""
    if question.kind == "dates":
        return [date.fromisoformat(each) for each in answer or ()]
    return date.fromisoformat(answer) if answer and question.kind == "date" else answer


def compared(
    form: forms.FormOf, older: dict[str, Any] | None, newer: dict[str, Any], names: list[str]
) -> list[dict[str, Any]]:
    """Question by question: what stood in the older version, what stands in the newer, whether it was changed."""
    before = older["answers"] if older else {}
    anew = changed(before, newer["answers"])
    said = [dict(answered_by_name(form, each, names)) for each in (before, newer["answers"])]
    return [
        {
            "label": asked(each, names),
            "said": [words.get(each.name, "–") for words in said],
            "changed": each.name in anew,
        }
        for each in form.questions
    ]
