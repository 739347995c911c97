"""Random walks over the commands themselves: whatever people do in whatever order, the database never contradicts."""

import random
from contextlib import suppress
from datetime import date, time, timedelta

import orjson
import pytest
from sqlalchemy import func, select

from services.scheduling.commands import Proposal, Replacement, Whereabouts
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import Booking, Meeting, Poll, ReserveDate, Series
from shared.bus.envelope import state_of
from shared.clock import local_date
from shared.database.kit import OutboxRow
from shared.errors import DomainError
from tests.scheduling.conftest import MEMBERS, named

STEPS = 30
PUBLISHED = {"meeting": Meeting, "reserve_date": ReserveDate, "meeting_series": Series, "poll": Poll}
GROUPS = ("ope", "siht1", "siht2")
FINAL = {"decided"}


class Walk:
    """One walk by one seed; remembers the versions that it has seen."""

    def __init__(self, scheduling, seed):
        self.scheduling, self.chance = scheduling, random.Random(seed)
        self.seen = {}
        self.ends = {}

    def step(self):
        act = self.chance.choice([self.time, self.cancel, self.replace, self.undo, self.times, self.place, self.record])
        if self.chance.random() < 0.3:
            act = self.chance.choice([self.ask, self.answer, self.close, self.decide, self.extend])
        with suppress(DomainError):
            act()
        self.check()

    def does(self, command, *args):
        who = self.chance.choice(["mentor", "mentor", "mentor", "pm", "ope1", "siht21", "stranger"])
        return self.scheduling.does(who, command, *args)

    def any(self, table):
        with self.scheduling.runtime.sessions() as session:
            return self.chance.choice(session.scalars(select(table.id).order_by(table.id)).all() or [named("nothing")])

    def slot(self):
        day = self.today() + timedelta(days=self.chance.randint(-2, 40))
        begin = self.chance.choice([9, 10, 13, 14])
        return Slot(day, time(begin), time(begin + 2))

    def today(self):
        with self.scheduling.runtime.work() as work:
            return local_date(work.now)

    def time(self):
        day = self.today() + timedelta(days=self.chance.choice([1, 7, 20]))
        self.scheduling.pass_time(f"{min(day, date(2014, 6, 1))} {self.chance.choice(['09:00', '14:00', '16:00'])}")

    def cancel(self):
        self.does("cancel_meeting", self.any(Meeting), "venue", self.replacement())

    def replace(self):
        self.does("replace_meeting", self.any(Meeting), self.replacement())

    def replacement(self):
        slot = self.slot()
        dated = Replacement("new_date", None, slot.date, slot.start, slot.end)
        return self.chance.choice([Replacement(), Replacement("reserve_date"), dated])

    def undo(self):
        self.does("undo_cancellation", self.any(Meeting))

    def times(self):
        slot = self.slot()
        if self.chance.random() < 0.5:
            return self.does("set_series_times", named(self.chance.choice(GROUPS)), slot.start, slot.end)
        return self.does("set_meeting_time", self.any(Meeting), slot.start, slot.end)

    def place(self):
        self.does("set_place", self.any(Meeting), Whereabouts("Otava", all_coming=self.chance.random() < 0.5))

    def record(self):
        self.does("record_attendance", self.any(Meeting), Exceptions())

    def ask(self):
        options = [self.slot() for _ in range(3)]
        asked = Proposal(options, self.chance.choice(["single", "series"]))
        self.does("open_poll", named(self.chance.choice(GROUPS)), asked)

    def answer(self):
        poll = self.any(Poll)
        with self.scheduling.runtime.sessions() as session:
            found = session.get(Poll, poll)
            given = {each.id: self.chance.choice(["yes", "if_needed", "no"]) for each in found.facts} if found else {}
            group = next(each for each in GROUPS if found is None or named(each) == found.group_id)
        for who in ("mentor", *(f"{group}{each}" for each in range(1, MEMBERS[group] + 1))):
            with suppress(DomainError):
                self.scheduling.does(who, "answer_poll", poll, given)

    def close(self):
        self.does(self.chance.choice(["close_poll", "cancel_poll"]), self.any(Poll))

    def decide(self):
        poll = self.any(Poll)
        with self.scheduling.runtime.sessions() as session:
            found = session.get(Poll, poll)
            options = [self.chance.choice(found.facts).id] if found else []
        self.does("decide_poll", poll, options)

    def extend(self):
        self.does("extend_poll", self.any(Poll), self.today() + timedelta(days=self.chance.randint(0, 9)))

    def check(self):
        with self.scheduling.runtime.sessions() as session:
            self.events_equal_tables(session)
            self.nobody_is_in_two_places(session)
            self.a_reserve_date_is_active_for_one_cancelled_meeting(session)
            self.every_planned_meeting_is_alive_once(session)
            self.what_is_decided_stays(session)

    def events_equal_tables(self, session):
        """The newest event of each record is the row as it is, and versions have only grown."""
        newest = {}
        for body in session.scalars(select(OutboxRow.body).order_by(OutboxRow.id)):
            told = orjson.loads(body)
            newest[told["subject"]] = told
        for table in PUBLISHED.values():
            for row in session.scalars(select(table)):
                assert newest[str(row.id)]["version"] == row.version >= self.seen.get(row.id, 0)
                assert newest[str(row.id)]["data"] == orjson.loads(orjson.dumps(state_of(row), default=str))
                self.seen[row.id] = row.version

    def nobody_is_in_two_places(self, session):
        one, other = Booking.__table__.alias(), Booking.__table__.alias()
        both = (one.c.mentor_id == other.c.mentor_id) & (one.c.meeting_id < other.c.meeting_id)
        overlap = select(func.count()).where(both, one.c.during.op("&&")(other.c.during))
        assert session.scalar(overlap) == 0
        for each in session.scalars(select(Meeting).where(Meeting.state_.in_(["cancelled", "moved"]))):
            assert each.bookings == []

    def a_reserve_date_is_active_for_one_cancelled_meeting(self, session):
        for reserve in session.scalars(select(ReserveDate)):
            on_it = session.scalars(select(Meeting).where(Meeting.reserve_date_id == reserve.id)).all()
            assert bool(on_it) == bool(reserve.replaces)
            if reserve.replaces:
                assert session.get_one(Meeting, reserve.replaces).state_ == "moved"
            if reserve.state_ == "activated":
                assert [each.state_ for each in on_it] == ["scheduled"]
            if reserve.state_ == "held_available":
                assert on_it == []

    def every_planned_meeting_is_alive_once(self, session):
        for series in session.scalars(select(Series)):
            alive = [each.number for each in series.meetings if each.state_ != "moved"]
            assert sorted(alive) == sorted({each.number for each in series.meetings})
            assert len(alive) == series.meetings_planned
            assert series.meetings_held <= series.meetings_planned

    def what_is_decided_stays(self, session):
        for poll in session.scalars(select(Poll)):
            assert self.ends.get(poll.id) in (None, poll.state_)
            if poll.state_ in FINAL:
                self.ends[poll.id] = poll.state_


@pytest.mark.parametrize("seed", range(5))
def test_a_season_of_random_acts_leaves_events_and_tables_the_same_and_nobody_in_two_places(scheduling, seed):
    walk = Walk(scheduling, seed)
    for _ in range(STEPS):
        walk.step()
    assert len(walk.seen) >= 18
