"""What registration hears, shuffled, doubled and late: the same end every time."""

from datetime import date, timedelta
from itertools import permutations
from uuid import uuid4

import pytest

from services.registration.commands import groups
from services.registration.queries.calls import group_view
from services.registration.tables import Call
from services.shadowing.domain.process import FINAL
from shared.contracts.people import IntroductionV1
from shared.contracts.scheduling import MeetingSeriesV1, MeetingV1, ParticipationV1, ReserveDateV1
from shared.contracts.shadowing import PERIODS_ENDED, PeriodV1
from shared.people import Person
from tests.registration.conftest import START, at

CARD = {"first_name": "Hanna", "last_name": "Uusi", "email": "hanna.uusi@tavastia.example", "language": "sv"}
ORDERS = list(permutations(range(3)))


@pytest.fixture
def confirmed(season):
    """A confirmed group of two in a call whose registration has ended."""
    group = season.group_of(season.call(min_size=1, max_size=2))
    ids = [season.register(group.id, name) for name in ("aino", "eero")]
    for each in ids:
        season.approve(each)
    season.do(groups.confirm_group, group.id)
    season.clock.set(at(date(2013, 11, 21), 16))
    return group, ids


def attendance(status: str) -> list[dict]:
    one = {"meeting_id": str(uuid4()), "date": "2013-08-15", "minutes": 150, "employer": "hyria"}
    return [one | {"status": status}]


def ending(season, event, group, ids, version=None):
    """The events of a group that has met for the last time: one was there, one never came."""
    series = {"id": group.id, "call_id": group.call_id, "organisation": "opelix"}
    now = season.clock.now()
    started = event(MeetingSeriesV1, "group_started", state="active", **series)
    finished = event(MeetingSeriesV1, "group_finished", state="finished", **series, at=now + timedelta(seconds=1))
    taking_part = [
        event(
            ParticipationV1,
            "participation_recorded",
            id=uuid4(),
            group_id=group.id,
            person_id=season.registration(each).person_id,
            organisation="opelix",
            attendances=attendance(status),
        )
        for each, status in zip(ids, ["present", "absent"], strict=True)
    ]
    return started, finished, taking_part


@pytest.mark.parametrize("order", ORDERS)
def test_who_was_there_once_completes_in_whatever_order_the_news_arrives(
    season, confirmed, event, deliver, happened, tick, order
):
    group, ids = confirmed
    tick(season.runtime)
    started, finished, (present, absent) = ending(season, event, group, ids)
    news = [started, finished, present]
    for each in [news[number] for number in order]:
        deliver(season.runtime, each)
        deliver(season.runtime, each)
    deliver(season.runtime, absent, *news)
    assert season.states(ids) == ["completed", "confirmed"]
    assert happened(ids[0]).count("participation_completed") == 1


def test_the_call_runs_from_the_first_meeting_and_is_completed_by_the_last_group(
    season, confirmed, event, deliver, happened, tick
):
    group, ids = confirmed
    tick(season.runtime)
    started, finished, _ = ending(season, event, group, ids)
    deliver(season.runtime, started)
    assert season.find(Call).state_name == "running"
    deliver(season.runtime, finished, finished)
    assert season.find(Call).state_name == "completed"
    assert happened(group.call_id)[-3:] == ["call_closed", "call_started", "call_completed"]


def test_a_group_that_meets_while_others_still_register_lets_the_call_run_when_it_closes(season, event, deliver, tick):
    call = season.call(min_size=1)
    group = season.group_of(call)
    season.approve(season.register(group.id, "aino"))
    season.do(groups.confirm_group, group.id)
    deliver(season.runtime, event(MeetingSeriesV1, "group_started", id=group.id, organisation="opelix"))
    assert season.find(Call).state_name == "open"
    season.clock.set(at(date(2013, 8, 9)))
    tick(season.runtime)
    assert season.find(Call).state_name == "running"


def test_news_of_a_group_that_is_not_ours_changes_nothing(season, event, deliver):
    deliver(season.runtime, event(MeetingSeriesV1, "group_finished", id=uuid4(), state="finished"))
    deliver(season.runtime, event(ParticipationV1, "participation_recorded", group_id=uuid4()))
    with season.runtime.sessions() as session:
        assert session.query(Call).count() == 0


def test_attendance_without_a_finish_completes_nobody(season, confirmed, event, deliver):
    group, ids = confirmed
    _, _, (present, _) = ending(season, event, group, ids)
    deliver(season.runtime, present)
    assert season.states(ids) == ["confirmed", "confirmed"]


def introduced(event, **values):
    return event(IntroductionV1, "person_introduced", organisation="tavastia", **(CARD | values))


