"""Places, the queue, and the second group, against a real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from services.registration.commands import groups, registrations
from services.registration.domain.errors import NobodyWaits, OfferExpired, RegistrationClosed, RegistrationNotOpen
from services.registration.tables import Group, Registration
from shared.clock import end_of_day
from tests.registration.conftest import START, VERME2, at, meetings

SIXTEEN = [f"sihteeri{chr(97 + number)}" for number in range(16)]


def open_second(season, group, **more):
    return season.do(groups.open_sibling_group, group.id, {"meetings": meetings(VERME2, timed=False), **more})


def test_sixteen_secretaries_get_nine_places_and_six_offers_in_the_second_group(season, happened, emitted):
    group = season.group_of(season.call())
    ids = [season.register(group.id, name) for name in SIXTEEN]
    denied = ids[4]
    season.deny(denied)
    for each in ids:
        if each != denied:
            season.approve(each)
    approved = [each for each in ids if each != denied]
    assert season.states(approved[:9]) == ["confirmed"] * 9
    assert season.states(approved[9:]) == ["waitlisted"] * 6
    assert [season.registration(each).queue_position for each in approved[9:]] == [1, 2, 3, 4, 5, 6]
    assert happened(group.id).count("second_group_threshold_reached") == 1
    assert season.find(Group, id=group.id).waiting == 6

    second = open_second(season, group)
    assert season.states(approved[9:]) == ["offered"] * 6
    for each in approved[9:]:
        season.do(registrations.take_offer, each)
    seated = [season.registration(each) for each in approved[9:]]
    assert {each.group_id for each in seated} == {second.id}
    assert season.find(Group, id=group.id).waiting == 0
    assert season.find(Group, id=second.id).member_ids == [each.person_id for each in seated]
    states = [data for name, data in emitted(season.runtime) if name == "place_offered"]
    assert {each["offered_group_id"] for each in states} == {str(second.id)}


def test_a_second_group_closes_by_its_own_first_meeting_and_moves_the_calls_end(season):
    call = season.call(max_size=1, min_size=1)
    group = season.group_of(call)
    for name in ("aino", "eero"):
        season.register(group.id, name)
    second = open_second(season, group)
    assert second.closes_on == date(2013, 8, 29)
    assert season.group_of(call).closes_on == date(2013, 8, 8)
    assert season.find(type(call), id=call.id).closes_at == end_of_day(date(2013, 8, 29))


def test_a_second_group_is_refused_while_nobody_waits(season):
    group = season.group_of(season.call())
    season.register(group.id, "aino")
    with pytest.raises(NobodyWaits):
        open_second(season, group)


def test_the_second_group_keeps_a_place_for_those_whose_approval_is_missing(season, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    _, second_person, third = (season.register(group.id, name) for name in ("aino", "eero", "iida"))
    second = open_second(season, group, max_size=2)
    waiting = season.registration(second_person)
    assert (waiting.state_name, waiting.place_group_id) == ("awaiting_supervisor", second.id)
    assert season.approve(third).state_name == "offered"
    assert season.approve(second_person).state_name == "offered"
    assert happened(second_person)[-2:] == ["supervisor_approved", "place_offered"]


def test_an_offer_in_the_second_group_that_lapses_goes_to_the_next_and_keeps_the_queue(season, tick, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero", "iida")]
    for each in ids:
        season.approve(each)
    second = open_second(season, group, max_size=1)
    assert season.states(ids) == ["confirmed", "offered", "waitlisted"]
    season.clock.set(START + timedelta(days=6))
    tick(season.runtime)
    assert season.states(ids) == ["confirmed", "waitlisted", "offered"]
    assert happened(ids[1])[-1] == "place_offer_lapsed"
    with pytest.raises(OfferExpired):
        season.do(registrations.take_offer, ids[1])
    assert season.registration(ids[2]).place_group_id == second.id


def test_a_place_that_comes_free_is_offered_to_the_first_of_the_queue_and_expires_if_not_taken(season, tick):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero", "iida")]
    for each in ids:
        season.approve(each)
    season.do(registrations.withdraw, ids[0])
    assert season.states(ids) == ["withdrawn", "offered", "waitlisted"]
    assert season.registration(ids[1]).offer_expires_at is not None
    season.clock.set(START + timedelta(days=6))
    tick(season.runtime)
    assert season.states(ids) == ["withdrawn", "expired", "offered"]


def test_refusing_the_second_group_keeps_the_place_in_the_queue(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero")]
    for each in ids:
        season.approve(each)
    open_second(season, group)
    season.do(registrations.refuse_offer, ids[1])
    found = season.registration(ids[1])
    assert (found.state_name, found.queue_position, found.place_group_id) == ("waitlisted", 1, None)


def test_a_denial_gives_the_place_to_the_first_of_the_queue_without_a_detour(season, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    first, second = (season.register(group.id, name) for name in ("aino", "eero"))
    assert season.registration(second).queue_position == 1
    season.deny(first)
    assert season.registration(second).place_group_id == group.id
    assert season.approve(second).state_name == "confirmed"
    assert "registration_waitlisted" not in happened(second)


def test_the_place_in_the_queue_counts_from_sending_not_from_the_answer(season):
    group = season.group_of(season.call(max_size=2, min_size=1))
    first, second, third = (season.register(group.id, name) for name in ("aino", "eero", "iida"))
    assert season.approve(third).state_name == "waitlisted"
    assert season.approve(second).state_name == "confirmed"
    assert season.approve(first).state_name == "confirmed"


def test_a_full_group_says_so_and_says_when_a_place_comes_free(season, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    only = season.register(group.id, "aino")
    assert season.find(Group, id=group.id).state_name == "full"
    season.do(registrations.withdraw, only)
    assert season.find(Group, id=group.id).state_name == "registering"
    assert [each for each in happened(group.id) if each != "group_changed"] == [
        "group_planned",
        "group_opened",
        "group_filled",
        "group_place_freed",
    ]


def test_a_withdrawal_is_undone_into_a_free_place_or_the_old_place_in_the_queue(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero", "iida")]
    for each in ids:
        season.approve(each)
    season.do(registrations.withdraw, ids[0])
    assert season.do(registrations.undo_withdrawal, ids[0]).state_name == "waitlisted"
    assert season.registration(ids[0]).queue_position == 1
    season.do(registrations.withdraw, ids[1])
    assert season.registration(ids[0]).state_name == "offered"


def test_registration_ends_at_the_groups_own_deadline(season):
    group = season.group_of(season.call())
    season.clock.set(at(date(2013, 8, 8), 23))
    season.register(group.id, "aino")
    season.clock.set(at(date(2013, 8, 9), 1))
    with pytest.raises(RegistrationClosed) as refused:
        season.do(registrations.register, season.form(group.id, "eero"))
    assert refused.value.data == {"closes_on": date(2013, 8, 8)}


def test_nobody_registers_to_a_draft(season):
    group = season.group_of(season.call(publish=False))
    with pytest.raises(RegistrationNotOpen):
        season.do(registrations.register, season.form(group.id, "aino"))


def test_fifty_at_once_for_the_last_seat_get_one_place_between_them(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    names = [f"hakija{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(50)]

    def send(name: str) -> object:
        return season.do(registrations.register, season.form(group.id, name)).id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(send, names))
    with season.runtime.sessions() as session:
        found = session.query(Registration).filter(Registration.id.in_(ids)).all()
    assert sum(each.place_group_id == group.id for each in found) == 1
    assert sorted(each.queue_position for each in found if each.queue_position) == list(range(1, 50))


def test_approvals_at_once_never_seat_one_too_many(season):
    group = season.group_of(season.call(max_size=3, min_size=1))
    ids = [season.register(group.id, name) for name in SIXTEEN[:10]]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(season.approve, ids))
    assert season.states(ids) == ["confirmed"] * 3 + ["waitlisted"] * 7
    assert len(season.find(Group, id=group.id).member_ids) == 3
