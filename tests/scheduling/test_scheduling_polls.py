"""Polls as commands: who may ask, answer and decide, what is told, what time brings, what chosen dates become."""

from datetime import date, time
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.scheduling.commands import Proposal
from services.scheduling.domain.errors import MentorDoubleBooked
from services.scheduling.domain.poll_errors import (
    AbsenteesNotAsked,
    NothingToReplace,
    OptionUnknown,
    PollOver,
    PollRunning,
)
from services.scheduling.domain.slots import Slot
from services.scheduling.tables import Meeting, Poll, PollAnswer
from shared.errors import DomainError, Forbidden, NotFound
from shared.privacy import retention
from tests.scheduling.conftest import MEMBERS, named

DAYS = [date(2013, 12, 5), date(2013, 12, 10), date(2014, 1, 16)]
SLOTS = [Slot(each, time(13), time(15, 30)) for each in DAYS]
LAST = named("ope 2013-12-12")


@pytest.fixture
def asked(scheduling):
    """On 19 November the mentor asks the open group for another date."""
    scheduling.pass_time("2013-11-19")
    scheduling.poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS))
    return scheduling


def poll(scheduling) -> Poll:
    with scheduling.runtime.sessions() as session:
        return session.get_one(Poll, scheduling.poll.id)


def answer(scheduling, who, *answers):
    options = [each.id for each in poll(scheduling).facts]
    return scheduling.does(who, "answer_poll", scheduling.poll.id, dict(zip(options, answers, strict=False)))


def everybody(scheduling, *answers, but=0):
    for number in range(1, MEMBERS["ope"] + 1 - but):
        answer(scheduling, f"ope{number}", *answers)
    answer(scheduling, "mentor", *answers)


@pytest.mark.parametrize("who", ["ope1", "siht11", "stranger", "coordinator"])
def test_only_who_leads_the_group_may_ask_it(scheduling, who):
    scheduling.pass_time("2013-11-19")
    with pytest.raises(Forbidden):
        scheduling.does(who, "open_poll", named("ope"), Proposal(SLOTS))


def test_a_poll_tells_who_has_answered_and_never_what(asked):
    answer(asked, "ope1", "yes", "no")
    assert asked.told("poll_answered") == []
    answer(asked, "ope1", "yes", "no", "if_needed")
    answer(asked, "ope1", "no")
    told = [data for _, data in asked.told("poll_answered")]
    assert [each["answered_ids"] for each in told] == [[str(named("ope1"))]]
    assert "if_needed" not in str(told)
    assert poll(asked).answer_of([named("ope1")]).by_option[poll(asked).facts[0].id] == "no"


@pytest.mark.parametrize("who", ["stranger", "pm", "siht11"])
def test_only_the_group_and_its_mentors_answer(asked, who):
    with pytest.raises(Forbidden):
        answer(asked, who, "yes", "yes", "yes")


def test_a_date_that_was_not_asked_about_cannot_be_answered(asked):
    with pytest.raises(OptionUnknown):
        asked.does("ope1", "answer_poll", asked.poll.id, {uuid4(): "yes"})


def test_a_poll_closes_when_its_time_is_up_and_answers_end_there(asked):
    everybody(asked, "yes", "no", "yes", but=1)
    asked.pass_time("2013-11-26 23:59")
    assert poll(asked).state_ == "open"
    asked.set_clock("2013-11-27")
    with pytest.raises(PollOver):
        answer(asked, "ope7", "yes")
    asked.tick(asked.runtime)
    assert [data["state"] for _, data in asked.told("poll_closed", "poll_failed")] == ["closed"]


def test_a_poll_that_all_have_answered_closes_after_a_moment_to_think_again(asked):
    everybody(asked, "yes", "yes", "no")
    assert poll(asked).state_ == "open"
    answer(asked, "ope7", "no", "yes", "no")
    asked.pass_time("2013-11-19 09:09")
    assert poll(asked).state_ == "open"
    asked.pass_time("2013-11-19 09:11")
    assert poll(asked).state_ == "closed"


