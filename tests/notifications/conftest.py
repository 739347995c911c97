"""A notifications service with its database, a mail server, and a small world of records that things happen to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.notifications.service.post import deliver_due
from services.notifications.tables import Mail
from shared.bus.envelope import Event
from shared.clock import at_local, real_microseconds
from shared.contracts import Aggregate
from shared.contracts.people import PersonV1
from shared.contracts.registration import CallV1, GroupV1, RegistrationV1
from shared.contracts.scheduling import MeetingV1
from shared.contracts.shadowing import PeriodV1
from shared.people.tables import Role
from shared.testing import network as testing_network
from shared.work import Actor, Runtime
from tests.notifications.postbox import Postbox, open_postbox
from tests.notifications.samples import named

_ticks = count()


def at(text: str) -> datetime:
    """`2013-08-29 13:00`, Finnish local time."""
    day, _, clock = text.partition(" ")
    return at_local(date.fromisoformat(day), time.fromisoformat(clock or "09:00"))


def planned(
    prefix: str, dates: list[str], times: tuple[str | None, str | None], number: int = 1
) -> list[dict[str, Any]]:
    """Planned meetings (number from 1) or reserve dates (number 0)."""
    start, end = times
    return [
        {"id": str(named(f"{prefix}{n}")), "number": n if number else 0, "date": day, "start": start, "end": end}
        for n, day in enumerate(dates, 1)
    ]


def pair() -> list[dict[str, Any]]:
    """The parties of a period: anna has invited bertta; each has a boss."""
    party = {"organisation": "hyria", "role": "mutual", "supervisor_supports": None, "followup_submitted": False}
    return [
        party | {"person_id": str(named(each)), "supervisor_id": str(named(f"{each}s boss"))}
        for each in ("anna", "bertta")
    ]


@dataclass
class World:
    """Records by name, and the service that hears of them."""

    runtime: Runtime
    event: Callable[..., Event]
    deliver: Callable[..., None]
    tick: Callable[[Runtime], int]
    clock: Any
    postbox: Postbox
    records: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)

    def pass_time(self, text: str) -> None:
        """Let time pass, do what became due, and let the mails leave."""
        self.clock.set(at(text))
        self.work()

    def work(self) -> None:
        """What the events process does by itself."""
        self.tick(self.runtime)
        deliver_due(self.runtime)

    def made(self, contract: type[Aggregate], name: str, key: str, /, **changes: Any) -> Event:
        """The event of something that has happened to a record; the record remembers it."""
        known = self.records.setdefault((contract.aggregate, key), {"occasions": {}})
        version, moment = real_microseconds() + next(_ticks), self.clock.now()
        known["occasions"] = known["occasions"] | {name: {"version": version, "at": moment.isoformat()}}
        known.update(changes)
        return self.event(contract, name, id=named(key), version=version, at=moment, **known)

    def happen(self, contract: type[Aggregate], name: str, key: str, /, **changes: Any) -> None:
        """Something happens to a record, and the service hears of it at once."""
        self.deliver(self.runtime, self.made(contract, name, key, **changes))

    def know(self, *names: str, **card: Any) -> None:
        """People become known."""
        for name in names:
            self.deliver(self.runtime, self.person(name, **card))

    def person(self, name: str, **card: Any) -> Event:
        """The event of a card; the address is made of the name."""
        values = {"first_name": name.capitalize(), "last_name": "Esimerkki", "language": "fi", "roles": []}
        values |= {"email": f"{name}@hyria.example", "organisation": "hyria", "supervisor_id": None}
        return self.made(PersonV1, "person_registered", name, **(values | card))

    def call(self, key: str = "call", **changes: Any) -> None:
        """A published call."""
        values = {"contact_id": named("pm"), "state": "open"}
        self.happen(CallV1, "call_published", key, **(values | changes))

    def group(self, key: str, occasion: str = "group_opened", **changes: Any) -> None:
        """A group of the call with four meetings and a reserve date."""
        values: dict[str, Any] = {
            "call_id": str(named("call")),
            "name": {"fi": f"Ryhmä {key}", "sv": None, "en": None},
            "state": "registering",
            "contact_id": str(named("pm")),
            "mentor_ids": [str(named("mentor"))],
            "member_ids": [],
        }
        known = self.records.get(("group", key), {})
        self.happen(GroupV1, occasion, key, **(({} if known else values) | changes))

    def registration(self, person: str, occasion: str, group: str = "g", **changes: Any) -> None:
        """Something happens to a person's registration."""
        ids = {"call_id": named("call"), "group_id": named(group), "person_id": named(person)}
        values = {each: str(value) for each, value in ids.items()} | {"supervisor_id": str(named("supervisor"))}
        self.happen(RegistrationV1, occasion, f"{person} in {group}", **(values | changes))

    def meeting(self, key: str, occasion: str = "meeting_scheduled", group: str = "g", **changes: Any) -> None:
        """Something happens to a meeting."""
        values: dict[str, Any] = {
            "group_id": str(named(group)),
            "mentor_ids": [str(named("mentor"))],
            "state": "scheduled",
            "number": 2,
            "date": "2013-09-26",
            "start": "13:00",
            "end": "15:30",
            "replaces": None,
            "replaced_by": None,
            "present": None,
            "held_minutes": None,
        }
        known = self.records.get(("meeting", key), {})
        self.happen(MeetingV1, occasion, key, **(({} if known else values) | changes))

    def period(self, occasion: str, key: str = "period", **changes: Any) -> None:
        """Something happens to a pair period of anna and bertta."""
        values = {"call_id": str(named("shadowing")), "decider_id": str(named("pm")), "parties": pair()}
        known = self.records.get(("period", key), {})
        self.happen(PeriodV1, occasion, key, **(({} if known else values) | changes))

    def kinds(self, name: str) -> list[str]:
        """The kinds of the mails that somebody got, oldest first."""
        return self.postbox.kinds(f"{name}@hyria.example")

    def mails(self) -> list[Mail]:
        """All mails, in the order in which they leave."""
        with self.runtime.work() as work:
            found = list(work.session.scalars(select(Mail).order_by(Mail.due_at, Mail.kind, Mail.person_id)))
            work.session.expunge_all()
        return found

    def acting(self, name: str, *roles: tuple[str, str]) -> Actor:
        """Somebody who is signed in."""
        held = tuple(Role(role, organisation, date(2013, 1, 1)) for role, organisation in roles)
        return Actor("person", named(name), held)

    def id_of(self, name: str) -> UUID:
        return named(name)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


@pytest.fixture
def network_file(tmp_path: Path) -> Path:
    """A network in which tavastia runs its own notifications."""
    return testing_network.write(tmp_path, with_member=True)


@pytest.fixture
def world(
    runtime_of: Callable[..., Runtime],
    event: Callable[..., Event],
    deliver: Callable[..., None],
    tick: Callable[[Runtime], int],
    clock: Any,
    postbox: Postbox,
) -> World:
    """On Monday 5 August 2013 at 9: a call with the group g, its mentor, its contact and a supervisor."""
    clock.set(at("2013-08-05 09:00"))
    runtime = runtime_of("notifications", smtp_url=postbox.url)
    found = World(runtime, event, deliver, tick, clock, postbox)
    found.know("pm", "mentor", "supervisor")
    found.call()
    found.group("g")
    return found
