"""Pages, forms and links, as a browser without JavaScript uses them; the JSON API beside them."""

import re
from datetime import date
from importlib import import_module

import pytest
from werkzeug.test import Client

from services.scheduling.service import Web
from shared.clock import real_now
from shared.people import links, sessions
from shared.web.service import application
from tests.scheduling.conftest import at, named, quick

OPE, FIRST = f"/scheduling/groups/{named('ope')}", f"/scheduling/meetings/{named('ope 2013-08-29')}"
LAST = f"/scheduling/meetings/{named('ope 2013-12-12')}"
NOVEMBER = f"/scheduling/meetings/{named('siht1 2013-11-21')}"
NOBODY = named("nobody")
API = "/api/scheduling/v1"
BY_SCRIPT = {"X-Requested-By": "vertais"}


@pytest.fixture
def browser(scheduling):
    """`browser("mentor")`: a client with that person's session; `browser()`: nobody's."""
    app = quick(application(scheduling.runtime, Web.routes))

    def client(name=None):
        found = Client(app)
        found.set_cookie("vertais_language", "en")
        if name:
            value = sessions.begin(scheduling.runtime.settings, named(name), remember=False, now=real_now())
            found.set_cookie(sessions.COOKIE, value)
        return found

    return client


def send(client, path, form_page=None, **values):
    """Open the page, take the form's token, send."""
    page = client.get(form_page or path)
    assert page.status_code == 200, page.text
    token = re.search(r'name="form_token" value="([^"]+)"', page.text)[1]
    return client.post(path, data={**values, "form_token": token})


def link(scheduling, action, record, person, until="2014-12-31"):
    return links.mint(scheduling.runtime.settings, action, named(record), named(person), at(until))


def test_a_member_sees_the_group_its_people_and_its_dates(browser):
    page = browser("ope1").get(OPE).text
    assert "Thu 29 Aug 2013" in page
    assert "Ope7 Esimerkki" in page
    assert "Ammattiopisto Tavastia, Hämeenlinna" in page
    assert "Cancel or move" not in page
    assert "@hyria.example" not in page


def test_the_mentor_sees_what_can_be_done(browser):
    page = browser("mentor").get(OPE).text
    assert "Cancel or move" in page
    assert "mailto:?bcc=" in page


@pytest.mark.parametrize("who, status", [("stranger", 403), ("siht11", 403), ("coordinator", 403), ("pm", 200)])
def test_only_its_own_people_and_the_coordinator_in_charge_see_a_group(browser, who, status):
    assert browser(who).get(OPE).status_code == status
    assert browser(who).get(f"{API}/groups/{named('ope')}").status_code == status


def test_without_a_session_a_page_leads_to_the_sign_in_and_the_api_says_401(browser):
    assert browser().get(OPE).status_code == 303
    assert browser().get(f"{API}/groups").status_code == 401


@pytest.mark.parametrize("path", [f"/scheduling/groups/{NOBODY}", f"/scheduling/meetings/{NOBODY}/cancel"])
def test_what_does_not_exist_is_not_found(browser, path):
    assert browser("mentor").get(path).status_code == 404


def test_my_groups_lists_what_i_am_in_and_has_an_empty_state(browser):
    assert browser("mentor").get("/scheduling/groups").text.count("You are its mentor") == 3
    assert "You are in no group yet" in browser("stranger").get("/scheduling/groups").text


def test_the_mentor_cancels_and_takes_the_reserve_date_on_one_page(browser, scheduling):
    scheduling.pass_time("2013-11-19")
    page = browser("mentor").get(f"{NOVEMBER}/cancel").text
    assert "Use the reserve date Thu 9 Jan 2014 at 13.00–15.30" in page
    answer = send(browser("mentor"), f"{NOVEMBER}/cancel", reason="mentor_ill", instead="reserve_date")
    assert answer.status_code == 303, answer.text
    shown = browser("mentor").get(answer.headers["Location"]).text
    assert "The meeting has a new date" in shown
    assert "Undo the cancellation" in shown
    assert scheduling.reserve("siht1").state_ == "activated"


def test_on_5_december_the_page_says_that_the_reserve_date_has_passed(browser, scheduling):
    scheduling.pass_time("2013-12-05")
    page = browser("mentor").get(f"{LAST}/cancel").text
    assert "The reserve date Thu 28 Nov 2013 has passed" in page
    assert "Use the reserve date" not in page
    assert "Keep the meeting as it is" in page


def test_a_date_that_was_not_told_is_asked_for_and_nothing_typed_is_lost(browser, scheduling):
    scheduling.pass_time("2013-12-05")
    answer = send(browser("mentor"), f"{LAST}/cancel", reason="venue", instead="new_date", start="9.00")
    assert answer.status_code == 422
    assert "Write the date that the group has agreed on." in answer.text
    assert 'value="9.00"' in answer.text


