"""What protects a browser's user: security headers, cookies' attributes, and who may send unsafe requests."""

from urllib.parse import urlsplit

from werkzeug.wrappers import Response

from shared.errors import Forbidden
from shared.web.request import Request

_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_YEAR = 365 * 24 * 3600


class CrossSite(Forbidden):
    """An unsafe request came from another site."""

    code = "cross_site_request"
    text = "This came from another site. Open the page here and send it again."


def protect(request: Request, response: Response) -> None:
    """Add the security headers and the cookies."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Request-Id"] = request.id
    if secure := request.base_url.startswith("https://"):
        response.headers["Strict-Transport-Security"] = f"max-age={_YEAR}"
    for each in request.cookies_to_set:
        response.set_cookie(**each, path="/", httponly=True, secure=secure, samesite="Lax")


def refuse_cross_site(request: Request) -> None:
    """Unsafe requests come from our own pages. Raises CrossSite."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site in {"same-origin", "none"}
    else:
        origin = request.headers.get("Origin")
        allowed = origin is None or urlsplit(origin).netloc in {urlsplit(request.base_url).netloc, request.http.host}
    if not allowed:
        raise CrossSite()


def refuse_simple_requests(request: Request) -> None:
    """The API acts for a session only when a script of ours, or a program, asks. Raises CrossSite."""
    by_script = request.headers.get("X-Requested-By") == "vertais"
    if not by_script and request.headers.get("Sec-Fetch-Site") != "same-origin":
        raise CrossSite()
