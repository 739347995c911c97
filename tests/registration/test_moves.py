"""Moves, merging, sizes, cancelling: every way to a place goes through the queue and the approval."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.registration.commands import decisions, groups, moves, registrations
from services.registration.domain.errors import (
    GroupHasMore,
    GroupIsFull,
    GroupTakesNobody,
    NotAgreed,
    NotNow,
    NoUndo,
    OwnMatter,
    RegisteredThere,
    SizeNeedsReason,
)
from services.registration.tables import Group
from shared.errors import Forbidden
from shared.people import Role
from shared.work import Actor
from tests.registration.conftest import VERME2, at, meetings


def two_groups(season, *, max_size=2, other=2):
    call = season.call(max_size=max_size, min_size=1)
    first = season.group_of(call)
    data = {"name": {"fi": "Opetusalan VERME"}, "min_size": 1, "max_size": other, "meetings": meetings(VERME2)}
    mentor = season.person("toinen", "tavastia", "mentor")

    def add(work):
        known = work.session.get(type(call), call.id)
        return groups.add_group_later(work, known, data | {"mentor_ids": [mentor.id]})

    return first, season.do(add)


def approved(season, group, *names):
    ids = [season.register(group.id, name) for name in names]
    for each in ids:
        season.approve(each)
    return ids


def move(season, registration_id, group, agreed=True):
    return season.do(moves.move_registration, registration_id, group.id, agreed=agreed)


def places_of(season, ids):
    return [season.registration(each).place_group_id for each in ids]


def test_a_seated_person_is_moved_to_a_free_place_and_the_place_left_is_offered_to_the_queue(season, happened):
    first, other = two_groups(season)
    ids = approved(season, first, "aino", "eero", "iida")
    move(season, ids[0], other)
    assert season.states(ids) == ["confirmed", "confirmed", "offered"]
    assert places_of(season, ids) == [other.id, first.id, first.id]
    assert happened(ids[0])[-1] == "registration_transferred"
    assert season.find(Group, id=other.id).member_ids == [season.registration(ids[0]).person_id]


def test_moving_back_undoes_a_move_while_the_place_is_free(season):
    first, other = two_groups(season)
    ids = approved(season, first, "aino")
    move(season, ids[0], other)
    assert move(season, ids[0], first).state_name == "confirmed"
    assert places_of(season, ids) == [first.id]


def test_nobody_loses_a_sure_place_by_a_move_to_a_full_group(season):
    first, other = two_groups(season, other=1)
    approved(season, other, "iida")
    (one,) = approved(season, first, "aino")
    with pytest.raises(GroupIsFull) as refused:
        move(season, one, other)
    assert refused.value.data == {"free": 0, "needed": 1}
    assert season.registration(one).place_group_id == first.id


def test_somebody_who_waits_is_moved_to_a_free_place_or_into_the_other_queue_by_the_time_of_sending(season):
    first, other = two_groups(season, max_size=1, other=1)
    seated, early, late = approved(season, first, "aino", "eero", "iida")
    assert move(season, early, other).state_name == "confirmed"
    (last,) = approved(season, other, "olli")
    assert move(season, late, other).state_name == "waitlisted"
    assert [season.registration(each).queue_position for each in (late, last)] == [1, 2]
    assert season.registration(seated).place_group_id == first.id


def test_a_move_does_not_skip_the_supervisor(season, happened):
    first, other = two_groups(season)
    one = season.register(first.id, "aino")
    moved = move(season, one, other)
    assert (moved.state_name, moved.approved, moved.place_group_id) == ("awaiting_supervisor", False, other.id)
    assert season.find(Group, id=other.id).member_ids == []
    assert season.approve(one).state_name == "confirmed"
    assert "registration_confirmed" in happened(one)


@pytest.mark.parametrize("fault", ["not agreed", "same group", "other call", "begun", "twice", "ended"])
def test_a_move_is_refused(season, fault):
    first, other = two_groups(season)
    (one,) = approved(season, first, "aino")
    target, wanted = other, GroupTakesNobody
    if fault == "not agreed":
        with pytest.raises(NotAgreed):
            move(season, one, other, agreed=False)
        return
    if fault == "same group":
        target = first
    elif fault == "other call":
        target = season.group_of(season.call())
    elif fault == "begun":
        season.clock.set(at(VERME2[0], 14))
    elif fault == "twice":
        approved(season, other, "aino")
        wanted = RegisteredThere
    else:
        season.do(registrations.withdraw, one)
        wanted = NotNow
    with pytest.raises(wanted):
        move(season, one, target)


def test_a_mentor_is_not_moved_into_the_own_group(season):
    first, other = two_groups(season)
    (one,) = approved(season, first, "aino")
    person = season.registration(one).person_id

    def lead(work):
        work.session.get(Group, other.id).mentor_ids = [person]

    season.do(lead)
    with pytest.raises(RegisteredThere):
        move(season, one, other)


def test_a_free_place_of_another_group_is_offered_and_a_no_keeps_the_own_queue(season):
    first, other = two_groups(season, max_size=1, other=1)
    _, second, third = approved(season, first, "aino", "eero", "iida")
    assert season.do(moves.offer_place, second, other.id).state_name == "offered"
    with pytest.raises(GroupIsFull):
        season.do(moves.offer_place, third, other.id)
    season.do(registrations.refuse_offer, second)
    found = season.registration(second)
    assert (found.state_name, found.queue_position, found.group_id) == ("waitlisted", 1, first.id)
    season.do(moves.offer_place, third, other.id)
    taken = season.do(registrations.take_offer, third)
    assert (taken.state_name, taken.group_id) == ("confirmed", other.id)


def test_a_place_held_from_another_queue_counts_in_its_group(season):
    first, other = two_groups(season, max_size=1, other=1)
    _, second = approved(season, first, "aino", "eero")
    season.do(moves.offer_place, second, other.id)
    late = season.register(other.id, "olli")
    assert season.registration(late).place_group_id is None
    assert season.approve(late).state_name == "waitlisted"


def test_merged_groups_keep_everybody_and_every_approval_that_is_missing(season, happened):
    first, other = two_groups(season, max_size=3, other=5)
    ids = approved(season, first, "aino", "eero")
    asked = season.register(first.id, "olli")
    waiting = season.register(first.id, "iida")
    (there,) = approved(season, other, "saara")
    season.do(moves.merge_groups, first.id, other.id, "Liian vähän ilmoittautuneita")
    group = season.find(Group, id=first.id)
    assert (group.state_name, group.merged_into, group.member_ids) == ("cancelled", other.id, [])
    assert season.states([*ids, asked, waiting, there]) == [
        "confirmed",
        "confirmed",
        "awaiting_supervisor",
        "awaiting_supervisor",
        "confirmed",
    ]
    assert places_of(season, [*ids, asked, waiting, there]) == [other.id] * 5
    assert happened(first.id)[-1] == "groups_merged"
    assert [happened(each)[-1] for each in (*ids, asked)] == ["registration_transferred"] * 3
    assert len(season.find(Group, id=other.id).member_ids) == 3


def test_groups_are_merged_only_if_everybody_with_a_place_gets_one(season):
    first, other = two_groups(season, other=2)
    ids = approved(season, first, "aino", "eero")
    approved(season, other, "iida")
    with pytest.raises(GroupIsFull) as refused:
        season.do(moves.merge_groups, first.id, other.id, "x")
    assert refused.value.data == {"free": 1, "needed": 2}
    assert places_of(season, ids) == [first.id] * 2


def test_who_is_in_both_groups_keeps_the_place_in_the_one_that_goes_on(season):
    first, other = two_groups(season)
    (one,) = approved(season, first, "aino")
    (same,) = approved(season, other, "aino")
    season.do(moves.merge_groups, first.id, other.id, "x")
    ended = season.registration(one)
    assert (ended.state_name, ended.ended_because) == ("not_seated", "groups_merged")
    assert season.registration(same).state_name == "confirmed"


def test_more_places_are_offered_to_the_queue_in_order(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = approved(season, group, "aino", "eero", "iida")
    season.do(decisions.change_sizes, group.id, min_size=1, max_size=2, reason="Tila riittää")
    assert season.states(ids) == ["confirmed", "offered", "waitlisted"]


@pytest.mark.parametrize(
    ("sizes", "fault"),
    [
        ({"min_size": 1, "max_size": 1, "reason": "x"}, GroupHasMore),
        ({"min_size": 5, "max_size": 10}, SizeNeedsReason),
        ({"min_size": 4, "max_size": 9}, SizeNeedsReason),
    ],
)
def test_a_size_is_refused(season, sizes, fault):
    group = season.group_of(season.call(max_size=2, min_size=1))
    approved(season, group, "aino", "eero")
    with pytest.raises(fault):
        season.do(decisions.change_sizes, group.id, **sizes)


def test_a_cancelled_group_ends_its_registrations_and_is_restored_as_it_stood(season, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = approved(season, group, "aino", "eero")
    asked = season.register(group.id, "iida")
    season.do(decisions.cancel_group, group.id, "Ei mentoria")
    assert season.states([*ids, asked]) == ["not_seated"] * 3
    assert {season.registration(each).ended_because for each in ids} == {"group_cancelled"}
    assert happened(group.id)[-1] == "group_cancelled"
    assert not season.find(Group, id=group.id).is_open(season.clock.now())
    season.do(decisions.restore_group, group.id)
    assert season.states([*ids, asked]) == ["confirmed", "waitlisted", "awaiting_supervisor"]
    assert [season.registration(each).queue_position for each in (*ids, asked)] == [None, 1, 2]
    assert season.find(Group, id=group.id).state_name == "full"


def test_a_confirmed_group_that_was_cancelled_is_not_restored(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    approved(season, group, "aino")
    season.do(groups.confirm_group, group.id)
    season.do(decisions.cancel_group, group.id, "Mentori sairastui")
    with pytest.raises(NoUndo):
        season.do(decisions.restore_group, group.id)


def test_cancelling_a_second_group_puts_those_who_were_offered_its_places_back_into_the_queue(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = approved(season, group, "aino", "eero")
    second = season.do(groups.open_sibling_group, group.id, {"meetings": meetings(VERME2)})
    assert season.states(ids) == ["confirmed", "offered"]
    season.do(decisions.cancel_group, second.id, "x")
    assert season.states(ids) == ["confirmed", "waitlisted"]
    assert season.registration(ids[1]).queue_position == 1


def test_a_group_that_closes_too_small_is_told_of_once_and_accepted_with_a_reason(season, tick, happened):
    group = season.group_of(season.call(min_size=3))
    ids = approved(season, group, "aino", "eero")
    season.clock.set(at(date(2013, 8, 9), 1))
    tick(season.runtime)
    tick(season.runtime)
    assert happened(group.id).count("group_fell_below_minimum") == 1
    season.do(groups.confirm_group, group.id, "Ryhmä haluaa aloittaa")
    assert not season.find(Group, id=group.id).is_too_small(season.clock.now())
    season.do(registrations.withdraw, ids[0])
    assert season.find(Group, id=group.id).is_too_small(season.clock.now())
    assert happened(group.id).count("group_fell_below_minimum") == 2
    season.do(decisions.continue_small, group.id, "Jatketaan")
    assert not season.find(Group, id=group.id).is_too_small(season.clock.now())


def test_a_group_with_enough_members_is_closed_without_a_word(season, tick, happened):
    group = season.group_of(season.call(min_size=1))
    approved(season, group, "aino")
    season.clock.set(at(date(2013, 8, 9), 1))
    tick(season.runtime)
    assert "group_fell_below_minimum" not in happened(group.id)


def test_the_queue_ends_when_the_last_group_that_it_waits_for_has_begun(season, tick, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = approved(season, group, "aino", "eero", "iida")
    season.do(groups.open_sibling_group, group.id, {"meetings": meetings(VERME2), "max_size": 1})
    season.do(registrations.take_offer, ids[1])
    season.clock.set(at(date(2013, 8, 16)))
    tick(season.runtime)
    assert season.states(ids) == ["confirmed", "confirmed", "waitlisted"]
    season.clock.set(at(VERME2[0] + timedelta(days=1)))
    tick(season.runtime)
    assert season.states(ids) == ["confirmed", "confirmed", "not_seated"]
    assert season.registration(ids[2]).ended_because == "group_started"
    assert happened(ids[2])[-1] == "registration_not_seated"


def test_who_leaves_after_the_first_meeting_drops_out_and_nobody_is_promoted(season, happened):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = approved(season, group, "aino", "eero")
    season.clock.set(at(date(2013, 8, 16)))
    season.do(registrations.withdraw, ids[0])
    assert season.states(ids) == ["dropped_out", "waitlisted"]
    assert happened(ids[0])[-1] == "participant_dropped_out"


def test_only_who_runs_the_call_decides_and_nobody_in_the_own_matter(season):
    first, other = two_groups(season)
    (one,) = approved(season, first, "aino")
    own = season.registration(one).person_id
    manager = (Role("project_manager", "opelix", date(2010, 1, 1)),)
    coordinator = Actor("person", uuid4(), (Role("member_coordinator", "hyria", date(2010, 1, 1)),))
    acts = [
        (moves.move_registration, one, other.id, {"agreed": True}),
        (moves.merge_groups, first.id, other.id, {"reason": "x"}),
        (decisions.cancel_group, first.id, "x", {}),
        (decisions.change_sizes, first.id, {"min_size": 5, "max_size": 9}),
        (decisions.continue_small, first.id, "x", {}),
    ]
    for command, *args, values in acts:
        for actor, fault in ((coordinator, Forbidden), (Actor("person", own, manager), OwnMatter)):
            with season.runtime.work(actor) as work, pytest.raises(fault):
                command(work, *args, **values)
