"""The whole network through HTTP: the autumn 2013 season, undisturbed and with everything killed under it.

Each run ends with the season's own check: its figures, and an inbox that equals the hand-written list, mail by mail.
"""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import chain, cycle
from pathlib import Path

import kombu
import pytest

from shared.cli.demo import script
from shared.cli.demo.closing import check
from shared.cli.demo.season import SERVICES, Act, Season, play
from shared.cli.stack import Stack

pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def stack() -> Iterator[Stack]:
    with Stack(instance=f"test-season-{os.getpid()}", services=SERVICES) as found:
        yield found


@pytest.fixture
def season(stack: Stack, tmp_path: Path) -> Season:
    return Season(stack.base_url, tmp_path, tell=print, on_move=lambda now: None)


def run(season: Season, disturb: Callable[[Act], None] = lambda act: None) -> None:
    """Play all acts; `disturb` is called while what an act caused is still under way."""

    def disturbed(act: Act) -> Act:
        return Act(act.at, act.what, lambda acting: (act.do(acting), disturb(act))[0])

    play(season, [disturbed(each) for each in script(season)], lambda: None)
    check(season)


def test_the_season_plays_and_no_name_is_in_events_or_logs(stack: Stack, season: Season) -> None:
    """Personal data rides on the people streams alone; logs never carry it."""
    with kombu.Connection(f"{stack.amqp_admin_uri.rsplit('/', 1)[0]}/vertais") as connection:
        tap = tapped(connection)
        run(season)
        events = list(drained(connection, tap))
    logs = "\n".join(each.read_text(errors="replace") for each in (stack.instance.folder / "logs").glob("*.log"))
    assert len(events) > 300
    assert [who for who in identifying(season) if any(who in each for each in events)] == []
    assert [who for who in identifying(season) if who in logs] == []


def tapped(connection: kombu.Connection) -> str:
    """A queue that gets a copy of every event that is not on a people stream."""
    channel = connection.channel()
    name = channel.queue_declare("tap", durable=False, exclusive=True).queue
    for service in (each for each in SERVICES if each != "notifications"):
        channel.queue_bind(name, f"{service}.events", "#")
    return str(name)


def drained(connection: kombu.Connection, name: str) -> Iterator[str]:
    channel = connection.default_channel
    while (message := channel.basic_get(name, no_ack=True)) is not None:
        body = message.body
        yield body if isinstance(body, str) else bytes(body).decode()


def identifying(season: Season) -> list[str]:
    """Names and addresses by which somebody of the cast would be known."""
    people = season.cast.people
    return [each["last_name"] for each in people.values()] + [season.cast.email(ref) for ref in people]


def test_killing_services_under_the_season_loses_and_doubles_nothing(stack: Stack, season: Season) -> None:
    """P1, P3: after every other act one service is killed with SIGKILL while events are on their way."""
    victims = cycle(chain.from_iterable((each, None) for each in (*SERVICES, "notifications")))

    def kill(act: Act) -> None:
        if victim := next(victims):
            stack.kill(victim, signal.SIGKILL)

    run(season, kill)
    assert sum(process.restarts for process in stack.processes.values()) > 15


def test_restarting_the_broker_under_the_season_loses_and_doubles_nothing(stack: Stack, season: Season) -> None:
    """P1, P3: RabbitMQ is killed and comes back while registrations, confirmations and a cancellation travel."""
    moments = {"2013-06-12 09:00", "2013-08-23 09:00", "2013-11-18 10:00"}

    def restart(act: Act) -> None:
        if act.at in moments:
            stack.kill("rabbitmq", signal.SIGKILL)

    run(season, restart)
    assert stack.processes["rabbitmq"].restarts == len(moments)
