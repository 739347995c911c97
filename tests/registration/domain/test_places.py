"""Places are given in order of arrival, and never one too many."""

import itertools
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain.places import Claim, Room, Why, assign, queue_of, threshold_reached, why_waiting

FIRST, SECOND = UUID(int=1), UUID(int=2)
T0 = datetime(2013, 6, 5, 9, tzinfo=UTC)


def claim(number: int, group: UUID = FIRST, place: UUID | None = None, **more) -> Claim:
    return Claim(UUID(int=1000 + number), group, T0 + timedelta(minutes=number), place, **more)


def test_the_first_nine_of_sixteen_hold_a_place_and_seven_wait_in_order():
    claims = [claim(number) for number in range(16)]
    given_places = assign([Room(FIRST, 9)], reversed(claims))
    assert set(given_places) == {each.id for each in claims[:9]}
    seated = [replace(each, place=given_places.get(each.id)) for each in claims]
    queue = queue_of(FIRST, seated)
    assert queue.waiting == 7
    assert queue.positions == {each.id: number for number, each in enumerate(claims[9:], 1)}


def test_a_place_that_comes_free_goes_to_the_first_of_the_queue():
    claims = [claim(number, place=FIRST) for number in range(8)] + [claim(9), claim(10)]
    assert assign([Room(FIRST, 9)], claims) == {claim(9).id: FIRST}


def test_nobody_is_skipped_because_the_address_is_not_confirmed_yet():
    claims = [claim(1, address_confirmed=False), claim(2)]
    assert assign([Room(FIRST, 1)], claims) == {claim(1).id: FIRST}


def test_who_has_not_confirmed_the_address_is_not_counted_as_waiting():
    queue = queue_of(FIRST, [claim(1, address_confirmed=False), claim(2)])
    assert (queue.waiting, queue.positions[claim(2).id]) == (1, 2)


def test_a_second_group_takes_from_the_first_ones_queue_in_order():
    claims = [claim(number, place=FIRST) for number in range(9)] + [claim(number) for number in range(9, 15)]
    given_places = assign([Room(FIRST, 9), Room(SECOND, 4, beside=FIRST)], claims)
    assert given_places == {claim(number).id: SECOND for number in range(9, 13)}


def test_a_place_in_the_own_group_comes_before_one_in_the_second_group():
    assert assign([Room(FIRST, 1), Room(SECOND, 1, beside=FIRST)], [claim(1)]) == {claim(1).id: FIRST}


def test_the_first_group_takes_nobody_who_asked_for_the_second():
    assert assign([Room(FIRST, 9), Room(SECOND, 0, beside=FIRST)], [claim(1, group=SECOND)]) == {}


def test_a_group_that_was_refused_is_not_given_again():
    waiting = claim(1, refused=frozenset({SECOND}))
    assert assign([Room(FIRST, 0), Room(SECOND, 9, beside=FIRST)], [waiting]) == {}


def test_a_group_that_has_begun_gives_no_places():
    assert assign([Room(FIRST, 9, gives_places=False)], [claim(1)]) == {}


def test_the_threshold_is_reached_once_per_crossing():
    counts = [0, 3, 4, 5, 6, 5, 4, 5]
    crossings = [threshold_reached(before, now, 5) for before, now in itertools.pairwise(counts)]
    assert crossings == [False, False, True, False, False, False, True]


PLACES = st.sampled_from([None, FIRST, SECOND])
CLAIMS = st.lists(st.tuples(st.sampled_from([FIRST, SECOND]), PLACES, st.booleans()), max_size=40)


@given(CLAIMS, st.integers(0, 12), st.integers(0, 12))
def test_no_group_ever_gives_more_places_than_it_has(drawn, size, sibling_size):
    claims = [claim(n, group, place, address_confirmed=sure) for n, (group, place, sure) in enumerate(drawn)]
    rooms = [Room(FIRST, size), Room(SECOND, sibling_size, beside=FIRST)]
    before = Counter(each.place for each in claims)
    given_places = assign(rooms, claims)
    for room in rooms:
        new = Counter(given_places.values())[room.id]
        assert new == 0 or before[room.id] + new <= room.max_size


@given(CLAIMS, st.integers(0, 12))
def test_nobody_waits_behind_somebody_who_came_later_to_the_same_group(drawn, size):
    claims = [
        claim(n, FIRST, FIRST if place else None, address_confirmed=sure) for n, (_, place, sure) in enumerate(drawn)
    ]
    given_places = assign([Room(FIRST, size)], claims)
    without = [each for each in claims if each.place is None and each.id not in given_places]
    newly = [each for each in claims if each.id in given_places]
    assert not without or not newly or max(each.order for each in newly) < min(each.order for each in without)


@given(CLAIMS, st.integers(0, 12), st.randoms())
def test_the_order_in_which_claims_are_read_does_not_matter(drawn, size, random):
    claims = [claim(n, group, place) for n, (group, place, _) in enumerate(drawn)]
    rooms = [Room(FIRST, size), Room(SECOND, size, beside=FIRST)]
    shuffled = random.sample(claims, len(claims))
    assert assign(rooms, claims) == assign(rooms, shuffled)
    assert queue_of(FIRST, claims) == queue_of(FIRST, shuffled)


def test_everybody_who_waits_is_told_the_rule_and_how_many_are_before():
    rooms = [Room(FIRST, 1), Room(SECOND, 1, beside=FIRST)]
    seated = [claim(1, place=FIRST), claim(2, place=SECOND)]
    waiting = [claim(3), claim(4)]
    assert why_waiting(rooms, [*seated, *waiting]) == {claim(3).id: Why("full", 0), claim(4).id: Why("full", 1)}


def test_who_refused_the_free_place_and_who_waits_for_groups_that_have_begun_are_told_so():
    refused = claim(3, refused=frozenset({SECOND}))
    seated = claim(1, place=FIRST)
    assert why_waiting([Room(FIRST, 1), Room(SECOND, 1, beside=FIRST)], [seated, refused])[refused.id].code == "refused"
    over = [Room(FIRST, 1, gives_places=False)]
    assert why_waiting(over, [seated, claim(2)])[claim(2).id].code == "over"
