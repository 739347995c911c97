"""Being forgotten, and what became of it."""

from typing import Any

from services.registration.commands import erasing
from services.registration.queries import erasures as queries
from services.registration.schemas.erasures import ErasureAsked, ErasureForm, ErasureShown, EvidenceShown
from services.registration.tables import Evidence
from shared.people import sessions
from shared.web import Routes, by_link, signed_in
from shared.work import UnitOfWork

routes = Routes("registration")
ERASURES = "/api/registration/v1/erasures"


@routes.api(
    "POST",
    ERASURES,
    body=ErasureForm,
    response=ErasureAsked,
    status=201,
    access=signed_in,
    summary="Have everything erased that no duty keeps; it cannot be taken back",
)
def post_erasure(request: Any, work: UnitOfWork, data: dict[str, Any]) -> dict[str, Any]:
    wish = erasing.ask_erasure(work)
    request.set_cookie(sessions.COOKIE, "")
    return queries.by_link(work, wish.id, wish.person_ids[0]) | {"address": erasing.address_of(work, wish)}


@routes.api(
    "GET",
    ERASURES,
    response=ErasureShown(many=True),
    access=signed_in,
    summary="Wishes to be erased of your organisation's people, with what each service answered",
)
def get_erasures(request: Any, work: UnitOfWork) -> list[dict[str, Any]]:
    return queries.of_organisations(work)


@routes.api(
    "GET",
    f"{ERASURES}/by-link/<token>",
    response=ErasureShown,
    access=by_link("erasure"),
    summary="What became of one's own wish",
)
def get_own_erasure(request: Any, work: UnitOfWork, token: str) -> dict[str, Any]:
    return queries.by_link(work, request.link.record, request.link.person)


@routes.api(
    "GET",
    "/api/registration/v1/evidence",
    response=EvidenceShown(many=True),
    access=signed_in,
    summary="Names of the erased who are in evidence of grants, for an open audit",
)
def get_evidence(request: Any, work: UnitOfWork) -> list[Evidence]:
    return queries.evidence(work)
