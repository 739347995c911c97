"""The rules of polls: what may be asked, when it ends, which date is best, and the state machine by random walks."""

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid5

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.scheduling.domain import polls
from services.scheduling.domain.errors import DateHasPassed, NotPossibleNow, TimeIncomplete
from services.scheduling.domain.poll_errors import (
    AbsenteesNotAsked,
    DeadlineTooLate,
    OneOptionOnly,
    OptionRepeated,
    OptionsMissing,
    OptionUnknown,
)
from services.scheduling.domain.ranking import ANSWERS, Option, Voters, ranked
from services.scheduling.domain.slots import Slot
from shared.clock import end_of_day
from shared.contracts.scheduling import POLL_PURPOSES, POLL_STATES

NAMES = UUID(int=7)
PEOPLE = [uuid5(NAMES, str(number)) for number in range(7)]
MENTOR = uuid5(NAMES, "mentor")
VOTERS = Voters({each: "hyria" if at % 2 else "tavastia" for at, each in enumerate(PEOPLE)}, frozenset({MENTOR}))
DAYS = [date(2013, 11, 28), date(2013, 12, 5), date(2013, 12, 12)]
OPTIONS = [Option(Slot(each, time(13), time(15, 30)), uuid5(NAMES, each.isoformat())) for each in DAYS]
NOW = Slot(date(2013, 11, 18), time(9), time(10)).starts_at
TODAY = date(2013, 11, 18)


def answered(*given):
    """`answered("yes yes no")`: each member's answers for the dates, in order, and the mentor's yes to all."""
    ids = [each.id for each in OPTIONS]
    rows = {who: dict(zip(ids, row.split(), strict=True)) for who, row in zip(PEOPLE, given, strict=False)}
    return {MENTOR: {each.id: "yes" for each in OPTIONS}} | rows


def test_the_rules_and_the_contract_use_the_same_words():
    assert (polls.STATES, polls.PURPOSES) == (POLL_STATES, POLL_PURPOSES)


@pytest.mark.parametrize("state", polls.STATES)
@pytest.mark.parametrize("act", polls.ACTS)
def test_every_act_in_every_state_is_in_the_table_or_refused(state, act):
    if (state, act) in polls.TRANSITIONS:
        assert polls.after(state, act) in polls.STATES
    else:
        with pytest.raises(NotPossibleNow):
            polls.after(state, act)


def test_what_is_decided_stays():
    assert not [act for state, act in polls.TRANSITIONS if state == "decided"]


def test_two_to_twenty_different_dates_with_times_in_the_future():
    slots = [each.slot for each in OPTIONS]
    assert polls.checked_options(reversed(slots), NOW) == slots
    for given_, error in [
        (slots[:1], OptionsMissing),
        ([replace(slots[0], date=DAYS[0] + timedelta(days=each)) for each in range(21)], OptionsMissing),
        ([slots[0], slots[0]], OptionRepeated),
        ([slots[0], Slot(DAYS[1])], TimeIncomplete),
        ([slots[0], Slot(date(1970, 1, 1), time(9), time(10))], DateHasPassed),
    ]:
        with pytest.raises(error):
            polls.checked_options(given_, NOW)


@pytest.mark.parametrize("members, quorum", [(9, 8), (7, 6), (6, 5), (5, 5), (3, 3), (0, 0)])
def test_all_but_one_must_be_able_to_come_but_never_fewer_than_five(members, quorum):
    assert polls.default_quorum(members) == quorum


def test_a_poll_closes_in_a_week_but_before_its_first_date():
    slots = [each.slot for each in OPTIONS]
    assert polls.closing(None, slots, NOW, TODAY) == end_of_day(date(2013, 11, 25))
    assert polls.closing(None, slots, NOW + timedelta(days=6), TODAY + timedelta(days=6)) == end_of_day(
        date(2013, 11, 27)
    )
    for wrong in (date(2013, 11, 17), DAYS[0], date(9999, 12, 31), date(1970, 1, 1)):
        with pytest.raises(DeadlineTooLate):
            polls.closing(wrong, slots, NOW, TODAY)


