"""The days of a period: exactly the granted number, working days, inside the call's window."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.shadowing.domain import errors
from services.shadowing.domain.days import (
    Day,
    DayRules,
    changed,
    check_days,
    is_working_day,
    realised,
    settle,
    whole_week,
)
from shared.errors import DomainError

TODAY = date(2013, 9, 2)
WINDOW = DayRules(count=5, shape="separate_days", today=TODAY, first=date(2013, 9, 9), last=date(2013, 12, 20))
TUESDAYS = tuple(date(2013, 10, 1) + timedelta(days=7 * each) for each in range(5))
WEEK = DayRules(count=5, shape="contiguous_week", today=TODAY)


def test_five_separate_working_days_fit() -> None:
    assert check_days(TUESDAYS, WINDOW) is None


@pytest.mark.parametrize(
    "replacement, refusal",
    [
        (date(2013, 10, 5), errors.NotWorkingDay),
        (date(2013, 12, 6), errors.NotWorkingDay),
        (date(2013, 9, 2), errors.DayInThePast),
        (date(2013, 9, 3), errors.OutsideWindow),
        (date(2014, 1, 8), errors.OutsideWindow),
        (TUESDAYS[1], errors.WrongNumberOfDays),
    ],
)
def test_a_day_that_does_not_fit_is_refused_with_its_reason(replacement: date, refusal: type) -> None:
    with pytest.raises(refusal):
        check_days((replacement, *TUESDAYS[1:]), WINDOW)


@pytest.mark.parametrize("number", [0, 1, 4, 6])
def test_only_the_granted_number_of_days_fits(number: int) -> None:
    days = tuple(date(2013, 10, 1) + timedelta(days=7 * each) for each in range(number))
    with pytest.raises(errors.WrongNumberOfDays) as refused:
        check_days(days, WINDOW)
    assert refused.value.data == {"needed": 5, "given": number}


def test_a_day_of_another_period_is_refused() -> None:
    with pytest.raises(errors.DayTaken):
        check_days(TUESDAYS, replace(WINDOW, taken=frozenset({TUESDAYS[2]})))


def test_a_whole_week_runs_from_monday_to_friday() -> None:
    assert check_days(whole_week(date(2013, 10, 7), 5), WEEK) is None


@pytest.mark.parametrize("first", [date(2013, 10, 8), date(2013, 12, 2), date(2013, 10, 6)])
def test_a_week_with_a_holiday_or_a_weekend_is_refused_as_a_week(first: date) -> None:
    with pytest.raises(errors.NotOneWeek):
        check_days(whole_week(first, 5), WEEK)


def test_separate_days_are_not_a_week() -> None:
    with pytest.raises(errors.NotOneWeek):
        check_days(TUESDAYS, WEEK)


def test_independence_day_and_ascension_thursday_are_not_working_days() -> None:
    assert not is_working_day(date(2013, 12, 6))
    assert not is_working_day(date(2013, 5, 9))
    assert is_working_day(date(2013, 12, 5))


@given(st.lists(st.dates(date(2013, 9, 30), date(2013, 10, 25)), min_size=5, max_size=5))
def test_whatever_dates_are_accepted_are_five_different_working_days_in_the_window(dates: list[date]) -> None:
    try:
        check_days(dates, WINDOW)
    except DomainError:
        return
    assert len(set(dates)) == 5
    assert all(is_working_day(day) and WINDOW.first <= day <= WINDOW.last for day in dates)  # type: ignore[operator]


def days_of(*states: str) -> tuple[Day, ...]:
    return tuple(Day(UUID(int=each + 1), TUESDAYS[each], state) for each, state in enumerate(states))


def test_a_day_counts_as_kept_unless_somebody_said_otherwise() -> None:
    settled = settle(days_of("planned", "missed", "moved", "planned"), TUESDAYS[3])
    assert [day.state for day in settled] == ["kept", "missed", "kept", "planned"]
    assert realised(settled) == 2


@given(st.lists(st.sampled_from(["planned", "moved", "missed", "kept"]), max_size=5), st.dates())
def test_settling_twice_is_settling_once(states: list[str], today: date) -> None:
    once = settle(days_of(*states), today)
    assert settle(once, today) == once


def test_a_moved_day_keeps_its_id_and_takes_its_new_place() -> None:
    days = changed(days_of("planned", "planned"), UUID(int=1), "moved", date(2013, 11, 19))
    assert [(day.id.int, day.state) for day in days] == [(2, "planned"), (1, "moved")]


def test_changing_an_unknown_day_changes_nothing() -> None:
    assert changed(days_of("planned"), uuid4(), "missed") == days_of("planned")
