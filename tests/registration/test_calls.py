"""Calls: changed, closed and opened again, made anew for another year, internal ones, own questions, feeds."""

from datetime import date, time, timedelta
from xml.etree.ElementTree import fromstring

import pytest
from icalendar import Calendar
from werkzeug.test import Client

from services.registration.commands import call_changes as changes
from services.registration.commands import call_questions, registrations
from services.registration.domain.errors import CallStateRefuses, UnknownEmployer
from services.registration.domain.form_errors import FixedByNow, TooManyQuestions
from services.registration.tables import Call, Group
from shared.clock import at_local, end_of_day, real_now
from shared.people import sessions
from tests.registration.conftest import START, VERME1, at, meetings
from tests.registration.test_api import CALL, HEADERS, Api, manager
from tests.registration.test_pages import Browser, app, browser, desk

__all__ = ["Api", "Browser", "app", "browser", "desk", "manager"]
QUESTION = {"label": {"fi": "Oletko ohjannut?"}, "kind": "yes_no", "choices": [], "required": False, "only_if": None}


def test_a_deadline_moves_with_the_first_meeting_and_who_is_in_stays_in(season, happened):
    call = season.call()
    group = season.group_of(call)
    seat = season.approve(season.register(group.id, "aino"))
    assert group.closes_on == date(2013, 8, 8)
    days = [date(2013, 6, 10), *VERME1[1:]]
    season.do(changes.change_group, group.id, {"meetings": meetings(days)})
    moved = season.find(Group, id=group.id)
    assert moved.closes_on == date(2013, 6, 3)  # in the past: nobody else registers, who is in is in
    assert season.states([seat.id]) == ["confirmed"]
    assert season.find(Call, id=call.id).closes_at == end_of_day(date(2013, 6, 3))
    assert happened(group.id)[-1] == "group_changed"


def test_dates_that_stay_keep_their_ids(season):
    group = season.group_of(season.call())
    before = {each.date: each.id for each in group.dates}
    season.do(changes.change_group, group.id, {"meetings": meetings([*VERME1[:3], date(2013, 11, 28)])})
    after = {each.date: each.id for each in season.find(Group, id=group.id).dates}
    assert {day: after[day] for day in VERME1[:3]} == {day: before[day] for day in VERME1[:3]}
    assert set(after) == {*VERME1[:3], date(2013, 11, 28)}


def test_a_deadline_that_was_set_does_not_move(season):
    group = season.group_of(season.call())
    season.do(changes.change_group, group.id, {"closes_on": date(2013, 8, 12)})
    season.do(changes.change_group, group.id, {"meetings": meetings([date(2013, 9, 5)])})
    assert season.find(Group, id=group.id).closes_on == date(2013, 8, 12)


def test_registration_ends_by_hand_and_a_later_deadline_opens_it_again(season, happened, tick):
    call = season.call()
    group = season.group_of(call)
    season.do(changes.close_now, call.id)
    assert season.find(Call, id=call.id).state_name == "closed"
    with pytest.raises(CallStateRefuses):
        season.do(changes.close_now, call.id)
    season.do(changes.change_group, group.id, {"closes_on": date(2013, 7, 1)})
    assert season.find(Call, id=call.id).state_name == "open"
    assert season.registration(season.register(group.id, "aino")).place_group_id == group.id
    season.clock.set(at(date(2013, 7, 2)))
    tick(season.runtime)
    assert season.find(Call, id=call.id).state_name == "closed"
    assert [each for each in happened(call.id) if each != "call_changed"][-3:] == [
        "call_closed",
        "call_opened",
        "call_closed",
    ]


def test_a_call_made_anew_has_every_date_on_the_same_weekday_of_the_same_week(season):
    old = season.call(questions=[{"id": "q1", **QUESTION}])
    season.approve(season.register(season.group_of(old).id, "aino"))
    season.clock.set(at(date(2014, 5, 5)))
    new = season.find(Call, id=season.do(changes.clone_call, old.id).id)
    group = season.group_of(new)
    assert (new.state_name, new.title["fi"], new.reporting_year) == ("draft", "Verme 2014", 2014)
    assert [each.date for each in group.planned_meetings] == [
        date(2014, 8, 14),
        date(2014, 9, 25),
        date(2014, 10, 30),
        date(2014, 11, 20),
    ]
    assert [each.date for each in group.reserve_dates] == [date(2015, 1, 8)]
    assert group.planned_meetings[0].start == time(13)
    assert (group.closes_on, group.member_ids) == (date(2014, 8, 7), [])
    assert new.questions == season.find(Call, id=old.id).questions
    assert new.opens_at == at_local(date(2014, 6, 3), time(9))


def test_a_call_made_anew_years_later_lies_ahead(season):
    old = season.call()
    season.clock.set(at(date(2026, 11, 24)))
    group = season.group_of(season.do(changes.clone_call, old.id))
    assert group.planned_meetings[0].date == date(2027, 8, 19)


def test_what_people_relied_on_is_fixed(season):
    call = season.call()
    with pytest.raises(FixedByNow):
        season.do(changes.change_call, call.id, {"placing": "together"})
    with pytest.raises(FixedByNow):
        season.do(changes.change_call, call.id, {"opens_at": START + timedelta(days=3)})
    season.do(changes.change_call, call.id, {"title": {"fi": "Uusi", "sv": "Ny", "en": "New"}, "placing": "fixed"})
    assert season.find(Call, id=call.id).title["fi"] == "Uusi"


def test_only_the_own_staff_register_to_an_internal_call(season):
    call = season.call(scope="internal", organisation="hyria")
    group = season.group_of(call)
    assert group.organisation == "hyria"
    with pytest.raises(UnknownEmployer):
        season.register(group.id, "aino", employer="tavastia")
    assert season.registration(season.register(group.id, "aino")).organisation == "hyria"


