"""The coordinator's decisions: moving and offering, sizes, a group that is too small, merging, cancelling."""

from typing import Any
from uuid import UUID

from services.registration.commands import decisions, leading, moves
from services.registration.pages.desk_board import group_choices
from services.registration.pages.texts import suits_in_words
from services.registration.queries import calls, registrations
from services.registration.queries.mentors import candidates
from services.registration.schemas.moves import Because, Mentors, Merge, Move, Offer, Sizes
from services.registration.tables import Group
from shared.errors import NotFound
from shared.web import Page, Redirect, Routes, signed_in
from shared.web.i18n import gettext as _
from shared.web.i18n import local
from shared.work import UnitOfWork

routes = Routes("registration")
GROUP = "/registration/desk/groups/<uuid:group_id>"
REGISTRATION = "/registration/desk/registrations/<uuid:registration_id>"


def _decided(work: UnitOfWork, group_id: UUID) -> Group:
    group = work.session.get(Group, group_id)
    if group is None:
        raise NotFound()
    work.actor.require("write", "call", group.organisation)
    return group


def _others(work: UnitOfWork, group: Group) -> list[tuple[str, str, str]]:
    return group_choices(work, list(group.call.groups), but=group.id)


def _back(group: Group) -> str:
    """Where somebody came from: the choices of a group that is too small, else the group."""
    small = len(group.member_ids) < group.min_size
    return f"/registration/desk/groups/{group.id}{'/decide' if small else ''}"


def _to_group(group_id: UUID) -> Redirect:
    return Redirect(f"/registration/desk/groups/{group_id}")


@routes.page(f"{GROUP}/decide", access=signed_in)
def decide(request: Any, work: UnitOfWork, group_id: UUID) -> Page:
    """What can become of a group that is too small."""
    group = _decided(work, group_id)
    waiting = [each for each in group.call.groups if each.id != group.id and each.waiting]
    return Page(
        "registration/desk_decide.html",
        group=calls.group_view(work, group_id),
        call_id=group.call_id,
        others=_others(work, group),
        waiting=waiting,
    )


@routes.form(f"{GROUP}/continue", Because, "registration/form.html", access=signed_in)
def continue_small(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = _decided(work, group_id)
    return {
        "title": _("Go on with a small group: {group}", group=local(group.name)),
        "intro": _("You are asked again only if the group gets smaller still."),
        "back": f"/registration/desk/groups/{group_id}/decide",
        "send": _("The group goes on"),
    }


@continue_small.submit
def submit_continue(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    decisions.continue_small(work, group_id, data["reason"])
    return _to_group(group_id)


@routes.form(f"{GROUP}/sizes", Sizes, "registration/form.html", access=signed_in)
def sizes(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = _decided(work, group_id)
    return {
        "title": _("Number of places: {group}", group=local(group.name)),
        "intro": _("New places are offered to those who wait, in the order of the queue."),
        "back": f"/registration/desk/groups/{group_id}",
        "send": _("Change the number of places"),
        "initial": {"min_size": group.min_size, "max_size": group.max_size},
    }


@sizes.submit
def submit_sizes(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    decisions.change_sizes(work, group_id, **data)
    return _to_group(group_id)


@routes.form(f"{GROUP}/mentors", Mentors, "registration/form.html", access=signed_in)
def mentors(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = _decided(work, group_id)
    return {
        "title": _("Who leads the group: {group}", group=local(group.name)),
        "intro": _("The mentor sees the group after signing in, and leads its coming meetings."),
        "back": f"/registration/desk/groups/{group_id}",
        "mentors": [(str(each.person.id), each.person.name, suits_in_words(each)) for each in candidates(work, group)],
        "initial": {"mentor_ids": group.mentor_ids},
    }


@mentors.submit
def submit_mentors(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    leading.assign_mentors(work, group_id, **data)
    return _to_group(group_id)


@routes.form(f"{GROUP}/merge", Merge, "registration/form.html", access=signed_in)
def merge(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any] | Redirect:
    group = _decided(work, group_id)
    others = _others(work, group)
    if not others:
        return Redirect(f"/registration/desk/groups/{group_id}/decide")
    return {
        "title": _("Let {group} go on in another group", group=local(group.name)),
        "intro": _(
            "Everybody moves to the group that you choose: who has a place keeps one, who waits goes on waiting. "
            "Each of them gets a mail with the new dates. This cannot be undone, so ask the members first."
        ),
        "back": _back(group),
        "send": _("Merge the groups"),
        "groups": others,
    }


@merge.submit
def submit_merge(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    return _to_group(moves.merge_groups(work, group_id, data["into_id"], data["reason"]).id)


@routes.form(f"{GROUP}/cancel", Because, "registration/form.html", access=signed_in)
def cancel(request: Any, work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    group = _decided(work, group_id)
    return {
        "title": _("Cancel {group}", group=local(group.name)),
        "intro": _(
            "Everybody who has a place or waits gets a mail that the group will not meet, with a link to the other "
            "groups of the call. If the group has not been confirmed you can undo this until its first meeting."
        ),
        "back": _back(group),
        "send": _("Cancel the group"),
    }


@cancel.submit
def submit_cancel(request: Any, work: UnitOfWork, data: dict[str, Any], group_id: UUID) -> Redirect:
    decisions.cancel_group(work, group_id, data["reason"])
    return _to_group(group_id)


@routes.action(f"{GROUP}/restore", access=signed_in)
def restore(request: Any, work: UnitOfWork, group_id: UUID) -> Redirect:
    decisions.restore_group(work, group_id)
    return _to_group(group_id)


@routes.form(f"{REGISTRATION}/move", Move, "registration/form.html", access=signed_in)
def move(request: Any, work: UnitOfWork, registration_id: UUID) -> dict[str, Any]:
    one = registrations.registration_view(work, registration_id)
    return {
        "title": _("Move {name} to another group", name=one["person"]["name"]),
        "intro": _("Nobody loses a sure place by a move. You can move the person back while the place is free."),
        "back": f"/registration/desk/groups/{one['group_id']}",
        "send": _("Move"),
        "groups": _others(work, _decided(work, one["group_id"])),
    }


@move.submit
def submit_move(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> Redirect:
    given = {"agreed": data["agreed"], "reason": data["reason"]}
    return _to_group(moves.move_registration(work, registration_id, data["group_id"], **given).group_id)


@routes.form(f"{REGISTRATION}/offer", Offer, "registration/form.html", access=signed_in)
def offer(request: Any, work: UnitOfWork, registration_id: UUID) -> dict[str, Any]:
    one = registrations.registration_view(work, registration_id)
    return {
        "title": _("Offer {name} a place in another group", name=one["person"]["name"]),
        "intro": _("The person answers by a link in a mail. A no keeps the place in the queue."),
        "back": f"/registration/desk/groups/{one['group_id']}",
        "send": _("Offer the place"),
        "groups": _others(work, _decided(work, one["group_id"])),
    }


@offer.submit
def submit_offer(request: Any, work: UnitOfWork, data: dict[str, Any], registration_id: UUID) -> Redirect:
    return _to_group(moves.offer_place(work, registration_id, data["group_id"]).group_id)
