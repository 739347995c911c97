"""Where no registration runs: entering people and calls."""

from typing import Any

from services.shadowing import commands
from services.shadowing.schemas.alone import AddedSchema, CallFormSchema, OwnCallSchema, PeopleSchema
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("shadowing")
OWN = "/api/shadowing/v1/own"


@routes.api(
    "POST",
    f"{OWN}/people",
    body=PeopleSchema,
    response=AddedSchema,
    status=201,
    access=signed_in,
    summary="Enter people, where no registration runs",
)
def add_people(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Any:
    return {"people": commands.add_people(work, data["organisation"], data["people"])}


@routes.api(
    "POST",
    f"{OWN}/calls",
    body=CallFormSchema,
    response=OwnCallSchema,
    status=201,
    access=signed_in,
    summary="Open a call, where no registration runs",
)
def open_own_call(request: Request, work: UnitOfWork, data: dict[str, Any]) -> Any:
    return commands.open_own_call(work, data)
