"""Groups that were put together and confirmed: places by the one way of giving them, never past an approval."""

from datetime import date

import pytest

from services.registration.commands import groups, registrations
from services.registration.domain.errors import FirstMeetingUndated
from services.registration.tables import Group
from shared.contracts.scheduling import PlacementV1
from tests.registration.test_pages import app, browser  # noqa: F401


@pytest.fixture
def together(season):
    """A call of two groups without dates, whose registration has ended; the second has room for two."""
    second = {"name": {"fi": "Opetusalan VERME"}, "min_size": 1, "max_size": 2, "meetings": [], "mentor_ids": []}
    call = season.call(
        meetings=[], reserve_dates=[], more=[second], placing="together", closes_on=date(2013, 8, 15), min_size=1
    )
    first, other = sorted(season.groups_of(call), key=lambda each: -each.max_size)
    return call, first, other


@pytest.fixture
def confirm(season, event, deliver, together):
    """`confirm({group: [registration ids]}, mentor=…)`: the coordinator confirmed these groups in scheduling."""

    def deliver_it(wanted, mentor=None, slot="thu_pm", call=None):
        placed = [
            {
                "group_id": group.id,
                "slot": slot,
                "mentor_id": mentor.id if mentor else None,
                "member_ids": [season.registration(each).person_id for each in ids],
            }
            for group, ids in wanted.items()
        ]
        given = {"organisation": "opelix", "call_id": (call or together[0]).id, "groups": placed}
        told = event(PlacementV1, "placement_confirmed", id=together[0].id, **given)
        deliver(season.runtime, told)
        return told

    return deliver_it


def register(season, group, *names, approved=True):
    found = [season.register(group.id, name, fits=["thu_pm"], wishes=[group.id]) for name in names]
    for each in found if approved else ():
        season.approve(each)
    return found


def test_nobody_has_a_place_before_the_confirmation_and_all_have_after_it(season, together, confirm, happened):
    _, first, other = together
    ids = register(season, first, "aino", "eero", "ilma")
    assert season.states(ids) == ["waitlisted"] * 3
    confirm({first: ids[:2], other: ids[2:]})
    assert season.states(ids) == ["confirmed"] * 3
    assert [season.registration(each).group_id for each in ids] == [first.id, first.id, other.id]
    assert "registration_confirmed" in happened(ids[2])
    assert len(season.find(Group, id=first.id).member_ids) == 2
    assert season.find(Group, id=first.id).slot == "thu_pm"


def test_without_the_supervisors_approval_a_place_is_held_and_sure_only_with_it(season, together, confirm):
    _, first, _other = together
    (waiting,) = register(season, first, "aino", approved=False)
    confirm({first: [waiting]})
    assert season.states([waiting]) == ["awaiting_supervisor"]
    assert season.find(Group, id=first.id).member_ids == []
    season.approve(waiting)
    assert season.states([waiting]) == ["confirmed"]


def test_a_denial_after_the_confirmation_frees_the_place(season, together, confirm):
    _, first, _other = together
    (waiting,) = register(season, first, "aino", approved=False)
    confirm({first: [waiting]})
    season.deny(waiting)
    assert season.registration(waiting).place_group_id is None


def test_the_same_confirmation_twice_changes_nothing(season, together, confirm, deliver, happened):
    _, first, _other = together
    ids = register(season, first, "aino", "eero")
    told = confirm({first: ids})
    before = [happened(each) for each in (*ids, first.id)]
    deliver(season.runtime, told)
    confirm({first: ids})
    assert [happened(each) for each in (*ids, first.id)] == before


def test_whoever_has_withdrawn_or_not_confirmed_the_address_is_passed_over(season, together, confirm):
    _, first, _other = together
    ids = register(season, first, "aino", "eero")
    unconfirmed = season.register(first.id, "ilma", confirm=False, fits=["thu_pm"], wishes=[first.id])
    season.do(registrations.withdraw, ids[0])
    confirm({first: [*ids, unconfirmed]})
    assert season.states([*ids, unconfirmed]) == ["withdrawn", "confirmed", "unconfirmed"]


def test_a_group_never_gets_one_too_many(season, together, confirm):
    _, first, other = together
    ids = register(season, first, "aino", "eero", "ilma")
    confirm({other: ids})
    assert sorted(season.states(ids)) == ["confirmed", "confirmed", "waitlisted"]
    assert len(season.find(Group, id=other.id).member_ids) == 2


def test_a_later_confirmation_moves_nobody_who_has_a_place(season, together, confirm):
    _, first, other = together
    ids = register(season, first, "aino", "eero")
    confirm({first: ids[:1]})
    confirm({first: ids[1:], other: ids[:1]})
    assert [season.registration(each).place_group_id for each in ids] == [first.id, first.id]


def test_a_mentor_is_assigned_where_there_is_none_and_replaces_nobody(season, together, confirm, happened):
    _, first, other = together
    ids = register(season, first, "aino", "eero")
    mentor = season.person("matti", "tavastia", "mentor")
    confirm({first: ids[:1], other: ids[1:]}, mentor)
    assert season.find(Group, id=other.id).mentor_ids == [mentor.id]
    assert season.find(Group, id=first.id).mentor_ids == first.mentor_ids != [mentor.id]
    assert happened(other.id).count("mentor_assigned") == 1
    assert "mentor_assigned" not in happened(first.id)


def test_groups_of_another_call_and_with_fixed_places_are_left_alone(season, together, confirm):
    call, first, _other = together
    fixed = season.group_of(season.call(min_size=1, max_size=1))
    ids = register(season, first, "aino")
    confirm({fixed: ids})
    confirm({fixed: ids}, call=season.find(Group, id=fixed.id).call)
    assert season.states(ids) == ["waitlisted"]
    assert season.find(Group, id=fixed.id).slot is None
    assert call.placing == "together"


def test_free_places_are_not_given_to_those_left_over_whose_time_may_not_suit(season, together, confirm):
    _, first, _other = together
    ids = register(season, first, "aino", "eero")
    confirm({first: ids[:1]})
    (late,) = register(season, first, "ilma")
    assert season.states([ids[1], late]) == ["waitlisted", "waitlisted"]
    season.do(registrations.withdraw, ids[0])
    assert season.states([ids[1], late]) == ["waitlisted", "waitlisted"]
    assert season.registration(ids[1]).queue_position == 1


def test_a_group_that_was_put_together_meets_once_it_has_a_date(season, together, confirm):
    _, first, _other = together
    confirm({first: register(season, first, "aino")})
    with pytest.raises(FirstMeetingUndated):
        season.do(groups.confirm_group, first.id)


def test_a_group_that_was_put_together_says_when_it_meets_before_it_has_dates(season, together, confirm, browser):  # noqa: F811
    call, first, _other = together
    page = f"/registration/calls/{call.id}"
    assert "Thursday afternoon" not in browser.open(page).text
    confirm({first: register(season, first, "aino")})
    browser.open(page).says("Thursday afternoon; the dates are told later")
