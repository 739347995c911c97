"""The bar of the peers, R3 to R7, on one call: deadline, minimum, queue, second group, wishes."""

from datetime import date

import pytest

from services.registration.commands import call_changes, decisions, groups, moves, registrations
from services.registration.queries import waiting
from services.registration.queries.registrations import registrations_of
from services.registration.tables import Group
from tests.registration.conftest import VERME2, at, meetings
from tests.registration.test_approvals import acting
from tests.registration.test_moves import approved, two_groups


def test_r3_the_deadline_follows_the_first_meeting_and_nobody_who_is_in_loses_the_place(season):
    group = season.group_of(season.call(min_size=1))
    assert group.closes_on == date(2013, 8, 8)
    (one,) = approved(season, group, "aino")
    season.do(call_changes.change_group, group.id, {"meetings": meetings([date(2013, 6, 10)])})
    assert season.find(Group, id=group.id).closes_on == date(2013, 6, 3)
    assert season.registration(one).state_name == "confirmed"


def test_r4_a_group_below_its_minimum_is_a_task_with_its_last_day_until_somebody_decides(season, tick):
    group = season.group_of(season.call(min_size=3))
    approved(season, group, "aino", "eero")
    season.clock.set(at(date(2013, 8, 9), 1))
    tick(season.runtime)
    actor = acting(season.person("projekti", "opelix"), "project_manager", "opelix")
    with season.runtime.work(actor) as work:
        found = [(each.what, each.by, each.numbers["members"]) for each in waiting.tasks_of(work)]
    assert found == [("too_small", date(2013, 8, 10), 2)]
    season.do(groups.confirm_group, group.id, "Ryhmä haluaa aloittaa")
    with season.runtime.work(actor) as work:
        assert waiting.tasks_of(work) == []


def _left(season, one):
    season.do(registrations.withdraw, one)


def _denied(season, one):
    season.deny(one)


def _moved(season, one):
    season.do(moves.move_registration, one, _moved.other.id, agreed=True)


def _more_places(season, one):
    season.do(decisions.change_sizes, season.registration(one).group_id, min_size=1, max_size=2, reason="x")


@pytest.mark.parametrize("freed", [_left, _denied, _moved, _more_places])
def test_r5_every_path_that_frees_a_place_gives_it_to_the_first_in_the_queue_whose_approval_may_be_missing(
    season, freed
):
    group, _moved.other = two_groups(season, max_size=1)
    one = season.register(group.id, "aino")
    unapproved = season.register(group.id, "eero")
    late = season.register(group.id, "iida")
    season.approve(late)
    freed(season, one)
    assert season.registration(unapproved).place_group_id == group.id
    assert season.registration(late).queue_position == 1


def test_r5_everybody_who_waits_is_told_the_position_and_the_rule(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    approved(season, group, "aino", "eero", "iida")
    with season.runtime.work() as work:
        work.actor = acting(season.person("projekti", "opelix"), "project_manager", "opelix")
        rows = registrations_of(work, group.id)
    found = [(each["queue_position"], each["why"] and (each["why"].code, each["why"].ahead)) for each in rows]
    assert found == [(None, None), (1, ("full", 0)), (2, ("full", 1))]


def test_r6_a_second_group_has_its_own_dates_and_mentor_and_takes_the_queue_in_one_act(season, happened):
    group = season.group_of(season.call(max_size=2, min_size=2))
    ids = approved(season, group, "aino", "eero", "iida", "olli")
    assert happened(group.id).count("second_group_threshold_reached") == 1
    mentor = season.person("toinen", "tavastia", "mentor")
    given = {"meetings": meetings(VERME2), "mentor_ids": [mentor.id], "max_size": 2}
    second = season.do(groups.open_sibling_group, group.id, given)
    assert season.states(ids) == ["confirmed", "confirmed", "offered", "offered"]
    kept = season.find(Group, id=second.id)
    assert (kept.mentor_ids, kept.first_meeting.date) == ([mentor.id], VERME2[0])
