"""What pages need besides the query's answer: words for codes, names, what was just done."""

from datetime import date
from typing import Any
from uuid import UUID

from services.shadowing import queries
from services.shadowing.domain import forms
from services.shadowing.domain.forms import FormOf
from services.shadowing.pages.doors import Place
from services.shadowing.schemas.forms import visits
from services.shadowing.schemas.questions import shown
from services.shadowing.schemas.states import STATES
from shared.web import Page
from shared.web.formats import show_date
from shared.web.i18n import gettext as _
from shared.web.i18n import language, ngettext
from shared.web.i18n import lazy as N_
from shared.web.request import Request
from shared.work import UnitOfWork

STAGES = (N_("Application"), N_("Decision"), N_("Goals"), N_("Period"), N_("Follow-up"))
DAY_STATES = {
    "planned": N_("planned"),
    "moved": N_("moved to this date"),
    "kept": N_("kept"),
    "missed": N_("not kept"),
    "called_off": N_("called off"),
}
BENEFITS = ("benefit_inviter", "benefit_invited")
DONE = {
    "invited": N_("The invitation is on its way to your colleague"),
    "accepted": N_("You are a pair now"),
    "declined": N_("You have declined the invitation"),
    "plan_saved": N_("The plan is saved"),
    "plan_joined": N_("The plan is saved, together with what your colleague wrote meanwhile"),
    "plan_accepted": N_("You have accepted the plan"),
    "submitted": N_("Your application has been sent to your supervisors"),
    "taken_back": N_("Your acceptance has been taken back"),
    "supervisor_named": N_("The supervisor is named"),
    "answered": N_("Your answer has been saved"),
    "approved": N_("The period is approved"),
    "in_reserve": N_("The application is approved in reserve"),
    "rejected": N_("The plan has been turned down"),
    "goals_saved": N_("The goals form is saved"),
    "goals_accepted": N_("You have accepted the goals form"),
    "goals_reported": N_("The goals are reported to your supervisors"),
    "started": N_("The period has started"),
    "placed": N_("What, where and when is saved"),
    "calendar_made": N_("Your calendar has an address"),
    "calendar_ended": N_("The calendar's address is ended"),
    "moved": N_("The day is moved"),
    "missed": N_("The day counts as not kept"),
    "kept": N_("The day counts as kept again"),
    "followup_sent": N_("Thank you: your follow-up form is sent"),
    "shared": N_("Thank you: the sharing is recorded"),
    "withdrawn": N_("The period is withdrawn"),
    "asked": N_("The questions are sent to the pair"),
    "clarified": N_("Your answer is sent: the decision is made on the changed plan"),
    "under_review": N_("The application waits for your decision"),
    "mid_term": N_("The mid-term check is saved"),
    "interrupted": N_("The period is interrupted"),
    "shortened": N_("The period is accepted with fewer days"),
    "cancelled": N_("The period is cancelled"),
    "amendment_proposed": N_("Your colleague is asked to accept the change"),
    "amendment_accepted": N_("You have accepted the change: your supervisors are asked"),
    "amendment_taken_back": N_("The change is taken back: the plan stays as it was"),
    "amendment_turned_down": N_("The change is turned down: the plan stays as it was"),
    "amended": N_("The plan is changed"),
    "resumed": N_("The withdrawal is taken back"),
}


def period_context(request: Request, work: UnitOfWork, place: Place) -> dict[str, Any]:
    """The period with what every page of it shows."""
    period = queries.period_of(work, place.period_id)
    done = DONE.get(request.args.get("done", ""))
    return {
        "period": period,
        "today": work.today,
        "base": place.base,
        "names": names_of(period),
        "pair": " – ".join(names_of(period)),
        "done": str(done) if done else "",
        "steps": steps_of(period),
        "state_text": str(STATES[period["state"]]),
        "limits": {name: each.days for name, each in queries.process_for(work, place.period_id).deadlines.items()},
        "stages": [str(each) for each in STAGES],
        "day_states": DAY_STATES,
        "ways": {code: _(text) for code, text in forms.METHODS},
        "calendar": _calendar(request, work, period),
        "tally_text": tally_text,
        "attained": {code: _(text) for code, text in forms.ATTAINMENT},
        "interruptions": {code: _(words) for code, words in forms.INTERRUPTIONS},
        "forms": forms,
        "answered": lambda form, answers: answered(
            queries.form_of(work, place.period_id, form.name), answers, names_of(period)
        ),
        "titled": titled,
    }


