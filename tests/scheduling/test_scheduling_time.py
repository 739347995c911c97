"""What time does by itself, over a whole season."""

from collections import Counter
from datetime import time

from services.scheduling.commands import Replacement
from services.scheduling.domain.attendance import Exceptions
from tests.scheduling.conftest import DATES, named


def test_a_meeting_is_held_when_its_end_has_passed(scheduling):
    scheduling.pass_time("2013-08-15 15:29")
    assert scheduling.told("meeting_held") == []
    scheduling.pass_time("2013-08-15 15:30")
    assert [data["id"] for _, data in scheduling.told("meeting_held")] == [str(named("siht1 2013-08-15"))]
    assert [data["id"] for _, data in scheduling.told("group_started")] == [str(named("siht1"))]


def test_a_meeting_with_an_open_time_is_held_when_its_day_is_over(scheduling):
    scheduling.pass_time("2013-09-05 23:00")
    assert scheduling.meeting("siht2", "2013-09-05").state_ == "scheduled"
    scheduling.pass_time("2013-09-06 00:01")
    assert scheduling.meeting("siht2", "2013-09-05").state_ == "held"


def test_new_times_move_the_moment_at_which_a_meeting_is_held(scheduling):
    scheduling.set_clock("2013-09-02")
    scheduling.does("mentor", "set_series_times", named("siht2"), time(9), time(11))
    scheduling.pass_time("2013-09-05 11:00")
    assert scheduling.meeting("siht2", "2013-09-05").state_ == "held"


def test_a_cancelled_meeting_is_not_held(scheduling):
    scheduling.does("mentor", "cancel_meeting", named("siht1 2013-08-15"), "venue")
    scheduling.pass_time("2013-08-16")
    assert scheduling.told("meeting_held", "group_started") == []


def test_the_reserve_date_before_the_last_meeting_lapses_unused(scheduling):
    scheduling.pass_time("2013-11-28 15:30")
    assert [data["id"] for _, data in scheduling.told("reserve_date_lapsed")] == [str(named("ope 2013-11-28"))]


def test_a_reserve_date_is_released_when_everything_is_recorded_before_it(scheduling):
    record_all(scheduling, "siht1")
    assert [data["id"] for _, data in scheduling.told("reserve_date_released")] == [str(named("siht1 2014-01-09"))]
    assert [data["id"] for _, data in scheduling.told("group_finished")] == [str(named("siht1"))]


def test_a_group_waits_for_its_last_record(scheduling):
    scheduling.pass_time("2014-02-01")
    assert scheduling.told("group_finished") == []


def test_a_cancelled_meeting_without_a_new_date_ends_the_wait_after_thirty_days(scheduling):
    scheduling.pass_time("2013-12-10")
    scheduling.does("mentor", "cancel_meeting", named("siht2 2013-12-19"), "too_few")
    for day in DATES["siht2"][:3]:
        scheduling.does("mentor", "record_attendance", named(f"siht2 {day}"), Exceptions())
    assert scheduling.told("group_finished") == []
    scheduling.pass_time("2014-01-19")
    assert [data["meetings_held"] for _, data in scheduling.told("group_finished")] == [3]


def test_timers_that_run_twice_change_nothing(scheduling):
    scheduling.pass_time("2013-12-31")
    before = scheduling.emitted(scheduling.runtime)
    for key in ("ope 2013-08-29", "siht1 2013-11-21"):
        scheduling.does("system", "hold_meeting", named(key))
        scheduling.does("system", "give_up_replacement", named(key))
    scheduling.does("system", "pass_reserve_date", named("ope 2013-11-28"))
    scheduling.does("system", "hold_meeting", named("nothing"))
    assert scheduling.emitted(scheduling.runtime) == before


def test_autumn_2013_as_it_was(scheduling):
    """13 meetings planned and held, one of them moved to January on a reserve date; one reserve date not needed."""
    scheduling.set_clock("2013-09-02")
    scheduling.tick(scheduling.runtime)
    scheduling.does("mentor", "set_series_times", named("siht2"), time(13), time(15, 30))
    scheduling.pass_time("2013-11-19")
    january = Replacement("reserve_date")
    scheduling.does("mentor", "cancel_meeting", named("siht1 2013-11-21"), "mentor_ill", january)
    scheduling.pass_time("2014-01-09 16:00")
    for group, days in DATES.items():
        for day in days:
            if (meeting := scheduling.meeting(group, day)).state_ != "moved":
                scheduling.does("mentor", "record_attendance", meeting.id, Exceptions())
    scheduling.does("mentor", "record_attendance", scheduling.meeting("siht1", "2014-01-09").id, Exceptions())
    counted = Counter(name for name, _ in scheduling.emitted(scheduling.runtime))
    expected = {"meeting_held": 13, "attendance_recorded": 13, "meeting_moved": 1, "meeting_cancelled": 1}
    expected |= {"reserve_date_lapsed": 1, "reserve_date_used": 1, "group_started": 3, "group_finished": 3}
    assert {name: counted[name] for name in expected} == expected
    finished = {data["id"]: data for _, data in scheduling.told("group_finished")}
    assert sum(each["meetings_held"] for each in finished.values()) == 13
    assert sum(each["meetings_moved"] for each in finished.values()) == 1
    january_only = scheduling.told("participation_recorded")[-1][1]["attendances"][-1]
    assert january_only["date"] == "2014-01-09"


def record_all(scheduling, group):
    for day in DATES[group]:
        scheduling.pass_time(f"{day} 16:00")
        scheduling.does("mentor", "record_attendance", named(f"{group} {day}"), Exceptions())
