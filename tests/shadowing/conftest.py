"""A network with people, an open shadowing call, and a pair at any stage."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

import pytest

from services.shadowing import commands
from services.shadowing.service import Web
from services.shadowing.tables import Period
from shared.clock import at_local
from shared.contracts.people import PersonV1
from shared.contracts.registration import CallV1
from shared.people import Role
from shared.web.handling import Application
from shared.web.service import application
from shared.work import SYSTEM, Actor, Runtime

NAMESPACE = UUID("5d7da9f4-4f1f-552b-b68c-7891659a0665")
CALL = uuid5(NAMESPACE, "call")
BEGIN = datetime(2013, 9, 2, 6, tzinfo=UTC)
DATES = tuple(date(2013, 10, 1) + timedelta(days=7 * each) for each in range(5))

PLAN: dict[str, Any] = {
    "kind": "work_pair",
    "visits": "mutual",
    "purpose": "To see how the other school plans its workplace learning.",
    "goal": "One model that can be taken home.",
    "benefit_inviter": "New ways of planning.",
    "benefit_invited": "An outside eye.",
    "wider_benefit": "The whole team uses the model.",
    "shape": "separate_days",
    "days": list(DATES),
    "additional_colleagues": 2,
}
GOALS: dict[str, Any] = {
    "goals": "Anna learns to plan.\nBertta gets feedback.",
    "ways_of_working": "We talk at the end of each day.",
    "sharing_plan": "In the team meetings of November.",
    "with_colleague": True,
    "with_supervisors": "both",
}
DECISION = {"purposeful": "yes", "serves_cooperation": "yes", "serves_both": "partly", "decision": "approve"}
FOLLOWUP: dict[str, Any] = {
    "goal_attainment": ["well", "partly"],
    "purpose_fulfilled": "yes",
    "learned": "A way to plan that saves a day a month.",
    "bring_to_community": "It is on the agenda of the team.",
    "would_recommend": "yes",
    "improvement_wishes": ["longer_period"],
    "share_with_supervisor": True,
    "share_with_partner": False,
}

PEOPLE: dict[str, dict[str, Any]] = {
    "anna": {"organisation": "hyria", "supervisor": "hanna"},
    "bertta": {"organisation": "tavastia", "supervisor": "teuvo"},
    "cecilia": {"organisation": "hyria", "supervisor": "hanna"},
    "hanna": {"organisation": "hyria", "role": ("supervisor", "hyria")},
    "teuvo": {"organisation": "tavastia", "role": ("supervisor", "tavastia")},
    "pia": {"organisation": "tavastia", "role": ("project_manager", "opelix")},
    "kaija": {"organisation": "hyria", "role": ("member_coordinator", "hyria")},
    "outi": {"organisation": "hyria"},
}


def id_of(name: str) -> UUID:
    return uuid5(NAMESPACE, name)


def actor(name: str) -> Actor:
    role = PEOPLE.get(name, {}).get("role")
    roles = (Role(role[0], role[1], date(2010, 1, 1)),) if role else ()
    return Actor("person", id_of(name), roles, "fi")


@dataclass
class World:
    """One service with people and a call; `do` runs a command as somebody in a unit of work of its own."""

    runtime: Runtime
    clock: Any
    event: Any
    deliver: Callable[..., None]
    tick: Callable[[Runtime], int]
    emitted: Callable[[Runtime], list[tuple[str, dict[str, Any]]]]
    period_id: UUID | None = None

    @cached_property
    def application(self) -> Application:
        """The service's pages and API over this world."""
        return application(self.runtime, Web.routes)

    def person(self, name: str, **more: Any) -> Any:
        known = PEOPLE.get(name, {"organisation": "hyria"})
        role = known.get("role")
        held = [role] if role else []
        roles = [{"role": each[0], "organisation": each[1], "valid_from": date(2010, 1, 1)} for each in held]
        card = {
            "organisation": known["organisation"],
            "first_name": name.capitalize(),
            "last_name": "Esimerkki",
            "email": f"{name}@example.org",
            "roles": roles,
            "supervisor_id": id_of(known["supervisor"]) if "supervisor" in known else None,
            "same_as": None,
            "sessions_valid_from": None,
        }
        return self.event(PersonV1, "person_registered", id=more.pop("id", id_of(name)), **{**card, **more})

    def call(self, call_id: UUID = CALL, happened: str = "call_opened", **more: Any) -> Any:
        terms = {
            "organisation": "opelix",
            "scope": "network",
            "kind": "shadowing",
            "state": "open",
            "opens_at": BEGIN,
            "closes_at": None,
            "contact_id": id_of("pia"),
            "quota": 21,
            "period_days": 5,
            "window_from": date(2013, 9, 9),
            "window_to": date(2013, 12, 20),
            "reporting_year": 2013,
        }
        return self.event(CallV1, happened, id=call_id, **{**terms, **more})

    def do(self, name: str | None, command: Callable[..., Any], *arguments: Any) -> Any:
        with self.runtime.work(actor(name) if name else SYSTEM) as work:
            found = command(work, *arguments)
            return found.id if isinstance(found, Period) else found

    def state(self) -> str:
        with self.runtime.sessions() as session:
            return str(session.get(Period, self.period_id).state_name)

    def days(self) -> list[tuple[UUID, date, str]]:
        with self.runtime.sessions() as session:
            return [(each.id, each.date, each.state) for each in session.get(Period, self.period_id).days]

    def go_to(self, day: date, hour: int = 9) -> None:
        """Let it be that day, and run what is due."""
        self.clock.set(at_local(day, time(hour)))
        self.tick(self.runtime)

    def said(self) -> list[str]:
        """Names of the events about periods so far."""
        return [name for name, _ in self.emitted(self.runtime) if name != "person_introduced"]

    def last(self) -> dict[str, Any]:
        return self.emitted(self.runtime)[-1][1]

    def invite(self, inviter: str = "anna", invited: str = "bertta", **more: Any) -> None:
        data = {
            "email": f"{invited}@example.org",
            "first_name": invited.capitalize(),
            "last_name": "Esimerkki",
            "organisation": PEOPLE.get(invited, {"organisation": "tavastia"})["organisation"],
            "kind": "work_pair",
        }
        self.period_id = self.do(inviter, commands.invite_partner, more.pop("call", CALL), {**data, **more})

    def reach(self, state: str) -> None:
        """Take Anna and Bertta to a state, the ordinary way."""
        for name, step in self.way():
            if self.period_id and self.state() == name == state:
                return
            step()
        assert self.state() == state

    def way(self) -> list[tuple[str, Callable[[], None]]]:
        return [
            ("new", self.invite),
            ("drafting", self.apply),
            ("submitted", self.approve),
            ("approved", lambda: self.go_to(date(2013, 9, 17))),
            ("goals_due", self.report_goals),
            ("goals_reported", lambda: self.go_to(DATES[0])),
            ("in_progress", lambda: self.go_to(DATES[-1] + timedelta(days=1))),
            ("followup_due", lambda: self.do("anna", commands.submit_followup, self.period_id, FOLLOWUP)),
            ("followup_partial", lambda: self.do("bertta", commands.submit_followup, self.period_id, FOLLOWUP)),
            ("followup_complete", lambda: self.go_to(date(2014, 1, 15))),
        ]

    def apply(self) -> None:
        self.do("bertta", commands.accept_invitation, self.period_id)
        self.do("anna", commands.save_plan, self.period_id, PLAN, 0)
        self.do("anna", commands.accept_plan, self.period_id, 1)
        self.do("bertta", commands.accept_plan, self.period_id, 1)

    def approve(self) -> None:
        for supervisor in ("hanna", "teuvo"):
            self.do(supervisor, commands.give_statement, self.period_id, {"supports": "yes", "took_part": True})
        self.do("pia", commands.decide, self.period_id, DECISION)

    def report_goals(self) -> None:
        self.do("anna", commands.save_goals, self.period_id, GOALS, 0)
        self.do("anna", commands.accept_goals, self.period_id, 1, True)
        self.do("bertta", commands.accept_goals, self.period_id, 1, True)


@pytest.fixture
def world(runtime_of: Any, clock: Any, event: Any, deliver: Any, tick: Any, emitted: Any) -> World:
    """Two organisations with their people, the project manager, and an open call of 21 places."""
    clock.set(BEGIN)
    made = World(runtime_of("shadowing"), clock, event, deliver, tick, emitted)
    deliver(made.runtime, made.call(), *(made.person(name) for name in PEOPLE))
    return made
