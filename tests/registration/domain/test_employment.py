"""Employers by date and roles by date."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registration.domain import employment, role

D = date(2013, 10, 1)
DAYS = st.dates(date(2013, 1, 1), date(2014, 12, 31))
MEMBERS = st.sampled_from(["hyria", "tavastia", "faktia"])


def test_the_first_change_closes_what_is_known_on_the_day_before():
    assert employment.moved([], "hyria", "tavastia", D) == [
        {"organisation": "hyria", "valid_from": None, "valid_to": "2013-09-30"},
        {"organisation": "tavastia", "valid_from": "2013-10-01", "valid_to": None},
    ]


@given(changes=st.lists(st.tuples(MEMBERS, DAYS), max_size=6))
def test_whatever_the_changes_every_day_has_one_employer_and_the_last_change_holds(changes):
    found, before = [], "hyria"
    for organisation, day in changes:
        found = employment.moved(found, before, organisation, day)
        before = organisation
        assert found[-1] == {"organisation": organisation, "valid_from": day.isoformat(), "valid_to": None}
        for first, second in pairwise(found):
            last = date.fromisoformat(first["valid_to"])
            assert last + timedelta(days=1) == date.fromisoformat(second["valid_from"])
            assert first["valid_from"] is None or first["valid_from"] <= first["valid_to"]


def test_roles_in_the_old_employer_end_and_a_mentor_goes_on():
    held = [
        {"role": "mentor", "organisation": "hyria", "valid_from": "2012-01-01", "valid_to": None},
        {"role": "member_coordinator", "organisation": "hyria", "valid_from": "2012-01-01", "valid_to": None},
        {"role": "project_manager", "organisation": "opelix", "valid_from": "2012-01-01", "valid_to": None},
        {"role": "supervisor", "organisation": "hyria", "valid_from": "2012-01-01", "valid_to": "2013-01-31"},
    ]
    found = {
        (each["role"], each["organisation"]): each["valid_to"]
        for each in employment.moved_roles(held, "hyria", "tavastia", D)
    }
    assert found == {
        ("mentor", "hyria"): "2013-09-30",
        ("mentor", "tavastia"): None,
        ("member_coordinator", "hyria"): "2013-09-30",
        ("project_manager", "opelix"): None,
        ("supervisor", "hyria"): "2013-01-31",
    }


@pytest.mark.parametrize(
    ("on", "refused"),
    [
        (D, None),
        (D - timedelta(days=366), None),
        (D - timedelta(days=367), employment.ChangeTooOld),
        (D + timedelta(days=367), employment.ChangeTooFar),
    ],
)
def test_a_change_is_told_at_the_latest_a_year_after_and_not_before(on, refused):
    if refused is None:
        employment.check_day(on, D)
    else:
        with pytest.raises(refused):
            employment.check_day(on, D)


def test_a_role_is_given_changed_and_ended_and_never_twice():
    once = role.granted([], "mentor", "hyria", D, None)
    again = role.granted(once, "mentor", "hyria", D, D + timedelta(days=9))
    assert [(each["valid_from"], each["valid_to"]) for each in again] == [("2013-10-01", "2013-10-10")]
    assert role.ended(once, "mentor", "hyria", D)[0]["valid_to"] == "2013-10-01"
    with pytest.raises(role.NoSuchRole):
        role.ended(once, "mentor", "tavastia", D)
    with pytest.raises(role.RoleDaysContradict):
        role.granted([], "mentor", "hyria", D, D - timedelta(days=1))
