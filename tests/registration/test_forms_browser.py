"""Every form and every page by link, in Swedish and in English, on a phone: accessible, and no wider than it."""

import threading
from itertools import product

import pytest
from werkzeug.serving import make_server

from services.registration.service import Web
from tests.chromium import NARROW, chromium, is_wider_than_its_window, keep, violations
from tests.registration.bad_input.everything import Everything
from tests.registration.test_mentor_browser import asset

__all__ = ["chromium"]


@pytest.mark.browser
@pytest.mark.timeout(600)
def test_every_form_and_every_page_by_link_is_accessible_in_swedish_and_english_on_a_phone(chromium, season):
    everything = Everything(season)
    server = make_server("127.0.0.1", 0, everything.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    context = chromium.new_context(viewport=NARROW)
    page = context.new_page()
    page.route("**/assets/**", asset)
    faults, seen = [], 0
    for opened, language in product(looked_at(everything), ("sv", "en")):
        context.clear_cookies()
        for name, value in (opened.cookies | {"vertais_language": language}).items():
            context.add_cookies([{"name": name, "value": value, "url": address}])
        assert page.goto(address + opened.path).status == 200, opened.path
        keep(page, f"form{opened.kind}-{language}")
        faults += [f"{opened.kind} ({language}): {each}" for each in violations(page)]
        faults += [f"{opened.kind} ({language}): wider than a phone"] if is_wider_than_its_window(page) else []
        seen += 1
    server.shutdown()
    assert faults == []
    assert seen > 80


class Looked:
    """A page, and the cookies of who looks at it."""

    def __init__(self, route, path, client):
        self.path, self.kind = path, route.path.replace("/", "-").replace("<", "").replace(">", "")
        self.cookies = {each.key: each.value for each in client._cookies.values()}


def looked_at(everything):
    for route in (each for table in Web.routes for each in table):
        if route.kind == "form":
            opened = everything.opened(route)
            yield Looked(route, opened.path, opened.client)
        elif route.kind == "page" and "<token>" in route.path:
            *_others, nobody = everything.clients()
            for path in everything.paths(route):
                if nobody.get(path).status_code == 200:
                    yield Looked(route, path, nobody)
                    break
