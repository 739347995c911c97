"""What the links to the person who registered allow, as JSON."""

from typing import Any

from services.registration.commands import approvals, changing, considerations, wishes
from services.registration.commands import registrations as commands
from services.registration.queries import registrations as queries
from services.registration.queries.prefill import of_registration
from services.registration.schemas.answers import ChangedAnswers
from services.registration.schemas.registrations import (
    AnotherSupervisor,
    ConsiderationForm,
    OwnRegistration,
    StatisticsForm,
    WishesForm,
)
from services.registration.tables import Registration
from shared.web import Routes, by_link
from shared.work import UnitOfWork

routes = Routes("registration")
LINKS = "/api/registration/v1/links"
MINE = f"{LINKS}/mine/<token>"


def _own(request: Any, work: UnitOfWork) -> dict[str, Any]:
    """The registration that the link is for. Raises NotFound unless it is the link's person's own."""
    return queries.own_registration(work, request.link.record, request.link.person)


@routes.api(
    "POST",
    f"{LINKS}/confirm/<token>",
    response=OwnRegistration,
    access=by_link("confirm_registration"),
    summary="Confirm the address",
)
def post_confirmed_address(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    _own(request, work)
    commands.confirm_address(work, request.link.record)
    return _own(request, work)


@routes.api("GET", MINE, response=OwnRegistration, access=by_link("my_registration"), summary="One's own registration")
def get_own(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    return _own(request, work)


@routes.api("POST", f"{MINE}/withdraw", response=OwnRegistration, access=by_link("my_registration"), summary="Withdraw")
def post_withdrawal(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    _own(request, work)
    commands.withdraw(work, request.link.record)
    return _own(request, work)


@routes.api(
    "POST", f"{MINE}/undo", response=OwnRegistration, access=by_link("my_registration"), summary="Undo a withdrawal"
)
def post_undo(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    _own(request, work)
    commands.undo_withdrawal(work, request.link.record)
    return _own(request, work)


@routes.api(
    "POST",
    f"{MINE}/supervisor",
    body=AnotherSupervisor,
    response=OwnRegistration,
    access=by_link("my_registration"),
    summary="Name another supervisor, who is asked at once",
)
def post_own_supervisor(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> dict[str, Any]:
    _own(request, work)
    approvals.name_supervisor(work, request.link.record, data["email"])
    return _own(request, work)


@routes.api(
    "GET",
    f"{MINE}/answers",
    response=ChangedAnswers,
    access=by_link("my_registration"),
    summary="What was answered, as it can be changed",
)
def get_answers(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    _own(request, work)
    return of_registration(work.session.get_one(Registration, request.link.record))


@routes.api(
    "PUT",
    f"{MINE}/answers",
    body=ChangedAnswers,
    response=ChangedAnswers,
    access=by_link("my_registration"),
    summary="Change the answers; the place, and the one in the queue, stay",
)
def put_answers(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> dict[str, Any]:
    _own(request, work)
    return of_registration(changing.change_answers(work, request.link.record, data))


@routes.api(
    "PUT",
    f"{MINE}/considered",
    body=ConsiderationForm,
    status=204,
    access=by_link("my_registration"),
    summary="Say what may be considered when groups are put together; what is left out is taken back",
)
def put_considered(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> None:
    _own(request, work)
    considerations.allow_consideration(work, request.link.record, **data)


@routes.api(
    "POST",
    f"{MINE}/statistics",
    body=StatisticsForm,
    status=204,
    access=by_link("my_registration"),
    summary="Answer the voluntary questions for statistics",
)
def post_statistics(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> None:
    _own(request, work)
    commands.give_statistics(work, request.link.record, **data)


@routes.api(
    "POST",
    f"{LINKS}/offer/<token>",
    response=OwnRegistration,
    access=by_link("take_offer"),
    summary="Take the offered place",
)
def post_taken_offer(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    _own(request, work)
    commands.take_offer(work, request.link.record)
    return _own(request, work)


@routes.api(
    "POST",
    f"{LINKS}/offer/<token>/refuse",
    response=OwnRegistration,
    access=by_link("take_offer"),
    summary="Leave the offered place to the next",
)
def post_refused_offer(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    _own(request, work)
    commands.refuse_offer(work, request.link.record)
    return _own(request, work)


@routes.api(
    "POST",
    f"{MINE}/wishes",
    body=WishesForm,
    status=204,
    access=by_link("my_registration"),
    summary="Tell the mentor what is important to you; nobody else reads it",
)
def post_wishes(request: Any, work: UnitOfWork, data: dict[str, Any], token: str) -> None:
    _own(request, work)
    wishes.tell_mentor(work, request.link.record, data["themes"], data["expectations"])
