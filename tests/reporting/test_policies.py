"""Employers' policies: VESO days and mentors' hours."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.reporting.domain.facts import Meeting
from services.reporting.domain.mentors import Arrangement, Employment, mentor_hours
from services.reporting.domain.policies import MentorYear, OtherLengthNotChosen, jyvaskyla, opelix, seinajoki
from services.reporting.domain.veso import Staff, credits_of, veso_days
from shared import plugins
from tests.reporting.seeds import a_seat, an_attendance, an_id

AUTUMN, SPRING = date(2013, 9, 19), date(2014, 3, 6)
TEACHER = {an_id("P001"): Staff("teaching_obligation")}


def rule_of_seinajoki(_):
    return seinajoki


def credits(*attendances, staff=TEACHER, lengths=None, policy_of=rule_of_seinajoki):
    return credits_of([a_seat("P001", "G", *attendances)], staff, lengths or {}, policy_of)


def test_the_policies_that_ship_are_found_by_name():
    assert plugins.policy("seinajoki") is seinajoki
    assert plugins.policy("jyvaskyla") is jyvaskyla
    assert plugins.policy("opelix") is opelix


@pytest.mark.parametrize(("meetings", "days"), [(0, 0), (3, 0), (4, 1), (6, 1), (7, 1), (8, 2)])
def test_four_meetings_replace_one_day_and_only_whole_days_count(meetings, days):
    assert seinajoki.veso_days(meetings, "teaching_obligation") == days


@pytest.mark.parametrize("form", ["annual", "total", "office", "general", "none", "unknown", None])
def test_only_a_teaching_obligation_earns_veso_days(form):
    assert seinajoki.veso_days(12, form) == 0


@pytest.mark.parametrize("policy", [jyvaskyla, opelix])
def test_without_a_rule_nobody_earns_veso_days(policy):
    assert policy.veso_days(12, "teaching_obligation") == 0


def test_meetings_of_two_school_years_are_not_added_up():
    found = credits(*(an_attendance(str(n), day) for n, day in enumerate([date(2013, 7, 31)] * 2 + [AUTUMN] * 2)))
    assert [(each.school_year, each.meetings, each.days) for each in found] == [
        ("2012-2013", 2, 0),
        ("2013-2014", 2, 0),
    ]


def test_meetings_of_two_employers_are_not_added_up():
    found = credits(*(an_attendance(str(n), AUTUMN, employer=each) for n, each in enumerate(["fai"] * 3 + ["hml"] * 4)))
    assert [(each.employer, each.days) for each in found] == [("fai", 0), ("hml", 1)]


def test_meetings_of_two_groups_are_added_up():
    seats = [a_seat("P001", group, *(an_attendance(f"{group}{n}", AUTUMN) for n in range(2))) for group in "AB"]
    assert [each.days for each in credits_of(seats, TEACHER, {}, rule_of_seinajoki)] == [1]


@pytest.mark.parametrize(("minutes", "meetings"), [(100, 1), (99, 0)])
def test_partial_attendance_counts_from_two_thirds_of_the_meeting(minutes, meetings):
    found = credits(an_attendance("M", AUTUMN, "partial", minutes), lengths={an_id("M"): 150})
    assert sum(each.meetings for each in found) == meetings


def test_partial_attendance_waits_for_the_meetings_length():
    assert credits(an_attendance("M", AUTUMN, "partial", 149)) == []


@pytest.mark.parametrize(
    ("staff", "policy", "entitlement"),
    [
        (TEACHER, seinajoki, "entitled"),
        ({an_id("P001"): Staff("annual")}, seinajoki, "not_entitled"),
        (TEACHER, jyvaskyla, "no_rule"),
        (TEACHER, None, "no_rule"),
    ],
)
def test_who_earns_nothing_is_told_why(staff, policy, entitlement):
    found = credits(an_attendance("M", AUTUMN), staff=staff, policy_of=lambda _: policy)
    assert found[0].entitlement == entitlement


def test_six_meetings_leave_two_over_that_are_not_carried_over():
    found = credits(*(an_attendance(str(n), AUTUMN) for n in range(6)))
    report = veso_days(found, TEACHER, rule_of_seinajoki, SPRING)
    assert (report.rows[0]["veso_days"], report.rows[0]["meetings_over"]) == (1, 2)


@given(st.integers(0, 60))
def test_veso_days_never_fall_when_one_more_meeting_is_attended(meetings):
    days = [seinajoki.veso_days(each, "teaching_obligation") for each in (meetings, meetings + 1)]
    assert 0 <= days[1] - days[0] <= 1


def test_four_arrangement_hours_are_paid_as_three():
    claim = seinajoki.mentor_hours(MentorYear((90,) * 6, (Decimal("2.5"), Decimal("1.5"))))
    assert (claim.planning, claim.meetings, claim.arrangement, claim.paid) == (3, 6, 3, 12)


@given(st.lists(st.decimals(0, 3, places=2), max_size=6), st.integers(1, 7))
def test_six_meetings_pay_nine_to_twelve_hours_whatever_was_arranged(arrangement, meetings):
    paid = seinajoki.mentor_hours(MentorYear((90,) * meetings, tuple(arrangement))).paid
    assert 3 + meetings <= paid <= 6 + meetings


def test_a_meeting_of_another_length_waits_until_somebody_has_chosen():
    with pytest.raises(OtherLengthNotChosen, match="other_length") as refused:
        seinajoki.mentor_hours(MentorYear((90, 150)))
    assert refused.value.data == {"rule": 90, "minutes": 150}


def test_what_a_mentor_did_after_the_employer_left_the_network_is_paid_by_no_rule():
    days = [AUTUMN, AUTUMN, SPRING]
    meetings = [Meeting(an_id(str(n)), an_id("G"), n, day, "held", 90, (an_id("M"),)) for n, day in enumerate(days)]
    arranged = [Arrangement(an_id("M"), day, Decimal(1)) for day in (AUTUMN, SPRING)]
    left = Employment("hyria", seinajoki, None, last_day=AUTUMN)
    report = mentor_hours(meetings, arranged, lambda _: left, SPRING)
    [row] = report.rows
    assert (row["meetings"], row["meetings_paid"], row["arrangement_paid"], row["paid_hours"]) == (3, 2, 1, 6)
    assert row["hours_not_accepted"] == Decimal("2.50")
    assert "costs_after_leaving" in report.notes


def test_a_mentor_whose_meetings_all_came_after_the_employer_left_is_paid_no_planning_either():
    meeting = Meeting(an_id("1"), an_id("G"), 1, SPRING, "held", 90, (an_id("M"),))
    [row] = mentor_hours([meeting], [], lambda _: Employment("hyria", seinajoki, None, AUTUMN), SPRING).rows
    assert (row["meetings"], row["planning_paid"], row["paid_hours"]) == (1, 0, 0)


@pytest.mark.parametrize(("chosen", "hours"), [("fixed", Decimal(1)), ("prorata", Decimal("1.67"))])
def test_a_meeting_of_two_and_a_half_hours_is_paid_as_chosen(chosen, hours):
    assert seinajoki.mentor_hours(MentorYear((150,)), chosen).meetings == hours


def test_without_a_held_meeting_nothing_is_paid():
    assert seinajoki.mentor_hours(MentorYear((), (Decimal(3),))).paid == 0


@pytest.mark.parametrize("policy", [jyvaskyla, opelix])
def test_hours_without_pay_are_working_time(policy):
    claim = policy.mentor_hours(MentorYear((150, 150)))
    assert (claim.paid, claim.working_time) == (0, 5)


def a_meeting(name, state="recorded", day=AUTUMN, minutes=90):
    return Meeting(an_id(name), an_id("G"), 1, day, state, minutes, (an_id("MENTOR"),))


def rows(*meetings, arrangements=(), employment=None, **more):
    found = employment or Employment("kiipula", seinajoki, None)
    return mentor_hours(meetings, arrangements, lambda _: found, date(2014, 7, 31), **more).rows


def test_a_cancelled_meeting_held_on_its_reserve_date_counts_once():
    assert rows(a_meeting("1", "moved"), a_meeting("2"))[0]["meetings"] == 1


def test_a_cancelled_meeting_that_was_not_replaced_is_not_paid():
    assert rows(a_meeting("1", "cancelled"), a_meeting("2"))[0]["paid_hours"] == 4


def test_planning_is_paid_once_a_school_year():
    found = rows(a_meeting("1"), a_meeting("2", day=date(2014, 1, 9)), a_meeting("3", day=date(2013, 5, 2)))
    assert [(each["school_year"], each["planning_paid"], each["meetings"]) for each in found] == [
        ("2012-2013", 3, 1),
        ("2013-2014", 3, 2),
    ]


def test_a_claim_that_waits_has_no_paid_hours_and_says_why():
    row = rows(a_meeting("1", minutes=150))[0]
    assert (row["paid_hours"], row["remark"], row["meeting_hours"]) == (
        None,
        "other_length_not_chosen",
        Decimal("2.50"),
    )


def test_an_employer_without_a_policy_pays_nothing_and_the_hours_are_shown():
    row = rows(a_meeting("1"), employment=Employment("fai", None, None))[0]
    assert (row["policy"], row["paid_hours"], row["meetings"]) == ("none", 0, 1)


def test_arranging_is_counted_in_the_school_year_of_its_day():
    recorded = [Arrangement(an_id("MENTOR"), day, Decimal(2)) for day in (AUTUMN, date(2014, 8, 5))]
    found = rows(a_meeting("1"), arrangements=recorded, school_year="2013-2014")
    assert [each["arrangement_paid"] for each in found] == [2]
