"""Every call of the API that takes a body: what no schema takes is refused by the field's name."""

import orjson
import pytest
from marshmallow import fields
from werkzeug.test import Client

from services.registration.service import Web
from shared.web.examples import example_to_send
from tests.registration.bad_input.corpus import IMPOSSIBLE, STRANGE
from tests.registration.bad_input.everything import Everything

pytestmark = pytest.mark.timeout(900)
SENT_BY = {"X-Requested-By": "vertais"}
TEXTS = (fields.String, fields.Email, fields.Url)
WRAPPINGS = {
    "B17 a wrong kind": (b"{}", "text/plain"),
    "B17 a form": (b"reason=x", "application/x-www-form-urlencoded"),
    "B17 a mark of order": (b"\xef\xbb\xbf{}", "application/json"),
    "B17 two bytes a letter": ("{}".encode("utf-16"), "application/json"),
    "B17 no number": (b'{"reason": NaN, "min_size": Infinity}', "application/json"),
    "B17 a key twice": (b'{"role": "a", "role": "b"}', "application/json"),
    "B17 10^400": (b'{"min_size": 1' + b"0" * 400 + b', "reason": "x"}', "application/json"),
    "B17 100,000 deep": (b"[" * 100_000, "application/json"),
    "B17 a list": (b"[]", "application/json"),
    "B17 nothing": (b"null", "application/json"),
    "B18 half a letter": (b'{"reason": "\\ud800"}', "application/json"),
    "B13 too much": (b'"' + b"x" * 2_000_000 + b'"', "application/json"),
}


@pytest.fixture
def everything(season) -> Everything:
    return Everything(season)


def calls(everything):
    """Every route with a body: who may call it, its address, an example that its schema takes."""
    for route in (each for table in Web.routes for each in table if each.kind == "api" and each.body_schema):
        path = next(everything.paths(route), None)
        if path is not None:
            example = orjson.dumps(example_to_send(route.body_schema)).replace(b"Malli", b"Jotakin")  # nobody's name
            yield route, next(everything.clients()), path, orjson.loads(example)


def call(client: Client, route, path: str, body: bytes, kind: str = "application/json"):
    return client.open(path, method=route.methods[0], data=body, content_type=kind, headers=SENT_BY)


def test_what_is_no_body_of_ours_is_refused_whatever_it_is_wrapped_in(everything):
    """B13, B17, B18."""
    before, number = everything.rows(), 0
    for route, client, path, example in calls(everything):
        for item, (body, kind) in WRAPPINGS.items():
            most = route.most_bytes or 0
            if len(body) > most:
                answer = call(client, route, path, body, kind)
                assert 400 <= answer.status_code < 500 or (body == b"[]" and route.body_schema.many), (item, path)
                assert answer.status_code < 400 or answer.json["id"], (item, path)
        number += bool(example)
    assert number > 30
    assert everything.rows() == before


def test_every_text_of_a_body_that_cannot_be_is_refused_by_the_name_of_its_field(everything):
    """B18, B19."""
    before, number = everything.rows(), 0
    for route, client, path, example in calls(everything):
        if not isinstance(example, dict):
            continue
        texts = [name for name, each in route.body_schema.load_fields.items() if isinstance(each, TEXTS)]
        for name in texts:
            for item, text in IMPOSSIBLE.items():
                answer = call(client, route, path, orjson.dumps(example | {name: text}))
                assert answer.status_code == 422, (item, name, path, answer.text)
                assert name in answer.json["errors"], (item, name, path)
                number += 1
    assert number > 100
    assert everything.rows() == before


def test_whatever_a_field_holds_there_is_no_fault_of_ours(everything):
    """B18 to B26, B33 to B37: texts, numbers, lists and objects in every field, fields that nobody knows."""
    wrong = [*STRANGE.values(), -1, 10**15, 1.5, True, None, [], {}, ["x"] * 1000, {"fi": "x" * 3000}]
    with everything.nothing_stays():
        for route, client, path, example in calls(everything):
            if not isinstance(example, dict):
                continue
            names = [*route.body_schema.load_fields]
            for number, value in enumerate(wrong):
                body = orjson.dumps(example | {names[number % len(names)]: value})
                answer = call(client, route, path, body)
                assert answer.status_code < 500, (value, path, answer.text)
            answer = call(client, route, path, orjson.dumps(example | {"role": "admin", "member_id": "1"}))
            assert answer.status_code in {401, 403, 404, 409, 422}, (path, answer.text)
