"""Log lines of the web: one per request, with the route and never the path, which can hold a token."""

import structlog

from shared.web.request import Request

log = structlog.get_logger("web")


def request_done(request: Request, status: int, seconds: float) -> None:
    """One line per outcome; requests for health are not worth one."""
    route = request.route.path if request.route is not None else "-"
    if route in {"/livez", "/readyz", "/metrics"}:
        return
    log.info("request", method=request.method, route=route, status=status, ms=round(seconds * 1000), id=request.id)
