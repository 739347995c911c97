"""The desk's pages of one call: drafting, changing, its own questions, closing by hand, making it anew."""

from typing import Any
from uuid import UUID

from services.registration.commands import call_changes as changes
from services.registration.commands import call_questions as questions
from services.registration.commands import calls as commands
from services.registration.commands.groups import ABOUT_GROUPS
from services.registration.pages.desk import CALL, DESK, written
from services.registration.queries import calls as queries
from services.registration.schemas.answers import choices_of
from services.registration.schemas.call_forms import (
    EVERY_FIELD,
    FORMS,
    CallForm,
    GroupChangeForm,
    QuestionForm,
    form_name,
)
from services.registration.schemas.dates import line_of
from services.registration.tables import Call
from shared.clock import local_date
from shared.errors import Forbidden, NotFound
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.formats import sort_key
from shared.web.i18n import gettext as _
from shared.web.i18n import language, local
from shared.web.i18n import lazy as N_
from shared.work import UnitOfWork

routes = Routes("registration")
FORM = "registration/form.html"
CALL_FORM = "registration/desk_call_form.html"
GROUP = f"{DESK}/groups/<uuid:group_id>"
FIXED_ONCE_OPEN = ("reporting_year", "opens_on")
GROUPS_NEXT = N_("The call is a draft until you publish it. You add its groups next.")
KINDS = {
    "fixed": (
        N_("Verme groups whose dates are known"),
        N_("You give the dates of each group. Places are given in order of arrival."),
        GROUPS_NEXT,
    ),
    "together": (
        N_("Verme groups that are put together"),
        N_("People tell their wishes and the times that suit them. Groups are made after registration has ended."),
        GROUPS_NEXT,
    ),
    "pairs": (
        N_("Pair periods"),
        N_("Two colleagues apply together for days at each other's work."),
        N_("The call is a draft until you publish it."),
    ),
}
"""What a call can invite to: name, what it means, what comes after the form."""


def owners(work: UnitOfWork) -> list[tuple[str, str]]:
    """The organisations for which the actor may write calls, the network first. Raises Forbidden."""
    found = [each for each in work.network.organisations.values() if work.actor.may("write", "call", each.slug)]
    if not found:
        raise Forbidden()
    named = [(each.slug, each.name(language(), work.today)) for each in found]
    return sorted(named, key=lambda each: (each[0] != work.network.slug, sort_key(each[1])))


@routes.page(f"{DESK}/calls/new", access=signed_in)
def choose_kind(request: Any, work: UnitOfWork) -> Page:
    owners(work)
    return Page("registration/desk_call_kinds.html", kinds=KINDS)


def new_form(work: UnitOfWork, what: str) -> CallForm:
    """The form of what was chosen. Raises NotFound."""
    return _form(what)()


def _form(what: str) -> type[CallForm]:
    if what not in FORMS:
        raise NotFound()
    return FORMS[what]


@routes.form(f"{DESK}/calls/new/<what>", new_form, CALL_FORM, access=signed_in)
def new_call(request: Any, work: UnitOfWork, what: str) -> dict[str, Any]:
    _form(what)
    own = owners(work)
    return {
        "title": _("A new call"),
        "intro": KINDS[what][2],
        "back": f"{DESK}/calls/new",
        "path": f"{DESK}/calls/new",
        "what": what,
        "kinds": KINDS,
        "every_field": EVERY_FIELD,
        "owners": own,
        "initial": {"owner": own[0][0], "reporting_year": work.today.year, "opens_on": work.today},
        "send": _("Save the draft"),
    }


@new_call.submit
def submit_call(request: Any, work: UnitOfWork, data: dict[str, Any], what: str) -> Redirect:
    owner = data.pop("owner") or owners(work)[0][0]
    scope = "network" if owner == work.network.slug else "internal"
    call = commands.create_call(work, data | {"organisation": owner, "scope": scope})
    return Redirect(f"{DESK}/calls/{call.id}")


def call_form(work: UnitOfWork, call_id: UUID, what: str) -> CallForm:
    """The form without what can no longer be changed."""
    call = work.session.get(Call, call_id)
    began = call is not None and call.state_name not in {"draft", "published"}
    return _form(what)(exclude=("owner", *FIXED_ONCE_OPEN) if began else ("owner",))


