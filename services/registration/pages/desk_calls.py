"""The desk's pages of one call: drafting, changing, its own questions, closing by hand, making it anew."""

from typing import Any
from uuid import UUID

from services.registration.commands import call_changes as changes
from services.registration.commands import call_questions as questions
from services.registration.commands import calls as commands
from services.registration.commands.groups import ABOUT_GROUPS
from services.registration.pages.desk import CALL, DESK, written
from services.registration.pages.texts import local
from services.registration.queries import calls as queries
from services.registration.schemas.call_forms import CallForm, GroupChangeForm, QuestionForm
from services.registration.schemas.dates import line_of
from services.registration.schemas.registering import choices_of
from services.registration.tables import Call
from shared.clock import local_date
from shared.errors import Forbidden, NotFound
from shared.web import Redirect, Routes, signed_in
from shared.web.formats import sort_key
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.work import UnitOfWork

routes = Routes("registration")
FORM = "registration/form.html"
GROUP = f"{DESK}/groups/<uuid:group_id>"
FIXED_ONCE_PUBLIC = ("kind", "owner", "placing")
FIXED_ONCE_OPEN = ("reporting_year", "opens_on")


def owners(work: UnitOfWork) -> list[tuple[str, str]]:
    """The organisations for which the actor may write calls, the network first. Raises Forbidden."""
    found = [each for each in work.network.organisations.values() if work.actor.may("write", "call", each.slug)]
    if not found:
        raise Forbidden()
    named = [(each.slug, each.name(language(), work.today)) for each in found]
    return sorted(named, key=lambda each: (each[0] != work.network.slug, sort_key(each[1])))


@routes.form(f"{DESK}/calls/new", CallForm, FORM, access=signed_in)
def new_call(request: Any, work: UnitOfWork) -> dict[str, Any]:
    own = owners(work)
    year = work.today.year
    return {
        "title": _("A new call"),
        "intro": _("The call is a draft until you publish it. You add its groups next."),
        "back": DESK,
        "owners": own,
        "initial": {
            "kind": "verme",
            "placing": "fixed",
            "owner": own[0][0],
            "reporting_year": year,
            "opens_on": work.today,
        },
    }


@new_call.submit
def submit_call(request: Any, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    owner = data.pop("owner") or owners(work)[0][0]
    scope = "network" if owner == work.network.slug else "internal"
    call = commands.create_call(work, data | {"organisation": owner, "scope": scope})
    return Redirect(f"{DESK}/calls/{call.id}")


def call_form(work: UnitOfWork, call_id: UUID) -> CallForm:
    """The form without what can no longer be changed."""
    call = work.session.get(Call, call_id)
    state = call.state_name if call else "draft"
    fixed = FIXED_ONCE_PUBLIC if state != "draft" else ("owner",)
    return CallForm(exclude=fixed if state in {"draft", "published"} else (*fixed, *FIXED_ONCE_OPEN))


@routes.form(f"{CALL}/edit", call_form, FORM, access=signed_in)
def edit_call(request: Any, work: UnitOfWork, call_id: UUID) -> dict[str, Any]:
    call = written(work, call_id)
    venue = call["venue"] or {}
    texts = {
        f"{kind}_{code}": (call[kind] or {}).get(code) for kind in ("title", "about") for code in ("fi", "sv", "en")
    }
    kept = work.session.get(Call, call_id)
    more = {"opens_on": local_date(call["opens_at"]), "closes_on": kept.closes_on if kept else None}
    return {
        "title": _("Change the call"),
        "intro": _("Whoever has registered keeps the place. A change of a public call is seen at once."),
        "back": f"{DESK}/calls/{call_id}",
        "send": _("Save"),
        "initial": call | texts | more | {"venue_name": venue.get("name"), "venue_town": venue.get("town")},
    }


@edit_call.submit
def submit_edited(request: Any, work: UnitOfWork, data: dict[str, Any], call_id: UUID) -> Redirect:
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
