"""A person changes the answers of a registration by link: nobody's place, turn or approval moves by it."""

from datetime import date, timedelta

import pytest
from werkzeug.test import Client

from services.registration.commands import changing, registrations
from services.registration.domain.errors import NotNow, RegistrationClosed
from services.registration.domain.form_errors import TimesMissing
from services.registration.tables import Availability
from shared.people import Person
from tests.registration.conftest import VERME1, at
from tests.registration.test_api import HEADERS
from tests.registration.test_pages import Browser, app, browser, link
from tests.registration.test_registering import QUESTIONS, together

__all__ = ["Browser", "app", "browser", "link", "together"]
ANSWERS = {"unit": "Lahdenkatu", "job_title": "opinto-ohjaaja", "language": "sv"}


def mine(season, link, one):
    return link("my_registration", one, season.registration(one).person_id)


def test_the_form_shows_what_was_answered_and_keeps_what_is_changed(season, browser, link):
    group = season.group_of(season.call(questions=QUESTIONS))
    day = VERME1[1]
    one = season.register(group.id, "aino", answers={"led": "no"}, unsuitable_dates=[day])
    browser.open(mine(season, link, one)).says("Change your answers")
    browser.open(f"{browser.path}/answers").says("Your place, or your place in the queue, stays")
    assert f'value="{day.day}.{day.month}.{day.year}" checked' in browser.text
    assert 'value="Torikatu"' in browser.text
    browser.send("Save the changes", unit="Lahdenkatu", q_led="yes").says("Answer this question.")
    assert browser.status == 422
    browser.send("Save the changes", q_which="Opintopiiriä").says("Your answers were changed.")
    found = season.registration(one)
    assert found.answers["own"] == {"led": "yes", "which": "Opintopiiriä"}
    assert (found.answers["unit"], found.unsuitable_dates) == ("Lahdenkatu", [day])
    assert season.find(Person, id=found.person_id).unit == "Lahdenkatu"


def test_wishes_and_times_are_changed_before_the_groups_are_put_together(season, browser, link, together):
    first, second = season.groups_of(together)
    one = season.register(first.id, "aino", wish_2=second.id, fits=["mon_am"], away_weeks=["2013-W42"])
    browser.open(f"{mine(season, link, one)}/answers")
    assert 'id="fits-mon_am" value="mon_am" checked' in browser.text
    browser.send("Save the changes", fits="thu_pm", wish_2="", away_weeks=[]).says("Your answers were changed.")
    found = season.registration(one)
    assert (found.wishes, found.away_weeks) == ([first.id], [])
    assert [each["slot"] for each in found.availability if each["answer"] == "yes"] == ["thu_pm"]
    assert season.find(Availability, person_id=found.person_id).availability == found.availability


def test_a_wish_is_never_the_first_one_again(season, together):
    first, second = season.groups_of(together)
    one = season.register(first.id, "aino", fits=["mon_am"])
    answers = ANSWERS | {"wish_2": first.id, "wish_3": second.id, "fits": ["mon_am"]}
    assert season.do(changing.change_answers, one, answers).wishes == [first.id, second.id]


def test_without_any_time_the_times_stay_as_they_were(season, together):
    one = season.register(season.groups_of(together)[0].id, "aino", fits=["mon_am"])
    with pytest.raises(TimesMissing):
        season.do(changing.change_answers, one, ANSWERS)
    assert season.registration(one).answers["unit"] == "Torikatu"


def test_the_place_the_turn_and_the_approval_stay(season, happened):
    group = season.group_of(season.call(min_size=1, max_size=1))
    sure, waits, asks = (season.register(group.id, name) for name in ("aino", "eero", "iida"))
    for each in (sure, waits):
        season.approve(each)
    before = [_standing(season, each) for each in (sure, waits, asks)]
    for each in (asks, waits, sure):
        season.do(changing.change_answers, each, ANSWERS)
    assert [_standing(season, each) for each in (sure, waits, asks)] == before
    assert happened(sure)[-1] == "registration_changed"


def _standing(season, one):
    found = season.registration(one)
    names = ("state_name", "queued_at", "queue_position", "place_group_id", "approved", "supervisor_id", "approve_by")
    return [getattr(found, name) for name in names]


def test_an_address_that_is_not_confirmed_changes_no_card(season):
    group = season.group_of(season.call())
    first = season.register(group.id, "aino")
    season.do(registrations.withdraw, first)
    again = season.register(group.id, "aino", confirm=False)
    season.do(changing.change_answers, again, ANSWERS)
    found = season.registration(again)
    assert found.answers["unit"] == "Lahdenkatu"
    assert season.find(Person, id=found.person_id).unit == "Torikatu"


def test_after_the_deadline_nothing_is_changed_and_the_page_says_whom_to_ask(season, browser, link):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    path = mine(season, link, one)
    season.clock.set(at(group.closes_on + timedelta(days=1)))
    with pytest.raises(RegistrationClosed):
        season.do(changing.change_answers, one, ANSWERS)
    assert "Change your answers" not in browser.open(path).text
    assert browser.open(f"{path}/answers").status == 410


@pytest.mark.parametrize("state", ["withdrawn", "denied"])
def test_what_has_ended_is_not_changed(season, state):
    one = season.register(season.group_of(season.call()).id, "aino")
    if state == "withdrawn":
        season.do(registrations.withdraw, one)
    else:
        season.deny(one)
    with pytest.raises(NotNow):
        season.do(changing.change_answers, one, ANSWERS)


def test_nobody_changes_anothers_answers(season, browser, link):
    group = season.group_of(season.call())
    one, other = season.register(group.id, "aino"), season.register(group.id, "eero")
    forged = link("my_registration", one, season.registration(other).person_id)
    assert browser.open(f"{forged}/answers").status == 404
    path = "/api/registration/v1/links" + forged.removeprefix("/registration") + "/answers"
    assert browser.client.get(path).status_code == 404
    assert browser.client.put(path, json=ANSWERS, headers=HEADERS).status_code == 404
    assert season.registration(one).answers["unit"] == "Torikatu"


def test_the_api_gives_and_takes_the_answers(season, app, link):
    one = season.register(season.group_of(season.call()).id, "aino")
    path = "/api/registration/v1/links" + mine(season, link, one).removeprefix("/registration") + "/answers"
    client = Client(app)
    told = client.get(path).get_json()
    assert (told["unit"], told["unsuitable_dates"]) == ("Torikatu", [])
    changed = client.put(path, json=told | {"unit": "Lahdenkatu", "unsuitable_dates": ["2013-10-31"]}, headers=HEADERS)
    assert (changed.status_code, changed.get_json()["unit"]) == (200, "Lahdenkatu")
    assert season.registration(one).unsuitable_dates == [date(2013, 10, 31)]
