"""From a request to an answer: match, identify, check, run in one unit of work, present.

GET and HEAD run in a READ ONLY transaction. The unit is committed after the handler has returned and its page has
been rendered, before anything is answered. Every exception, also `eventlet.Timeout`, becomes an answer.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any
from urllib.parse import quote

import orjson
from greenlet import GreenletExit
from marshmallow import ValidationError
from werkzeug.exceptions import BadRequest, NotFound, UnsupportedMediaType
from werkzeug.routing import Map, MapAdapter, Rule
from werkzeug.wrappers import Response

from shared.errors import DomainError
from shared.people import sessions
from shared.web import form_tokens, i18n, security
from shared.web.forms import FORM_TOKEN, Form
from shared.web.health import health
from shared.web.identity import choose_language, identify
from shared.web.outcomes import request_done
from shared.web.problems import SignInRequired, as_json, problem_of
from shared.web.rendering import Renderer
from shared.web.request import Http, Request
from shared.web.results import Download, Page, Redirect, Step
from shared.web.routes import Route, Routes
from shared.web.text import clean, is_possible
from shared.work import Runtime, UnitOfWork

HTML = "text/html; charset=utf-8"
NOT_THE_FORM = {"forbidden", "not_found", "gone"}


class Application:
    """A service's pages and API over its runtime; a WSGI application, and what the nameko entrypoint calls."""

    def __init__(self, runtime: Runtime, tables: Iterable[Routes]) -> None:
        self.runtime = runtime
        self.routes: list[Route] = [route for table in tables for route in table]
        self.map = Map([_rule(each) for each in self.routes], strict_slashes=False, merge_slashes=False)
        i18n.use_catalogues(runtime.manifest.package)
        self.renderer = Renderer(runtime)
        self.health = health(runtime)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self.respond(Http(environ))(environ, start_response)

    def respond(self, http: Http) -> Response:
        """The answer to a request. Raises nothing but GreenletExit."""
        if answer := self.health.get(http.path):
            return answer()
        began = perf_counter()
        request = Request(http, self.runtime.settings)
        try:
            response = self._answer(request)
        except GreenletExit:
            raise
        except BaseException as error:
            response = self.explain(error, request)
        security.protect(request, response)
        request_done(request, response.status_code, perf_counter() - began)
        return response

    def _answer(self, request: Request) -> Response:
        choose_language(request)
        request.route, values = self._match(request.http)
        if not request.is_safe:
            security.refuse_cross_site(request)
        return ANSWERS[request.route.kind](self, request, values)

    def _match(self, http: Http) -> tuple[Route, dict[str, Any]]:
        if not is_possible(http.path) or "\ufffd" in http.path:
            raise NotFound()
        adapter: MapAdapter = self.map.bind("localhost", path_info=http.path, default_method=http.method)
        route, values = adapter.match()
        return route, dict(values)

    @contextmanager
    def unit(self, request: Request, values: dict[str, Any]) -> Iterator[UnitOfWork]:
        """The request's unit of work, on behalf of who asks."""
        with self.runtime.work(read_only=request.is_safe) as work:
            request.now = work.now
            identify(request, work, request.route.access, values.get("token"))
            yield work
        for each in request.after_commit:
            each()
        request.after_commit.clear()

    def present(self, result: Any, request: Request, work: UnitOfWork) -> Response:
        """A handler's result as an answer."""
        match result:
            case Page():
                return self.page(result, request, work)
            case Redirect():
                return Response(status=303, headers={"Location": result.path})
            case Download():
                return _download(result)
        raise TypeError(f"{request.route.path} returned {type(result).__name__}, not Page, Redirect or Download")

    def page(self, page: Page, request: Request, work: UnitOfWork | None = None) -> Response:
        """A rendered page."""
        html = self.renderer.render(page.template, request, **{"work": work, **page.context})
        return Response(html, page.status, content_type=HTML)

    def explain(self, error: BaseException, request: Request) -> Response:
        """The answer to whatever went wrong; a page that needs a session leads to the sign-in."""
        if isinstance(error, SignInRequired) and not request.is_api:
            back = quote(request.path if request.is_safe else f"/{self.runtime.manifest.name}/")
            return Response(status=303, headers={"Location": f"/{self.runtime.manifest.name}/sign-in?next={back}"})
        problem = problem_of(error, request)
        if request.is_api:
            return as_json(problem, request)
        response = self.page(Page("problem.html", problem.status, problem=problem), request)
        response.headers.extend(problem.headers)
        return response


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
        return show_form(application, request, values, 200, [])
    try:
        with application.unit(request, values) as work:
            form = _form(request)
            request.form = form
            form.receive(request.posted)

            def act() -> Any:
                return request.route.submit_handler(request, work, form.load(), **values)

            return once(application, request, work, act)
    except (ValidationError, DomainError) as error:
        if request.form is None or (isinstance(error, DomainError) and error.kind in NOT_THE_FORM):
            raise
        return show_form(application, request, values, problem_of(error, request).status, [error])


def show_form(
    application: Application, request: Request, values: dict[str, Any], status: int, errors: list[Exception]
) -> Response:
    """The form's page, in a unit of work of its own that changes nothing."""
    with application.unit(request, values) as work:
        context = request.route.handler(request, work, **values)
        if not isinstance(context, dict):
            return application.present(context, request, work)
        form = request.form or _form(request)
        form.context = context
        form.fill(context.get("initial"))
        for error in errors:
            if isinstance(error, DomainError):
                problem = problem_of(error, request)
                form.fault(error.field, problem.detail)
            elif isinstance(error, ValidationError) and not form.errors:
                form.note(error)
        page = Page(request.route.template, status, **{"form": form, **context})
        response = application.page(page, request, work)
        work.session.rollback()
        return response


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
            return _download(result)
        work.session.flush()
        content = result if route.response_schema is None else route.response_schema.dump(result)
        if content is None:
            return Response(status=204)
        return Response(orjson.dumps(content, default=str), route.status, content_type="application/json")


ANSWERS = {"page": answer_page, "form": answer_form, "action": answer_action, "api": answer_api}


def _rule(route: Route) -> Rule:
    return Rule(route.path, methods=list(route.methods), endpoint=route)


def _form(request: Request) -> Form:
    return Form(request.route.body_schema)


def _query(request: Request, route: Route) -> dict[str, Any]:
    known = route.query_schema.load_fields if route.query_schema else {}
    many = {name for name, each in known.items() if type(each).__name__ == "List"}
    return {name: request.args.getlist(name) if name in many else request.args[name] for name in request.args}


def _json(request: Request) -> Any:
    if request.http.mimetype != "application/json":
        raise UnsupportedMediaType()
    try:
        return orjson.loads(request.http.get_data())
    except orjson.JSONDecodeError as error:
        raise BadRequest() from error


def _download(download: Download) -> Response:
    how = "inline" if download.inline else "attachment"
    plain = download.filename.encode("ascii", "replace").decode().replace('"', "'").replace("\\", "_")
    name = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(download.filename)}"
    headers = {"Content-Disposition": name}
    return Response(download.body, headers=headers, content_type=download.content_type)
