"""Whatever goes wrong becomes one of a few readable answers; never a stack trace, always an id.

The HTTP status of a domain error is decided here and nowhere else. A fault of ours is logged under the answer's id
with the kind of the exception and where it happened, without its text, which could hold personal data.
"""

import traceback
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
import structlog
from marshmallow import ValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from shared.errors import DomainError
from shared.web.formats import show_date, show_date_time
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_
from shared.web.messages import by_field
from shared.web.request import MEBIBYTE, Request

STATUS = {"invalid": 422, "forbidden": 403, "not_found": 404, "conflict": 409, "gone": 410, "too_many": 429}
_TITLES = {
    400: N_("The request could not be understood"),
    401: N_("Sign in first"),
    403: N_("You may not do this"),
    404: N_("Page not found"),
    405: N_("This cannot be done here"),
    408: N_("The request took too long"),
    409: N_("This cannot be done now"),
    410: N_("This is over"),
    413: N_("Too much data was sent"),
    415: N_("This kind of data is not accepted"),
    422: N_("Check what was sent"),
    429: N_("Too many attempts"),
    500: N_("Something went wrong here"),
    503: N_("The service is not available just now"),
}
_TEXTS = {
    401: N_("Sign in, and open this page again."),
    404: N_("Check the address, or start from the home page."),
    500: N_("The fault is ours and it has been recorded. Try again; if it happens again, call and give the id below."),
    503: N_("Wait a moment and try again. Nothing that you had sent before is lost."),
}
_OTHER = N_("Go back and try again, or start from the home page.")
log = structlog.get_logger("web")


@dataclass(frozen=True)
class Problem:
    """An answer that says what went wrong."""

    status: int
    code: str
    detail: str
    errors: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        return str(_TITLES.get(self.status, _TITLES[400]))


class SignInRequired(Exception):
    """The route needs a session and there is none."""


def problem_of(error: BaseException, request: Request) -> Problem:
    """The problem of an exception; anything unknown is a fault of ours, and is logged."""
    match error:
        case DomainError():
            text = _(error.text, **_shown(error.data)) if error.data else _(error.text)
            errors = {error.field: [text]} if error.field else {}
            headers = {"Retry-After": "900"} if error.kind == "too_many" else {}
            return Problem(STATUS[error.kind], error.code, text, errors, headers)
        case ValidationError():
            return Problem(422, "invalid", _("Some of the data is not right."), by_field(error.messages))
        case SignInRequired():
            return Problem(401, "sign_in_required", str(_TEXTS[401]))
        case HTTPException():
            return _of_http(error, request)
        case PoolTimeout() | OperationalError() | DBAPIError(connection_invalidated=True):
            log.warning("database_unavailable", id=request.id, error=type(error).__name__)
            return Problem(503, "unavailable", str(_TEXTS[503]), headers={"Retry-After": "5"})
    _record_fault(error, request)
    return Problem(500, "internal", str(_TEXTS[500]))


def as_json(problem: Problem, request: Request) -> Response:
    """RFC 9457 problem+json."""
    content: dict[str, Any] = {
        "type": f"about:blank#{problem.code}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "id": request.id,
    }
    if problem.errors:
        content["errors"] = problem.errors
    return Response(
        orjson.dumps(content), problem.status, headers=problem.headers, content_type="application/problem+json"
    )


def _shown(data: dict[str, Any]) -> dict[str, Any]:
    """An error's data as people read it: dates and times the Finnish way."""
    return {name: _as_read(value) for name, value in data.items()}


def _as_read(value: Any) -> Any:
    if isinstance(value, datetime):
        return show_date_time(value)
    return show_date(value) if isinstance(value, date) else value


def _of_http(error: HTTPException, request: Request) -> Problem:
    status = error.code or 500
    headers = {}
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    name = type(error).__name__
    code = "".join(f"_{each.lower()}" if each.isupper() else each for each in name).lstrip("_")
    text = _too_large(request) if status == 413 else str(_TEXTS.get(status, _OTHER))
    return Problem(status, code, text, headers=headers)


def _too_large(request: Request) -> str:
    most = (request.route.most_bytes if request.route is not None else None) or MEBIBYTE
    return _("At most {number} MB can be sent at once.", number=most // MEBIBYTE)


def _record_fault(error: BaseException, request: Request) -> None:
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    where = " < ".join(f"{each.filename.rsplit('/', 2)[-1]}:{each.lineno}" for each in reversed(frames))
    log.error("request_failed", id=request.id, error=type(error).__name__, where=where)
