"""The bar of the peers, C1 to C9, on the groups of autumn 2013."""

from datetime import UTC, date, datetime, time
from itertools import pairwise

import icalendar
import ics
import pytest
import vobject
from werkzeug.test import Client

from services.scheduling import queries
from services.scheduling.commands import Proposal, Replacement
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.errors import NotAMentor, NotPossibleNow, ReserveDateUnavailable
from services.scheduling.domain.slots import Slot
from services.scheduling.service import Web
from services.scheduling.tables import BusyTime, KnownRegistration
from shared.people import links
from shared.web.service import application
from tests.scheduling.conftest import DATES, MEMBERS, RESERVE, at, named, quick
from tests.scheduling.test_scheduling_dates import CALENDAR, EVENT

NOVEMBER, JANUARY = "siht1 2013-11-21", "siht1 2014-01-09"
SLOTS = [Slot(date(2013, 12, 5), time(13), time(15, 30)), Slot(date(2014, 1, 16), time(13), time(15, 30))]
UTC_OF_1300 = {  # summer time until 27 October
    "ope": ["10:00", "10:00", "10:00", "11:00", "11:00"],
    "siht1": ["10:00", "10:00", "11:00", "11:00"],
    "siht2": ["10:00", "10:00", "11:00", "11:00"],
}
UTC_OF_RESERVE = {"ope 2013-11-28": "2013-11-28T11:00", "siht1 2014-01-09": "2014-01-09T11:00"}


@pytest.fixture
def client(scheduling):
    return Client(quick(application(scheduling.runtime, Web.routes)))


def calendar(scheduling, client, who):
    """Somebody's calendar as three programs read it: its bytes, and what each found, by UID."""
    with scheduling.runtime.work(scheduling.actor(who)) as work:
        path = queries.calendar_path(work)
    body = client.get(path).get_data(as_text=True)
    first = {str(each["UID"]): each for each in icalendar.Calendar.from_ical(body).walk("VEVENT")}
    second = {each.uid.value: each for each in vobject.readOne(body).vevent_list}
    third = {each.uid: each for each in ics.Calendar(body).events}
    assert first.keys() == second.keys() == third.keys()
    return body, first, second, third


def uid(name):
    return f"{named(name)}@opelix.vertaisverkko"


def test_c1_a_series_has_irregular_dates_and_each_is_an_entry_of_its_own(scheduling, client):
    days = [date.fromisoformat(each) for each in DATES["ope"]]
    assert len({later - earlier for earlier, later in pairwise(days)}) > 1
    body, entries, *_ = calendar(scheduling, client, "ope1")
    assert "RRULE" not in body.split("END:VTIMEZONE")[1]
    assert {each["DTSTART"].dt.date() for each in entries.values()} == {*days, date.fromisoformat(RESERVE["ope"][0])}


def test_c2_people_of_two_organisations_agree_on_several_dates_in_one_question(scheduling):
    scheduling.pass_time("2013-11-19")
    poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS, purpose="series"))
    yes = {each.id: "yes" for each in poll.facts}
    for number in range(1, MEMBERS["ope"] + 1):
        scheduling.does(f"ope{number}", "answer_poll", poll.id, yes)
    scheduling.does("mentor", "answer_poll", poll.id, yes)
    with scheduling.runtime.work(scheduling.actor("mentor")) as work:
        best = queries.poll(work, poll.id).ranks[0]
        assert (best.can, best.organisations, best.enough) == (MEMBERS["ope"], 2, True)
    scheduling.pass_time("2013-11-20")
    scheduling.does("mentor", "decide_poll", poll.id, list(yes))
    assert [scheduling.meeting("ope", str(each.date)).number for each in SLOTS] == [6, 7]


def test_c3_an_answer_by_link_is_filled_in_from_what_was_told_once_and_others_do_not_see_it(scheduling, client):
    scheduling.pass_time("2013-11-19")
    told = {"person_id": str(named("ope1")), "availability": [{"slot": "thu_pm", "answer": "if_needed"}]}
    with scheduling.runtime.sessions.begin() as session:
        session.add(
            KnownRegistration(id=named("r"), organisation="opelix", version=1, call_id=named("verme-2013s"), data=told)
        )
    poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS))
    scheduling.does("ope2", "answer_poll", poll.id, {poll.facts[0].id: "no"})

    def page(who):
        token = links.mint(scheduling.runtime.settings, "poll", poll.id, named(who), at("2014-12-31"))
        return client.get(f"/scheduling/poll/{token}").text

    assert page("ope1").count('value="if_needed" checked') == len(SLOTS)
    assert "Ope2" not in page("ope1")
    assert 'value="no" checked' not in page("ope1")


def test_c4_a_reserve_date_takes_the_place_of_one_cancelled_meeting_once(scheduling, client):
    scheduling.pass_time("2013-11-19")
    assert str(calendar(scheduling, client, "siht11")[1][uid(JANUARY)]["STATUS"]) == "TENTATIVE"
    scheduling.does("mentor", "cancel_meeting", named(NOVEMBER), "mentor_ill", Replacement("reserve_date"))
    entries = calendar(scheduling, client, "siht11")[1]
    assert (str(entries[uid(JANUARY)]["STATUS"]), str(entries[uid(NOVEMBER)]["STATUS"])) == ("CONFIRMED", "CANCELLED")
    on_it = scheduling.meeting("siht1", "2014-01-09")
    with pytest.raises(ReserveDateUnavailable):
        scheduling.does("mentor", "cancel_meeting", on_it.id, "venue", Replacement("reserve_date"))
    assert scheduling.reserve("siht1").replaces == named(NOVEMBER)


