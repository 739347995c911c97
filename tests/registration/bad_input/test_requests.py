"""Addresses, methods, queries, cookies and links that nobody gave: each is answered, none is a fault of ours."""

import re
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from werkzeug.test import Client

from services.registration.service import Web
from shared.people import links, sessions
from shared.web.service import application
from tests.registration.bad_input.corpus import STRANGE
from tests.registration.bad_input.everything import PARAMETER, Everything

pytestmark = pytest.mark.timeout(900)
QUERIES = ["q", "employer", "page", "group", "saved", "state", "language", "training", "next", "sort", "size"]
WORDS = [*STRANGE.values(), "-1", "1000000000", "x" * 10_000, ".*[(", "%", "name; DROP TABLE person", "\ufffe"]


@pytest.fixture
def everything(season) -> Everything:
    return Everything(season)


def routes():
    return [each for table in Web.routes for each in table]


def status(client: Client, path: str, method: str = "GET", **more) -> int:
    return client.open(path, method=method, **more).status_code


def test_every_address_answers_every_method(everything):
    """B4, B5."""
    client = next(everything.clients())
    with everything.nothing_stays():
        for path in {next(everything.paths(each), "") for each in routes()} - {""}:
            for method in ("HEAD", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PURGE", "DELETE"):
                assert status(client, path, method) < 500, (method, path)


def test_a_part_of_an_address_that_cannot_be_is_not_found(everything):
    """B12, B24."""
    manager, *_others, nobody = everything.clients()
    for route, value in product(
        routes(), ("%00", "%ff%fe", "%c0%af", "..%2f..%2fetc%2fpasswd", "x" * 9000, "null", "1")
    ):
        if PARAMETER.search(route.path):
            path = re.sub(r"<(?:uuid:)?\w+>", value, route.path)
            for client in (manager, nobody):
                assert 300 <= status(client, path, route.methods[-1]) < 500, path


def test_an_id_of_nothing_of_another_kind_or_in_capitals_is_answered_without_a_fault(everything):
    """B24: deleted, sequential neighbours, another record's, upper case."""
    client = next(everything.clients())
    known = everything.ids[0]
    with everything.nothing_stays():
        for route in routes():
            for value in (uuid4(), known, str(known).upper(), everything.call.id):
                path = re.sub(r"<uuid:\w+>", str(value), route.path)
                if "<" not in path and "<" in route.path:
                    assert status(client, path, route.methods[-1]) < 500, path


def test_searches_filters_and_pages_of_a_list_take_whatever_is_asked(everything):
    """B34, B41, B42."""
    client = next(everything.clients())
    lists = [each.path for each in routes() if each.kind in ("page", "api") and each.methods[0] == "GET"]
    for path in (each for each in lists if "<" not in each):
        for word in WORDS:
            code = status(client, path, query_string=dict.fromkeys(QUERIES, word))
            assert code < 500, (path, word)


def test_a_cookie_that_is_not_ours_is_no_session(everything):
    """B29: absent, garbage, too long, cut, changed, another's name."""
    good = next(everything.clients()).get_cookie(sessions.COOKIE).value
    for value in ("", "garbage", "x" * 10_000, good[:-3], good.swapcase(), "null"):
        client = Client(everything.app)
        client.set_cookie(sessions.COOKIE, value)
        assert status(client, "/registration/desk") == 303, value[:50]
        assert status(client, "/api/registration/v1/people") == 401, value[:50]


def test_a_link_opens_its_own_page_in_time_and_looking_at_it_changes_nothing(everything):
    """B30: cut, in other capitals, of another page, late, opened by a scanner."""
    nobody, before = Client(everything.app), everything.rows()
    for route in (each for each in routes() if each.kind in ("page", "form") and "<token>" in each.path):
        for path in everything.paths(route):
            token = next(each for each in everything.tokens(route.path) if each in path)
            for method in ("GET", "HEAD"):
                assert status(nobody, path, method) in {200, 303, 404, 409}, path
            for other in (token[:-3], token.swapcase(), token + "x"):
                assert status(nobody, path.replace(token, other)) == 404, path
            assert status(nobody, path.replace(token, "")) in {303, 404}, path
    person, late = everything.mentor.id, everything.season.clock.now() - timedelta(days=1)
    for action in ("approve_registrations", "my_registration", "take_offer", "confirm_registration", "erasure"):
        old = links.mint(everything.settings, action, person, person, late)
        assert status(nobody, links.PATHS[action].format(token=old)) == 410, action
    assert everything.rows() == before


def test_a_supervisors_link_opens_nothing_but_her_own_page(everything):
    """B44."""
    nobody = Client(everything.app)
    boss = everything.tokens(links.PATHS["approve_registrations"])[0]
    for action, path in links.PATHS.items():
        if path.startswith("/registration/") and action != "approve_registrations":
            assert status(nobody, path.format(token=boss)) == 404, path


def test_nobody_is_sent_to_another_site(season):
    """B32."""
    client = Client(application(season.runtime, Web.routes))
    for wanted in ("//evil.example", "/\\evil", "https:evil", "/a\r\nX: y"):
        answer = client.get("/registration/language/sv", query_string={"next": wanted})
        assert answer.headers["Location"] == "/registration/", wanted


def test_a_language_that_nobody_speaks_is_answered_in_finnish(season):
    """B40."""
    client = Client(application(season.runtime, Web.routes))
    for said in ("*", "xx-YY", "x" * 10_000, "fi;q=NaN", ",,,;;;"):
        answer = client.get("/registration/calls", headers={"Accept-Language": said})
        assert (answer.status_code, '<html lang="fi"' in answer.text) == (200, True), said
