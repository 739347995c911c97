"""A browser without JavaScript over the service's pages and API, called without a server."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import Client, TestResponse

from shared.clock import real_now
from shared.people import links, sessions
from tests.shadowing.conftest import World, id_of

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


@dataclass
class Browser:
    """Opens pages, sends forms, calls the API; as somebody, or with nothing but links."""

    client: Client

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text[:3000]
        return str(answer.text)

    def send(self, page: str, status: int = 303, to: str | None = None, **typed: Any) -> TestResponse:
        """Open a page, and send its first form, or the button's form `to`, with what is typed."""
        text = self.get(page)
        if to is not None:
            assert f'action="{to}"' in text, f"no button to {to}"
            text = text.split(f'action="{to}"')[1]
        token = TOKEN.search(text)
        assert token, "the page has no form"
        hidden = {name: value for name, value in HIDDEN.findall(text) if to is None}
        answer = self.client.post(to or page, data={**hidden, **typed, "form_token": token[1]})
        assert answer.status_code == status, (answer.status_code, answer.text[:4000])
        return answer

    def follow(self, answer: TestResponse) -> str:
        return self.get(answer.headers["Location"])

    def api(self, method: str, path: str, json: Any = None, status: int = 200) -> Any:
        answer = self.client.open(
            f"/api/shadowing/v1{path}", method=method, json=json, headers={"X-Requested-By": "vertais"}
        )
        assert answer.status_code == status, (answer.status_code, answer.text[:2000])
        return answer.json


def browser(world: World, name: str | None = None, language: str = "en") -> Browser:
    """A browser in which somebody is signed in, or nobody."""
    client = Client(world.application)
    client.set_cookie("vertais_language", language)
    if name:
        cookie = sessions.begin(world.runtime.settings, id_of(name), remember=False, now=real_now())
        client.set_cookie(sessions.COOKIE, cookie)
    return Browser(client)


def link(world: World, action: str, name: str, days: int = 30) -> str:
    """The path of a mail's link for somebody."""
    assert world.period_id
    expires = world.clock.now() + timedelta(days=days)
    return urlsplit(links.address(world.runtime.settings, action, world.period_id, id_of(name), expires)).path