def test_a_poll_fails_when_no_date_suits_enough_and_can_be_opened_again(asked):
    everybody(asked, "no", "no", "yes", but=3)
    asked.pass_time("2013-11-27")
    assert [name for name, _ in asked.told("poll_closed", "poll_failed")] == ["poll_failed"]
    asked.does("mentor", "extend_poll", asked.poll.id, date(2013, 12, 2))
    for number in (5, 6, 7):
        answer(asked, f"ope{number}", "no", "no", "yes")
    asked.pass_time("2013-11-27 10:00")
    assert poll(asked).state_ == "closed"


def test_a_chosen_date_becomes_the_next_meeting(asked):
    everybody(asked, "yes", "yes", "if_needed")
    asked.does("mentor", "close_poll", asked.poll.id)
    asked.does("mentor", "decide_poll", asked.poll.id, [poll(asked).facts[2].id])
    meeting = asked.meeting("ope", "2014-01-16")
    assert (meeting.number, meeting.start, meeting.state_) == (6, time(13), "scheduled")
    assert meeting.venue["name"] == "Ammattiopisto Tavastia"
    assert asked.series("ope").meetings_planned == 6
    assert len(asked.told("series_dates_added")) == len(asked.told("poll_decided")) == 1


def test_too_few_on_a_date_needs_the_word_of_those_who_cannot_come(asked):
    everybody(asked, "yes", "no", "no", but=2)
    asked.does("mentor", "close_poll", asked.poll.id)
    chosen = [poll(asked).facts[0].id]
    with pytest.raises(AbsenteesNotAsked):
        asked.does("mentor", "decide_poll", asked.poll.id, chosen)
    asked.does("mentor", "decide_poll", asked.poll.id, chosen, absentees_agree=True)
    assert poll(asked).state_ == "decided"


def test_a_poll_gives_a_cancelled_meeting_its_new_date(scheduling):
    scheduling.pass_time("2013-12-02")
    scheduling.does("mentor", "cancel_meeting", LAST, "mentor_ill")
    given = Proposal([Slot(date(2013, 12, 13), time(9), time(11)), SLOTS[2]], "replacement", LAST)
    scheduling.poll = scheduling.does("mentor", "open_poll", named("ope"), given)
    everybody(scheduling, "no", "yes")
    scheduling.does("mentor", "close_poll", scheduling.poll.id)
    scheduling.does("mentor", "decide_poll", scheduling.poll.id, [poll(scheduling).facts[1].id])
    new = scheduling.meeting("ope", "2014-01-16")
    assert (new.replaces, new.number) == (LAST, 5)
    assert scheduling.meeting("ope", "2013-12-12").state_ == "moved"
    assert scheduling.told("series_dates_added") == []


@pytest.mark.parametrize("meeting", [LAST, named("siht1 2013-11-21"), None])
def test_a_new_date_is_asked_only_for_a_meeting_of_the_group_that_waits_for_one(scheduling, meeting):
    scheduling.pass_time("2013-11-19")
    scheduling.does("mentor", "cancel_meeting", named("siht1 2013-11-21"), "mentor_ill")
    with pytest.raises(NothingToReplace):
        scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS, "replacement", meeting))


def test_a_date_on_which_the_mentor_leads_another_group_cannot_be_chosen(scheduling):
    scheduling.pass_time("2013-10-01")
    scheduling.does("mentor", "set_series_times", named("siht2"), time(13), time(15, 30))
    slots = [Slot(date(2013, 11, 14), time(14), time(16)), SLOTS[0]]
    scheduling.poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(slots))
    everybody(scheduling, "yes", "yes")
    scheduling.does("mentor", "close_poll", scheduling.poll.id)
    with pytest.raises(MentorDoubleBooked):
        scheduling.does("mentor", "decide_poll", scheduling.poll.id, [poll(scheduling).facts[0].id])
    assert poll(scheduling).state_ == "closed"


def test_members_decide_only_where_the_group_chose_so(scheduling):
    scheduling.pass_time("2013-11-19")
    given = Proposal(SLOTS, mode="group_decides")
    scheduling.poll = scheduling.does("mentor", "open_poll", named("ope"), given)
    everybody(scheduling, "yes", "yes", "yes")
    scheduling.does("mentor", "close_poll", scheduling.poll.id)
    with pytest.raises(Forbidden):
        scheduling.does("siht11", "decide_poll", scheduling.poll.id, [poll(scheduling).facts[0].id])
    scheduling.does("ope3", "decide_poll", scheduling.poll.id, [poll(scheduling).facts[0].id])
    assert poll(scheduling).state_ == "decided"


