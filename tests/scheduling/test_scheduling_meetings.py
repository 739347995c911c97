"""A meeting besides its date: place, substitute, locked attendance, the list to sign, and addresses without sign-in."""

import io
import re
from datetime import date, time

import ics
import pytest
import vobject
from icalendar import Calendar
from pypdf import PdfReader
from sqlalchemy import update

from services.scheduling import commands
from services.scheduling.commands import Replacement, Whereabouts
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.errors import (
    CorrectionTooLate,
    MentorDoubleBooked,
    NotAMentor,
    NotPossibleNow,
    ReasonMissing,
)
from services.scheduling.tables import Meeting
from shared.errors import Forbidden
from shared.people.tables import Person
from tests.scheduling.conftest import named
from tests.scheduling.test_scheduling_pages import API, BY_SCRIPT, FIRST, OPE, browser, send

__all__ = ["browser"]
MEETING = named("ope 2013-08-29")
SECOND = named("ope 2013-09-19")
ROOM = Whereabouts(name="Otavan koulu", town="Otava", room="Luokka 214", remote_url="https://meet.example/verme")


@pytest.fixture
def recorded(scheduling):
    """The first meeting was recorded on its day, everybody present."""
    scheduling.set_clock("2013-08-29 15:00")
    scheduling.does("mentor", "record_attendance", MEETING, Exceptions())
    return scheduling


@pytest.fixture
def substituted(scheduling):
    """The mentor of another group leads the first meeting of this one."""
    theirs = scheduling.group("siht2", "mentor_replaced", mentor_ids=[named("other")])
    scheduling.deliver(scheduling.runtime, scheduling.person("other", "tavastia"), theirs)
    scheduling.does("mentor", "substitute_mentor", MEETING, named("other"))
    return scheduling


def address(client, purpose):
    answer = client.post(f"{API}/groups/{named('ope')}/addresses/{purpose}", headers=BY_SCRIPT)
    assert answer.status_code == 201, answer.text
    return answer.json["path"]


def led(scheduling):
    """What was told of other mentors of the open group."""
    return [each for each in scheduling.told("meeting_mentor_changed") if each[1]["group_id"] == str(named("ope"))]


def text_of(pdf):
    return " ".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages)


# places


def test_a_meeting_can_be_elsewhere_and_its_link_is_in_no_event(scheduling):
    scheduling.does("mentor", "set_place", MEETING, ROOM)
    (told,) = scheduling.told("meeting_place_changed")
    assert told[1]["venue"] == {"name": "Otavan koulu", "town": "Otava", "room": "Luokka 214"}
    assert "meet.example" not in str(told[1])
    assert scheduling.meeting("ope", "2013-09-19").venue["name"] == "Ammattiopisto Tavastia"


def test_one_place_can_be_given_to_all_coming_meetings_and_the_past_keeps_its_own(recorded):
    recorded.does("mentor", "set_place", SECOND, Whereabouts(name="Otavan koulu", all_coming=True))
    assert len(recorded.told("meeting_place_changed")) == 4
    assert recorded.meeting("ope", "2013-08-29").venue["name"] == "Ammattiopisto Tavastia"


def test_the_same_place_again_tells_nobody(scheduling):
    for _ in range(2):
        scheduling.does("mentor", "set_place", MEETING, ROOM)
    assert len(scheduling.told("meeting_place_changed")) == 1


def test_a_room_without_a_house_is_asked_for_at_the_field(browser):
    answer = send(browser("mentor"), f"{FIRST}/place", room="Luokka 214")
    assert answer.status_code == 422
    assert "Write the name of the place too." in answer.text
    assert 'value="Luokka 214"' in answer.text


@pytest.mark.parametrize("address", ["http://meet.example/a", "javascript:alert(1)", "meet.example"])
def test_only_a_safe_address_is_a_link_to_meet(browser, address):
    assert send(browser("mentor"), f"{FIRST}/place", remote_url=address).status_code == 422


