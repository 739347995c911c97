"""Attendance and cost hours, and where pairs stood on a day."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.reporting.domain.attendance import attendance_by_meeting
from services.reporting.domain.costs import costs_by_employer
from services.reporting.domain.facts import Meeting, PeriodDay
from services.reporting.domain.participants import participants_by_year
from services.reporting.domain.periods import pair_figures, pair_states, realised_days, status
from services.reporting.domain.report import Hidden
from tests.reporting.seeds import a_period, a_seat, an_attendance, an_id, noon

SEPTEMBER, JANUARY, LATER = date(2013, 9, 26), date(2014, 1, 9), date(2014, 2, 1)


def a_meeting(name, day=SEPTEMBER, state="recorded"):
    return Meeting(an_id(name), an_id("G"), 1, day, state, 150, (an_id("MENTOR"),))


def test_the_seven_of_29_august_are_allocated_by_their_four_employers():
    employers = ["hyria", "hyria", "hami", "hami", "fai", "fai", "hml"]
    day = date(2013, 8, 29)
    seats = [
        a_seat(f"P{n}", "G", an_attendance("M", day, minutes=150, employer=each)) for n, each in enumerate(employers)
    ]
    report = costs_by_employer(seats, [], LATER)
    assert {each["employer"]: each["meeting_hours"] for each in report.rows} == {
        "fai": Decimal("5.00"), "hami": Decimal("5.00"), "hml": Decimal("2.50"), "hyria": Decimal("5.00"),
    }  # fmt: skip
    assert report.total is not None
    assert report.total["meeting_hours"] == Decimal("17.50")


def test_a_meeting_moved_to_january_costs_next_year_and_its_people_stay_in_this_one():
    seats = [a_seat(f"P{n}", "G", an_attendance("M", JANUARY, minutes=150)) for n in range(9)]
    costs = costs_by_employer(seats, [], LATER)
    assert [(each["accounting_year"], each["meeting_hours"]) for each in costs.rows] == [(2014, Decimal("22.50"))]
    people = participants_by_year(seats, {}, LATER)
    assert [(each["reporting_year"], each["participants"]) for each in people.rows] == [(2013, 9)]


@pytest.mark.parametrize("state", ["absent", "absent_notified"])
def test_who_was_absent_is_neither_participant_nor_cost(state):
    seats = [a_seat("P1", "G", an_attendance("M", SEPTEMBER, state))]
    assert costs_by_employer(seats, [], LATER).rows == ()
    assert participants_by_year(seats, {}, LATER).rows == ()


def test_partial_attendance_costs_its_own_minutes():
    seats = [a_seat("P1", "G", an_attendance("M", SEPTEMBER, "partial", 50))]
    assert costs_by_employer(seats, [], LATER).rows[0]["meeting_hours"] == Decimal("0.83")


def test_what_happened_after_the_as_of_day_is_not_in_the_report():
    seats = [a_seat("P1", "G", an_attendance("1", SEPTEMBER), an_attendance("2", JANUARY))]
    before = date(2013, 12, 31)
    assert costs_by_employer(seats, [], before).rows[0]["meeting_hours"] == Decimal("2.00")
    assert len(attendance_by_meeting(seats, [a_meeting("1"), a_meeting("2", JANUARY)], before).rows) == 1


def test_absent_members_lower_the_percentage_and_partial_ones_do_not():
    states = ["present", "partial", "absent", "absent_notified"]
    seats = [a_seat(f"P{n}", "G", an_attendance("M", SEPTEMBER, each, 60)) for n, each in enumerate(states)]
    row = attendance_by_meeting(seats, [a_meeting("M")], LATER).rows[0]
    assert (row["present"], row["possible"], row["percent"], row["hours"]) == (2, 4, Decimal("50.0"), Decimal("2.00"))


def test_a_held_meeting_without_a_record_is_listed_without_figures():
    row = attendance_by_meeting([], [a_meeting("M", state="held")], LATER).rows[0]
    assert (row["date"], row["present"], row["percent"]) == (SEPTEMBER, None, None)


@pytest.mark.parametrize("state", ["scheduled", "cancelled", "moved"])
def test_a_meeting_that_was_not_held_is_not_listed(state):
    assert attendance_by_meeting([], [a_meeting("M", state=state)], LATER).rows == ()


FIRST = date(2013, 10, 7)
APPROVED, STARTED, PERFORMED = date(2013, 9, 1), FIRST, FIRST + timedelta(days=5)
WALK = {"period_approved": APPROVED, "period_started": STARTED, "period_performed": PERFORMED}


def a_pair(**more):
    return a_period("P", "Q1", "Q2", first_day=FIRST, **{"occasions": WALK} | more)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (APPROVED - timedelta(days=1), None),
        (APPROVED, "planned"),
        (STARTED, "in_progress"),
        (PERFORMED, "done_unreported"),
    ],
)
def test_a_pair_stood_where_its_dated_events_say(as_of, expected):
    assert status(a_pair(), as_of) == expected


def test_a_pair_that_withdrew_counts_until_that_day():
    pair = a_pair(occasions=WALK | {"period_withdrawn": FIRST + timedelta(days=2)})
    assert status(pair, FIRST) == "in_progress"
    assert status(pair, LATER) is None
    assert pair_states([pair], LATER).rows == ()


def test_a_pair_rejected_first_and_approved_then_counts():
    pair = a_pair(occasions=WALK | {"period_rejected": APPROVED - timedelta(days=3)})
    assert status(pair, LATER) == "done_unreported"


def test_a_day_counts_as_kept_unless_somebody_said_otherwise():
    days = tuple(
        PeriodDay(FIRST + timedelta(days=n), state) for n, state in enumerate(["kept", "missed", "moved", "planned"])
    )
    assert len(realised_days(a_pair(days=days), LATER)) == 3
    assert len(realised_days(a_pair(days=days), FIRST)) == 1


def test_days_of_a_pair_are_allocated_to_both_employers():
    report = costs_by_employer([], [a_pair()], LATER)
    assert {each["employer"]: each["period_days"] for each in report.rows} == {"hami": 5, "hyria": 5}


LEFT = {"hyria": SEPTEMBER}


def test_hours_up_to_the_last_day_of_a_member_are_its_cost_and_later_ones_stand_apart():
    lines = (an_attendance("1", SEPTEMBER, minutes=150), an_attendance("2", date(2013, 12, 12), minutes=150))
    other = a_seat("P2", "G", *lines[:1], an_attendance("2", date(2013, 12, 12), employer="hami"))
    report = costs_by_employer([a_seat("P1", "G", *lines), other], [], LATER, last_days=LEFT)
    figures = {each["employer"]: (each["meeting_hours"], each["hours_not_accepted"]) for each in report.rows}
    assert figures == {"hami": (Decimal("2.00"), 0), "hyria": (Decimal("5.00"), Decimal("2.50"))}
    assert report.total is not None
    assert (report.total["meeting_hours"], report.total["hours_not_accepted"]) == (Decimal("7.00"), Decimal("2.50"))
    assert "costs_after_leaving" in report.notes


def test_days_of_a_pair_after_the_last_day_of_one_member_are_the_others_cost_alone():
    report = costs_by_employer([], [a_pair()], LATER, last_days={"hyria": FIRST + timedelta(days=1)})
    figures = {each["employer"]: (each["period_days"], each["days_not_accepted"]) for each in report.rows}
    assert figures == {"hami": (5, 0), "hyria": (2, 3)}


def test_a_year_in_which_nothing_of_a_member_is_accepted_is_shown_all_the_same():
    report = costs_by_employer([a_seat("P1", "G", an_attendance("M", JANUARY))], [], LATER, last_days=LEFT)
    [row] = report.rows
    assert (row["accounting_year"], row["meeting_hours"], row["hours_not_accepted"]) == (2014, 0, Decimal("2.00"))


def test_where_nobody_left_nothing_is_said_of_leaving():
    report = costs_by_employer([a_seat("P1", "G", an_attendance("M", SEPTEMBER))], [a_pair()], LATER)
    assert {"hours_not_accepted", "days_not_accepted"}.isdisjoint(each.code for each in report.shown_columns())
    assert "costs_after_leaving" not in report.notes


def test_one_pair_is_not_published():
    row = pair_figures([a_pair()], {}, LATER, published=True).rows[0]
    assert row["persons"] is Hidden.SMALL
    assert {row[each] for each in ("pairs", "visitors", "days_planned", "person_days")} == {Hidden.SECONDARY}


def test_occasions_are_read_in_finnish_days():
    late_evening = noon(date(2013, 9, 1)).replace(hour=21, minute=30)
    pair = a_pair()
    pair = type(pair)(**{**vars(pair), "occasions": {"period_approved": late_evening}})
    assert status(pair, date(2013, 9, 1)) is None
    assert status(pair, date(2013, 9, 2)) == "planned"
