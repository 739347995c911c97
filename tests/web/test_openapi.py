"""The OpenAPI document of every service is complete: every refusal is told of, every body has an example that fits."""

import jsonschema_rs
import pytest

from services.notifications.service import Web as Notifications
from services.registration.service import Web as Registration
from services.reporting.service import Web as Reporting
from services.scheduling.service import Web as Scheduling
from services.shadowing.service import Web as Shadowing
from shared.plugins import manifest
from shared.web.openapi import specification

SERVICES = [Registration, Scheduling, Shadowing, Notifications, Reporting]


def routes_of(web):
    return [route for table in web.routes for route in table if route.kind == "api"]


@pytest.mark.parametrize("web", SERVICES, ids=lambda each: each.name)
def test_every_body_and_every_answer_has_an_example_that_fits_its_schema(web):
    document = specification(manifest(web.name), routes_of(web))
    for name, example, schema in bodies(document):
        found = jsonschema_rs.validator_for({**schema, "components": document["components"]})
        assert [each.message for each in found.iter_errors(example)] == [], (name, example)


@pytest.mark.parametrize("web", SERVICES, ids=lambda each: each.name)
def test_every_example_to_send_is_taken_by_the_schema_itself(web):
    document = specification(manifest(web.name), routes_of(web))
    for route in routes_of(web):
        if route.body_schema is not None:
            path = route.path.replace("uuid:", "").replace("int:", "").replace("<", "{").replace(">", "}")
            told = document["paths"][path][route.methods[0].lower()]
            route.body_schema.load(told["requestBody"]["content"]["application/json"]["example"])


def bodies(document):
    for path, operations in document["paths"].items():
        for method, each in operations.items():
            told = [("body", each["requestBody"])] if "requestBody" in each else []
            for status, part in [*told, *each["responses"].items()]:
                for media in part.get("content", {}).values():
                    yield f"{method} {path} {status}", media["example"], media["schema"]