def test_somebody_introduced_gets_a_card_with_the_id_that_was_minted(season, event, deliver, happened):
    news = introduced(event)
    deliver(season.runtime, news)
    deliver(season.runtime, news, introduced(event, id=news.subject))
    found = season.find(Person, id=news.subject)
    assert (found.name, found.organisation, found.language, found.same_as) == ("Hanna Uusi", "tavastia", "sv", None)
    assert happened(news.subject) == ["person_registered"]


def test_somebody_introduced_twice_by_two_services_is_one_person(season, event, deliver):
    first, second = introduced(event), introduced(event)
    deliver(season.runtime, first, second)
    one, other = season.find(Person, id=first.subject), season.find(Person, id=second.subject)
    assert {one.same_as, other.same_as} == {None, one.id if one.same_as is None else other.id}


def test_somebody_introduced_who_was_known_by_the_address_becomes_the_same(season, event, deliver):
    known = season.person("hanna", "tavastia")
    news = introduced(event, email="Hanna.Malli@tavastia.example".lower())
    deliver(season.runtime, news)
    assert season.find(Person, id=news.subject).same_as == known.id


def test_calls_open_and_close_by_the_clock_once(season, tick, happened):
    season.clock.set(START - timedelta(days=2))
    call = season.call()
    assert season.find(Call).state_name == "published"
    season.clock.set(START)
    tick(season.runtime)
    tick(season.runtime)
    assert season.find(Call).state_name == "open"
    season.clock.set(at(date(2013, 8, 9)))
    tick(season.runtime)
    tick(season.runtime)
    assert happened(call.id) == ["call_published", "call_opened", "call_closed"]


def test_a_confirmed_group_shows_its_dates_as_scheduling_says_they_stand(season, confirmed, event, deliver):
    group, _ = confirmed
    own = {"group_id": group.id, "organisation": "opelix"}
    moved = event(MeetingV1, "meeting_moved", state="moved", date="2013-11-21", **own)
    instead = event(MeetingV1, "meeting_scheduled", state="scheduled", date="2014-01-09", start="13:00", **own)
    used = event(ReserveDateV1, "reserve_date_activated", state="activated", date="2014-01-09", **own)
    deliver(season.runtime, instead, used, moved)
    with season.runtime.work() as work:
        shown = group_view(work, group.id)
    assert [each["date"] for each in shown["meetings"]] == [date(2014, 1, 9)]
    assert shown["reserve_dates"] == []


@pytest.fixture
def pairs(season, tick):
    """A call for pair periods whose registration has ended."""
    call = season.call(
        kind="shadowing", groups=[], quota=3, closes_on=date(2013, 8, 9), window_from=START, window_to=date(2013, 12, 1)
    )
    season.clock.set(at(date(2013, 8, 12)))
    tick(season.runtime)
    assert season.find(Call).state_name == "closed"
    return call


def lives(season, event, call, ending="closed"):
    """The two events of a period that matter to its call: it begins, it ends."""
    facts = {"id": uuid4(), "call_id": call.id, "organisation": "tavastia"}
    begins = event(PeriodV1, "period_started", state="in_progress", **facts)
    so_far = {**begins.data["occasions"], f"period_{ending}": {"version": begins.version + 1, "at": begins.time}}
    ends = event(PeriodV1, f"period_{ending}", state=ending, **facts, version=begins.version + 1, occasions=so_far)
    return begins, ends


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_a_call_of_pair_periods_runs_from_the_first_and_is_completed_by_the_last(
    season, pairs, event, deliver, happened, order
):
    news = [*lives(season, event, pairs), *lives(season, event, pairs, "withdrawn")]
    for each in order:
        deliver(season.runtime, news[each])
        deliver(season.runtime, news[each])
    assert season.find(Call).state_name == "completed"
    assert happened(pairs.id)[-3:] == ["call_closed", "call_started", "call_completed"]


def test_a_call_runs_while_one_of_its_periods_does(season, pairs, event, deliver):
    going, other = lives(season, event, pairs), lives(season, event, pairs)
    deliver(season.runtime, going[0], *other)
    assert season.find(Call).state_name == "running"


def test_a_call_none_of_whose_periods_began_stays_closed(season, pairs, event, deliver):
    deliver(season.runtime, event(PeriodV1, "period_withdrawn", id=uuid4(), call_id=pairs.id, state="withdrawn"))
    assert season.find(Call).state_name == "closed"


def test_periods_without_a_call_or_of_somebody_elses_call_change_nothing(season, pairs, event, deliver):
    deliver(season.runtime, event(PeriodV1, "period_started", id=uuid4(), call_id=None))
    deliver(season.runtime, event(PeriodV1, "period_started", id=uuid4(), call_id=uuid4()))
    assert season.find(Call).state_name == "closed"


def test_the_states_in_which_a_period_has_ended_are_those_of_its_process():
    assert PERIODS_ENDED == FINAL
