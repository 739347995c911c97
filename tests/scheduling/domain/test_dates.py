"""Dates: lines as people write them, what is known of a date, rhythms; over changes of clock and far away."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.closures import Closure, school_year, usual, with_usual
from services.scheduling.domain.errors import DateHasPassed, DateTooFar, TimesReversed
from services.scheduling.domain.flags import Flag, Member, Surroundings, flags, of_series, public_holiday
from services.scheduling.domain.lines import parsed, written
from services.scheduling.domain.rhythm import Rhythm, proposed
from services.scheduling.domain.slots import Slot, checked
from shared.clock import HELSINKI
from shared.errors import DomainError

HYRIA, TAVASTIA = UUID(int=1), UUID(int=2)
MEMBERS = {HYRIA: Member("hyria", "Riihimäki"), TAVASTIA: Member("tavastia")}
AUTUMN = [
    Closure("hyria", date(2013, 10, 14), date(2013, 10, 20)),
    Closure("tavastia", date(2013, 10, 21), date(2013, 10, 27)),
]
AROUND = Surroundings(MEMBERS, AUTUMN)
NOW = datetime(2013, 8, 1, tzinfo=HELSINKI)
OPEN_GROUP = [date(2013, 8, 29), date(2013, 9, 19), date(2013, 10, 10), date(2013, 11, 7), date(2013, 12, 12)]


@pytest.mark.parametrize(
    "text, slot",
    [
        ("24.10.2013 13.00–15.30", Slot(date(2013, 10, 24), time(13), time(15, 30))),
        ("to 24.10.2013 klo 13-15.30", Slot(date(2013, 10, 24), time(13), time(15, 30))),
        ("Thursday 24.10.2013, 13:00 - 15:30", Slot(date(2013, 10, 24), time(13), time(15, 30))),
        ("2013-10-24 13:00-15:30", Slot(date(2013, 10, 24), time(13), time(15, 30))),
        ("tors. 24.10.2013 kl. 9—11", Slot(date(2013, 10, 24), time(9), time(11))),
        ("  24.10.2013  ", Slot(date(2013, 10, 24))),
    ],
)
def test_a_date_is_read_as_people_write_it(text, slot):
    assert parsed(text) == slot


@pytest.mark.parametrize(
    "text",
    ["", "24.10.", "31.2.2014", "24.10.2013 13.00", "24.10.2013 25-26", "x" * 100_000, "24.10.2013 13-15 and more"],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        parsed(text)


@given(st.dates(date(1000, 1, 1)), st.none() | st.tuples(st.times(), st.times()))
def test_a_written_date_is_read_back(day, times):
    start, end = (each.replace(second=0, microsecond=0, tzinfo=None) for each in times) if times else (None, None)
    assert parsed(written(Slot(day, start, end))) == Slot(day, start, end)


@given(st.text(max_size=120))
def test_no_text_breaks_the_reading(text):
    with suppress(ValueError):
        assert isinstance(parsed(text), Slot)


@pytest.mark.parametrize("day, error", [(date(1970, 1, 1), DateHasPassed), (date(1, 1, 1), DateHasPassed)])
def test_dates_long_ago_have_passed(day, error):
    with pytest.raises(error):
        checked(Slot(day, time(9), time(11)), after=NOW)


@pytest.mark.parametrize("day", [date(2017, 1, 1), date.max])
def test_dates_years_ahead_are_a_slip_of_the_keyboard(day):
    with pytest.raises(DateTooFar):
        checked(Slot(day), after=NOW)


def test_a_time_that_the_change_of_clock_leaves_out_cannot_turn_a_meeting_around():
    with pytest.raises(TimesReversed):
        checked(Slot(date(2014, 3, 30), time(3, 15), time(4)), after=NOW)


def test_lengths_are_real_ones_over_a_change_of_clock():
    assert Slot(date(2014, 3, 30), time(2), time(5)).minutes == 120
    assert Slot(date(2013, 10, 27), time(2), time(5)).minutes == 240
    assert Slot(date(2013, 10, 24), time(13), time(15, 30)).minutes == 150


@given(st.dates(date(2013, 8, 1), date(2016, 7, 1)), st.times(), st.times())
def test_whatever_is_accepted_is_an_interval_of_time(day, start, end):
    start, end = (each.replace(second=0, microsecond=0, tzinfo=None) for each in (start, end))
    slot = Slot(day, start, end)
    with suppress(DomainError):
        checked(slot, after=NOW)
        assert timedelta() < slot.ends_at - slot.starts_at <= timedelta(hours=6)


def test_autumn_breaks_differ_by_municipality():
    assert flags(Slot(date(2013, 10, 17)), AROUND) == [Flag("school_break", (HYRIA,), "hyria")]
    assert flags(Slot(date(2013, 10, 24)), AROUND) == [Flag("school_break", (TAVASTIA,), "tavastia")]
    assert flags(Slot(date(2013, 10, 31)), AROUND) == []


def test_a_unit_in_another_town_may_have_a_break_of_its_own():
    own = Surroundings(MEMBERS, [Closure("hyria", date(2013, 9, 2), date(2013, 9, 3), "exams", "Hyvinkää")])
    assert flags(Slot(date(2013, 9, 2)), own) == []
    here = Surroundings(MEMBERS, [Closure("hyria", date(2013, 9, 2), date(2013, 9, 3), "exams", "Riihimäki")])
    assert flags(Slot(date(2013, 9, 2)), here) == [Flag("exams", (HYRIA,), "hyria")]


def test_where_nobody_has_told_the_usual_weeks_are_assumed_and_say_so():
    told = with_usual(AUTUMN[:1], ["hyria", "tavastia"], [2013], {"tavastia": 9})
    assert [each.organisation for each in told if each.assumed] == ["tavastia"] * 3
    found = flags(Slot(date(2014, 2, 27)), Surroundings(MEMBERS, told))
    assert found == [Flag("school_break", (TAVASTIA,), "tavastia", assumed=True)]
    assert usual("x", 2013)[0].first == date(2013, 10, 14)


def test_a_school_year_begins_in_august():
    assert [school_year(each) for each in (date(2013, 7, 31), date(2013, 8, 1), date(2014, 1, 9))] == [2012, 2013, 2013]


@pytest.mark.parametrize(
    "day, fi, sv",
    [
        (date(2013, 12, 6), "Itsenäisyyspäivä", "Självständighetsdagen"),
        (date(2014, 5, 29), "Helatorstai", "Kristi himmelsfärdsdag"),
        (date(2013, 12, 24), "Jouluaatto", "Julafton"),
        (date(2013, 2, 5), None, None),
    ],
)
def test_public_holidays_and_eves_are_named_and_flag_days_are_not_holidays(day, fi, sv):
    assert (public_holiday(day), public_holiday(day, "sv")) == (fi, sv)


def test_the_dates_of_2013_warn_of_nothing():
    """Gaps of 21 to 35 days, all on Thursdays (R19, R20)."""
    assert of_series([Slot(each) for each in OPEN_GROUP]) == {}


def test_a_long_gap_and_another_weekday_warn_at_the_date_that_causes_them():
    slots = [Slot(each) for each in OPEN_GROUP[:3]]
    assert of_series([Slot(date(2013, 12, 12))], slots) == {date(2013, 12, 12): [Flag("gap", days=63)]}
    assert of_series([Slot(date(2013, 11, 5))], slots) == {date(2013, 11, 5): [Flag("other_weekday")]}
    assert of_series([Slot(date(2013, 8, 15))], slots) == {date(2013, 8, 15): [Flag("gap", days=14)]}


def test_somebody_in_another_meeting_is_named_unless_the_time_is_open():
    slot = Slot(date(2013, 11, 7), time(13), time(15))
    busy = {HYRIA: [(slot.starts_at - timedelta(hours=1), slot.starts_at + timedelta(minutes=1))]}
    assert flags(slot, Surroundings(MEMBERS, (), busy)) == [Flag("busy", (HYRIA,))]
    assert flags(Slot(slot.date), Surroundings(MEMBERS, (), busy)) == []
    touching = {HYRIA: [(slot.ends_at, slot.ends_at + timedelta(hours=1))]}
    assert flags(slot, Surroundings(MEMBERS, (), touching)) == []


def test_a_rhythm_avoids_breaks_and_holidays_by_a_week():
    rhythm = Rhythm(3, date(2013, 8, 26), 4, None, time(13), time(15, 30))
    assert [each.date for each in proposed(rhythm, AROUND)] == [
        date(2013, 8, 29),
        date(2013, 9, 26),
        date(2013, 10, 31),
        date(2013, 11, 28),
    ]
    spring = Rhythm(3, date(2014, 4, 24), 2)
    assert [each.date for each in proposed(spring, AROUND)] == [date(2014, 4, 24), date(2014, 5, 22)]
    weekly = Rhythm(3, date(2014, 5, 29), 1)
    assert [each.date for each in proposed(weekly, AROUND)] == [date(2014, 6, 5)]


@given(
    st.builds(
        Rhythm,
        st.integers(0, 4),
        st.dates(date(1990, 1, 1), date(2090, 1, 1)),
        st.integers(1, 12),
        st.sampled_from([None, 2, 3, 4, 6]),
    ),
    st.sets(st.dates(date(2013, 8, 1), date(2014, 7, 1)), max_size=20),
)
def test_a_rhythm_gives_different_dates_on_its_weekday_from_its_beginning(rhythm, taken):
    found = [each.date for each in proposed(rhythm, AROUND, sorted(taken))]
    assert len(set(found)) == len(found) <= rhythm.count
    assert found == sorted(found)
    assert all(each.weekday() == rhythm.weekday and each >= rhythm.since and each not in taken for each in found)
    assert not rhythm.since.year < 2010 or len(found) == rhythm.count
