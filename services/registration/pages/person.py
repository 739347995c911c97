"""One person of the directory: the card, and two records of one person made one after a dry look."""

from typing import Any
from uuid import UUID

from services.registration.commands import employment, merging, roles
from services.registration.commands.imports import GRANTED_BY_MEMBERS, may_write
from services.registration.commands.merging_look import dry_look
from services.registration.queries import person as queries
from services.registration.schemas.person import PROBLEMS, ChangeOfEmployer, RoleEnded, RoleGiven, SecondRecord
from services.registration.schemas.staff_list import ROLE_NAMES
from shared.contracts.people import ROLES
from shared.errors import Forbidden
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.formats import sort_key
from shared.web.i18n import gettext as _
from shared.web.i18n import language, local
from shared.work import UnitOfWork

routes = Routes("registration")
PERSON = "/registration/people/<uuid:person_id>"


@routes.page(PERSON, access=signed_in)
def person(request: Any, work: UnitOfWork, person_id: UUID) -> Page:
    names = {name: str(each) for name, each in ROLE_NAMES.items()}
    return Page("registration/person.html", role_names=names, **queries.card_view(work, person_id))


def written(work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    """A card that the actor may change. Raises NotFound, Forbidden."""
    view = queries.card_view(work, person_id)
    if not view["may_write"]:
        raise Forbidden()
    return view


@routes.form(f"{PERSON}/merge", SecondRecord, "registration/form.html", access=signed_in)
def second(request: Any, work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    view = written(work, person_id)
    return {
        "title": _("Another record of {name}", name=view["card"].name),
        "intro": _("Has the same person registered with two addresses? The record that you came from stays."),
        "back": f"/registration/people/{person_id}",
        "send": _("Look what would happen"),
    }


@second.submit
def submit_second(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> Redirect:
    other = merging.find_second(work, data["email"])
    dry_look(work, person_id, other)
    return Redirect(f"/registration/people/{person_id}/merge/{other}")


@routes.page(f"{PERSON}/merge/<uuid:second_id>", access=signed_in)
def look(request: Any, work: UnitOfWork, person_id: UUID, second_id: UUID) -> Page:
    found = dry_look(work, person_id, second_id)
    problems = [PROBLEMS[each] for each in found.plan.problems]
    return Page("registration/person_merge.html", found=found, problems=problems, named=local)


@routes.action(f"{PERSON}/merge/<uuid:second_id>", access=signed_in)
def merge(request: Any, work: UnitOfWork, person_id: UUID, second_id: UUID) -> Redirect:
    merging.merge(work, person_id, second_id)
    return Redirect(f"/registration/people/{person_id}")


def employers(work: UnitOfWork) -> list[tuple[str, str]]:
    """The organisations whose cards the actor writes, by name."""
    found = [each for each in work.network.organisations.values() if may_write(work, each.slug)]
    return sorted(
        ((each.slug, each.name(language(), work.today)) for each in found), key=lambda each: sort_key(each[1])
    )


@routes.form(f"{PERSON}/employer", ChangeOfEmployer, "registration/form.html", access=signed_in)
def employer(request: Any, work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    found = written(work, person_id)["card"]
    return {
        "title": _("Another employer: {name}", name=found.name),
        "intro": _(
            "What was before the day stays with the old employer. The new supervisor answers for what waits, and is "
            "told of what was approved. Registrations to the old employer's own groups end. A day ahead is kept: the "
            "change is made on that day."
        ),
        "back": f"/registration/people/{person_id}",
        "send": _("Change the employer"),
        "employers": [each for each in employers(work) if each[0] not in (found.organisation, work.network.slug)],
        "initial": {"job_title": found.job_title},
    }


@employer.submit
def submit_employer(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> Redirect:
    employment.change_employer(work, person_id, data)
    return Redirect(f"/registration/people/{person_id}")


@routes.action(f"{PERSON}/employer/cancel", access=signed_in)
def cancel_employer(request: Any, work: UnitOfWork, person_id: UUID) -> Redirect:
    employment.cancel_coming_change(work, person_id)
    return Redirect(f"/registration/people/{person_id}")


@routes.form(f"{PERSON}/roles/new", RoleGiven, "registration/form.html", access=signed_in)
def new_role(request: Any, work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    found = written(work, person_id)["card"]
    own = ROLES if may_write(work, work.network.slug) else sorted(GRANTED_BY_MEMBERS)
    return {
        "title": _("A role for {name}", name=found.name),
        "intro": _("The role holds from its first day to its last. Rights follow the day on which something is done."),
        "back": f"/registration/people/{person_id}",
        "roles": [(each, str(ROLE_NAMES[each])) for each in own],
        "employers": employers(work),
        "initial": {"valid_from": work.today, "organisation": found.organisation},
    }


@new_role.submit
def submit_role(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> Redirect:
    roles.grant(work, person_id, data["role"], data["organisation"], data["valid_from"], data["valid_to"])
    return Redirect(f"/registration/people/{person_id}")


@routes.form(f"{PERSON}/roles/end", RoleEnded, "registration/form.html", access=signed_in)
def role_end(request: Any, work: UnitOfWork, person_id: UUID) -> dict[str, Any]:
    found = written(work, person_id)["card"]
    given = {name: request.args.get(name, "")[:40] for name in ("role", "organisation")}
    named = str(ROLE_NAMES.get(given["role"], ""))
    return {
        "title": _("Last day of a role: {name}, {role}", name=found.name, role=named.lower()),
        "intro": _("Giving the role again is the undo."),
        "back": f"/registration/people/{person_id}",
        "initial": given | {"last": work.today},
    }


@role_end.submit
def submit_role_end(request: Any, work: UnitOfWork, data: dict[str, Any], person_id: UUID) -> Redirect:
    roles.end(work, person_id, data["role"], data["organisation"], data["last"])
    return Redirect(f"/registration/people/{person_id}")
