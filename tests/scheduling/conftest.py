"""The autumn 2013 groups in a scheduling service: open group (5 meetings), secretaries 1 and 2 (4 each), one mentor."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, ClassVar
from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import make_url, select

from services.scheduling import commands
from services.scheduling.tables import Meeting, ReserveDate, Series
from shared.clock import at_local, local_date
from shared.contracts.people import PersonV1
from shared.contracts.registration import GroupV1
from shared.database.migrate import create_database, drop_database
from shared.people.tables import Person
from shared.web.handling import Application
from shared.work import SYSTEM, Actor, Runtime

PM = {"role": "project_manager", "organisation": "opelix", "valid_from": "2013-01-01", "valid_to": None}
COORDINATOR = {"role": "member_coordinator", "organisation": "hyria", "valid_from": "2013-01-01", "valid_to": None}
DATES = {
    "ope": ["2013-08-29", "2013-09-19", "2013-10-10", "2013-11-07", "2013-12-12"],
    "siht1": ["2013-08-15", "2013-09-26", "2013-10-31", "2013-11-21"],
    "siht2": ["2013-09-05", "2013-10-24", "2013-11-14", "2013-12-19"],
}
RESERVE = {"ope": ["2013-11-28"], "siht1": ["2014-01-09"], "siht2": []}
MEMBERS = {"ope": 7, "siht1": 9, "siht2": 6}


def named(name: str) -> UUID:
    """The id of somebody or something by name, the same in every test."""
    return uuid5(NAMESPACE_URL, name)


def at(text: str) -> datetime:
    """`2013-08-29 13:00`, Finnish local time."""
    day, _, clock = text.partition(" ")
    return at_local(date.fromisoformat(day), time.fromisoformat(clock or "09:00"))


@dataclass
class Scheduling:
    """A scheduling service with its database, and what tests do to it."""

    runtime: Runtime
    event: Any
    deliver: Callable[..., None]
    tick: Callable[[Runtime], int]
    emitted: Callable[[Runtime], list[tuple[str, dict[str, Any]]]]
    clock: Any
    people: dict[str, Any] = field(default_factory=dict)

    def set_clock(self, text: str) -> None:
        self.clock.set(at(text))

    def pass_time(self, text: str) -> None:
        """Let time pass and do what became due."""
        self.set_clock(text)
        self.tick(self.runtime)

    def person(self, name: str, organisation: str = "hyria", **more: Any) -> Any:
        card = {"first_name": name.title(), "last_name": "Esimerkki", "email": f"{name}@{organisation}.example"}
        rest = {"roles": [], "same_as": None, "supervisor_id": None, "sessions_valid_from": None, "language": "fi"}
        given = {**card, **rest, "organisation": organisation, "employments": None, **more}
        return self.event(PersonV1, "person_registered", id=named(name), **given)

    def group(self, name: str, /, event_name: str = "group_confirmed", **more: Any) -> Any:
        timed = {} if name == "siht2" else {"start": "13:00", "end": "15:30"}
        dated = [
            {"id": named(f"{name} {day}"), "date": day, "start": None, "end": None, **timed} for day in DATES[name]
        ]
        reserve = [{"id": named(f"{name} {day}"), "number": 0, "date": day, **timed} for day in RESERVE[name]]
        given: dict[str, Any] = {
            "organisation": "opelix",
            "call_id": named("verme-2013s"),
            "scope": "network",
            "state": "confirmed",
            "reporting_year": 2013,
            "name": {"fi": f"Ryhmä {name}", "sv": None, "en": None},
            "mentor_ids": [named("mentor")],
            "member_ids": [named(f"{name}{number}") for number in range(1, MEMBERS[name] + 1)],
            "contact_id": named("pm"),
            "meeting_minutes": 150,
            "venue": {"name": "Ammattiopisto Tavastia", "town": "Hämeenlinna"},
            "planned_meetings": [{**each, "number": number} for number, each in enumerate(dated, 1)],
            "reserve_dates": reserve,
            "sibling_of": None,
        }
        return self.event(GroupV1, event_name, **{"id": named(name), **given, **more})

    def everybody(self) -> list[Any]:
        members = [f"{group}{number}" for group, many in MEMBERS.items() for number in range(1, many + 1)]
        staff = [self.person("pm", "tavastia", roles=[PM]), self.person("mentor", "tavastia")]
        others = [self.person("stranger"), self.person("coordinator", roles=[COORDINATOR])]
        return [*staff, *others, *(self.person(each, "tavastia" if each[-1] in "12" else "hyria") for each in members)]

    def actor(self, name: str) -> Actor:
        if name == "system":
            return SYSTEM
        with self.runtime.work() as work:
            person = work.session.get_one(Person, named(name))
            return Actor("person", person.id, person.held_roles(local_date(work.now)), person.language)

    def does(self, who: str, command: str, *args: Any, **kwargs: Any) -> Any:
        """Run a command on behalf of somebody, in a unit of work of its own."""
        with self.runtime.work(self.actor(who)) as work:
            return getattr(commands, command)(work, *args, **kwargs)

    def meeting(self, group: str, day: str) -> Meeting:
        """The meeting of a group on a day, the live one first."""
        with self.runtime.sessions() as session:
            statement = select(Meeting).where(Meeting.group_id == named(group), Meeting.date == date.fromisoformat(day))
            found = session.scalars(statement.order_by(Meeting.state_.in_(["cancelled", "moved"])))
            return next(iter(found))

    def reserve(self, group: str) -> ReserveDate:
        with self.runtime.sessions() as session:
            return session.scalars(select(ReserveDate).where(ReserveDate.group_id == named(group))).one()

    def series(self, group: str) -> Series:
        with self.runtime.sessions() as session:
            return session.get_one(Series, named(group))

    def told(self, *names: str) -> list[tuple[str, dict[str, Any]]]:
        """Events of these names, in order."""
        return [each for each in self.emitted(self.runtime) if each[0] in names]


@dataclass
class Snapshot:
    """The database of the confirmed groups: made by the first test that needs it, copied by the others."""

    url: str = ""
    wanted: bool = False


SNAPSHOT = Snapshot()


@pytest.fixture(scope="session")
def templates(templates) -> Iterator[Callable[[Any], str]]:
    """Copies of the snapshot for who wants it, else of the empty database."""

    def template(service: Any) -> str:
        return str(make_url(SNAPSHOT.url).database) if SNAPSHOT.wanted and SNAPSHOT.url else templates(service)

    yield template
    if SNAPSHOT.url:
        drop_database(SNAPSHOT.url)


@pytest.fixture
def build(runtime_of, event, deliver, tick, emitted, clock) -> Callable[[str], Scheduling]:
    """`build("2013-06-03")`: a scheduling service on that day."""

    def make(day: str) -> Scheduling:
        clock.set(at(day))
        return Scheduling(runtime_of("scheduling"), event, deliver, tick, emitted, clock)

    return make


@pytest.fixture
def empty(build) -> Scheduling:
    """A service that knows nobody, on 3 June 2013."""
    SNAPSHOT.wanted = False
    return build("2013-06-03")


@pytest.fixture
def scheduling(build) -> Scheduling:
    """All three groups confirmed, on 1 August 2013."""
    SNAPSHOT.wanted = True
    found = build("2013-08-01")
    if not SNAPSHOT.url:
        found.deliver(found.runtime, *found.everybody(), *(found.group(each) for each in DATES))
        SNAPSHOT.url = copied(found.runtime)
    return found


def copied(runtime: Runtime) -> str:
    """The address of a copy of the runtime's database."""
    runtime.database.dispose()
    own = make_url(runtime.settings.database_url("scheduling"))
    url = own.set(database=f"{own.database}_confirmed").render_as_string(hide_password=False)
    create_database(url, template=own.database)
    return url


class Compiled(BytecodeCache):
    """Templates compiled once for all tests."""

    known: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


def quick(app: Application) -> Application:
    """The same application without compiling its templates again."""
    app.renderer.environment.bytecode_cache = Compiled()
    return app
