"""Ways of working that periods have brought into use."""

from typing import Any

from services.shadowing import queries
from services.shadowing.schemas import answers
from shared.web import Routes, signed_in
from shared.web.request import Request
from shared.work import UnitOfWork

routes = Routes("shadowing")


@routes.api(
    "GET",
    "/api/shadowing/v1/practices",
    response=answers.PracticeSchema(many=True),
    access=signed_in,
    summary="Ways of working that were taken into use after periods, listed with their authors' consent",
)
def list_practices(request: Request, work: UnitOfWork) -> Any:
    return queries.practices(work)
