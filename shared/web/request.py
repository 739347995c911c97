"""One HTTP request as handlers see it.

Limits are set here: a body of at most 1 MiB (a route that takes files may say more) and a form of at most 200 parts.
`person` comes from the session at each request, with the rights of the card as it is now; `link` from an action link
in the path; `user` is whoever of the two it is.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from werkzeug.datastructures import Headers, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wrappers import Request as HttpRequest

from shared.settings import Settings

MEBIBYTE = 1024 * 1024
MOST_PARTS = 200
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


class Http(HttpRequest):
    """werkzeug's request with our limits."""

    max_content_length = MEBIBYTE
    max_form_memory_size = MEBIBYTE
    max_form_parts = MOST_PARTS


class Request:
    """What a handler may ask of the request. `person`, `language` and `link` are set before the handler runs."""

    def __init__(self, http: Http, settings: Settings) -> None:
        self.http = http
        self.settings = settings
        self.id = str(uuid4())
        self.route: Any = None
        self.now: datetime | None = None
        self.person: Any = None
        self.link: Any = None
        self.user: UUID | None = None
        self.actor: Any = None
        self.seen: Any = {}
        self.language = ""
        self.chosen_language: str | None = None
        self.form_token = ""
        self.query_data: Any = {}
        self.form: Any = None
        self.cookies_to_set: list[dict[str, Any]] = []
        self.after_commit: list[Callable[[], None]] = []

    @property
    def method(self) -> str:
        return self.http.method

    @property
    def path(self) -> str:
        return self.http.path

    @property
    def posted(self) -> MultiDict[str, str]:
        """The fields of a posted form. Raises RequestEntityTooLarge, UnsupportedMediaType."""
        if self.http.mimetype not in FORM_TYPES:
            raise UnsupportedMediaType()
        if self.http.mimetype == FORM_TYPES[0] and self.http.get_data().count(b"&") >= MOST_PARTS:
            raise RequestEntityTooLarge()
        return self.http.form

    @property
    def args(self) -> MultiDict[str, str]:
        """The query string."""
        return self.http.args

    @property
    def headers(self) -> Headers | Any:
        return self.http.headers

    @property
    def base_url(self) -> str:
        """The public address of this deployment, without a slash at the end."""
        return self.settings.base_url

    @property
    def client_address(self) -> str | None:
        """Where the request comes from, as the gateway says; None for this machine itself."""
        said = self.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or self.http.remote_addr or ""
        return None if said.startswith("127.") or said in {"", "::1", "localhost"} else said[:64]

    @property
    def is_safe(self) -> bool:
        """Whether the method may not change anything."""
        return self.method in {"GET", "HEAD"}

    @property
    def is_api(self) -> bool:
        """Whether errors are answered as problem+json."""
        return self.path.startswith("/api/")

    def cookie(self, name: str) -> str | None:
        """The value of one of our cookies."""
        return self.http.cookies.get(self.cookie_name(name))

    def cookie_name(self, name: str) -> str:
        """`__Host-` is only possible over https."""
        return f"__Host-{name}" if self.base_url.startswith("https://") else name

    def forget_effects(self) -> None:
        """Drop what a handler that failed wanted to do after its commit."""
        self.cookies_to_set.clear()
        self.after_commit.clear()
        self.seen = {}

    def set_cookie(self, name: str, value: str, seconds: int | None = None) -> None:
        """Set a cookie with the answer; with an empty value it is deleted."""
        self.cookies_to_set.append({"key": self.cookie_name(name), "value": value, "max_age": seconds if value else 0})
