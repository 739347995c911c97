"""Polls by mail: the group is asked once, only the silent are reminded, the one who asked hears how it ended."""

from shared.contracts.scheduling import MeetingSeriesV1, PollV1
from tests.notifications.conftest import World, at
from tests.notifications.samples import named
from tests.notifications.test_telling import confirmed_group


def asked(world: World, closes: str = "2013-08-19 23:59") -> None:
    """The mentor asks saara, liisa and aino on Monday 12 August."""
    confirmed_group(world, "saara", "liisa", "aino")
    world.pass_time("2013-08-12 09:00")
    values = {"group_id": str(named("g")), "state": "open", "proposer_id": str(named("mentor")), "answered_ids": []}
    world.happen(PollV1, "poll_opened", "p", **values, closes_at=at(closes).isoformat(), meeting_id=None)


def answered(world: World, *names: str) -> None:
    world.happen(PollV1, "poll_answered", "p", answered_ids=[str(named(each)) for each in names])


def test_a_group_is_asked_once_after_two_minutes_and_the_one_who_asked_is_not(world: World) -> None:
    asked(world)
    world.work()
    assert world.kinds("saara") == ["N21"]
    world.pass_time("2013-08-12 09:03")
    assert world.kinds("saara") == world.kinds("aino") == ["N21", "N33"]
    assert "N33" not in world.kinds("mentor")
    assert "/scheduling/poll/" in world.postbox.to("saara@hyria.example")[-1].get_body(("plain",)).get_content()


def test_only_those_who_have_not_answered_are_reminded_and_once(world: World) -> None:
    asked(world)
    world.pass_time("2013-08-12 09:03")
    answered(world, "saara", "aino")
    world.pass_time("2013-08-17 08:59")
    assert "N33_reminder" not in world.kinds("liisa")
    world.pass_time("2013-08-17 09:00")
    world.happen(PollV1, "poll_extended", "p", closes_at=at("2013-08-24 23:59").isoformat())
    world.pass_time("2013-08-23")
    assert world.kinds("liisa") == ["N21", "N33", "N33_reminder"]
    assert world.kinds("saara") == ["N21", "N33"]


def test_a_poll_taken_back_in_time_is_not_mailed_and_one_that_is_over_reminds_nobody(world: World) -> None:
    asked(world)
    world.happen(PollV1, "poll_cancelled", "p", state="cancelled")
    world.pass_time("2013-08-18")
    assert world.kinds("saara") == ["N21"]


def test_the_end_is_told_to_the_one_who_asked_and_a_failure_to_the_contact_too(world: World) -> None:
    asked(world)
    world.pass_time("2013-08-12 09:03")
    world.happen(PollV1, "poll_failed", "p", state="failed")
    world.work()
    assert (world.kinds("mentor")[-1], world.kinds("pm")[-1]) == ("N35", "N35")
    world.happen(PollV1, "poll_extended", "p", state="open")
    world.happen(PollV1, "poll_closed", "p", state="closed")
    world.work()
    assert (world.kinds("mentor")[-1], world.kinds("pm")[-1]) == ("N34", "N35")
    assert world.kinds("saara") == ["N21", "N33"]


def test_added_dates_are_one_mail(world: World) -> None:
    confirmed_group(world, "saara")
    values = {"call_id": str(named("call")), "mentor_ids": [str(named("mentor"))]}
    world.happen(MeetingSeriesV1, "series_scheduled", "g", **values)
    world.meeting("m1")
    world.meeting("m2", date="2013-10-24", number=3)
    world.happen(MeetingSeriesV1, "series_dates_added", "g")
    world.pass_time("2013-08-05 09:06")
    assert world.kinds("saara") == ["N21", "N26"]
    assert world.kinds("mentor") == ["N21", "N26"]
