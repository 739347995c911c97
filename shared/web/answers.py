"""The four kinds of answers: pages, buttons, forms and the JSON API, each in one unit of work.

A form or button acts at most once for each time that it was shown. A form that is refused is shown again, in a unit
of work that changes nothing, with all that was typed and the faults at their fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from marshmallow import Schema, ValidationError, fields
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import BadRequest, UnsupportedMediaType
from werkzeug.wrappers import Response

from shared.errors import DomainError
from shared.people import sessions
from shared.web import form_tokens, i18n, security
from shared.web.forms import FORM_TOKEN, IN_LANGUAGE, Form
from shared.web.identity import remember_language
from shared.web.problems import problem_of
from shared.web.request import Request
from shared.web.results import Download, Page, Redirect, Step
from shared.web.routes import Route
from shared.web.text import clean
from shared.work import UnitOfWork

if TYPE_CHECKING:
    from shared.web.handling import Application

BUSY = (PoolTimeout, OperationalError)  # what was typed is shown again, as far as the database answers at all
NOT_THE_FORM = {"forbidden", "not_found", "gone"}


def answer_page(application: Application, request: Request, values: dict[str, Any]) -> Response:
    """GET of a page."""
    with application.unit(request, values) as work:
        return application.present(request.route.handler(request, work, **values), request, work)


def answer_action(application: Application, request: Request, values: dict[str, Any]) -> Response:
    """POST of a button."""
    with application.unit(request, values) as work:
        return once(application, request, work, lambda: request.route.handler(request, work, **values))


def answer_form(application: Application, request: Request, values: dict[str, Any]) -> Response:
    """GET of a form, or its POST; a form with faults is shown again with all that was typed."""
    if request.is_safe:
        return show_form(application, request, values)
    if (code := request.posted.get(IN_LANGUAGE)) in i18n.LANGUAGES:
        return switch_language(application, request, values, str(code))
    try:
        with application.unit(request, values) as work:
            form = Form(_schema(request, work, values))
            request.form = form
            form.receive(request.posted)

            def act() -> Any:
                return request.route.submit_handler(request, work, form.load(), **values)

            return once(application, request, work, act)
    except (ValidationError, DomainError, *BUSY) as error:
        if request.form is None or (isinstance(error, DomainError) and error.kind in NOT_THE_FORM):
            raise
        return show_form(application, request, values, error)


def switch_language(application: Application, request: Request, values: dict[str, Any], code: str) -> Response:
    """The form again in another language, with all that was typed."""
    request.chosen_language = code
    with application.unit(request, values) as work:
        request.form = Form(_schema(request, work, values))
        request.form.receive(request.posted)
        work.session.rollback()
    response = show_form(application, request, values)
    remember_language(request, code)
    return response


def show_form(
    application: Application,
    request: Request,
    values: dict[str, Any],
    error: Exception | None = None,
) -> Response:
    """The form's page, fresh or with what was wrong."""
    with application.unit(request, values) as work:
        status, headers = (200, {}) if error is None else _note(request.form, error, request)
        context = request.route.handler(request, work, **values)
        if not isinstance(context, dict):
            return application.present(context, request, work)
        form = request.form or Form(_schema(request, work, values))
        form.context = context
        if request.form is None:
            form.fill(context.get("initial"))
        page = Page(request.route.template, status, **{"form": form, **context})
        response = application.page(page, request, work)
        response.headers.extend(headers)
        work.session.rollback()
        return response


def _note(form: Form, error: Exception, request: Request) -> tuple[int, dict[str, str]]:
    problem = problem_of(error, request)
    if not isinstance(error, ValidationError):
        form.fault(error.field if isinstance(error, DomainError) else None, problem.detail)
    elif not form.errors:
        form.note(error)
    return problem.status, problem.headers


def once(application: Application, request: Request, work: UnitOfWork, act: Any) -> Response:
    """Run what a form or button does, at most once for each form shown."""
    nonce = form_tokens.nonce_of(request, request.posted.get(FORM_TOKEN, ""))
    if not form_tokens.use_up(work.session, nonce):
        location = form_tokens.first_answer(work.session, nonce)
        result: Any = Redirect(location) if location else Page("already_sent.html")
        return application.present(result, request, work)
    result = act()
    if isinstance(result, Redirect):
        form_tokens.remember_answer(work.session, nonce, result.path)
    response = application.present(result, request, work)
    if isinstance(result, Step):
        work.session.rollback()
    return response


def answer_api(application: Application, request: Request, values: dict[str, Any]) -> Response:
    """One call of the JSON API."""
    route: Route = request.route
    if not request.is_safe and request.cookie(sessions.COOKIE):
        security.refuse_simple_requests(request)
    with application.unit(request, values) as work:
        if route.query_schema is not None:
            request.query_data = route.query_schema.load(clean(_query(request, route)))
        body = [route.body_schema.load(clean(_json(request)))] if route.body_schema is not None else []
        result = route.handler(request, work, *body, **values)
        if isinstance(result, Download):
            return application.present(result, request, work)
        work.session.flush()
        content = result if route.response_schema is None else route.response_schema.dump(result)
        if content is None:
            return Response(status=204)
        return Response(orjson.dumps(content, default=str), route.status, content_type="application/json")


def _schema(request: Request, work: UnitOfWork, values: dict[str, Any]) -> Schema:
    body = request.route.body
    if body is None or isinstance(body, type | Schema):
        return request.route.body_schema
    asked: Schema = body(work, **values)
    return asked


def _query(request: Request, route: Route) -> dict[str, Any]:
    known = route.query_schema.load_fields if route.query_schema else {}
    many = {name for name, each in known.items() if isinstance(each, fields.List)}
    return {name: request.args.getlist(name) if name in many else request.args[name] for name in request.args}


def _json(request: Request) -> Any:
    if request.http.mimetype != "application/json":
        raise UnsupportedMediaType()
    try:
        return orjson.loads(request.http.get_data())
    except orjson.JSONDecodeError as error:
        raise BadRequest() from error


ANSWERS = {"page": answer_page, "form": answer_form, "action": answer_action, "api": answer_api}