def test_a_members_coordinator_drafts_calls_of_the_own_organisation_only(season, browser):
    coordinator = season.person("koordinaattori", "hyria", "member_coordinator")
    value = sessions.begin(season.runtime.settings, coordinator.id, remember=False, now=real_now())
    browser.client.set_cookie(sessions.COOKIE, value)
    values = {"title_fi": "Oma", "reporting_year": "2013", "opens_on": "1.6.2013", "owner": "hyria"}
    browser.open("/registration/desk/calls/new/fixed").send("Save the draft", **values).says("Oma")
    assert season.find(Call).organisation == "hyria"
    browser.open("/registration/desk/calls/new/fixed").send("Save the draft", **(values | {"owner": "opelix"}))
    assert browser.status == 403


def test_the_desk_changes_a_draft_asks_own_questions_and_deletes_it(season, desk):
    call = season.call(publish=False)
    page = f"/registration/desk/calls/{call.id}"
    desk.open(f"{page}/edit/together").send("Save", title_en="Verme anew", closes_on="15.8.2013")
    desk.says("Verme anew", "Groups are put together")
    desk.open(f"{page}/questions/new").send(
        "Send", label_fi="Kieli?", label_en="Which?", kind="choice", choices="suomi / finska / Finnish\nruotsi"
    ).says("Which?")
    desk.open(f"{page}/questions/new").says("Which? Finnish").send(
        "Send", label_fi="Miksi?", kind="text", only_if="q1=1"
    ).says("Miksi?")
    desk.send("Remove").says("None. The form asks")
    desk.send("Delete the draft").says("There are no calls yet")


def test_the_desk_changes_a_groups_dates_until_it_is_confirmed(season, desk):
    group = season.group_of(season.call())
    page = f"/registration/desk/groups/{group.id}/edit"
    desk.open(page).send("Save", meetings="22.8.2013 13.00–15.30\n26.9.2013").says("22 Aug 2013")
    assert season.find(Group, id=group.id).closes_on == date(2013, 8, 15)


def test_a_call_has_at_most_five_questions_and_none_are_added_once_it_is_open(season):
    call = season.call(publish=False)
    for _ in range(5):
        season.do(call_questions.add_question, call.id, QUESTION)
    with pytest.raises(TooManyQuestions):
        season.do(call_questions.add_question, call.id, QUESTION)
    with pytest.raises(CallStateRefuses):
        season.do(call_questions.add_question, season.call().id, QUESTION)


def test_a_published_call_is_not_deleted(season):
    with pytest.raises(CallStateRefuses):
        season.do(changes.delete_draft, season.call().id)


def test_open_calls_are_a_calendar_and_a_feed_without_sign_in(season, app):
    call = season.call()
    client = Client(app)
    (event,) = Calendar.from_ical(client.get("/registration/calls.ics?language=sv").data).walk("VEVENT")
    assert str(event["summary"]) == "Anmälan slutar: Verme 2013"
    assert event.decoded("dtstart") == date(2013, 8, 8)
    assert str(event["uid"]).startswith(str(call.id))
    response = client.get("/registration/calls.atom?language=fi")
    assert response.content_type.startswith("application/atom+xml")
    entry = fromstring(response.data).find("{http://www.w3.org/2005/Atom}entry")
    assert entry.find("{http://www.w3.org/2005/Atom}title").text == "Verme 2013"
    season.do(changes.close_now, call.id)
    assert b"<entry" not in client.get("/registration/calls.atom").data


def test_the_api_changes_clones_closes_and_deletes(season, manager):
    _, call = manager.post("/calls", CALL)
    manager.post(f"/calls/{call['id']}/publish")
    path = f"/api/registration/v1/calls/{call['id']}"
    changed = manager.client.patch(path, json={"venue": {"name": "Kiipula"}}, headers=HEADERS)
    assert changed.get_json()["venue"]["name"] == "Kiipula"
    group = f"/api/registration/v1/groups/{call['groups'][0]['id']}"
    moved = manager.client.patch(group, json={"meetings": [{"date": "2013-09-05"}]}, headers=HEADERS)
    assert moved.get_json()["closes_on"] == "2013-08-29"
    assert manager.post(f"/calls/{call['id']}/close")[1]["state"] == "closed"
    status, clone = manager.post(f"/calls/{call['id']}/clone")
    assert (status, clone["state"]) == (201, "draft")
    assert manager.client.delete(f"/api/registration/v1/calls/{clone['id']}", headers=HEADERS).status_code == 204
    assert manager.get(f"/calls/{clone['id']}")[0] == 404
    assert manager.client.delete(path, headers=HEADERS).status_code == 409


def test_nobody_without_the_right_changes_a_call(season, app):
    call = season.call()
    stranger = season.person("aino")
    client = Client(app)
    client.set_cookie(
        sessions.COOKIE, sessions.begin(season.runtime.settings, stranger.id, remember=False, now=real_now())
    )
    for method, path in (("PATCH", ""), ("DELETE", ""), ("POST", "/close"), ("POST", "/clone")):
        answer = client.open(f"/api/registration/v1/calls/{call.id}{path}", method=method, json={}, headers=HEADERS)
        assert answer.status_code == 403, path


def test_registrations_keep_counting_over_a_moved_deadline(season):
    call = season.call(max_size=1, min_size=1)
    group = season.group_of(call)
    first = season.register(group.id, "aino")
    season.do(changes.change_group, group.id, {"closes_on": date(2013, 8, 10)})
    second = season.register(group.id, "eero")
    assert season.registration(second).queue_position == 1
    season.do(registrations.withdraw, first)
    assert season.registration(second).place_group_id == group.id
