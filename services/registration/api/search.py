"""Looking for people, calls and groups on the desk."""

from typing import Any

from services.registration.queries import search as queries
from services.registration.schemas.search import FoundShown, SearchQuery
from shared.web import Routes, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")


@routes.api(
    "GET",
    "/api/registration/v1/search",
    query=SearchQuery,
    response=FoundShown,
    access=signed_in,
    summary="People, calls and groups by parts of words, as far as you may see them",
)
def get_search(request: Any, work: UnitOfWork) -> queries.Found:
    return queries.search(work, request.query_data["q"])