def test_the_members_see_the_link_to_meet(browser, scheduling):
    scheduling.does("mentor", "set_place", MEETING, ROOM)
    page = browser("ope1").get(OPE).text
    assert "https://meet.example/verme" in page
    assert "Otavan koulu, Luokka 214, Otava" in page


# who may


@pytest.mark.parametrize("who", ["ope1", "siht11", "stranger", "coordinator"])
@pytest.mark.parametrize("path", ["", "/place", "/substitute", "/history", "/attendance.pdf"])
def test_a_meetings_pages_are_closed_to_those_who_do_not_lead_it(browser, who, path):
    assert browser(who).get(f"{FIRST}{path}").status_code == 403


@pytest.mark.parametrize("who", ["ope1", "stranger", "coordinator"])
def test_others_change_no_place_no_mentor_and_make_no_address(scheduling, who):
    for act in (
        ("set_place", MEETING, ROOM),
        ("substitute_mentor", MEETING, named("mentor")),
        ("renew_group_address", named("ope"), "host"),
        ("end_group_address", named("ope"), "calendar"),
    ):
        with pytest.raises(Forbidden):
            scheduling.does(who, *act)


# substitutes


def test_a_substitute_sees_the_group_and_records_the_one_meeting(substituted, browser):
    substituted.set_clock("2013-08-29 15:20")
    client = browser("other")
    assert "You lead this meeting" in client.get(OPE).text
    assert client.get(FIRST).status_code == 200
    assert send(client, f"{FIRST}/attendance", absent=str(named("ope2"))).status_code == 303
    assert substituted.meeting("ope", "2013-08-29").present == 6


@pytest.mark.parametrize("path", ["place", "substitute", "cancel", "times"])
def test_a_substitute_changes_nothing_of_the_meeting(substituted, browser, path):
    assert browser("other").get(f"{FIRST}/{path}").status_code == 403


def test_a_substitute_has_no_say_in_other_meetings(substituted):
    substituted.set_clock("2013-09-19 15:00")
    with pytest.raises(Forbidden):
        substituted.does("other", "record_attendance", SECOND, Exceptions())


def test_when_attendance_is_locked_the_substitute_sees_the_group_no_longer(substituted, browser):
    substituted.set_clock("2013-08-29 15:20")
    substituted.does("other", "record_attendance", MEETING, Exceptions())
    substituted.pass_time("2013-09-30")
    assert browser("other").get(OPE).status_code == 403
    assert browser("other").get(f"{FIRST}/attendance.pdf").status_code == 403


def test_the_own_mentor_takes_the_meeting_back(substituted, browser):
    substituted.does("mentor", "substitute_mentor", MEETING, named("mentor"))
    assert browser("other").get(OPE).status_code == 403
    assert len(led(substituted)) == 2


def test_somebody_who_leads_no_group_is_not_a_substitute(scheduling):
    with pytest.raises(NotAMentor):
        scheduling.does("mentor", "substitute_mentor", MEETING, named("stranger"))


def test_the_own_mentor_is_free_that_day_and_the_substitute_is_never_in_two_places(substituted):
    same_day = Replacement("new_date", None, date(2013, 8, 29), time(14), time(16))
    substituted.does("mentor", "cancel_meeting", named("siht1 2013-08-15"), "venue", same_day)
    with pytest.raises(MentorDoubleBooked):
        substituted.does("mentor", "substitute_mentor", substituted.meeting("siht1", "2013-08-29").id, named("other"))


def test_a_group_with_another_mentor_is_led_by_them_from_now_on_but_substitutes_stay(substituted, browser):
    changed = substituted.group("ope", "mentor_replaced", mentor_ids=[named("pm")])
    substituted.deliver(substituted.runtime, changed, changed)
    assert substituted.meeting("ope", "2013-08-29").mentor_ids == [named("other")]
    assert substituted.meeting("ope", "2013-09-19").mentor_ids == [named("pm")]
    assert len(led(substituted)) == 1 + 4


# correcting and locking


