"""The pair periods of 2011 and 2012 through shadowing's own commands, day by day; reporting shows the seeds' figures.

Everything reaches reporting as the events that shadowing has published. The seeds state the totals and, of 2012,
that some periods were still to be done or reported; how the 21 divide is assumed (tests/reporting/figures.yaml).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import select
from werkzeug.test import Client

from services.reporting.service import Web as Reporting
from services.shadowing import commands
from shared.bus.envelope import read
from shared.clock import real_now
from shared.contracts.people import StatisticsV1
from shared.contracts.shadowing import PeriodV1
from shared.database.kit import OutboxRow
from shared.people import sessions
from shared.web.service import application
from shared.work import Runtime
from tests.reporting.seeds import FIGURES, people
from tests.shadowing.conftest import DECISION, FOLLOWUP, GOALS, PLAN, World, id_of

PAIRS_2011, PAIRS_2012 = FIGURES["pairs_2011"], FIGURES["pairs_2012"]
AS_OF = PAIRS_2012["as_of"]
SUPERVISORS = {"hyria": "hanna", "tavastia": "teuvo"}


def names(ranges: list[str]) -> list[str]:
    return [each.lower() for each in people(ranges)]


def week(monday: date) -> tuple[date, ...]:
    return tuple(monday + timedelta(days=each) for each in range(5))


@dataclass
class Pair:
    """Two colleagues, their days, and on which days each sends the follow-up form."""

    parties: tuple[str, str]
    employers: tuple[str, str]
    days: tuple[date, ...]
    reported_on: tuple[date, ...]
    colleagues: int = 0
    visits: str = "inviter_visits"
    shape: str = "contiguous_week"
    period_id: UUID | None = None


@dataclass
class Replay:
    """Plays pairs in the order of their days, and keeps reporting informed."""

    world: World
    reporting: Runtime
    pairs: list[Pair]
    acts: list[tuple[date, Callable[[], None]]] = field(default_factory=list)

    def prepare(self, opened: date) -> None:
        """What each pair does on which day."""
        for pair in self.pairs:
            self.on(opened, self.apply, pair)
            self.on(opened + timedelta(days=2), self.decide, pair)
            self.on(pair.days[0] - timedelta(days=10), self.report_goals, pair)
            for name, day in zip(pair.parties, pair.reported_on, strict=False):
                self.on(day, self.follow_up, pair, name)

    def on(self, day: date, act: Callable[..., None], *arguments: Any) -> None:
        self.acts.append((day, lambda: act(*arguments)))

    def play_until(self, day: date) -> None:
        """Everything up to a day, in order; timers first."""
        due = sorted((each for each in self.acts if each[0] <= day), key=lambda each: each[0])
        self.acts = [each for each in self.acts if each[0] > day]
        for on, act in due:
            self.pass_to(on)
            act()
        self.pass_to(day)
        self.tell_reporting()

    def pass_to(self, day: date) -> None:
        self.world.go_to(day)
        while self.world.tick(self.world.runtime):
            pass

    def apply(self, pair: Pair) -> None:
        inviter, invited = pair.parties
        self.world.invite(inviter, invited, organisation=pair.employers[1])
        pair.period_id = self.world.period_id
        plan = {**PLAN, "visits": pair.visits, "shape": pair.shape, "days": list(pair.days)}
        self.do(pair, invited, commands.accept_invitation)
        self.do(pair, inviter, commands.save_plan, plan | {"additional_colleagues": pair.colleagues}, 0)
        for name in pair.parties:
            self.do(pair, name, commands.accept_plan, 1)

    def decide(self, pair: Pair) -> None:
        for name in {SUPERVISORS[each] for each in pair.employers}:
            self.do(pair, name, commands.give_statement, {"supports": "yes", "took_part": True})
        self.do(pair, "pia", commands.decide, DECISION)

    def report_goals(self, pair: Pair) -> None:
        self.do(pair, pair.parties[0], commands.save_goals, GOALS, 0)
        for name in pair.parties:
            self.do(pair, name, commands.accept_goals, 1, True)

    def follow_up(self, pair: Pair, name: str) -> None:
        self.do(pair, name, commands.submit_followup, FOLLOWUP)

    def do(self, pair: Pair, name: str, command: Callable[..., Any], *arguments: Any) -> None:
        self.world.do(name, command, pair.period_id, *arguments)

    def tell_reporting(self) -> None:
        """Deliver all that shadowing has published, as the broker would."""
        with self.world.runtime.sessions() as session:
            bodies = list(session.scalars(select(OutboxRow.body).order_by(OutboxRow.id)))
        events = [read(orjson.loads(each), bytes(each)) for each in bodies]
        self.world.deliver(self.reporting, *(each for each in events if each.type.contract is PeriodV1))

    def report(self, kind: str, **asked: Any) -> Any:
        """A report as the project manager reads it."""
        client = Client(application(self.reporting, Reporting.routes))
        client.set_cookie(
            sessions.COOKIE,
            sessions.begin(self.reporting.settings, id_of("pia"), remember=False, now=real_now()),
        )
        answer = client.get(f"/api/reporting/v1/reports/{kind}", query_string=asked)
        assert answer.status_code == 200, answer.text
        return answer.json


@pytest.fixture
def replay_of(world: World, runtime_of: Any, event: Any) -> Iterator[Callable[..., Replay]]:
    """`replay_of(pairs, opened)`: shadowing and reporting with the people of some pairs and their genders."""

    def make(pairs: list[Pair], opened: date, men: set[str], **calls: Any) -> Replay:
        world.clock.set(world.clock.now().replace(year=opened.year, month=opened.month, day=opened.day))
        reporting = runtime_of("reporting")
        cards = [
            world.person(name, organisation=employer, supervisor_id=id_of(SUPERVISORS[employer]))
            for pair in pairs
            for name, employer in zip(pair.parties, pair.employers, strict=True)
        ]
        told = [
            event(StatisticsV1, "statistics_given", id=id_of(name), gender="male" if name in men else "female")
            for pair in pairs
            for name in pair.parties
        ]
        world.deliver(world.runtime, *cards)
        world.deliver(reporting, world.person("pia"), *cards, *told)
        made = Replay(world, reporting, pairs)
        made.prepare(opened)
        return made

    return make


def pairs_of_2011() -> list[Pair]:
    """Twelve who got to know a colleague's work in another institution, some with further colleagues there."""
    both = zip(names(PAIRS_2011["visitors"]), names(PAIRS_2011["hosts"]), strict=True)
    weeks = [week(date(2011, 10, 3) + timedelta(weeks=each % 6)) for each in range(PAIRS_2011["expected"]["pairs"])]
    return [
        Pair(
            parties,
            ("hyria", "tavastia"),
            days,
            (days[-1] + timedelta(days=7), days[-1] + timedelta(days=10)),
            colleagues=PAIRS_2011["additional_colleagues"].get(number, 0),
        )
        for number, (parties, days) in enumerate(zip(both, weeks, strict=True), start=1)
    ]


