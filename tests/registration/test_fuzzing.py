"""The JSON API under schemathesis: no fault of ours, no answer that the OpenAPI document does not tell of."""

import pytest
from werkzeug.test import Client

from services.registration.service import Web
from shared.people import sessions
from shared.testing.fuzzing import faults
from shared.testing.privacy import names_by_chance
from tests.registration.bad_input.everything import Everything


@pytest.mark.timeout(300)
def test_no_request_is_answered_with_a_fault_of_ours_or_with_what_the_document_does_not_tell(season):
    everything = Everything(season)
    cookies = [each.get_cookie(sessions.COOKIE) for each in everything.clients()]
    found = faults(
        everything.app,
        "registration",
        senders=[{sessions.COOKIE: each.value} if each else {} for each in cookies],
        known=everything.known,
        seconds=60,
    )
    with names_by_chance():
        assert list(found) == []


def test_every_parameter_of_a_path_is_tried_with_what_exists(season):
    everything = Everything(season)
    document = everything.app.map.iter_rules()
    tried = [each.rule for each in document if each.rule.startswith("/api/registration/v1/") and each.arguments]
    assert tried
    assert [each for each in tried if not all(everything.known(each, name) for name in names(each))] == []


def test_a_link_that_is_tried_opens_what_it_is_for(season):
    everything = Everything(season)
    nobody, by_link = Client(everything.app), [each for table in Web.routes for each in table if "<token>" in each.path]
    for route in (each for each in by_link if each.kind == "api" and "GET" in each.methods):
        assert 200 in {nobody.get(path).status_code for path in everything.paths(route)}, route.path


def names(rule):
    return [each.rsplit(":", 1)[-1] for each in rule.replace(">", "<").split("<")[1::2]]
