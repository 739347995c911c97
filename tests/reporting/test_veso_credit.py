"""VESO credit follows attendance, whatever the order in which events arrive."""

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from sqlalchemy import select

from services.reporting.tables import VesoCredit
from shared.contracts.scheduling import MeetingV1, ParticipationV1
from shared.testing import network as testing_network
from tests.reporting.seeds import NOW, an_id

PERSON = an_id("Tiina")


@pytest.fixture
def credits():
    def read(runtime):
        with runtime.sessions() as session:
            rows = session.scalars(select(VesoCredit).where(VesoCredit.days > 0))
            return {(each.person_id, each.organisation, each.school_year): each.days for each in rows}

    return read


def veso_events(emitted, runtime):
    return [(name, data["days"]) for name, data in emitted(runtime) if name.startswith("veso_")]


def test_the_fourth_meeting_earns_a_day_and_the_event_says_so(reporting, deliver, emitted, card, seat):
    deliver(reporting, card(), seat(*["present"] * 3))
    assert veso_events(emitted, reporting) == []
    deliver(reporting, seat(*["present"] * 4))
    [(name, data)] = emitted(reporting)
    assert (name, data["organisation"], data["school_year"]) == ("veso_day_earned", "hyria", "2013-2014")
    assert (data["person_id"], data["days"], data["meetings"]) == (str(PERSON), 1, 4)


def test_a_correction_takes_the_day_back(reporting, deliver, emitted, card, seat):
    deliver(reporting, card(), seat(*["present"] * 4))
    deliver(reporting, seat("present", "present", "present", "absent"))
    assert veso_events(emitted, reporting) == [("veso_day_earned", 1), ("veso_day_revoked", 0)]


def test_the_same_attendance_again_changes_nothing(reporting, deliver, emitted, card, seat):
    given = seat(*["present"] * 4)
    for _ in range(3):
        deliver(reporting, card(), given)
    deliver(reporting, seat(*["present"] * 5))
    assert veso_events(emitted, reporting) == [("veso_day_earned", 1)]


def test_a_late_event_takes_nothing_back(reporting, deliver, emitted, card, seat):
    late, newest = seat("present"), seat(*["present"] * 4)
    deliver(reporting, card(), newest)
    deliver(reporting, late)
    assert veso_events(emitted, reporting) == [("veso_day_earned", 1)]


def test_any_order_of_arrival_gives_the_same_credit(reporting, deliver, credits, card, seat, event):
    orders = {f"Tiina-{number}": order for number, order in enumerate(permutations(range(4)))}
    for name, order in orders.items():
        long, half = f"A-{name}", f"B-{name}"
        times = {"group_id": an_id(half), "start": "13:00", "end": "15:30"}
        arrivals = [
            card(name),
            seat("present", "present", group=long, person=name),
            seat("present", "partial", group=half, person=name, minutes=100),
            event(MeetingV1, "meeting_held", id=an_id(f"{half}1"), **times),
        ]
        for place in order:
            deliver(reporting, arrivals[place])
    assert credits(reporting) == {(an_id(name), "hyria", "2013-2014"): 1 for name in orders}


def test_one_batch_gives_what_single_events_give(reporting, deliver, emitted, card, seat):
    deliver(reporting, seat("present", "present", group="B"), seat("present", "present"), card())
    assert veso_events(emitted, reporting) == [("veso_day_earned", 1)]


def test_two_consumers_at_once_give_the_credit_once(reporting, deliver, emitted, credits, card, seat):
    deliver(reporting, card())
    seats = [seat("present", "present", group=each) for each in "AB"]
    with ThreadPoolExecutor(2) as consumers:
        list(consumers.map(lambda given: deliver(reporting, given), seats))
    assert credits(reporting) == {(PERSON, "hyria", "2013-2014"): 1}
    assert veso_events(emitted, reporting) == [("veso_day_earned", 1)]


def test_who_turns_out_to_have_annual_working_time_loses_the_credit(reporting, deliver, emitted, card, seat):
    deliver(reporting, card(), seat(*["present"] * 4))
    deliver(reporting, card(worktime_form="annual"))
    assert veso_events(emitted, reporting) == [("veso_day_earned", 1), ("veso_day_revoked", 0)]


def test_an_employer_without_the_rule_gives_no_credit(reporting, deliver, emitted, card, seat):
    deliver(reporting, card(organisation="opelix"), seat(*["present"] * 5, employer="opelix"))
    assert emitted(reporting) == []


def test_two_ids_that_turn_out_to_be_one_person_are_counted_together(reporting, deliver, credits, card, seat):
    deliver(
        reporting, card(), card("Tiina-2"), seat(*["present"] * 2), seat(*["present"] * 2, group="B", person="Tiina-2")
    )
    assert credits(reporting) == {}
    deliver(reporting, card("Tiina-2", same_as=str(PERSON)))
    assert credits(reporting) == {(PERSON, "hyria", "2013-2014"): 1}


def test_a_credit_earned_under_an_id_that_was_merged_moves_to_the_person(reporting, deliver, credits, card, seat):
    deliver(reporting, card(), card("Tiina-2"), seat(*["present"] * 4, person="Tiina-2"))
    assert credits(reporting) == {(an_id("Tiina-2"), "hyria", "2013-2014"): 1}
    deliver(reporting, card("Tiina-2", same_as=str(PERSON)))
    assert credits(reporting) == {(PERSON, "hyria", "2013-2014"): 1}


def test_attendance_that_is_gone_earns_nothing(reporting, deliver, emitted, card, seat, event):
    deliver(reporting, card(), seat(*["present"] * 4))
    deliver(reporting, event(ParticipationV1, "participation_gone", id=an_id("G/Tiina"), organisation="opelix"))
    assert veso_events(emitted, reporting)[-1] == ("veso_day_revoked", 0)


class TestWithAMemberDeployment:
    @pytest.fixture
    def network_file(self, tmp_path):
        return testing_network.write(tmp_path, with_member=True)

    def test_only_the_deployment_that_acts_for_the_employer_publishes_the_credit(
        self, runtime_of, clock, deliver, emitted, card, seat
    ):
        clock.set(NOW)
        hub, member = runtime_of("reporting"), runtime_of("reporting", "tavastia")
        events = [card(organisation="tavastia"), seat(*["present"] * 4, employer="tavastia")]
        for each in (hub, member):
            deliver(each, *events)
        assert veso_events(emitted, hub) == []
        assert veso_events(emitted, member) == [("veso_day_earned", 1)]
