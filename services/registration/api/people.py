"""People: lists of staff."""

from typing import Any

from sqlalchemy import select

from services.registration.commands.imports import Imported, import_people
from services.registration.commands.people import correct_own_card
from services.registration.schemas.people import ImportedShown, ImportQuery, OwnCard, PersonRow, PersonShown
from shared.errors import Forbidden
from shared.people import Person
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")


@routes.api(
    "POST",
    "/api/registration/v1/people",
    body=PersonRow(many=True),
    query=ImportQuery,
    response=ImportedShown,
    access=signed_in,
    summary="Import a list of people, all or none; with dry_run only tell what would happen",
)
def post_people(request: Any, work: UnitOfWork, data: list[dict[str, Any]]) -> Imported:
    return import_people(work, data, dry_run=request.query_data["dry_run"])


@routes.api(
    "GET",
    "/api/registration/v1/people",
    response=PersonShown(many=True),
    access=signed_in,
    summary="The people whose cards you may read",
)
def get_people(request: Any, work: UnitOfWork) -> list[Person]:
    readable = [each for each in work.network.organisations if work.actor.may("read", "contact_details", each)]
    if not readable:
        raise Forbidden()
    chosen = select(Person).where(Person.organisation.in_(readable), ~Person.gone, Person.same_as.is_(None))
    return list(work.session.scalars(chosen.order_by(Person.last_name, Person.first_name, Person.id)))


@routes.api(
    "GET",
    "/api/registration/v1/own-card",
    response=PersonShown,
    access=signed_in,
    summary="Your own card",
)
def get_own_card(request: Any, work: UnitOfWork) -> Person:
    found: Person = request.person
    return found


@routes.api(
    "PUT",
    "/api/registration/v1/own-card",
    body=OwnCard,
    response=PersonShown,
    access=signed_in,
    summary="Correct what you may correct of your own card",
)
def put_own_card(request: Any, work: UnitOfWork, data: dict[str, Any]) -> Person:
    return correct_own_card(work, data)