def test_most_who_say_yes_win_then_most_who_can_then_organisations_then_the_earliest():
    given_ = answered(*["yes yes yes"] * 5, "if_needed yes yes", "no if_needed if_needed")
    assert [each.option.slot.date for each in ranked(OPTIONS, given_, VOTERS, 6)] == [DAYS[1], DAYS[2], DAYS[0]]
    one_more = given_ | {PEOPLE[5]: dict(given_[PEOPLE[5]]) | {OPTIONS[1].id: "if_needed"}}
    assert ranked(OPTIONS, one_more, VOTERS, 6)[0].option.slot.date == DAYS[2]


def test_a_date_on_which_the_mentor_cannot_come_is_behind_those_that_suit():
    given_ = answered(*["yes yes yes"] * 7) | {MENTOR: {OPTIONS[0].id: "no", OPTIONS[1].id: "if_needed"}}
    found = ranked(OPTIONS, given_, VOTERS, 6)
    assert [(each.option.slot.date, each.enough) for each in found] == [
        (DAYS[1], True),
        (DAYS[0], False),
        (DAYS[2], False),
    ]
    assert found[1].mentors_missing == (MENTOR,)


def test_answers_of_somebody_who_has_left_the_group_do_not_count():
    stranger = uuid5(NAMES, "left")
    without = ranked(OPTIONS, answered("yes no no"), VOTERS, 1)
    assert ranked(OPTIONS, answered("yes no no") | {stranger: {OPTIONS[2].id: "yes"}}, VOTERS, 1) == without


def test_a_choice_is_one_of_the_dates_and_one_unless_a_series_was_asked_about():
    found = ranked(OPTIONS, answered(*["yes yes no"] * 7), VOTERS, 6)
    both = {OPTIONS[0].id, OPTIONS[1].id}
    assert [each.option for each in polls.chosen("series", both, found, absentees_agree=False)] == OPTIONS[:2]
    for purpose, ids, error in [
        ("single", both, OneOptionOnly),
        ("series", [], OptionUnknown),
        ("series", [uuid5(NAMES, "x")], OptionUnknown),
        ("single", [OPTIONS[2].id], AbsenteesNotAsked),
    ]:
        with pytest.raises(error):
            polls.chosen(purpose, ids, found, absentees_agree=False)
    assert polls.chosen("single", [OPTIONS[2].id], found, absentees_agree=True)


@given(
    st.dictionaries(
        st.sampled_from([*PEOPLE, MENTOR]),
        st.dictionaries(st.sampled_from([each.id for each in OPTIONS]), st.sampled_from(ANSWERS)),
    ),
    st.permutations(OPTIONS),
    st.integers(0, 7),
)
def test_a_ranking_counts_everybody_once_and_does_not_depend_on_the_order(answers, options, quorum):
    found = ranked(options, answers, VOTERS, quorum)
    assert found == ranked(OPTIONS, answers, VOTERS, quorum)
    for each in found:
        assert sorted([*each.yes, *each.if_needed, *each.no, *each.silent]) == sorted(PEOPLE)
        assert each.can + each.short >= quorum
    assert [each.enough for each in found] == sorted((each.enough for each in found), reverse=True)


class OnePoll(RuleBasedStateMachine):
    """Whatever is done in whatever order: answers change only while it is open, and an end always fits them."""

    @initialize()
    def opened(self):
        self.state, self.answers, self.at_end = "open", {}, None

    @rule(who=st.sampled_from([*PEOPLE, MENTOR]), answer=st.sampled_from(ANSWERS))
    def somebody_answers(self, who, answer):
        before = dict(self.answers)
        try:
            self.state = polls.after(self.state, "answer")
            self.answers = {**self.answers, who: {each.id: answer for each in OPTIONS}}
        except NotPossibleNow:
            assert self.state != "open"
            assert self.answers == before

    @rule()
    def time_is_up(self):
        act = polls.closing_act(ranked(OPTIONS, self.answers, VOTERS, 2))
        if self.state == "open":
            self.state, self.at_end = polls.after(self.state, act), dict(self.answers)

    @rule(act=st.sampled_from(["extend", "cancel", "decide"]))
    def somebody_acts(self, act):
        if (self.state, act) in polls.TRANSITIONS:
            self.state = polls.after(self.state, act)

    @invariant()
    def an_end_fits_the_answers(self):
        enough = any(each.enough for each in ranked(OPTIONS, self.answers, VOTERS, 2))
        if self.state == "closed":
            assert enough
            assert self.answers == self.at_end
        if self.state == "failed":
            assert not enough


TestOnePoll = OnePoll.TestCase
TestOnePoll.settings = settings(max_examples=25, stateful_step_count=15, deadline=None)
