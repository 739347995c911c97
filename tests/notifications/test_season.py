"""The autumn of 2013 as notifications hears of it: every person gets exactly the mails of the budget (decision 22)."""

from collections.abc import Iterator

from shared.contracts.scheduling import MeetingSeriesV1
from tests.notifications.conftest import World, at, planned
from tests.notifications.samples import named

TIMES = ("13:00", "15:30")
OPEN = (None, None)
OPE = [f"ope{n}" for n in range(1, 8)]
FIRST = [f"siht{n}" for n in range(1, 10)]
SECOND = [f"siht{n}" for n in range(11, 17)]
DENIED = "siht10"
CONFIRM = {"confirm_by": at("2013-06-20").isoformat()}
TAKEN = {"group_id": str(named("s2")), "offered_group_id": None}
GROUPS = {
    "ope": (["2013-08-29", "2013-09-19", "2013-10-10", "2013-11-07", "2013-12-12"], ["2013-11-28"], TIMES, OPE),
    "s1": (["2013-08-15", "2013-09-26", "2013-10-31", "2013-11-21"], ["2014-01-09"], TIMES, FIRST),
    "s2": (["2013-09-05", "2013-10-24", "2013-11-14", "2013-12-19"], [], OPEN, SECOND),
}


def open_group(world: World, key: str) -> None:
    dates, reserves, times, _ = GROUPS[key]
    meetings, reserve = planned(f"{key}-", dates, times), planned(f"{key}-r", reserves, times, 0)
    world.group(key, planned_meetings=meetings, reserve_dates=reserve)


def submit(world: World, person: str, group: str) -> None:
    world.know(person)
    world.registration(
        person, "registration_submitted", group, state="unconfirmed", confirm_by=at("2013-06-20").isoformat()
    )
    world.work()
    world.registration(person, "registration_address_confirmed", group, state="awaiting_supervisor")
    world.registration(person, "supervisor_approval_requested", group, approved=False)


def approve(world: World, person: str, group: str, outcome: str, state: str) -> None:
    world.registration(person, "supervisor_approved", group, state=state, approved=True, approved_how="supervisor")
    world.registration(person, outcome, group, state=state)
    world.work()


def confirm(world: World, key: str, day: str) -> None:
    dates, _, (start, end), members = GROUPS[key]
    world.clock.set(at(f"{day} 10:00"))
    world.group(key, "group_confirmed", state="confirmed", member_ids=[str(named(each)) for each in members])
    for number, date in enumerate(dates, 1):
        world.meeting(f"{key}-{number}", group=key, number=number, date=date, start=start, end=end)
    world.happen(MeetingSeriesV1, "series_scheduled", key, state="planned", mentor_ids=[str(named("mentor"))])
    world.pass_time(f"{day} 10:02")


def meet(world: World, key: str, number: int | str, day: str) -> None:
    world.pass_time(f"{day} 15:30")
    world.meeting(f"{key}-{number}", "meeting_held", group=key, state="held")
    world.meeting(f"{key}-{number}", "attendance_recorded", group=key, state="recorded", present=6, held_minutes=150)


def finish(world: World, key: str) -> None:
    world.happen(MeetingSeriesV1, "group_finished", key, state="finished")
    for person in GROUPS[key][3]:
        world.registration(person, "participation_completed", key, state="completed")
    world.work()


def register_everybody(world: World) -> None:
    world.pass_time("2013-06-10 09:00")
    for key in ("ope", "s1"):
        open_group(world, key)
    for person in OPE:
        submit(world, person, "ope")
    for person in [*FIRST, DENIED, *SECOND]:
        submit(world, person, "s1")
    world.pass_time("2013-06-10 16:00")
    for person in OPE:
        approve(world, person, "ope", "registration_confirmed", "confirmed")
    for person in FIRST:
        approve(world, person, "s1", "registration_confirmed", "confirmed")
    world.registration(DENIED, "supervisor_denied", "s1", state="denied")
    for person in SECOND:
        approve(world, person, "s1", "registration_waitlisted", "waitlisted")
    world.group("s1", "second_group_threshold_reached", state="full", waiting=5, min_size=5)
    world.work()


def open_the_second_group(world: World) -> None:
    open_group(world, "s2")
    for person in SECOND:
        world.registration(person, "place_offered", "s1", state="offered", offered_group_id=str(named("s2")))
    world.work()
    for person in SECOND:
        world.registration(
            person, "registration_confirmed", "s1", state="confirmed", group_id=str(named("s2")), offered_group_id=None
        )
    world.work()


