"""What heals a service that has lost everything, from start to finish, with real services."""

import subprocess
from datetime import date, time

import pytest
from sqlalchemy import create_engine
from sqlalchemy import text as sql

from services.registration.commands import calls, people
from shared.bus.relay import Relay
from shared.clock import at_local
from shared.database.migrate import create_database, drop_database, upgrade
from shared.plugins import manifest
from shared.testing.broker import eventually
from shared.testing.running import environment, vertais

TABLES = ("people", "known_calls", "known_groups")


@pytest.fixture
def registration(broker, clock, runtime_of):
    clock.set(at_local(date(2013, 6, 5), time(9)))
    return runtime_of("registration", amqp_uri_template=broker.uri_template)


def begin_season(runtime) -> None:
    """A contact, a mentor, a call and a group."""
    with runtime.work() as work:
        contact = people.register_person(
            work, organisation="opelix", email="kaisa@opelix.example", first_name="Kaisa", last_name="Malli"
        )
        mentor = people.register_person(
            work, organisation="tavastia", email="matti@tavastia.example", first_name="Matti", last_name="Malli"
        )
        group = {
            "name": {"fi": "Sihteerien VERME"},
            "mentor_ids": [mentor.id],
            "min_size": 5,
            "max_size": 9,
            "meetings": [{"date": date(2013, 9, day), "start": time(13), "end": time(15)} for day in (5, 12, 19, 26)],
            "reserve_dates": [],
        }
        call = {
            "kind": "verme",
            "title": {"fi": "Verme 2013", "sv": "Verme 2013", "en": "Verme 2013"},
            "about": {},
            "scope": "network",
            "reporting_year": 2013,
            "opens_at": work.now,
            "contact_id": contact.id,
            "venue": {"name": "Ammattiopisto Tavastia", "town": "Hämeenlinna"},
            "groups": [group],
        }
        calls.publish_call(work, calls.create_call(work, call).id)


def publish(runtime) -> None:
    relay = Relay(runtime)
    while relay.relay_once():
        pass
    relay.disconnect()


def known(process) -> dict[str, list]:
    """Ids and versions of everything that the reader has."""
    database = create_engine(process.settings.database_url("reporting"))
    with database.connect() as connection:
        rows = {each: connection.execute(sql(f"SELECT id, version FROM {each} ORDER BY id")).all() for each in TABLES}
    database.dispose()
    return rows


def lose_database(process) -> None:
    """Dropped and made anew, as an operator does who has no backup."""
    url = process.settings.database_url("reporting")
    drop_database(url)
    create_database(url)
    upgrade(url, manifest("reporting"))


def test_a_lost_database_is_filled_again_by_republishing(registration, running):
    """P5, P20: the reader ends with what it had, without anything being done by hand but the command."""
    reporting = running("reporting", "events")
    begin_season(registration)
    publish(registration)
    assert eventually(lambda: all(known(reporting).values()))
    before = known(reporting)
    reporting.stop()
    lose_database(reporting)
    reporting.start()
    assert not any(known(reporting).values())
    command = vertais("events", "republish", "registration", "--to", "hub.reporting")
    done = subprocess.run(command, env=environment(registration.settings), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    publish(registration)
    assert eventually(lambda: known(reporting) == before, 20), known(reporting)