def test_the_twelve_periods_of_2011_are_12_pairs_24_persons_and_60_days(replay_of: Any, world: World) -> None:
    terms = {"opens_at": "2011-08-15T06:00:00+00:00", "reporting_year": 2011, "quota": 12}
    window = {"window_from": "2011-09-05", "window_to": "2011-12-16"}
    world.deliver(world.runtime, world.call(**terms, **window))
    replay = replay_of(pairs_of_2011(), date(2011, 8, 22), set(names(PAIRS_2011["male"])))
    replay.play_until(date(2011, 12, 31))
    expected = PAIRS_2011["expected"]
    assert replay.report("pair-figures", year=2011)["rows"] == [
        {
            "reporting_year": 2011,
            "scope": "cross_organisation",
            "pairs": expected["pairs"],
            "visitors": expected["visitors"],
            "persons": expected["persons"],
            "female": expected["female"],
            "male": expected["male"],
            "other": 0,
            "not_stated": 0,
            "additional_colleagues": expected["additional"],
            "days_planned": expected["days"],
            "days_realised": expected["days"],
            "person_days": expected["person_days"],
        }
    ]


def pairs_of_2012() -> list[Pair]:
    """Twenty-one inside two institutions, in the project's call; the days are assumed, so that they stand as told."""
    september, later = date(2012, 9, 10), date(2012, 11, 12)
    weekly = tuple(date(2012, 10, 10) + timedelta(weeks=each) for each in range(5))
    autumn, spring = (date(2012, 10, 1), date(2012, 10, 8)), (date(2012, 12, 10), date(2012, 12, 20))
    courses = [
        ("reported", week(september), autumn, "contiguous_week"),
        ("done_unreported", week(september + timedelta(weeks=2)), (autumn[1], spring[0]), "contiguous_week"),
        ("in_progress", weekly, spring, "separate_days"),
        ("planned", week(later), spring, "contiguous_week"),
    ]
    found: list[Pair] = []
    for state, days, reported_on, shape in courses:
        for _each in range(PAIRS_2012["states"][state]):
            number = len(found) + 1
            employer = "hyria" if number % 2 else "tavastia"
            both = (f"r{number:03}", f"r{number + 100:03}")
            found.append(Pair(both, (employer, employer), days, reported_on, visits="mutual", shape=shape))
    return found


def test_the_21_periods_of_2012_stand_on_18_october_where_the_report_says(replay_of: Any, world: World) -> None:
    terms = {"opens_at": "2012-08-01T06:00:00+00:00", "reporting_year": 2012, "quota": 21}
    window = {"window_from": "2012-08-27", "window_to": "2012-12-14"}
    world.deliver(world.runtime, world.call(**terms, **window))
    replay = replay_of(pairs_of_2012(), date(2012, 8, 13), set())
    replay.play_until(AS_OF)
    assert standing(replay, AS_OF) == PAIRS_2012["states"]
    figures = replay.report("pair-figures", year=2012)["rows"][0]
    assert (figures["pairs"], figures["persons"], figures["days_planned"]) == (21, 42, PAIRS_2012["expected"]["days"])
    assert (figures["scope"], figures["days_realised"]) == ("internal", 8 * 5 + 6 * 5 + 3 * 2)

    replay.play_until(date(2012, 12, 31))
    assert standing(replay, date(2012, 12, 31)) == {**dict.fromkeys(PAIRS_2012["states"], 0), "reported": 21}
    assert standing(replay, AS_OF) == PAIRS_2012["states"], "the day of the report is still as it was"
    assert replay.report("pair-figures", year=2012)["rows"][0]["days_realised"] == PAIRS_2012["expected"]["days"]


def standing(replay: Replay, day: date) -> dict[str, int]:
    rows = replay.report("pair-states", year=2012, as_of=day.isoformat())["rows"]
    return {each["status"]: each["pairs"] for each in rows}