def test_c5_every_change_keeps_the_uid_and_raises_the_sequence_in_three_programs(scheduling, client):
    scheduling.set_clock("2013-09-02")
    changes = [
        ("set_series_times", named("siht2"), time(13), time(15, 30)),
        ("set_meeting_time", named("siht2 2013-10-24"), time(9), time(11)),
        ("cancel_meeting", named("siht2 2013-10-24"), "venue"),
        ("undo_cancellation", named("siht2 2013-10-24")),
    ]
    seen = []
    for change in ((), *changes):
        if change:
            scheduling.does("mentor", *change)
        _, first, second, third = (one for one in calendar(scheduling, client, "siht21"))
        entry = first[uid("siht2 2013-10-24")]
        assert second[uid("siht2 2013-10-24")].sequence.value == str(entry["SEQUENCE"])
        assert third[uid("siht2 2013-10-24")].status == str(entry["STATUS"])
        seen.append((int(entry["SEQUENCE"]), str(entry["STATUS"])))
    assert [status for _, status in seen] == ["TENTATIVE", "CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert all(later > earlier for (earlier, _), (later, _) in pairwise(seen))


def test_c6_busy_times_come_from_a_file_and_nobody_has_to_connect_a_calendar(scheduling):
    scheduling.pass_time("2013-11-19")
    scheduling.does("ope1", "import_busy_times", CALENDAR.format(EVENT.format(1, "")).encode())
    poll = scheduling.does("mentor", "open_poll", named("ope"), Proposal(SLOTS))
    for who, filled in (("ope1", "no"), ("ope2", None)):
        with scheduling.runtime.work(scheduling.actor(who)) as work:
            assert queries.poll(work, poll.id).suggested.get(poll.facts[0].id) == filled
    assert {each.name for each in BusyTime.__table__.columns} == {"person_id", "begins", "ends"}


def test_c7_school_breaks_differ_by_municipality_before_a_date_is_saved(scheduling):
    sheet = "14.10.2013;20.10.2013;loma", "21.10.2013;27.10.2013;loma"
    for organisation, line in zip(("hyria", "tavastia"), sheet, strict=True):
        read = scheduling.does("pm", "sheet_of", organisation, line.encode())
        scheduling.does("pm", "import_closures", organisation, read.closures)
    week_42, week_43 = Slot(date(2013, 10, 17), time(13), time(15)), Slot(date(2013, 10, 22), time(13), time(15))
    with scheduling.runtime.work(scheduling.actor("mentor")) as work:
        flagged = queries.series_flags(queries.led_group(work, named("ope")), [week_42, week_43])
    found = {
        slot: [each.organisation for each in flags if each.code == "school_break"] for slot, flags in flagged.items()
    }
    assert found == {week_42: ["hyria"], week_43: ["tavastia"]}


def test_c8_the_season_of_2013_keeps_its_hours_over_the_change_of_clock(scheduling, client):
    scheduling.does("mentor", "set_series_times", named("siht2"), time(13), time(15, 30))
    _, *programs = calendar(scheduling, client, "mentor")
    expected = {
        uid(f"{group} {day}"): f"{day}T{clock}"
        for group, days in DATES.items()
        for day, clock in zip(days, UTC_OF_1300[group], strict=True)
    } | {uid(name): moment for name, moment in UTC_OF_RESERVE.items()}
    assert len(expected) == 13 + 2
    begins = (lambda each: each["DTSTART"].dt, lambda each: each.dtstart.value, lambda each: each.begin.datetime)
    for found, begin in zip(programs, begins, strict=True):
        assert {key: in_utc(begin(each)) for key, each in found.items()} == expected


def in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M}"


def test_c9_a_substitute_leads_one_meeting_and_a_cancelled_date_says_why(scheduling):
    theirs = scheduling.group("siht2", "mentor_replaced", mentor_ids=[named("other")])
    scheduling.deliver(scheduling.runtime, scheduling.person("other", "tavastia"), theirs)
    with pytest.raises(NotAMentor):
        scheduling.does("mentor", "substitute_mentor", named("ope 2013-08-29"), named("ope1"))
    scheduling.does("mentor", "substitute_mentor", named("ope 2013-08-29"), named("other"))
    scheduling.set_clock("2013-08-29 15:00")
    scheduling.does("other", "record_attendance", named("ope 2013-08-29"), Exceptions())
    assert scheduling.told("attendance_recorded")[0][1]["mentor_ids"] == [str(named("other"))]
    scheduling.does("mentor", "cancel_meeting", named("ope 2013-09-19"), "mentor_ill")
    (_, cancelled), *_ = scheduling.told("meeting_cancelled")
    assert cancelled["cancellation_reason"] == "mentor_ill"
    with pytest.raises(NotPossibleNow):
        scheduling.does("mentor", "substitute_mentor", named("ope 2013-09-19"), named("other"))