def test_a_member_does_not_decide_for_the_mentor(asked):
    everybody(asked, "yes", "yes", "yes")
    asked.does("mentor", "close_poll", asked.poll.id)
    with pytest.raises(Forbidden):
        asked.does("ope3", "decide_poll", asked.poll.id, [poll(asked).facts[0].id])


def test_a_group_is_asked_one_thing_at_a_time(asked):
    with pytest.raises(PollRunning):
        asked.does("pm", "open_poll", named("ope"), Proposal(SLOTS))
    asked.does("mentor", "cancel_poll", asked.poll.id)
    second = asked.does("pm", "open_poll", named("ope"), Proposal(SLOTS))
    with pytest.raises(PollRunning):
        asked.does("mentor", "extend_poll", asked.poll.id, date(2013, 12, 1))
    assert second.proposer_id == named("pm")


def test_a_question_taken_back_can_be_asked_again(asked):
    asked.does("mentor", "cancel_poll", asked.poll.id)
    asked.does("mentor", "extend_poll", asked.poll.id, date(2013, 12, 1))
    answer(asked, "ope1", "yes")
    assert poll(asked).state_ == "open"


def test_wishes_are_forgotten_thirty_days_after_the_end(asked):
    option = poll(asked).facts[0].id
    asked.does("ope1", "answer_poll", asked.poll.id, {option: "yes"}, "Mieluiten aamulla")
    asked.pass_time("2013-11-27")
    asked.pass_time("2013-12-26")
    retention.run(asked.runtime)
    assert poll(asked).answers[0].wish == "Mieluiten aamulla"
    asked.pass_time("2013-12-28")
    retention.run(asked.runtime)
    assert (poll(asked).answers[0].wish, poll(asked).answers[0].by_option) == (None, {option: "yes"})


def test_wishes_of_a_poll_that_was_opened_again_stay(asked):
    option = poll(asked).facts[0].id
    asked.does("ope1", "answer_poll", asked.poll.id, {option: "yes"}, "Mieluiten aamulla")
    asked.does("mentor", "close_poll", asked.poll.id)
    asked.does("mentor", "extend_poll", asked.poll.id, date(2013, 11, 25))
    asked.set_clock("2014-01-15")
    retention.run(asked.runtime)
    assert poll(asked).answers[0].wish == "Mieluiten aamulla"


def test_timers_that_run_twice_or_for_nothing_change_nothing(asked):
    asked.pass_time("2013-11-27")
    before = asked.emitted(asked.runtime)
    for key in (asked.poll.id, uuid4()):
        asked.does("system", "close_poll_when_due", key)
    assert asked.emitted(asked.runtime) == before


@pytest.mark.parametrize("command", ["answer_poll", "close_poll", "cancel_poll", "decide_poll"])
def test_a_poll_that_does_not_exist_is_not_found(asked, command):
    given = {"answer_poll": [{}], "decide_poll": [[]]}.get(command, [])
    with pytest.raises(NotFound):
        asked.does("mentor", command, uuid4(), *given)


def test_answers_given_at_the_same_moment_are_all_kept(asked):
    """Eight people press the button at once: each answer is stored, each is told of once."""
    names = [f"ope{number}" for number in range(1, 8)]
    together, failed = Barrier(len(names)), []

    def press(who):
        together.wait()
        try:
            answer(asked, who, "yes", "yes", "yes")
        except DomainError as error:
            failed.append(error)

    threads = [Thread(target=press, args=[each]) for each in names]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with asked.runtime.sessions() as session:
        stored = session.scalars(select(PollAnswer.person_id)).all()
    assert (failed, len(stored), len(poll(asked).answered_ids)) == ([], 7, 7)


def test_deciding_twice_makes_one_meeting(asked):
    everybody(asked, "yes", "yes", "yes")
    asked.does("mentor", "close_poll", asked.poll.id)
    chosen = [poll(asked).facts[2].id]
    asked.does("mentor", "decide_poll", asked.poll.id, chosen)
    with pytest.raises(DomainError):
        asked.does("pm", "decide_poll", asked.poll.id, chosen)
    with asked.runtime.sessions() as session:
        assert len(session.scalars(select(Meeting).where(Meeting.date == DAYS[2])).all()) == 1
