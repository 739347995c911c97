"""Databases are made, migrated and compared; doing it twice, or twice at once, is harmless."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError, OperationalError

from shared.contracts.people import PersonV1
from shared.database.engine import engine
from shared.database.migrate import KIT, behind, create_database, drift, drop_database, histories, upgrade
from shared.database.preflight import preflight
from shared.errors import ConfigurationError
from shared.people import Person
from shared.plugins import Manifest, manifests
from shared.testing.plugin import settings_for
from tests.bus.library.plugin import manifest


@pytest.fixture
def url(servers):
    found = servers.database_url.replace("{service}", f"migrated_{uuid4().hex[:10]}")
    yield found
    drop_database(found)


def test_a_database_is_made_and_migrated_by_two_setups_at_once(url):
    def setup(_: int) -> bool:
        made = create_database(url)
        upgrade(url, manifest)
        return made

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(setup, range(2))) == [False, True]
    server = create_engine(url)
    with server.connect() as connection:
        assert behind(connection, manifest) == []
        assert [drift(connection, each) for each in histories(manifest)] == [[], []]
        assert {"outbox", "failed_events", "people", "known_groups"} <= set(inspect(connection).get_table_names())
    server.dispose()


@pytest.mark.parametrize("service", sorted(manifests()))
def test_the_migrations_of_every_service_make_what_its_tables_say(url, service):
    create_database(url)
    upgrade(url, manifests()[service])
    server = create_engine(url)
    with server.connect() as connection:
        assert [drift(connection, each) for each in histories(manifests()[service])] == [[], []]
    server.dispose()


def test_the_kit_alone_can_be_migrated(url):
    create_database(url)
    bare = Manifest("bare", "shared.testing", {})
    upgrade(url, bare)
    server = create_engine(url)
    with server.connect() as connection:
        assert drift(connection, KIT) == []
    server.dispose()


def test_a_missing_migration_or_database_is_said(url, network_file):
    settings = settings_for(url, network_file)
    with pytest.raises(ConfigurationError, match="cannot be used"):
        preflight(manifest, settings)
    create_database(url)
    with pytest.raises(ConfigurationError, match="kit and reporting have not been run"):
        preflight(manifest, settings)


def test_registration_holds_an_address_once(runtime_of):
    """Elsewhere cards arrive in any order, and two may name the same address for a while."""
    card = {"first_name": "A", "last_name": "B", "email": "a@hyria.example", "language": "fi", "organisation": "hyria"}
    master = runtime_of(Manifest("registration", "shared.testing", {}, publishes=(PersonV1,)))
    reader = runtime_of(Manifest("scheduling", "shared.testing", {}))
    with reader.work() as work:
        work.session.add_all([Person(**card), Person(**card)])
    with master.work() as work:
        work.session.add(Person(**card))

    def add_another() -> None:
        with master.work() as work:
            work.session.add(Person(**card))

    with pytest.raises(IntegrityError, match="uq_people_email"):
        add_another()


def test_a_statement_cannot_run_for_ever_and_is_known_by_its_process(runtime_of):
    runtime = runtime_of(manifest)
    limited = engine(runtime.settings.database_url("reporting"), "reporting.test", statement_timeout="200ms")
    with limited.connect() as connection:
        assert connection.scalar(sql("SHOW application_name")) == "reporting.test"
        with pytest.raises(OperationalError, match="statement timeout"):
            connection.execute(sql("SELECT pg_sleep(5)"))
    limited.dispose()


def test_a_read_only_unit_of_work_changes_nothing(runtime_of):
    runtime = runtime_of(manifest)

    def write() -> None:
        with runtime.work(read_only=True) as work:
            work.session.execute(sql("INSERT INTO bus_state (name, value) VALUES ('x', 1)"))

    with pytest.raises(Exception, match="read-only transaction"):
        write()
