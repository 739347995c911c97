"""One log line and two figures per request, with the route and never the path, which can hold a token."""

import structlog
from prometheus_client import Counter, Histogram

from shared.web.request import Request

REQUESTS = Counter("vertais_http_requests", "Answers by kind of route and status.", ["kind", "status"])
SECONDS = Histogram("vertais_http_seconds", "Seconds to an answer by kind of route.", ["kind"])
log = structlog.get_logger("web")


def request_done(request: Request, status: int, seconds: float) -> None:
    """Tell the log and the figures how a request ended."""
    kind, route = (request.route.kind, request.route.path) if request.route is not None else ("none", "-")
    REQUESTS.labels(kind, str(status)).inc()
    SECONDS.labels(kind).observe(seconds)
    log.info("request", method=request.method[:10], route=route, status=status, ms=round(seconds * 1000), id=request.id)