def test_a_time_at_which_the_mentor_is_elsewhere_is_refused_at_the_field(browser, scheduling):
    scheduling.pass_time("2013-11-08")
    values = {"reason": "venue", "instead": "new_date", "date": "21.11.2013", "start": "14.00", "end": "16.00"}
    answer = send(browser("mentor"), f"{LAST}/cancel", **values)
    assert answer.status_code == 409
    assert "The mentor has another meeting at that time, on Thu 21 Nov 2013" in answer.text


def test_a_cancellation_is_undone_by_its_button(browser, scheduling):
    client = browser("mentor")
    send(client, f"{NOVEMBER}/cancel", reason="mentor_ill", instead="later")
    group = f"/scheduling/groups/{named('siht1')}"
    answer = send(client, f"{NOVEMBER}/undo-cancel", form_page=group)
    assert answer.headers["Location"].endswith("done=restored")
    assert scheduling.meeting("siht1", "2013-11-21").state_ == "scheduled"


def test_the_same_form_sent_twice_acts_once(browser, scheduling):
    client = browser("mentor")
    page = client.get(f"{NOVEMBER}/cancel").text
    token = re.search(r'name="form_token" value="([^"]+)"', page)[1]
    values = {"reason": "venue", "instead": "later", "form_token": token}
    first, second = (client.post(f"{NOVEMBER}/cancel", data=values) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert len(scheduling.told("meeting_cancelled")) == 1


def test_a_cancelled_meeting_gets_its_new_date_later(browser, scheduling):
    client = browser("mentor")
    send(client, f"{NOVEMBER}/cancel", reason="too_few", instead="later")
    values = {"instead": "new_date", "date": "5.12.2013", "start": "13", "end": "15.30"}
    assert send(client, f"{NOVEMBER}/move", **values).status_code == 303
    assert scheduling.meeting("siht1", "2013-12-05").number == 4


def test_the_mentor_sets_the_times_of_a_series_on_one_page(browser, scheduling):
    path = f"/scheduling/groups/{named('siht2')}/times"
    assert browser("mentor").get(path).text.count("the time will be confirmed") == 4
    assert send(browser("mentor"), path, start="13.00", end="15.30").status_code == 303
    assert "13.00–15.30" in browser("siht21").get(f"/scheduling/groups/{named('siht2')}").text


def test_times_in_the_wrong_order_are_shown_at_the_field(browser):
    answer = send(browser("mentor"), f"/scheduling/groups/{named('siht2')}/times", start="15.00", end="13.00")
    assert answer.status_code == 422
    assert "The meeting must end after it starts" in answer.text


@pytest.mark.parametrize("who", ["ope1", "stranger", "coordinator"])
@pytest.mark.parametrize("path", [f"{FIRST}/cancel", f"{FIRST}/attendance", f"{OPE}/times", f"{OPE}/agreement"])
def test_the_mentors_pages_are_closed_to_others(browser, who, path):
    assert browser(who).get(path).status_code == 403


def test_attendance_is_one_screen_with_everybody_present(browser, scheduling):
    scheduling.set_clock("2013-08-29 15:20")
    token = link(scheduling, "attendance", "ope 2013-08-29", "mentor")
    client = browser()
    page = client.get(f"/scheduling/attendance/{token}").text
    assert "If all 7 were present, just send." in page
    assert not re.search(r'type="checkbox"[^>]* checked', page)
    answer = send(client, f"/scheduling/attendance/{token}", absent_notified=str(named("ope2")))
    shown = client.get(answer.headers["Location"]).text
    assert "6 were present" in shown
    assert "correct it within 30 days" in shown
    assert scheduling.meeting("ope", "2013-08-29").state_ == "recorded"


def test_the_attendance_screen_shows_what_was_recorded_and_told(browser, scheduling):
    scheduling.does("ope3", "tell_absence", named("ope 2013-08-29"))
    scheduling.set_clock("2013-08-29 15:20")
    page = browser("mentor").get(f"{FIRST}/attendance").text
    assert re.search(rf'value="{named("ope3")}" checked', page)


def test_a_part_without_minutes_is_asked_for(browser, scheduling):
    scheduling.set_clock("2013-08-29 15:20")
    answer = send(browser("mentor"), f"{FIRST}/attendance", partly=str(named("ope2")))
    assert answer.status_code == 422
    assert "Say how many minutes they were present" in answer.text


def test_a_forged_link_opens_nothing(browser, scheduling):
    token = link(scheduling, "attendance", "ope 2013-08-29", "mentor")
    assert browser().get(f"/scheduling/attendance/{token[:-2]}xx").status_code == 404
    assert browser().get(f"/scheduling/my-group/{token}").status_code == 404


def test_a_late_link_says_so(browser, scheduling):
    token = link(scheduling, "attendance", "ope 2013-08-29", "mentor", until="2013-09-28")
    scheduling.set_clock("2013-10-01")
    assert browser().get(f"/scheduling/attendance/{token}").status_code == 410


@pytest.mark.parametrize("who", ["ope1", "pm", "stranger"])
def test_an_attendance_link_of_somebody_who_is_not_the_mentor_records_nothing(browser, scheduling, who):
    scheduling.set_clock("2013-08-29 15:20")
    token = link(scheduling, "attendance", "ope 2013-08-29", who)
    assert browser().get(f"/scheduling/attendance/{token}").status_code == 403


def test_a_member_opens_the_group_by_link_and_tells_that_she_cannot_come(browser, scheduling):
    path = f"/scheduling/my-group/{link(scheduling, 'group', 'ope', 'ope1')}"
    client = browser()
    cannot = f"{path}/meetings/{named('ope 2013-08-29')}/cannot-come"
    answer = send(client, cannot, form_page=path)
    assert "Thank you for telling" in client.get(answer.headers["Location"]).text
    assert scheduling.told("participation_recorded")[-1][1]["person_id"] == str(named("ope1"))
    assert send(client, cannot.replace("cannot", "can"), form_page=path).status_code == 303


def test_a_link_opens_its_own_group_only(browser, scheduling):
    path = f"/scheduling/my-group/{link(scheduling, 'group', 'ope', 'mentor')}"
    other = f"{path}/meetings/{named('siht1 2013-11-21')}/cannot-come"
    assert send(browser(), other, form_page=path).status_code == 404


def test_a_member_who_has_left_loses_the_group_at_once(browser, scheduling):
    path = f"/scheduling/my-group/{link(scheduling, 'group', 'ope', 'ope1')}"
    assert browser().get(path).status_code == 200
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_changed", member_ids=[named("ope2")]))
    assert browser().get(path).status_code == 403


def test_the_mentors_link_leads_to_the_sign_in_for_what_moves_meetings(browser, scheduling):
    page = browser().get(f"/scheduling/my-group/{link(scheduling, 'group', 'ope', 'mentor')}").text
    assert "Sign in to set times, cancel or move" in page
    assert "Cancel or move<" not in page


def test_the_overview_shows_problems_first_and_only_to_coordinators(browser, scheduling):
    scheduling.pass_time("2013-08-26")
    page = browser("pm").get("/scheduling/overview").text
    assert "The time of Thu 5 Sept 2013 is still open." in page
    assert page.index("siht2") < page.index("Ryhmä ope")
    assert "No group has been confirmed yet" in browser("coordinator").get("/scheduling/overview").text
    assert browser("ope1").get("/scheduling/overview").status_code == 403


def test_the_overview_is_looked_through_by_name_of_a_group_or_of_a_mentor(browser, scheduling):
    client = browser("pm")
    assert "Ryhmä ope" in client.get("/scheduling/overview?name=OPE").text
    assert "Ryhmä siht1" not in client.get("/scheduling/overview?name=OPE").text
    assert "Ryhmä siht1" in client.get("/scheduling/overview?name=mentor+esim").text
    assert "There are no such groups." in client.get("/scheduling/overview?name=nobody").text
    assert "There are no such groups." in client.get("/scheduling/overview?shown=finished").text


def test_an_overview_of_many_groups_has_pages_and_odd_addresses_show_the_first(browser, scheduling, monkeypatch):
    monkeypatch.setattr(import_module("services.scheduling.queries.overview"), "PER_PAGE", 2)
    client = browser("pm")
    second = re.search(r'rel="next" href="([^"]+)"', client.get("/scheduling/overview").text)[1]
    assert "Page 2 of 2" in client.get(second).text
    for odd in ("page=x", "page=-1", "shown=%00", "name=" + "x" * 200):
        assert "Page 1 of 2" in client.get(f"/scheduling/overview?{odd}").text
    assert "Page 2 of 2" in client.get("/scheduling/overview?page=99").text


def test_the_agreement_is_a_date_and_nothing_else(browser, scheduling):
    scheduling.pass_time("2013-08-30")
    assert send(browser("mentor"), f"{OPE}/agreement", agreed_on="29.8.2013").status_code == 303
    assert scheduling.series("ope").agreed_on == date(2013, 8, 29)


def test_the_api_does_what_the_pages_do(browser, scheduling):
    scheduling.pass_time("2013-11-19")
    api, november = browser("mentor"), f"{API}/meetings/{named('siht1 2013-11-21')}"
    options = api.get(f"{november}/options").json
    assert options["suggested"] == {
        "id": str(named("siht1 2014-01-09")),
        "date": "2014-01-09",
        "start": "13:00",
        "end": "15:30",
    }
    body = {"reason": "mentor_ill", "instead": "reserve_date"}
    answer = api.post(f"{november}/cancellation", json=body, headers=BY_SCRIPT)
    assert (answer.status_code, answer.json["state"]) == (200, "moved"), answer.text
    assert api.delete(f"{november}/cancellation", headers=BY_SCRIPT).json["state"] == "scheduled"
    later = api.post(f"{november}/cancellation", json={"reason": "venue", "instead": "later"}, headers=BY_SCRIPT)
    assert later.json["state"] == "cancelled"
    new = {"instead": "new_date", "date": "2013-12-05", "start": "13:00", "end": "15:30"}
    moved = api.post(f"{november}/replacement", json=new, headers=BY_SCRIPT)
    assert (moved.status_code, moved.json["date"], moved.json["number"]) == (201, "2013-12-05", 4)
    meetings = api.get(f"{API}/groups/{named('siht1')}/meetings").json
    assert [each["state"] for each in meetings] == ["held", "held", "held", "moved", "scheduled"]


def test_the_api_records_attendance_and_times(browser, scheduling):
    api = browser("mentor")
    times = {"start": "13:00", "end": "15:30"}
    answer = api.put(f"{API}/groups/{named('siht2')}/times", json=times, headers=BY_SCRIPT)
    assert [each["start"] for each in answer.json] == ["13:00"] * 4
    scheduling.pass_time("2013-09-05 16:00")
    first = f"{API}/meetings/{named('siht2 2013-09-05')}/attendance"
    recorded = api.put(first, json={"absent": [str(named("siht21"))]}, headers=BY_SCRIPT)
    assert (recorded.json["state"], recorded.json["present"]) == ("recorded", 5)
    sheet = api.get(first).json
    assert (sheet["absent"], len(sheet["people"])) == ([str(named("siht21"))], 6)
    early = api.put(f"{API}/meetings/{named('siht2 2013-12-19')}/attendance", json={}, headers=BY_SCRIPT)
    assert (early.status_code, early.json["code"]) == (409, "meeting_not_started")


def test_the_api_names_problems_for_who_leads_only(browser, scheduling):
    scheduling.pass_time("2013-08-26")
    path = f"{API}/groups/{named('siht2')}"
    assert browser("pm").get(path).json["problems"] == [{"code": "time_open", "date": "2013-09-05"}]
    assert browser("siht21").get(path).json["problems"] == []
    told = browser("pm").get(f"{API}/overview?shown=problems").json
    assert [each["id"] for each in told["rows"]] == [str(named("siht1")), str(named("siht2"))]
    assert told["rows"][0]["problems"] == [{"code": "not_recorded", "date": "2013-08-15"}]
    assert told["rows"][1]["next"] == {"date": "2013-09-05", "start": None, "end": None}
    assert (told["counts"], told["total"]) == ({"problems": 2, "planned": 2, "active": 1, "finished": 0}, 3)
    assert browser("pm").get(f"{API}/overview?page=0").status_code == 422


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_of_a_group_can_be_shown_in_every_language(browser, scheduling, language):
    scheduling.pass_time("2013-11-19")
    scheduling.does("mentor", "cancel_meeting", named("siht1 2013-11-21"), "weather")
    client = browser("mentor")
    client.set_cookie("vertais_language", language)
    group = f"/scheduling/groups/{named('siht1')}"
    pages = [group, "/scheduling/groups", f"{group}/times", f"{group}/agreement", f"{NOVEMBER}/move", f"{LAST}/cancel"]
    pages += [f"{group}?done={code}" for code in ("cancelled", "moved", "restored", "times_set", "agreed")]
    pages += [f"{FIRST}/attendance", f"{FIRST}/attendance?done=recorded", f"{FIRST}/times"]
    assert [client.get(each).status_code for each in pages] == [200] * len(pages)


def test_every_call_of_the_api_is_described(browser):
    described = browser().get("/scheduling/openapi.json").json["paths"]
    called = {each.path for table in Web.routes for each in table if each.kind == "api"}
    own = {path: methods for path, methods in described.items() if path.startswith(API)}
    assert len(own) >= len(called)
    assert all(
        each.get("summary") for methods in own.values() for name, each in methods.items() if name != "parameters"
    )


@pytest.mark.parametrize("day", ["1.1.0001", "31.12.2011", "29.8.1913"])
def test_a_group_has_not_agreed_before_it_was_there(browser, scheduling, day):
    answer = send(browser("mentor"), f"{OPE}/agreement", agreed_on=day)
    assert answer.status_code == 422
    assert "The earliest day is" in answer.text
    assert 'id="agreed_on-error"' in answer.text
    assert scheduling.series("ope").agreed_on is None
