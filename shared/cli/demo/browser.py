"""A person's browser as the season needs it: pages, forms and their tokens, cookies. Speaks HTTP only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

SECONDS = 30


class Unexpected(Exception):
    """A page or an answer was not what the season expects; the text shows what came."""


@dataclass
class Form:
    """A form on a page: where it goes, and what it holds already."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects links and text, and the forms of the page's main part."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.text: list[str] = []
        self._main = False
        self._form: Form | None = None
        self._textarea: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "main":
            self._main = True
        elif tag == "form" and self._main:
            self._form = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a" and "href" in found:
            self.links.append(found["href"])
        elif self._form is not None:
            self._control(tag, found, attrs)

    def _control(self, tag: str, found: dict[str, str], attrs: list[tuple[str, str | None]]) -> None:
        assert self._form is not None
        name = found.get("name", "")
        flags = {each for each, _ in attrs}
        if tag == "input" and name and self._counts(found, flags):
            self._form.values.setdefault(name, []).append(found.get("value", "on"))
        elif tag == "textarea" and name:
            self._textarea = name
            self._form.values[name] = [""]
        elif tag == "select" and name:
            self._select = name
        elif tag == "option" and self._select and ("selected" in flags or self._select not in self._form.values):
            self._form.values[self._select] = [found.get("value", "")]
        elif tag == "button" and name:
            self._form.buttons.append((name, found.get("value", "")))

    @staticmethod
    def _counts(found: dict[str, str], flags: set[str]) -> bool:
        if found.get("type") in ("submit", "button", "file"):
            return False
        return found.get("type") not in ("checkbox", "radio") or "checked" in flags

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            self._textarea = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._textarea and self._form is not None:
            self._form.values[self._textarea][0] += data
        if data.strip():
            self.text.append(data.strip())


@dataclass
class Page:
    """What came back."""

    url: str
    status: int
    html: str
    forms: list[Form]
    links: list[str]
    text: str

    def form(self, containing: str = "") -> Form:
        """The form whose action or field names contain a text; the first that posts when none is named."""
        for form in self.forms:
            names = [form.action, *form.values, *(value for _, value in form.buttons)]
            if form.method == "post" and any(containing in each for each in names):
                return form
        raise Unexpected(f"no form with {containing!r} on {self.url} ({self.status}):\n{self.text[:1500]}")

    def link(self, containing: str) -> str:
        """The first link whose address contains a text."""
        for each in self.links:
            if containing in each:
                return each
        raise Unexpected(f"no link with {containing!r} on {self.url} ({self.status}):\n{self.text[:1500]}")

    def expect(self, text: str) -> "Page":
        """The page itself, when it says `text`."""
        if text not in self.text:
            raise Unexpected(f"{text!r} is not on {self.url} ({self.status}):\n{self.text[:1500]}")
        return self


class Browser:
    """One person's browser."""

    def __init__(self, base_url: str, language: str = "fi") -> None:
        self.base_url = base_url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Accept-Language"] = language
        self.session.headers["X-Requested-By"] = "vertais"

    def get(self, path: str, status: int = 200) -> Page:
        """Open a page. Raises Unexpected when the status is another."""
        answer = self.session.get(self._address(path), timeout=SECONDS)
        return self._page(answer, status)

    def submit(
        self,
        page: Page,
        values: Mapping[str, str | Sequence[str]] | None = None,
        form: str = "",
        status: int = 200,
    ) -> Page:
        """Fill in a form of a page and send it; what it holds already (its token too) is kept."""
        found = page.form(form)
        data: dict[str, Any] = {**found.values, **(values or {})}
        target = urljoin(page.url, found.action or page.url)
        answer = self.session.post(target, data=data, headers={"Origin": self._origin()}, timeout=SECONDS)
        return self._page(answer, status)

    def call(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        """Call the JSON API. Raises Unexpected when the status is another."""
        answer = self.session.request(method, self._address(path), json=body, timeout=SECONDS)
        if answer.status_code != status:
            raise Unexpected(f"{method} {path}: {answer.status_code}, not {status}: {answer.text[:1500]}")
        return answer.json() if answer.content else None

    def download(self, path: str) -> requests.Response:
        """Fetch a file."""
        answer = self.session.get(self._address(path), timeout=SECONDS)
        if answer.status_code != 200:
            raise Unexpected(f"GET {path}: {answer.status_code}: {answer.text[:500]}")
        return answer

    def _address(self, path: str) -> str:
        """Links in mails name the public address; the path is what counts here."""
        found = urlsplit(path)
        return self.base_url + found.path + (f"?{found.query}" if found.query else "")

    def _origin(self) -> str:
        found = urlsplit(self.base_url)
        return f"{found.scheme}://{found.netloc}"

    @staticmethod
    def _page(answer: requests.Response, status: int) -> Page:
        reader = _Reader()
        reader.feed(answer.text)
        page = Page(answer.url, answer.status_code, answer.text, reader.forms, reader.links, " ".join(reader.text))
        if page.status != status:
            raise Unexpected(f"{page.url}: {page.status}, not {status}:\n{page.text[:1500]}")
        return page