@routes.form(f"{CALL}/edit/<what>", call_form, CALL_FORM, access=signed_in)
def edit_call(request: Any, work: UnitOfWork, call_id: UUID, what: str) -> dict[str, Any]:
    call = written(work, call_id)
    if what != form_name(call) and call["state"] != "draft":
        raise NotFound()
    venue = call["venue"] or {}
    texts = {
        f"{kind}_{code}": (call[kind] or {}).get(code) for kind in ("title", "about") for code in ("fi", "sv", "en")
    }
    kept = work.session.get(Call, call_id)
    more = {"opens_on": local_date(call["opens_at"]), "closes_on": kept.closes_on if kept else None}
    return {
        "title": _("Change the call"),
        "intro": _("Nobody sees the draft before you publish it.")
        if call["state"] == "draft"
        else _("Whoever has registered keeps the place. A change of a public call is seen at once."),
        "back": f"{DESK}/calls/{call_id}",
        "path": f"{DESK}/calls/{call_id}/edit" if call["state"] == "draft" else "",
        "what": what,
        "kinds": KINDS,
        "every_field": EVERY_FIELD,
        "send": _("Save"),
        "initial": call | texts | more | {"venue_name": venue.get("name"), "venue_town": venue.get("town")},
    }


@edit_call.submit
def submit_edited(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID, what: str) -> Redirect:
    changes.change_call(work, call_id, data)
    return Redirect(f"{DESK}/calls/{call_id}")


@routes.form(f"{GROUP}/edit", GroupChangeForm, FORM, access=signed_in)
def edit_group(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = queries.group_view(work, group_id)
    written(work, group["call_id"])
    dates = {name: [line_of(each) for each in group[name]] for name in ("meetings", "reserve_dates")}
    return {
        "title": _("Change the group"),
        "intro": _("Until the group is confirmed. The deadline follows the first meeting unless you set it."),
        "back": f"{DESK}/groups/{group_id}",
        "send": _("Save"),
        "initial": {f"name_{code}": group["name"].get(code) for code in ("fi", "sv", "en")}
        | {name: group[name] for name in ABOUT_GROUPS}
        | dates,
    }


@edit_group.submit
def submit_group_change(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    changes.change_group(work, group_id, data)
    return Redirect(f"{DESK}/groups/{group_id}")


@routes.action(f"{CALL}/close", access=signed_in)
def close(request: Any, work: UnitOfWork, call_id: UUID) -> Redirect:
    changes.close_now(work, call_id)
    return Redirect(f"{DESK}/calls/{call_id}")


@routes.action(f"{CALL}/clone", access=signed_in)
def clone(request: Any, work: UnitOfWork, call_id: UUID) -> Redirect:
    return Redirect(f"{DESK}/calls/{changes.clone_call(work, call_id).id}")


@routes.action(f"{CALL}/delete", access=signed_in)
def delete(request: Any, work: UnitOfWork, call_id: UUID) -> Redirect:
    changes.delete_draft(work, call_id)
    return Redirect(DESK)


@routes.form(f"{CALL}/questions/new", QuestionForm, FORM, access=signed_in)
def new_question(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    call = written(work, call_id)
    if call["state"] not in {"draft", "published"}:
        raise NotFound()
    return {
        "title": _("A question of the call's own"),
        "intro": _(
            "Ask only what the group needs: every question costs everybody time. The coordinators see the answers."
        ),
        "back": f"{DESK}/calls/{call_id}",
        "earlier": [answer for each in call["questions"] for answer in _answers(each)],
        "initial": {"kind": "text"},
    }


def _answers(question: dict[str, Any]) -> list[tuple[str, str]]:
    if question["kind"] == "text":
        return []
    found = choices_of(question)
    return [
        (f"{question['id']}={each['value']}", f"{local(question['label'])} {local(each['label'])}") for each in found
    ]


@new_question.submit
def submit_question(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
    questions.add_question(work, call_id, data)
    return Redirect(f"{DESK}/calls/{call_id}")


@routes.action(f"{CALL}/questions/<question>/remove", access=signed_in)
def remove_question(request: Any, work: UnitOfWork, call_id: UUID, question: str) -> Redirect:
    questions.remove_question(work, call_id, question)
    return Redirect(f"{DESK}/calls/{call_id}")
