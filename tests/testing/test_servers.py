"""Where the servers of tests come from."""

import pytest
from amqp import Message
from kombu import Connection
from sqlalchemy import create_engine
from sqlalchemy import text as sql

from shared.database.migrate import create_database
from shared.testing import containers, servers

ASKED = "VERTAIS_TEST_CONTAINERS"
GIVEN = ("VERTAIS_DATABASE_URL", "AMQP_URI", "VERTAIS_BROKER_ADMIN_URL", ASKED, "DOCKER_HOST")


class Chosen:
    """Containers that nobody starts: no engine is needed to see that they are chosen."""


@pytest.fixture(autouse=True)
def _nothing_given(monkeypatch):
    for name in GIVEN:
        monkeypatch.delenv(name, raising=False)


def test_servers_that_the_environment_names_are_used_as_they_are(monkeypatch):
    monkeypatch.setenv("VERTAIS_DATABASE_URL", "postgresql+psycopg2://vertais@db.example/vertais_{service}")
    monkeypatch.setenv("AMQP_URI", "pyamqp://guest:guest@broker.example//")
    with servers.servers() as found:
        assert found.database_url == "postgresql+psycopg2://vertais@db.example/{service}"
        assert found.amqp_uri == "pyamqp://guest:guest@broker.example//"
        assert (found.broker_admin_url, found.broker_is_own) == (None, False)


def test_containers_that_were_asked_for_and_cannot_be_had_are_a_fault(monkeypatch):
    monkeypatch.setenv(ASKED, "1")
    monkeypatch.setenv("DOCKER_HOST", "unix:///nowhere.sock")
    with pytest.raises(servers.NoContainers, match="rabbitmq:4-management"), servers.servers():
        pass


@pytest.mark.parametrize(("wish", "broker_of_the_machine"), [("0", False), ("", True)])
def test_no_engine_is_asked_where_the_embedded_stack_is_wanted_or_possible(monkeypatch, wish, broker_of_the_machine):
    monkeypatch.setenv(ASKED, wish)
    monkeypatch.setattr(servers, "installed_at", lambda: "/" if broker_of_the_machine else None)
    monkeypatch.setattr(containers, "available", lambda: pytest.fail("asked"))
    with servers.servers() as found:
        assert found.stack.instance.name.startswith("test-")


def test_without_the_machines_broker_an_engine_with_the_images_is_used(monkeypatch):
    monkeypatch.setattr(servers, "installed_at", lambda: None)
    monkeypatch.setattr(containers, "available", lambda: True)
    monkeypatch.setattr(containers, "Containers", Chosen)
    with servers.servers() as found:
        assert isinstance(found.stack, Chosen)


@pytest.mark.compose
def test_containers_are_servers_like_any_other(monkeypatch):
    monkeypatch.setenv(ASKED, "1")
    with servers.servers() as found:
        create_database(found.database_url.replace("{service}", "kept"))
        assert _version(found) >= 170000
        _leave(found, "terve")
        found.restart_broker()
        with found.frozen_broker(), pytest.raises(OSError), Connection(found.amqp_uri, connect_timeout=2) as frozen:
            frozen.connect()
        assert _take(found) == "terve"


def _version(found) -> int:
    engine = create_engine(found.database_url.replace("{service}", "kept"))
    with engine.connect() as connection:
        return int(connection.scalar(sql("SHOW server_version_num")))


def _leave(found, body: str) -> None:
    with Connection(found.amqp_uri) as connection:
        channel = connection.channel()
        channel.queue_declare("kept", durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        channel.basic_publish_confirm(Message(body, delivery_mode=2), "", "kept")


def _take(found) -> str:
    with Connection(found.amqp_uri) as connection:
        return connection.channel().basic_get("kept", no_ack=True).body