def set_times(world: World) -> None:
    world.clock.set(at("2013-09-02 12:00"))
    for number in range(1, 5):
        world.meeting(f"s2-{number}", "meeting_time_confirmed", group="s2", start="13:00", end="15:30")
    world.happen(MeetingSeriesV1, "series_times_confirmed", "s2", state="planned", mentor_ids=[str(named("mentor"))])
    world.pass_time("2013-09-02 12:02")


def cancel_the_last(world: World) -> None:
    world.pass_time("2013-11-19 08:00")
    world.meeting("s1-4", "meeting_cancelled", group="s1", state="cancelled", cancellation_reason="mentor_ill")
    world.meeting("s1-5", group="s1", number=4, date="2014-01-09", replaces=str(named("s1-4")))
    world.meeting("s1-4", "meeting_moved", group="s1", state="moved", replaced_by=str(named("s1-5")))
    world.pass_time("2013-11-19 08:02")


def days(world: World) -> Iterator[str]:
    """Two working days before each meeting at nine, and the meeting's own afternoon."""
    for reminder, key, number, day in (
        ("2013-08-13", "s1", 1, "2013-08-15"),
        ("2013-08-27", "ope", 1, "2013-08-29"),
        ("2013-09-03", "s2", 1, "2013-09-05"),
        ("2013-09-17", "ope", 2, "2013-09-19"),
        ("2013-09-24", "s1", 2, "2013-09-26"),
        ("2013-10-08", "ope", 3, "2013-10-10"),
        ("2013-10-22", "s2", 2, "2013-10-24"),
        ("2013-10-29", "s1", 3, "2013-10-31"),
        ("2013-11-05", "ope", 4, "2013-11-07"),
        ("2013-11-12", "s2", 3, "2013-11-14"),
        ("2013-12-10", "ope", 5, "2013-12-12"),
        ("2013-12-17", "s2", 4, "2013-12-19"),
        ("2014-01-07", "s1", 5, "2014-01-09"),
    ):
        yield day
        if day == "2013-12-12":
            cancel_the_last(world)
        world.pass_time(f"{reminder} 09:00")
        meet(world, key, number, day)


def test_the_season_costs_everybody_exactly_the_agreed_mails(world: World) -> None:
    register_everybody(world)
    open_the_second_group(world)
    confirm(world, "s1", "2013-08-09")
    for day in days(world):
        if day == "2013-08-29":
            confirm(world, "ope", "2013-08-23")
        if day == "2013-09-05":
            confirm(world, "s2", "2013-08-30")
            set_times(world)
    for key in GROUPS:
        finish(world, key)

    assert {tuple(world.kinds(each)) for each in OPE} == {("N5", "N12", "N21", "N58", "N58", "N58", "N58", "N19")}
    assert {tuple(world.kinds(each)) for each in FIRST} == {("N5", "N12", "N21", "N58", "N58", "N28_29", "N58", "N19")}
    second = ("N5", "N13", "N14", "N12", "N21", "N27", "N58", "N58", "N58", "N19")
    assert {tuple(world.kinds(each)) for each in SECOND} == {second}
    assert world.kinds(DENIED) == ["N5", "N9"]
    assert world.kinds("supervisor") == ["N6"]
    mentor = world.kinds("mentor")
    assert {kind: mentor.count(kind) for kind in mentor} == {"N21": 3, "N58": 10, "N28_29": 1, "N24": 3}
    assert world.kinds("pm") == ["N20", "desk"]
    assert {each.state for each in world.mails()} == {"sent"}


def test_a_pair_period_costs_a_party_three_mails_and_a_supervisor_three(world: World) -> None:
    for name in ("anna", "bertta", "annas boss", "berttas boss"):
        world.know(name, email=f"{name.replace(' ', '.')}@hyria.example")
    world.call("shadowing", kind="shadowing")
    steps = (
        ("pair_invited", "drafting"),
        ("pair_formed", "drafting"),
        ("application_submitted", "submitted"),
        ("supervisor_statement_given", "submitted"),
        ("period_approved", "approved"),
        ("goals_form_due", "goals_due"),
        ("goals_reported", "goals_reported"),
        ("period_started", "in_progress"),
        ("period_performed", "performed"),
        ("followup_due", "followup_due"),
        ("followup_submitted", "followup_partial"),
        ("followup_completed", "followup_complete"),
        ("period_closed", "closed"),
    )
    for hour, (occasion, state) in enumerate(steps, 10):
        world.period(occasion, state=state)
        world.work()
        world.pass_time(f"2013-08-05 {hour}:00")
    assert world.kinds("anna") == ["N40", "N42", "N47"]
    assert world.kinds("bertta") == ["N37", "N40", "N42", "N47"]
    assert world.kinds("annas.boss") == ["N38", "N43", "N50"]
    assert world.kinds("berttas.boss") == ["N38", "N43", "N50"]
