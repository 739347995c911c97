"""Forms by link: the answers of a registration changed, and what may be considered when groups are put together."""

from typing import Any

from services.registration.commands import changing, considerations
from services.registration.domain.errors import RegistrationClosed
from services.registration.pages.mine import MINE, own, own_view
from services.registration.pages.screens import dates_of, part_names, typed_day, week_choices, weekday_names
from services.registration.pages.texts import group_choices
from services.registration.queries import calls
from services.registration.queries.prefill import of_registration
from services.registration.schemas.answers import ChangedAnswersForm, changed_answers_form
from services.registration.schemas.registrations import ConsiderationForm
from services.registration.tables import Consideration, Registration
from shared.people import links
from shared.web import Redirect, Routes
from shared.web.i18n import gettext as _
from shared.work import UnitOfWork

routes = Routes("registration")


def answers_form(work: UnitOfWork, token: str) -> ChangedAnswersForm:
    """The form with what the registration's call asks."""
    link = links.read(work.settings, token, "my_registration", work.now)
    found = work.session.get_one(Registration, link.record)
    return changed_answers_form(found.call.placing, found.call.questions)


@routes.form(f"{MINE}/answers", answers_form, "registration/answers_form.html", access=own)
def answers(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    mine = own_view(request, work)
    found = work.session.get_one(Registration, request.link.record)
    if not changing.may_change(work, found):
        raise RegistrationClosed(closes_on=mine["place"]["closes_on"])
    call = calls.call_view(work, found.call)
    told = of_registration(found)
    asked = {f"q_{name}": value for name, value in told.pop("answers").items()}
    days = {"unsuitable_dates": [typed_day(each) for each in told["unsuitable_dates"]]}
    others = [each for each in call["groups"] if each["id"] != found.group_id]
    return {
        "title": _("Change your answers"),
        "back": f"/registration/mine/{token}",
        "send": _("Save the changes"),
        "initial": told | days | asked,
        "groups": group_choices(others, together=True),
        "dates": dates_of(mine["place"]),
        "weeks": week_choices(work, call),
        "weekdays": weekday_names(),
        "parts": part_names(),
        "supervisor": mine["supervisor"],
    }


@answers.submit
def submit_answers(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    own_view(request, work)
    changing.change_answers(work, request.link.record, data)
    return Redirect(f"/registration/mine/{token}?changed=1")


@routes.form(f"{MINE}/considered", ConsiderationForm, "registration/form.html", access=own)
def considered(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    own_view(request, work)
    known = work.session.get(Consideration, request.link.person)
    return {
        "title": _("What may be considered"),
        "intro": _(
            "Voluntary. What you choose here is considered when the groups are put together, for instance so that "
            "nobody is the only one of a kind. Whoever puts them together does not see it."
        ),
        "back": f"/registration/mine/{token}",
        "send": _("Save"),
        "initial": known.state() if known else {},
    }


@considered.submit
def submit_considered(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> Redirect:
    own_view(request, work)
    considerations.allow_consideration(work, request.link.record, **data)
    return Redirect(f"/registration/mine/{token}?changed=1")
