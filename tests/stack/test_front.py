"""The origin in front of the services, and the services' supervision."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from shared.cli.stack import Instance
from shared.cli.stack.caddy import CADDYFILE, ROUTE
from shared.cli.stack.settings import Addresses
from shared.settings import Settings
from shared.web.server import KEEPALIVE_SECONDS
from tests.web.test_server import raw, status, tls_greeting

PRETEND = Path(__file__).with_name("pretend.py")
GIVEN = {"AMQP_URI": "pyamqp://given", "VERTAIS_DATABASE_URL": "postgresql+psycopg2://given/vertais_{service}"}


@pytest.fixture(scope="module")
def instance() -> Iterator[Instance]:
    found = Instance(f"test-{os.getpid()}-front")
    command = [sys.executable, str(PRETEND), found.name]
    supervisor = subprocess.Popen(command, stdin=subprocess.PIPE, env=os.environ | GIVEN)
    deadline = time.monotonic() + 30
    while found.state().get("phase") != "ready" and supervisor.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    assert found.state().get("phase") == "ready"
    yield found
    supervisor.stdin.close()
    assert supervisor.wait(30) == 0


@pytest.fixture
def base(instance: Instance) -> str:
    return instance.state()["base_url"]


def get(url: str) -> requests.Response:
    return requests.get(url, timeout=10, allow_redirects=False)


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /reporting/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET /reporting/ HTTP/1.1\r\n\r\n",
        b"GET /reporting/ HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        tls_greeting(),
    ],
    ids=["B2 two hosts", "B1 no host", "B7 two lengths", "B10 TLS"],
)
def test_what_is_no_sound_http_is_refused_before_a_service_sees_it(base, sent):
    answer = raw(urlsplit(base).netloc, sent)
    assert status(answer) == 400
    assert b"reporting" not in answer


@pytest.mark.parametrize("path", ["/reporting", "/reporting/veso", "/api/reporting/v1/claims"])
def test_pages_and_api_reach_their_service_with_their_whole_path(base, path):
    answer = get(base + path)
    assert answer.text.split()[0] == "reporting"
    assert answer.text.endswith(path)


def test_every_service_keeps_the_journal_of_the_erased_beside_the_databases_and_outside_of_them(instance):
    addresses = Addresses(instance, instance.state()["ports"], "settable")
    (journal,) = {
        Settings.read(addresses.env_for(each)).erasure_journal for each in ("registration", "reporting", None)
    }
    assert journal.parent == instance.folder
    assert not journal.is_relative_to(instance.postgres_home / "postgres")


def test_an_idle_connection_is_given_up_by_the_gateway_before_the_service_closes_it():
    for gateway in (Path("shared/web/Caddyfile").read_text(), CADDYFILE + ROUTE):
        (seconds,) = re.findall(r"keepalive (\d+)s", gateway)
        assert int(seconds) <= KEEPALIVE_SECONDS - 5


def test_the_front_page_is_where_home_is(base):
    assert get(base + "/").headers["Location"] == "/registration/"


@pytest.mark.parametrize("path", ["/metrics", "/readyz", "/livez", "/registrations", "/scheduling/"])
def test_what_is_no_route_is_a_readable_404(base, path):
    answer = get(base + path)
    assert answer.status_code == 404
    assert "Sivua ei löydy" in answer.text


def test_vendored_files_are_kept_by_browsers_and_sniffed_by_none(base):
    answer = get(base + "/assets/vendor/govuk-frontend.min.css")
    assert answer.headers["Cache-Control"] == "public, max-age=604800"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "GDS Transport" not in answer.text


def test_the_inbox_is_behind_the_same_origin(base):
    assert get(base + "/inbox/api/messages").json() == []


def test_a_request_waits_while_its_service_starts_again(instance, base):
    before = instance.state()["processes"]["reporting"]
    os.kill(before["pid"], signal.SIGKILL)
    answer = get(base + "/reporting/")
    assert answer.status_code == 200
    assert answer.text.split()[1] != str(before["pid"])
    assert instance.state()["processes"]["reporting"]["restarts"] == before["restarts"] + 1
