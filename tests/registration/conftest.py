"""A season's beginning, as commands: a call, a group of secretaries, people who register, supervisors who answer."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.registration.commands import approvals, calls, people, registrations
from services.registration.tables import Call, Group, Registration
from shared.clock import at_local
from shared.people import Person, find_by_email
from shared.work import ANONYMOUS, SYSTEM, Actor, Runtime

START = at_local(date(2013, 6, 5), time(9))
OF_CALL = ("placing", "questions", "closes_on", "known_by", "scope", "organisation", "opens_at", "kind", "quota")
VERME1 = [date(2013, 8, 15), date(2013, 9, 26), date(2013, 10, 31), date(2013, 11, 21)]
VERME2 = [date(2013, 9, 5), date(2013, 10, 24), date(2013, 11, 14), date(2013, 12, 19)]


def meetings(days: list[date], timed: bool = True) -> list[dict[str, Any]]:
    clock = {"start": time(13), "end": time(15, 30)} if timed else {}
    return [{"date": day, **clock} for day in days]


@dataclass
class Season:
    """Registration in a state to be tested; every act is a unit of work of its own."""

    runtime: Runtime
    clock: Any

    def do(self, command: Any, *args: Any, actor: Actor = SYSTEM, **kwargs: Any) -> Any:
        with self.runtime.work(actor) as work:
            return command(work, *args, **kwargs)

    def find(self, table: Any, **values: Any) -> Any:
        with self.runtime.sessions() as session:
            found = session.scalars(select(table).filter_by(**values)).one()
            if isinstance(found, Registration):
                _ = found.group, found.call
            if isinstance(found, Group):
                _ = found.dates, found.call
            return found

    def person(self, name: str, organisation: str = "hyria", role: str | None = None) -> Person:
        roles = [people.role_row(role, organisation, people.ALWAYS)] if role else []
        email = f"{name}.malli@{organisation}.example"
        with self.runtime.sessions() as session:
            if known := find_by_email(session, email):
                return known
        return self.do(
            people.register_person,
            organisation=organisation,
            email=email,
            first_name=name.capitalize(),
            last_name="Malli",
            roles=roles,
        )

    def leave(self, organisation: str, last: date) -> None:
        """A member leaves the network: its last day in `network.yml`."""
        known = self.runtime.network.organisations
        known[organisation] = replace(known[organisation], leaves=last)

    def call(
        self, *, min_size: int = 5, max_size: int = 9, publish: bool = True, more: Any = (), **values: Any
    ) -> Call:
        own = {name: values.pop(name) for name in OF_CALL if name in values}
        contact, mentor = self.person("kaisa", "opelix"), self.person("mentori", "tavastia", "mentor")
        secretaries = {
            "name": {"fi": "Sihteerien VERME"},
            "staff_groups": ["secretary"],
            "mentor_ids": [mentor.id],
            "min_size": min_size,
            "max_size": max_size,
            "meetings": meetings(VERME1),
            "reserve_dates": meetings([date(2014, 1, 9)]),
        }
        data = {
            "kind": "verme",
            "title": {"fi": "Verme 2013", "sv": "Verme 2013", "en": "Verme 2013"},
            "about": {},
            "scope": "network",
            "reporting_year": 2013,
            "opens_at": START - timedelta(days=1),
            "contact_id": contact.id,
            "venue": {"name": "Ammattiopisto Tavastia", "town": "Hämeenlinna"},
            "groups": [secretaries | values, *more],
        } | own
        call = self.do(calls.create_call, data)
        if publish:
            self.do(calls.publish_call, call.id)
        return call

    def groups_of(self, call: Call) -> list[Group]:
        with self.runtime.sessions() as session:
            return list(
                session.scalars(select(Group).filter_by(call_id=call.id).order_by(Group.created_at, Group.max_size))
            )

    def group_of(self, call: Call) -> Group:
        return self.find(Group, call_id=call.id, sibling_of=None)

    def form(self, group_id: UUID, name: str, **values: Any) -> dict[str, Any]:
        return {
            "group_id": group_id,
            "first_name": name.capitalize(),
            "last_name": "Malli",
            "email": f"{name}.malli@hyria.example",
            "employer": "hyria",
            "unit": "Torikatu",
            "job_title": "koulusihteeri",
            "supervisor_email": "esihenkilo.malli@hyria.example",
            "language": "fi",
        } | values

    def register(self, group_id: UUID, name: str, *, confirm: bool = True, **values: Any) -> UUID:
        found = self.do(registrations.register, self.form(group_id, name, **values), actor=ANONYMOUS)
        if confirm:
            self.do(registrations.confirm_address, found.id)
        self.clock.set(self.clock.now() + timedelta(minutes=1))
        return found.id

    def approve(self, registration_id: UUID) -> Registration:
        found = self.registration(registration_id)
        return self.do(approvals.approve, registration_id, found.supervisor_id)

    def deny(self, registration_id: UUID, reason: str = "no_substitute", text: str | None = None) -> Registration:
        found = self.registration(registration_id)
        return self.do(approvals.deny, registration_id, found.supervisor_id, reason, text)

    def registration(self, registration_id: UUID) -> Registration:
        return self.find(Registration, id=registration_id)

    def states(self, ids: list[UUID]) -> list[str]:
        return [self.registration(each).state_name for each in ids]


@pytest.fixture
def season(runtime_of, clock) -> Season:
    clock.set(START)
    return Season(runtime_of("registration"), clock)


@pytest.fixture
def happened(season, emitted):
    """Names of the events about a record, in order."""

    def names(record_id: UUID) -> list[str]:
        return [name for name, data in emitted(season.runtime) if data["id"] == str(record_id)]

    return names


def at(day: date, hour: int = 9) -> datetime:
    return at_local(day, time(hour))
