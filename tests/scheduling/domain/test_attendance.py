"""Marks: everybody was present, but for those who were tapped."""

from datetime import date, time
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.attendance import STATUSES, Exceptions, Mark, length, marks, present
from services.scheduling.domain.errors import MarkedTwice, NotAMember, PartialMinutesMissing, TimesReversed
from services.scheduling.domain.slots import Slot
from shared.contracts.scheduling import ATTENDANCE

DAY = date(2013, 8, 29)
PEOPLE = [uuid4() for _ in range(9)]


def test_nobody_tapped_means_that_all_were_present():
    assert marks(PEOPLE, Exceptions(), 150) == {each: Mark("present", 150) for each in PEOPLE}


def test_those_tapped_are_marked_and_the_rest_are_present():
    found = marks(PEOPLE, Exceptions([PEOPLE[0]], [PEOPLE[1]], [PEOPLE[2]], 60), 150)
    assert [found[each] for each in PEOPLE[:4]] == [
        Mark("absent_notified", 0),
        Mark("absent", 0),
        Mark("partial", 60),
        Mark("present", 150),
    ]
    assert present(found.values()) == 7


def test_a_stranger_cannot_be_marked():
    with pytest.raises(NotAMember):
        marks(PEOPLE, Exceptions(absent=[uuid4()]), 150)


def test_one_person_cannot_be_marked_in_two_ways():
    with pytest.raises(MarkedTwice):
        marks(PEOPLE, Exceptions(absent=[PEOPLE[0]], absent_notified=[PEOPLE[0]]), 150)


@pytest.mark.parametrize("minutes", [None, 0, 150, 151])
def test_a_part_is_more_than_nothing_and_less_than_all(minutes):
    with pytest.raises(PartialMinutesMissing):
        marks(PEOPLE, Exceptions(partly=[PEOPLE[0]], partly_minutes=minutes), 150)


def test_the_length_is_as_told_else_as_planned_else_the_usual():
    planned, nothing = Slot(DAY, time(13), time(15, 30)), Slot(DAY)
    assert length(planned, Slot(DAY, time(13), time(15)), 90) == 120
    assert length(planned, nothing, 90) == 150
    assert length(nothing, nothing, 90) == 90


def test_a_meeting_cannot_end_before_it_began():
    with pytest.raises(TimesReversed):
        length(Slot(DAY), Slot(DAY, time(15), time(13)), 150)


def test_the_rules_and_the_contract_use_the_same_words():
    assert set(STATUSES) == set(ATTENDANCE)


@given(st.lists(st.sampled_from(["present", "absent", "absent_notified", "partial"]), min_size=1, max_size=12))
def test_every_member_has_exactly_one_mark_and_the_numbers_add_up(statuses):
    people = {uuid4(): status for status in statuses}
    tapped = {name: [who for who, status in people.items() if status == name] for name in set(statuses) - {"present"}}
    found = marks(people, Exceptions(partly=tapped.pop("partial", []), **tapped, partly_minutes=45), 150)
    assert {who: mark.status for who, mark in found.items()} == people
    assert present(found.values()) == sum(status in ("present", "partial") for status in statuses)
    assert all((mark.minutes == 0) == mark.status.startswith("absent") for mark in found.values())
