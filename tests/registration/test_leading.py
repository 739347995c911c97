"""Who leads a group: chosen on the desk, never somebody who takes part in it."""

import pytest

from services.registration.commands import decisions, leading
from services.registration.domain.errors import GroupStateRefuses, MentorTakesPart, NotAMentor
from services.registration.tables import Group
from tests.registration.test_desk import DESK, sign_in
from tests.registration.test_moves import approved, two_groups
from tests.registration.test_pages import app, browser, desk, link

__all__ = ["app", "browser", "desk", "link"]


def mentors_of(season, group):
    with season.runtime.sessions() as session:
        return session.get(Group, group.id).mentor_ids


def test_one_more_mentor_and_another_mentor_are_told_apart(season, emitted):
    group, _ = two_groups(season)
    (first,) = mentors_of(season, group)
    other = season.person("kolmas", "hyria", "mentor").id
    season.do(leading.assign_mentors, group.id, [first, other])
    season.do(leading.assign_mentors, group.id, [other])
    season.do(leading.assign_mentors, group.id, [other])
    told = [name for name, state in emitted(season.runtime) if name.startswith("mentor_")]
    assert told == ["mentor_assigned", "mentor_replaced"]
    assert mentors_of(season, group) == [other]


def test_whoever_has_registered_to_the_group_does_not_lead_it(season):
    group, other = two_groups(season)
    person = season.person("aino", "hyria", "mentor").id
    approved(season, group, "aino")
    with pytest.raises(MentorTakesPart):
        season.do(leading.assign_mentors, group.id, [person])
    season.do(leading.assign_mentors, other.id, [person])


def test_only_a_mentor_of_today_leads(season):
    group, _ = two_groups(season)
    stranger = season.person("vieras", "hyria").id
    with pytest.raises(NotAMentor):
        season.do(leading.assign_mentors, group.id, [*mentors_of(season, group), stranger])


def test_a_group_that_was_cancelled_gets_no_mentor(season):
    group, _ = two_groups(season)
    mentor = season.person("kolmas", "hyria", "mentor").id
    season.do(decisions.cancel_group, group.id, "Liian vähän")
    with pytest.raises(GroupStateRefuses):
        season.do(leading.assign_mentors, group.id, [mentor])


def test_the_desk_chooses_by_name_and_the_task_leads_there(season, desk):
    group, _ = two_groups(season)
    season.person("kolmas", "hyria", "mentor")
    page = f"{DESK}/groups/{group.id}"
    assert f"{page}/mentors" in desk.open(page).text
    chosen = str(season.person("kolmas", "hyria", "mentor").id)
    desk.open(f"{page}/mentors").send(mentor_ids=chosen)
    assert [str(each) for each in mentors_of(season, group)] == [chosen]
    desk.open(f"{page}/history").says("Who leads the group was changed.")


def test_a_members_coordinator_chooses_no_mentor_of_a_network_group(season, browser):
    group, _ = two_groups(season)
    sign_in(season, browser, "koordinaattori", "tavastia", "member_coordinator")
    assert browser.open(f"{DESK}/groups/{group.id}/mentors").status == 403
