"""From a request to an answer: match, identify, check, run in one unit of work, present.

GET and HEAD run in a READ ONLY transaction. The unit is committed after the handler has returned and its page has
been rendered, before anything is answered. Every exception, also `eventlet.Timeout`, becomes an answer.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any
from urllib.parse import quote

from greenlet import GreenletExit
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, MapAdapter, Rule
from werkzeug.wrappers import Response

from shared.people.seen import watch
from shared.people.uses import note as note_use
from shared.privacy.access_log import write as write_reads
from shared.web import i18n, security
from shared.web.answers import ANSWERS
from shared.web.health import health
from shared.web.identity import choose_language, identify
from shared.web.outcomes import request_done
from shared.web.problems import SignInRequired, as_json, problem_of
from shared.web.rendering import Renderer
from shared.web.request import Http, Request
from shared.web.results import Download, Page, Redirect
from shared.web.routes import Route, Routes
from shared.web.text import is_possible
from shared.work import Runtime, UnitOfWork

HTML = "text/html; charset=utf-8"


class Application:
    """A service's pages and API over its runtime; a WSGI application, and what the nameko entrypoint calls."""

    def __init__(self, runtime: Runtime, tables: Iterable[Routes]) -> None:
        self.runtime = runtime
        self.routes: list[Route] = [route for table in tables for route in table]
        self.map = Map([_rule(each) for each in self.routes], strict_slashes=False, merge_slashes=False)
        self.renderer = Renderer(runtime)
        self.health = health(runtime)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self.respond(Http(environ))(environ, start_response)

    def respond(self, http: Http) -> Response:
        """The answer to a request. Raises nothing but GreenletExit."""
        if answer := self.health.get(http.path):
            return answer()
        began = perf_counter()
        i18n.use_catalogues(self.runtime.manifest.package)
        request = Request(http, self.runtime.settings)
        try:
            response = self._answer(request)
            write_reads(request, response, self.runtime.sessions)
            note_use(request, response, self.runtime)
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
        if request.route.most_bytes is not None:
            request.http.max_content_length = request.route.most_bytes
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
        request.forget_effects()
        with self.runtime.work(read_only=request.is_safe) as work:
            request.now = work.now
            request.seen = watch(work.session)
            identify(request, work, request.route.access, values.get("token"))
            request.actor = work.actor
            yield work
        for each in request.after_commit:
            each()

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
        request.forget_effects()
        problem = problem_of(error, request)
        if request.is_api:
            return as_json(problem, request)
        response = self.page(Page("problem.html", problem.status, problem=problem), request)
        response.headers.extend(problem.headers)
        return response


def _rule(route: Route) -> Rule:
    return Rule(route.path, methods=list(route.methods), endpoint=route)


def _download(download: Download) -> Response:
    how = "inline" if download.inline else "attachment"
    plain = download.filename.encode("ascii", "replace").decode().replace('"', "'").replace("\\", "_")
    name = f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(download.filename)}"
    headers = {"Content-Disposition": name}
    return Response(download.body, headers=headers, content_type=download.content_type)
