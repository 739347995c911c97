"""Whatever is done to a series in whatever order, its meetings and reserve dates never contradict each other."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from services.scheduling.domain import calendar, meetings, reserve_dates, series
from services.scheduling.domain.errors import NotPossibleNow
from services.scheduling.domain.meetings import Meeting
from services.scheduling.domain.reserve_dates import ReserveDate
from services.scheduling.domain.slots import Slot


class OneSeries(RuleBasedStateMachine):
    """Four planned meetings and one reserve date between the third and the fourth."""

    def __init__(self):
        super().__init__()
        days = [date(2013, 8, 15), date(2013, 9, 26), date(2013, 10, 31), date(2013, 12, 12)]
        self.meetings = {m.id: m for m in (Meeting(uuid4(), n, "scheduled", at(d)) for n, d in enumerate(days, 1))}
        self.reserve = ReserveDate(uuid4(), "held_available", at(date(2013, 11, 28)))
        self.now = at(date(2013, 8, 1)).starts_at
        self.finished = False

    def act(self, meeting, act, **more):
        self.meetings[meeting.id] = replace(meeting, state=meetings.after(meeting.state, act), **more)

    def reserve_act(self, act, **more):
        self.reserve = replace(self.reserve, state=reserve_dates.after(self.reserve.state, act), **more)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days):
        self.now += timedelta(days=days)
        for each in list(self.meetings.values()):
            if each.state == "scheduled" and self.now >= each.slot.ends_at:
                self.act(each, "hold")
                if each.reserve_date_id:
                    self.reserve_act("use")
        self.settle()

    @rule(pick=st.randoms(use_true_random=False))
    def somebody_cancels(self, pick):
        each = pick.choice(list(self.meetings.values()))
        try:
            self.act(each, "cancel")
        except NotPossibleNow:
            assert each.state in ("cancelled", "moved", "recorded")
            return
        if each.reserve_date_id:
            self.reserve_act("lapse")
        self.settle()

    @precondition(lambda self: any(each.state == "cancelled" for each in self.meetings.values()))
    @rule(use_reserve=st.booleans())
    def the_first_cancelled_one_is_replaced(self, use_reserve):
        cancelled = next(each for each in self.meetings.values() if each.state == "cancelled")
        usable = use_reserve and reserve_dates.is_usable(self.reserve, self.now)
        slot = self.reserve.slot if usable else Slot((self.now + timedelta(days=3)).date(), time(13), time(15))
        new = Meeting(uuid4(), cancelled.number, "scheduled", slot, replaces=cancelled.id)
        if usable:
            self.reserve_act("activate", replaces=cancelled.id)
            new = replace(new, reserve_date_id=self.reserve.id)
        self.meetings[new.id] = new
        self.act(cancelled, "replace", replaced_by=new.id)

    @rule()
    def attendance_is_recorded(self):
        for each in list(self.meetings.values()):
            if each.state == "held":
                self.act(each, "record")
        self.settle()

    def settle(self):
        if act := reserve_dates.fate(self.reserve, self.meetings.values(), self.now):
            self.reserve_act(act)

    @invariant()
    def every_planned_meeting_has_exactly_one_that_is_not_moved(self):
        alive = [each.number for each in self.meetings.values() if each.state != "moved"]
        assert sorted(alive) == [1, 2, 3, 4]

    @invariant()
    def the_reserve_date_replaces_one_meeting_at_most(self):
        on_it = [each for each in self.meetings.values() if each.reserve_date_id]
        assert len(on_it) <= 1
        assert bool(on_it) == bool(self.reserve.replaces)

    @invariant()
    def calendar_entries_are_never_doubled(self):
        shown = calendar.entries(list(self.meetings.values()), [self.reserve], date(2013, 8, 1))
        assert len({each.id for each in shown}) == len(shown) == len(self.meetings) + (not self.reserve.replaces)

    @invariant()
    def never_more_is_held_than_was_planned(self):
        assert series.held(self.meetings.values()) <= 4
        if series.is_over(list(self.meetings.values()), [self.reserve], self.now):
            assert self.reserve.state != "held_available"


def at(day):
    return Slot(day, time(13), time(15, 30))


OneSeries.TestCase.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)
TestOneSeries = OneSeries.TestCase