def test_what_is_corrected_is_told_as_a_correction(recorded):
    recorded.does("mentor", "record_attendance", MEETING, Exceptions(absent=[named("ope3")]))
    assert len(recorded.told("attendance_recorded")) == 1
    assert recorded.told("attendance_corrected")[-1][1]["present"] == 6


def test_attendance_is_locked_after_thirty_days_and_a_mentor_is_refused(recorded):
    recorded.pass_time("2013-09-28 23:00")
    assert recorded.told("meeting_locked") == []
    recorded.pass_time("2013-09-29")
    assert recorded.meeting("ope", "2013-08-29").locked_at is not None
    assert len(recorded.told("meeting_locked")) == 1
    with pytest.raises(CorrectionTooLate):
        recorded.does("mentor", "record_attendance", MEETING, Exceptions(absent=[named("ope3")]), reason="other")
    assert recorded.meeting("ope", "2013-08-29").present == 7


def test_a_coordinator_corrects_what_is_locked_with_a_reason(recorded):
    recorded.pass_time("2013-10-01")
    late = Exceptions(absent=[named("ope3")])
    with pytest.raises(ReasonMissing):
        recorded.does("pm", "record_attendance", MEETING, late)
    recorded.does("pm", "record_attendance", MEETING, late, reason="told_later")
    recorded.tick(recorded.runtime)
    assert len(recorded.told("meeting_locked")) == 1
    assert recorded.meeting("ope", "2013-08-29").present == 6


def test_what_nobody_recorded_is_never_locked(scheduling):
    scheduling.pass_time("2013-11-20")
    assert scheduling.meeting("ope", "2013-08-29").state_ == "held"
    scheduling.does("mentor", "record_attendance", MEETING, Exceptions())


def test_a_locked_page_asks_a_coordinator_for_the_reason(recorded, browser):
    recorded.pass_time("2013-10-01")
    answer = send(browser("pm"), f"{FIRST}/attendance", absent=str(named("ope3")))
    assert answer.status_code == 422
    assert "Say why attendance is corrected" in answer.text
    sent = send(browser("pm"), f"{FIRST}/attendance", absent=str(named("ope3")), reason="marked_wrong")
    assert sent.status_code == 303


def test_the_history_says_who_corrected_whose_mark(recorded, browser):
    recorded.does("pm", "record_attendance", MEETING, Exceptions(absent=[named("ope3")]))
    page = browser("mentor").get(f"{FIRST}/history").text
    row = next(each for each in re.findall(r"<tr.*?</tr>", page, re.S) if "Ope3" in each and "→" in each)
    assert "Pm Esimerkki" in row
    assert "present → absent" in row


def test_a_recorded_meeting_has_no_other_place_afterwards(recorded):
    with pytest.raises(NotPossibleNow):
        recorded.does("mentor", "set_place", MEETING, ROOM)


# the list to be signed


def test_the_list_names_everybody_with_a_line_to_sign(scheduling, browser):
    scheduling.does("mentor", "set_place", MEETING, ROOM)
    answer = browser("mentor").get(f"{FIRST}/attendance.pdf")
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    text = text_of(answer.data)
    for each in ("Attendance list", "Signature", "Esimerkki Ope1", "Esimerkki Ope7", "Luokka 214", "Mentor Esimerkki"):
        assert each in text
    assert "Siht11" not in text
    assert "@" not in text


def test_the_list_can_be_read_aloud_and_is_the_same_bytes_for_the_same_data(scheduling, browser):
    first, second = (browser("mentor").get(f"{FIRST}/attendance.pdf").data for _ in range(2))
    assert first == second
    reader = PdfReader(io.BytesIO(first))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_what_was_recorded_is_in_the_list(recorded, browser):
    recorded.does("mentor", "record_attendance", MEETING, Exceptions(partly=[named("ope2")], partly_minutes=60))
    text = text_of(browser("mentor").get(f"{FIRST}/attendance.pdf").data)
    assert "60 minutes" in text
    assert "The meeting lasted 150 minutes." in text


