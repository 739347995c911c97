"""Random sequences of every command over every path: what must hold holds after each of them (R5, R8, R13)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from inspect import isfunction, signature
from pathlib import Path
from threading import Barrier

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from services.registration.commands import (
    approvals,
    call_changes,
    cancelling,
    changing,
    decisions,
    deputies,
    employment,
    erasing,
    groups,
    leading,
    merging,
    moves,
    places,
    registrations,
    replacing,
)
from services.registration.domain import registration as states
from services.registration.queries.board import rows_of
from services.registration.tables import Call, Group, Registration
from shared.bus.envelope import state_of
from shared.clock import local_date
from shared.database.kit import OutboxRow
from shared.errors import DomainError
from shared.work import ANONYMOUS, Actor
from tests.registration.conftest import START, VERME2, meetings
from tests.registration.test_approvals import acting

NAMES = ["aino", "eero", "iida", "olli", "unto", "saara"]
DEPUTIES = [f"{name}.malli@hyria.example" for name in ("aino", "esihenkilo", "sijainen", "mentori")]
ACTS = [
    "register",
    "confirm_address",
    "approve",
    "deny",
    "phone",
    "withdraw",
    "undo",
    "take",
    "refuse",
    "another_supervisor",
    "pass_on",
    "not_mine",
    "take_back",
    "standing_deputy",
    "no_deputy",
    "move",
    "offer",
    "merge",
    "cancel_group",
    "restore",
    "resize",
    "second_group",
    "confirm_group",
    "change_dates",
    "on_behalf",
    "replace",
    "end_queue",
    "cancel_call",
    "continue_small",
    "close_call",
    "change_call",
    "assign_mentors",
    "name_supervisor",
    "ask_first",
    "change_answers",
    "erase",
    "merge_people",
    "change_employer",
]
ANSWERS = {"job_title": "opinto-ohjaaja", "language": "sv", "unsuitable_dates": [VERME2[0]]}
WITHOUT = {
    "approvals": {"remind", "expire"},  # these, and whatever else has a timer, come by themselves as time goes on
    "registrations": {"expire_address", "lapse_offer", "give_statistics"},
    "decisions": {"close_group", "decided"},
    "call_changes": {"clone_call", "delete_draft"},
}
"""Commands about registrations and groups that the walk does not choose."""


class Paths:
    """One call with two small groups; every act is chosen by name and numbers, and may be refused."""

    def __init__(self, season, tick):
        self.season, self.tick = season, tick
        mentor = season.person("toinen", "tavastia", "mentor")
        self.mentor = mentor.id
        other = {
            "name": {"fi": "Opetusalan VERME"},
            "min_size": 1,
            "max_size": 2,
            "meetings": meetings(VERME2),
            "mentor_ids": [mentor.id],
        }
        with season.runtime.sessions() as session:
            self.since = session.scalar(select(func.max(OutboxRow.id))) or 0
        self.call = season.call(max_size=2, min_size=1, more=[other])
        self.manager = acting(season.person("projekti", "opelix"), "project_manager", "opelix")

    def everything(self):
        with self.season.runtime.sessions() as session:
            chosen = select(Registration).where(Registration.call_id == self.call.id)
            order = chosen.order_by(Registration.queued_at, Registration.id)
            every = select(Group).where(Group.call_id == self.call.id).order_by(Group.created_at, Group.id)
            found, kept = list(session.scalars(order)), list(session.scalars(every))
            for group in kept:
                _ = group.dates, group.call
            return kept, found

    def act(self, name, one, two):
        kept, found = self.everything()
        group, other = kept[one % len(kept)].id, kept[two % len(kept)].id
        do, by = self.season.do, {"actor": self.manager}
        if name in ("register", "on_behalf"):
            form = self.season.form(group, NAMES[two % len(NAMES)])
            command = registrations.register if name == "register" else replacing.register_for
            return do(command, form, actor=ANONYMOUS if name == "register" else self.manager)
        if name in self.of_groups():
            return self.of_groups()[name](group, other)
        if name == "close_call":
            return do(call_changes.close_now, self.call.id, **by)
        if name == "change_call":
            return do(call_changes.change_call, self.call.id, {"closes_on": date(2013, 7, 1 + two)}, **by)
        if not found:
            return None
        chosen = found[one % len(found)]
        boss, mine, person = chosen.supervisor_id, chosen.id, chosen.person_id
        if name in ("erase", "merge_people", "change_employer"):
            return self.of_people(person, found[two % len(found)].person_id)[name]()
        acts = {
            "confirm_address": lambda: do(registrations.confirm_address, mine),
            "approve": lambda: do(approvals.approve, mine, boss),
            "deny": lambda: do(approvals.deny, mine, boss, "other", None),
            "phone": lambda: do(approvals.approve_by_phone, mine, "E", date(2013, 6, 5), **by),
            "withdraw": lambda: do(registrations.withdraw, mine),
            "undo": lambda: do(registrations.undo_withdrawal, mine),
            "take": lambda: do(registrations.take_offer, mine),
            "refuse": lambda: do(registrations.refuse_offer, mine),
            "another_supervisor": lambda: do(approvals.change_supervisor, mine, "b.malli@hyria.example", **by),
            "pass_on": lambda: do(approvals.hand_over, mine, boss, "c.malli@hyria.example"),
            "not_mine": lambda: do(approvals.not_supervisor, mine, boss),
            "take_back": lambda: do(deputies.take_back, mine, chosen.asked_before),
            "standing_deputy": lambda: do(deputies.name_deputy, boss, DEPUTIES[two % len(DEPUTIES)], *self.days(two)),
            "no_deputy": lambda: do(deputies.end_deputy, boss),
            "move": lambda: do(moves.move_registration, mine, other, agreed=True, **by),
            "offer": lambda: do(moves.offer_place, mine, other, **by),
            "name_supervisor": lambda: do(approvals.name_supervisor, mine, "d.malli@hyria.example"),
            "ask_first": lambda: do(approvals.ask_first, mine, boss),
            "change_answers": lambda: do(changing.change_answers, mine, ANSWERS | {"unit": f"Yksikkö {two}"}),
            "replace": lambda: do(
                replacing.replace_person, mine, self.season.form(group, NAMES[two % len(NAMES)]), "x", **by
            ),
        }
        return acts[name]()

    def days(self, number):
        today = self.season.clock.now().date()
        return today, today + timedelta(days=number)

    def of_people(self, person, second):
        do, by = self.season.do, {"actor": self.manager}
        today = local_date(self.season.clock.now())
        new = {"organisation": "tavastia", "on": today, "supervisor_email": "uusi.malli@tavastia.example"}
        return {
            "erase": lambda: do(erasing.ask_erasure, actor=Actor("person", person)),
            "merge_people": lambda: do(merging.merge, person, second, **by),
            "change_employer": lambda: do(employment.change_employer, person, new, **by),
        }

    def of_groups(self):
        do, by = self.season.do, {"actor": self.manager}
        return {
            "merge": lambda group, other: do(moves.merge_groups, group, other, "x", **by),
            "cancel_group": lambda group, other: do(decisions.cancel_group, group, "x", **by),
            "restore": lambda group, other: do(decisions.restore_group, group, **by),
            "resize": lambda group, other: do(
                decisions.change_sizes, group, min_size=1, max_size=1 + other.int % 3, reason="x", **by
            ),
            "second_group": lambda group, other: do(
                groups.open_sibling_group, group, {"meetings": meetings(VERME2), "max_size": 1}, **by
            ),
            "confirm_group": lambda group, other: do(groups.confirm_group, group, "x", **by),
            "change_dates": lambda group, other: do(
                call_changes.change_group, group, {"meetings": meetings([date(2013, 9, 12)])}, **by
            ),
            "end_queue": lambda group, other: do(decisions.end_queue, group),
            "continue_small": lambda group, other: do(decisions.continue_small, group, "x", **by),
            "assign_mentors": lambda group, other: do(leading.assign_mentors, group, [self.mentor], reason="x", **by),
            "cancel_call": lambda group, other: do(cancelling.cancel_call, self.call.id, "x", **by),
        }

    def check(self):
        kept, found = self.everything()
        self.never_over_the_maximum(kept, found)
        self.nobody_sits_unapproved(kept, found)
        self.nobody_is_asked_about_themselves(found)
        self.one_live_registration(kept, found)
        self.queue_is_in_order_and_explained(kept, found)
        self.no_free_place_beside_a_queue(kept, found)
        self.newest_events_say_what_the_tables_say()

    @staticmethod
    def never_over_the_maximum(kept, found):
        held = Counter(each.place_group_id for each in found if each.state_name in places.COUNTED)
        assert all(held[each.id] <= each.max_size for each in kept)
        for each in kept:
            seated = [one for one in found if one.place_group_id == each.id and one.state_name in states.SEATED]
            assert Counter(each.member_ids) == Counter(one.person_id for one in seated)

    @staticmethod
    def nobody_sits_unapproved(kept, found):
        placed = {"confirmed", "offered", "waitlisted", "completed"}
        assert all(each.approved and each.address_confirmed_at for each in found if each.state_name in placed)

    @staticmethod
    def nobody_is_asked_about_themselves(found):
        waiting = [each for each in found if each.state_name == "awaiting_supervisor"]
        assert all(each.person_id not in (each.supervisor_id, each.asked_before) for each in waiting)

    @staticmethod
    def one_live_registration(kept, found):
        root = {each.id: each.sibling_of or each.id for each in kept}
        live = Counter((each.person_id, root[each.group_id]) for each in found if each.state_name in states.LIVE)
        assert all(number == 1 for number in live.values())

    def queue_is_in_order_and_explained(self, kept, found):
        live = [each for each in found if each.state_name in states.LIVE]
        for group in kept:
            queue = [each for each in live if each.group_id == group.id and each.place_group_id is None]
            assert [each.queue_position for each in queue] == list(range(1, len(queue) + 1))
            assert group.waiting == sum(each.address_confirmed_at is not None for each in queue)
        assert all(each.queue_position is None for each in found if each not in live or each.place_group_id)
        with self.season.runtime.work() as work:
            rows = rows_of(work, kept, live, {})
            assert all(each.why is not None for each in rows if each.one.queue_position)

    def no_free_place_beside_a_queue(self, kept, found):
        held = Counter(each.place_group_id for each in found if each.state_name in places.COUNTED)
        for group in kept:
            if not group.gives_places(self.season.clock.now()) or held[group.id] >= group.max_size:
                continue
            wanted = {group.id, group.sibling_of}
            waiting = [each for each in found if each.queue_position and each.group_id in wanted]
            assert all(group.id in each.refused_group_ids for each in waiting)

    def newest_events_say_what_the_tables_say(self):
        newest = {}
        with self.season.runtime.sessions() as session:
            for body in session.scalars(select(OutboxRow.body).where(OutboxRow.id > self.since)):
                event = orjson.loads(body)
                if event["version"] >= newest.get(event["subject"], {"version": 0})["version"]:
                    newest[event["subject"]] = event
            mine = (Call.id, Group.call_id, Registration.call_id)
            for column in mine:
                for record in session.scalars(select(column.class_).where(column == self.call.id)):
                    assert newest[str(record.id)]["version"] == record.version
                    assert newest[str(record.id)]["data"] == orjson.loads(orjson.dumps(state_of(record)))


SEQUENCES = st.lists(
    st.tuples(st.sampled_from(ACTS), st.integers(0, 7), st.integers(0, 7), st.sampled_from([0, 0, 1, 30, 130])),
    min_size=4,
    max_size=20,
)


@pytest.mark.timeout(900)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(SEQUENCES)
def test_whatever_is_done_in_whatever_order_what_must_hold_holds(season, tick, sequence):
    season.clock.set(START)
    paths = Paths(season, tick)
    _fill(paths)
    for name, one, two, hours in sequence:
        season.clock.set(season.clock.now() + timedelta(hours=hours))
        tick(season.runtime)
        with suppress(DomainError):
            paths.act(name, one, two)
        paths.check()


def _fill(paths):
    """Four people for the two places of the first group, half of them approved: the queue is there from the start."""
    first = paths.everything()[0][0]
    ids = [paths.season.register(first.id, name) for name in NAMES[:4]]
    for each in ids[::2]:
        paths.season.approve(each)
    paths.check()


WALKED = (
    approvals,
    call_changes,
    cancelling,
    changing,
    decisions,
    deputies,
    groups,
    moves,
    registrations,
    replacing,
)


def test_no_command_about_registrations_or_groups_is_missing_from_the_walk():
    walked = Path(__file__).read_text(encoding="utf-8")
    missing = []
    for module in WALKED:
        short = module.__name__.rsplit(".", 1)[1]
        for name, each in vars(module).items():
            own = isfunction(each) and each.__module__ == module.__name__ and not name.startswith("_")
            if own and [*signature(each).parameters][1:2] in (["registration_id"], ["group_id"], ["call_id"]):
                known = f"{short}.{name}" in walked or name in WITHOUT.get(short, ())
                missing += [] if known else [f"{short}.{name}"]
    assert missing == []


def test_every_command_of_the_test_is_one_that_exists(season, tick):
    paths = Paths(season, tick)
    _fill(paths)
    for name in ACTS:
        with suppress(DomainError):
            paths.act(name, 0, 1)
        paths.check()


@pytest.mark.parametrize("what", ["register", "take", "restore"])
def test_r13_fifty_at_once_for_the_last_seat_give_it_to_one(season, what):
    group = season.group_of(season.call(max_size=1, min_size=1))
    start = Barrier(10)

    def send(number):
        if number < 10:
            start.wait(30)
        name = f"hakija{chr(97 + number // 26)}{chr(97 + number % 26)}"
        if what == "register":
            return season.do(registrations.register, season.form(group.id, name), actor=ANONYMOUS).id
        return _again(season, what, one, other, number)

    if what != "register":
        one, other = season.register(group.id, "aino"), season.register(group.id, "eero")
        season.approve(one)
        season.approve(other)
        season.do(registrations.withdraw, one)
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(send, range(50)))
    with season.runtime.sessions() as session:
        held = select(Registration).where(Registration.place_group_id == group.id)
        number = len(list(session.scalars(held)))
    assert number <= 1
    if what == "register":
        assert number == 1
        assert season.find(Group, id=group.id).state_name == "full"


def _again(season, what, one, other, number):
    """The one who left comes back while the next one takes the place, over and over."""
    act, whom = [
        (registrations.take_offer, other),
        (registrations.undo_withdrawal, one),
        (registrations.withdraw, other if what == "restore" else one),
    ][number % 3]
    try:
        return season.do(act, whom)
    except DomainError:
        return None
