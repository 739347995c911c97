"""Calendar entries with mails about dates, parsed back as three calendar programs would."""

from email.message import EmailMessage

import icalendar
import ics
import pytest
import vobject

from services.notifications.commands import choosing
from shared.contracts.scheduling import ReserveDateV1
from tests.notifications.conftest import World, planned
from tests.notifications.samples import named

DATES = planned("m", ["2013-08-15", "2013-09-26", "2013-10-31"], ("13:00", "15:30"))
RESERVE = planned("r", ["2014-01-09"], ("13:00", "15:30"), 0)
OTHERS = ("b@hyria", "mentor@hyria", "pm@hyria", "B Esimerkki", "Mentor Esimerkki")


@pytest.fixture
def group(world: World) -> World:
    """A confirmed group of a and b, whose meetings and reserve date are known; a chose invitations."""
    world.know("a", "b")
    for who, wanted in (("a", True), ("b", False)):
        with world.runtime.work() as work:
            choosing.choose(work, named(who), reminders=False, invitations=wanted)
    members = [str(named(each)) for each in ("a", "b")]
    planned_so = {"planned_meetings": DATES, "reserve_dates": RESERVE}
    world.group("g", "group_confirmed", state="confirmed", member_ids=members, **planned_so)
    for number, each in enumerate(DATES, 1):
        given = {name: each[name] for name in ("date", "start", "end")}
        world.meeting(f"m{number}", number=number, sequence=0, venue=None, **given)
    held(world, "reserve_date_held", state="held_available", sequence=0, replaces=None)
    world.pass_time("2013-08-05 09:03")
    return world


def held(world: World, occasion: str, **changes: object) -> None:
    given = {name: RESERVE[0][name] for name in ("date", "start", "end")}
    world.happen(ReserveDateV1, occasion, "r1", group_id=str(named("g")), **given, **changes)


def entries(mail: EmailMessage) -> dict[str, tuple[str, str, int]]:
    """Method, status and sequence by UID, on which all three programs agree."""
    found = {}
    for part in mail.walk():
        if part.get_content_type() != "text/calendar":
            continue
        body = part.get_payload(decode=True).decode()
        (event,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
        other, third = vobject.readOne(body).vevent, next(iter(ics.Calendar(body).events))
        assert str(event["UID"]) == other.uid.value == third.uid
        assert str(event["STATUS"]) == other.status.value == third.status
        assert body.count("METHOD:") == 1
        assert str(event["ATTENDEE"]) == "mailto:a@hyria.example"
        assert not any(each in body for each in OTHERS)
        method = part.get_param("method")
        assert f"METHOD:{method}\r\n" in body
        found[str(event["UID"])] = (str(method), str(event["STATUS"]), int(event["SEQUENCE"]))
    return found


def uid(name: str) -> str:
    return f"{named(name)}@opelix.vertaisverkko"


def newest(world: World) -> dict[str, tuple[str, str, int]]:
    return entries(world.postbox.to("a@hyria.example")[-1])


def test_the_first_mail_brings_every_meeting_and_holds_the_reserve_date(group: World) -> None:
    confirmed = dict.fromkeys([uid("m1"), uid("m2"), uid("m3")], ("REQUEST", "CONFIRMED", 0))
    assert newest(group) == {**confirmed, uid("r1"): ("REQUEST", "TENTATIVE", 0)}


def test_who_has_not_chosen_them_gets_none(group: World) -> None:
    mails = group.postbox.to("b@hyria.example")
    assert mails
    assert [entries(each) for each in mails] == [{}] * len(mails)


def test_a_cancelled_meeting_is_taken_out_and_the_reserve_date_becomes_the_meeting(group: World) -> None:
    group.meeting("m2", "meeting_cancelled", state="cancelled", sequence=1)
    held(group, "reserve_date_activated", state="activated", sequence=1, replaces=str(named("m2")))
    on_it = {name: RESERVE[0][name] for name in ("date", "start", "end")}
    group.meeting("new", number=2, sequence=1, venue=None, replaces=str(named("m2")), **on_it)
    group.meeting("m2", "meeting_moved", state="moved", replaced_by=str(named("new")))
    group.pass_time("2013-08-05 09:10")
    assert newest(group) == {uid("m2"): ("CANCEL", "CANCELLED", 1), uid("r1"): ("REQUEST", "CONFIRMED", 1)}


def test_an_open_time_is_a_tentative_day_that_becomes_a_meeting(group: World) -> None:
    group.meeting("m3", start=None, end=None, sequence=1)
    group.meeting("m3", "meeting_time_confirmed", start=None, end=None, sequence=1)
    group.pass_time("2013-08-05 09:10")
    assert newest(group)[uid("m3")] == ("REQUEST", "TENTATIVE", 1)
    group.meeting("m3", "meeting_time_confirmed", start="09:00", end="11:00", sequence=2)
    group.pass_time("2013-08-05 09:20")
    assert newest(group)[uid("m3")] == ("REQUEST", "CONFIRMED", 2)


def test_what_has_passed_is_left_alone(group: World) -> None:
    group.clock.set(group.clock.now().replace(month=10, day=1))
    group.meeting("m3", "meeting_cancelled", state="cancelled", sequence=1)
    group.pass_time("2013-10-01 10:00")
    assert newest(group).keys() == {uid("m3"), uid("r1")}