def test_a_name_is_never_read_as_markup(scheduling, browser):
    evil = '#read("/etc/passwd") *x* $y$ \\ "'
    with scheduling.runtime.sessions.begin() as session:
        session.execute(update(Person).where(Person.id == named("ope1")).values(last_name=evil))
    text = text_of(browser("mentor").get(f"{FIRST}/attendance.pdf").data)
    assert "/etc/passwd" in text
    assert "root:" not in text


# addresses without sign-in


def test_the_host_sees_place_time_and_how_many_and_nothing_else(scheduling, browser):
    scheduling.does("mentor", "set_place", MEETING, ROOM)
    scheduling.does("ope3", "tell_absence", MEETING)
    page = browser().get(address(browser("mentor"), "host")).text
    assert "Thu 29 Aug 2013" in page
    assert "Otavan koulu, Luokka 214, Otava" in page
    assert "7 people" in page
    for secret in ("Ope1", "Ope3", "Mentor", "meet.example", "/attendance", "/scheduling/groups"):
        assert secret not in page


@pytest.mark.parametrize("purpose, other", [("host", "calendar"), ("calendar", "host")])
def test_an_address_opens_its_own_purpose_until_it_is_renewed_or_ended(scheduling, browser, purpose, other):
    mentor, first = browser("mentor"), address(browser("mentor"), purpose)
    secret = first.rsplit("/", 1)[1].removesuffix(".ics")
    wrong = {"host": f"/scheduling/group-calendar/{secret}.ics", "calendar": f"/scheduling/host/{secret}"}
    assert browser().get(first).status_code == 200
    assert browser().get(wrong[purpose]).status_code == 404
    assert browser().get(first.replace(secret, f"{secret}x")).status_code == 404
    second = address(mentor, purpose)
    assert browser().get(first).status_code == 404
    address(mentor, other)
    assert browser().get(second).status_code == 200
    gone = mentor.delete(f"{API}/groups/{named('ope')}/addresses/{purpose}", headers=BY_SCRIPT)
    assert gone.json == {"path": None}
    assert browser().get(second).status_code == 404


def test_there_are_no_addresses_of_another_purpose(browser):
    answer = browser("mentor").post(f"{API}/groups/{named('ope')}/addresses/notes", headers=BY_SCRIPT)
    assert answer.status_code == 404


def test_the_groups_calendar_parses_in_three_programs_and_holds_no_people_and_no_link(scheduling, browser):
    scheduling.does("mentor", "set_place", MEETING, ROOM)
    body = browser().get(address(browser("mentor"), "calendar")).get_data(as_text=True)
    parsed = Calendar.from_ical(body).walk("VEVENT")
    assert len(parsed) == 5 + 1
    assert str(parsed[0]["LOCATION"]) == "Otavan koulu, Luokka 214, Otava"
    assert len(vobject.readOne(body).vevent_list) == 6
    assert len(ics.Calendar(body).events) == 6
    for secret in ("meet.example", "ATTENDEE", "Esimerkki"):
        assert secret not in body


def test_ones_own_calendar_has_the_link_to_meet(scheduling, browser):
    scheduling.does("mentor", "set_place", MEETING, ROOM)
    path = browser("ope1").get(f"{API}/calendar").json["calendar_path"]
    parsed = Calendar.from_ical(browser().get(path).data).walk("VEVENT")
    assert "https://meet.example/verme" in str(parsed[0]["LOCATION"])


def test_the_address_of_ones_own_calendar_can_be_ended(scheduling, browser):
    client = browser("ope1")
    path = client.get(f"{API}/calendar").json["calendar_path"]
    assert browser().get(path).status_code == 200
    assert client.delete(f"{API}/calendar", headers=BY_SCRIPT).json == {"calendar_path": None}
    assert browser().get(path).status_code == 404


def test_no_column_of_a_meeting_can_hold_what_was_said():
    texts = {each.name for each in Meeting.__table__.columns if str(each.type) in ("TEXT", "VARCHAR")}
    assert texts == {"state", "zone", "cancellation_reason", "remote_url", "organisation"}
    assert "notes" not in dir(commands)
