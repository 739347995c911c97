"""What every service serves by itself: health, activity, clock, API description, texts."""

from collections import Counter
from dataclasses import replace
from datetime import datetime

import jsonschema_rs
import pytest
from werkzeug.test import Client

from shared.clock import HELSINKI
from shared.network import Network
from shared.web.catalogues import KIT, faults
from shared.web.service import application
from tests.web.tearoom.pages import routes
from tests.web.tearoom.plugin import manifest


def test_the_kits_texts_are_all_translated():
    assert list(faults(KIT)) == []


def test_the_process_is_live_and_ready_and_tells_its_figures(client):
    assert client.get("/livez").json == {"live": True}
    assert client.get("/readyz").json == {"ready": True, "checks": {"database": True, "migrations": True}}
    client.get("/tearoom/")
    assert 'vertais_http_requests_total{kind="page",status="200"}' in client.get("/metrics").text


def test_a_database_that_is_away_is_a_503_with_a_time_to_come_back(runtime_of):
    runtime = runtime_of(manifest)
    address = "postgresql+psycopg2://nobody:x@127.0.0.1:1/{service}"
    away = type(runtime)(_with(runtime.settings, database_url_template=address), runtime.network, manifest)
    client = Client(application(away, (routes,)))
    answer = client.get("/tearoom/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert client.get("/readyz").status_code == 503
    assert client.get("/livez").status_code == 200


def _with(settings, **changes):
    return replace(settings, **changes)


def test_domain_time_can_be_read_and_set_where_it_is_settable(client):
    path = "/api/tearoom/v1/clock"
    assert client.put(path, json={"now": "2013-08-01T09:00:00+03:00"}).status_code == 200
    shown = datetime.fromisoformat(client.get(path).json["now"]).astimezone(HELSINKI)
    assert shown.strftime("%Y-%m-%d %H:%M") == "2013-08-01 09:00"
    assert "to 1.8.2013 klo 9.00" in client.get("/tearoom/").text


@pytest.mark.parametrize("path", ["activity", "clock"])
def test_nobody_sees_activity_or_the_clock_in_production(runtime_of, path):
    client = Client(application(runtime_of(manifest, clock="real"), (routes,)))
    assert client.get(f"/api/tearoom/v1/{path}").status_code == 404


def test_activity_says_what_is_under_way_and_is_not_idle_without_the_broker(client, monkeypatch):
    monkeypatch.setattr("shared.bus.metrics._unsaved", Counter())  # other tests count in this process too
    found = client.get("/api/tearoom/v1/activity").json
    assert found == {
        **dict.fromkeys(("outbox", "waiting", "due", "busy", "published", "consumed", "failed"), 0),
        "queue": None,
        "next_due": None,
        "idle": False,
    }


def test_the_api_description_is_openapi_and_names_every_call(client):
    document = client.get("/tearoom/openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]["/api/tearoom/v1/bookings"]) == {"get", "post"}
    for schema in document["components"]["schemas"].values():
        jsonschema_rs.meta.validate({**schema, "components": document["components"]})
    used = str(document["paths"]).split("#/components/schemas/")[1:]
    assert {each.split("'")[0] for each in used} <= set(document["components"]["schemas"])


def test_an_unknown_address_or_method_is_said_in_the_callers_way(client):
    page, call = client.get("/tearoom/nowhere"), client.get("/api/tearoom/v1/nowhere")
    assert (page.status_code, call.status_code) == (404, 404)
    assert "Sivua ei löydy" in page.text
    assert call.json["code"] == "not_found"
    refused = client.delete("/api/tearoom/v1/bookings")
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD, POST"
    assert client.get("/tearoom/tables/not-a-uuid").status_code == 404


def test_the_menu_shows_tasks_of_ones_roles_and_links_to_the_deployment_that_runs_them(signed_in, person, network):
    page = signed_in.get("/tearoom/").text
    assert isinstance(network, Network)
    assert "Tehtävät" in page
    assert "/tearoom/till" not in page


def test_the_language_follows_the_cookie_then_the_person_then_the_browser(client):
    assert '<html lang="fi"' in client.get("/tearoom/").text
    assert '<html lang="sv"' in client.get("/tearoom/", headers={"Accept-Language": "sv-FI,fi;q=0.5"}).text
    client.get("/tearoom/language/en")
    assert '<html lang="en"' in client.get("/tearoom/", headers={"Accept-Language": "sv"}).text
