"""Forms on paper: the plan, the goals form and the follow-up as accessible PDFs, filled in or empty.

A filled-in form holds what its reader may read, and no more. `?language=` gives another language than the page's.
"""

from typing import Any

from services.shadowing import queries
from services.shadowing.domain import forms
from services.shadowing.domain.forms import FormOf, Question
from services.shadowing.pages.doors import Place, page, routes
from services.shadowing.pages.shown import answered, asked, names_of, tally_text, titled
from services.shadowing.schemas.questions import READERS, shown
from shared.errors import NotFound
from shared.pdf import pdf
from shared.web import Download, signed_in
from shared.web.formats import show_date, show_time
from shared.web.i18n import LANGUAGES, language, speaking
from shared.web.i18n import gettext as _
from shared.web.request import Request
from shared.work import UnitOfWork

PRINTED = ("plan", "goals", "followup")
LINES = {"text": 6, "dates": 5, "each_goal": 6}


@page("/plan.pdf")
def print_plan(request: Request, work: UnitOfWork, place: Place) -> Download:
    return _filled_in(request, work, place, "plan")


@page("/goals.pdf")
def print_goals(request: Request, work: UnitOfWork, place: Place) -> Download:
    return _filled_in(request, work, place, "goals")


@page("/followup.pdf")
def print_followups(request: Request, work: UnitOfWork, place: Place) -> Download:
    """Those follow-up forms of which the reader may read something."""
    return _filled_in(request, work, place, "followup")


@routes.page("/shadowing/forms/<name>.pdf", access=signed_in)
def print_empty(request: Request, work: UnitOfWork, name: str) -> Download:
    """An empty form, to be thought over on paper."""
    if name not in PRINTED:
        raise NotFound
    form = forms.FORMS[name]
    with speaking(_language(request)):
        rows = [_empty(each, form) for each in form.questions]
        body = _document(work, form, [], [{"heading": "", "rows": rows}])
    return Download(body, "application/pdf", f"{name}.pdf", inline=True)


def _filled_in(request: Request, work: UnitOfWork, place: Place, name: str) -> Download:
    period, form = queries.period_of(work, place.period_id), queries.form_of(work, place.period_id, name)
    with speaking(_language(request)):
        sections = _followups(period, form) if name == "followup" else _version(period, form)
        if not sections:
            raise NotFound
        body = _document(work, form, _facts(period), sections)
    return Download(body, "application/pdf", f"{name}.pdf", inline=True)


def _language(request: Request) -> str:
    wanted = request.args.get("language", "")
    return wanted if wanted in LANGUAGES else language()


def _document(work: UnitOfWork, form: FormOf, facts: list[Any], sections: list[dict[str, Any]]) -> bytes:
    data = {
        "title": titled(form),
        "language": language(),
        "network": work.network.organisations[work.network.slug].name(language(), work.today),
        "facts": facts,
        "sections": sections,
        "note": "" if form.name != "followup" else _("It is not used to appraise anybody."),
    }
    return pdf("services.shadowing", "shadowing/form.typ", data)


def _facts(period: dict[str, Any]) -> list[tuple[str, str]]:
    days = ", ".join(_day(each) for each in period["days"])
    facts = [(_("Pair"), " – ".join(names_of(period)))]
    facts.append((_("Days"), days))
    return [*facts, (_("What became of them"), tally_text(period["tally"]))] if period["stage"] > 3 else facts


def _day(day: dict[str, Any]) -> str:
    times = f" {show_time(day['starts'])}–{show_time(day['ends'])}" if day["starts"] and day["ends"] else ""
    return f"{show_date(day['date'])}{times}" + (f" ({day['place']})" if day["place"] else "")


def _version(period: dict[str, Any], form: FormOf) -> list[dict[str, Any]]:
    saved = period[form.name]
    if not saved:
        return []
    return [{"heading": "", "rows": _rows(answered(form, saved["answers"], names_of(period)))}]


def _followups(period: dict[str, Any], form: FormOf) -> list[dict[str, Any]]:
    names = names_of(period)
    return [
        {"heading": names[each["position"]], "rows": _rows(_attained(each) + _others(form, each["answers"], names))}
        for each in period["followups"]
        if each["answers"]
    ]


def _attained(followup: dict[str, Any]) -> list[tuple[str, str]]:
    words = dict(forms.ATTAINMENT)
    codes = followup["answers"].get("goal_attainment") or []
    pairs = zip(followup["goals"], codes, strict=False)
    return [(_("How well was this goal met? {goal}", goal=goal), _(words[code])) for goal, code in pairs]


def _others(form: FormOf, answers: dict[str, Any], names: list[str]) -> list[tuple[str, str]]:
    return answered(form, {key: value for key, value in answers.items() if key != "goal_attainment"}, names)


def _rows(pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"label": label, "hint": "", "answer": words, "choices": [], "lines": 0} for label, words in pairs]


def _empty(question: Question, form: FormOf) -> dict[str, Any]:
    names = [_("the one who sent the invitation"), _("the one who was invited")]
    codes = [READERS[each] for each in question.readers if each in READERS] if form.name == "followup" else []
    told = _("Read by: {readers}.", readers=", ".join(str(each) for each in codes)) if codes else ""
    choices = [] if question.kind == "each_goal" else [str(shown(text)) for _code, text in question.choices]
    return {
        "label": asked(question, names),
        "hint": told or str(shown(question.hint)) if told or question.hint else "",
        "answer": "",
        "choices": [_("Yes")] if question.kind == "flag" else choices,
        "lines": LINES.get(question.kind, 1),
    }