def _calendar(request: Request, work: UnitOfWork, period: dict[str, Any]) -> str | None:
    """The address of a party's own calendar."""
    path = queries.calendar_path(work) if "party" in period["relations"] else None
    return f"{request.base_url}{path}" if path else None


def tally_text(tally: dict[str, int]) -> str:
    """Planned against realised, in a line."""
    agreed = ngettext("{number} day agreed", "{number} days agreed", tally["agreed"])
    parts = [
        ngettext("{number} kept", "{number} kept", tally["kept"]),
        ngettext("{number} to come", "{number} to come", tally["to_come"]) if tally["to_come"] else "",
        ngettext("{number} not kept", "{number} not kept", tally["missed"]) if tally["missed"] else "",
        ngettext("{number} called off", "{number} called off", tally["called_off"]) if tally["called_off"] else "",
        ngettext("{number} moved", "{number} moved", tally["moved"]) if tally["moved"] else "",
    ]
    return f"{agreed}: {', '.join(each for each in parts if each)}."


def names_of(period: dict[str, Any]) -> list[str]:
    """The first names' owners in full, the inviter first."""
    return [party["name"] or _("your colleague") for party in period["parties"]]


def steps_of(period: dict[str, Any]) -> list[tuple[str, str]]:
    """For the panel of next steps: by when, and who does what."""
    found = []
    for step in period["next"]:
        who = _(" and ").join(step["who"])
        what = f"{who}: {_(step['what'])}" if who else _(step["what"]).capitalize()
        found.append((_("by {date}", date=show_date(step["by"])) if step["by"] else "", what))
    return found


def titled(form: FormOf) -> str:
    """A form's title; in Swedish and English the Finnish one stands in brackets (decision 27)."""
    return _(form.title)


def answered(form: FormOf, answers: dict[str, Any], names: list[str]) -> list[tuple[str, str]]:
    """A form's answers in words under their questions; what was left empty is left out."""
    labels = {each.name: asked(each, names) for each in form.questions}
    return [(labels[name], words) for name, words in answered_by_name(form, answers, names)]


def answered_by_name(form: FormOf, answers: dict[str, Any], names: list[str]) -> list[tuple[str, str]]:
    """A form's answers in words by the names of the questions, in their order; without those left empty."""
    given = [(each, answers.get(each.name)) for each in form.questions]
    return [(each.name, _in_words(each, value, names)) for each, value in given if value not in (None, "", [], False)]


def asked(question: forms.Question, names: list[str]) -> str:
    """The question with the name of the one whom it is about."""
    if question.name in BENEFITS:
        return _("How does it serve the competence of {name}?", name=names[BENEFITS.index(question.name)])
    return str(shown(question.label))


def _in_words(question: forms.Question, value: Any, names: list[str]) -> str:
    words = {code: str(shown(text)) for code, text in question.choices}
    if question.name == "visits":
        words = dict(visits({"names": names}))
    if isinstance(value, list):
        return ", ".join(words.get(each, str(each)) for each in value)
    if value is True:
        return _("Yes")
    if question.kind == "date":
        return show_date(date.fromisoformat(value))
    return words.get(value, str(value))


def period_page(request: Request, work: UnitOfWork, place: Place) -> Page:
    """The pair's own page."""
    return Page("shadowing/period.html", **period_context(request, work, place))


def workplaces(work: UnitOfWork) -> list[tuple[str, str]]:
    """The organisations of the network but its own, by name."""
    known = (each for each in work.network.organisations.values() if each.slug != work.network.slug)
    named = [(each.slug, each.name(language(), work.today)) for each in known if not each.has_left(work.today)]
    return sorted(named, key=lambda pair: pair[1].lower())


def title_of(call: dict[str, Any] | None) -> str:
    """A call's title in the reader's language, else in Finnish."""
    if call is None:
        return ""
    return str(call["title"].get(language()) or call["title"]["fi"])


def same_person(one: dict[str, Any] | None, person_id: UUID | None) -> bool:
    """Whether somebody shown is this person."""
    return one is not None and one["person_id"] == person_id
