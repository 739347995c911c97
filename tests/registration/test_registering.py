"""The form, screen by screen: what it asks, keeps, saves, refuses, and what is forgotten again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from services.registration.commands import registrations
from services.registration.domain.errors import RegistrationClosed
from services.registration.tables import Availability, Registration, SavedForm
from shared.clock import real_now
from shared.database.kit import TombstoneRow
from shared.people import Person, sessions
from tests.registration.conftest import START, at
from tests.registration.test_pages import Browser, app, browser, fill

__all__ = ["Browser", "app", "browser"]
QUESTIONS = [
    {"id": "led", "label": {"fi": "Oletko ohjannut ryhmää?"}, "kind": "yes_no", "required": True},
    {
        "id": "which",
        "label": {"fi": "Millaista?"},
        "kind": "text",
        "required": True,
        "only_if": {"question": "led", "answer": "yes"},
    },
]


@pytest.fixture
def together(season):
    """A call whose groups are put together: two groups without dates, one deadline."""
    second = {"name": {"fi": "Opetusalan VERME"}, "min_size": 5, "max_size": 9, "meetings": []}
    return season.call(
        meetings=[],
        reserve_dates=[],
        more=[second],
        placing="together",
        closes_on=date(2013, 8, 15),
        known_by=date(2013, 8, 23),
    )


def register_page(call) -> str:
    return f"/registration/calls/{call.id}/register"


def test_what_was_typed_goes_along_backwards_and_forwards(season, browser):
    call = season.call()
    group = season.group_of(call)
    browser.open(register_page(call)).send("Continue", unsuitable_dates="31.10.2013")
    browser.send("Continue", **fill(group.id, unit="Torikatu 3"), go="when").says("Which of the dates")
    assert 'value="31.10.2013" checked' in browser.text
    browser.send("Continue", go="", unsuitable_dates="21.11.2013")
    assert 'value="Torikatu 3"' in browser.text
    browser.send("Continue", go="").says("Check your answers", "21 Nov 2013", "Torikatu 3")


def test_a_saved_form_is_continued_by_its_link_and_deleted_when_it_is_sent(season, browser):
    call = season.call()
    group = season.group_of(call)
    browser.open(register_page(call)).send("Continue", step="you", first_name="Aino", email="ai", go="save")
    browser.says("The form is saved", "Nothing has been sent yet")
    path = browser.path.replace("/saved/", "/continue/")
    browser.open(path).says("Who are you?")
    assert 'value="Aino"' in browser.text
    assert 'value="ai"' in browser.text
    browser.send("Continue", **fill(group.id)).send("Send the registration").says("Registration received")
    assert browser.open(path).status == 404
    assert season.find(Registration).state_name == "unconfirmed"


def test_a_saved_form_nobody_continues_is_deleted_after_a_week(season, browser, tick):
    call = season.call()
    browser.open(register_page(call)).send("Continue", step="you", first_name="Aino", go="save")
    season.clock.set(START + timedelta(days=7, minutes=1))
    tick(season.runtime)
    with season.runtime.sessions() as session:
        assert session.scalar(select(SavedForm)) is None
    assert browser.open(browser.path).status == 410


def test_a_form_without_a_valid_token_is_shown_again_with_all_that_was_typed(season, browser):
    call = season.call()
    group = season.group_of(call)
    browser.open(register_page(call)).send("Continue", **fill(group.id), form_token="old")
    assert browser.status == 422
    browser.says("Nothing was lost")
    assert 'value="koulusihteeri"' in browser.text
    browser.send("Continue").send("Send the registration").says("Registration received")


def test_who_has_signed_in_finds_the_form_filled_in(season, browser):
    person = season.person("aino")
    browser.client.set_cookie(
        sessions.COOKIE, sessions.begin(season.runtime.settings, person.id, remember=False, now=real_now())
    )
    browser.open(register_page(season.call())).send("Continue")
    assert 'value="aino.malli@hyria.example"' in browser.text


def test_a_call_that_places_together_asks_wishes_and_times_once(season, browser, together):
    first, second = season.groups_of(together)
    browser.open(register_page(together)).says("No place is promised before that", "You will know by", "23 Aug 2013")
    browser.send("Continue", group_id=str(first.id), wish_2=str(first.id)).says("You have chosen this group already")
    browser.send("Continue", wish_2=str(second.id)).says("Which times suit you?", "Thursday afternoon", "week 42")
    browser.send("Continue", fits="thu_pm", if_needed="tue_am", away_weeks="2013-W42").says("Who are you?")
    browser.send("Continue", **fill(first.id)).says("Thursday afternoon", "Tuesday morning", "week 42", "Second wish")
    browser.send("Send the registration").says("Registration received")
    found = season.find(Registration)
    assert found.wishes == [first.id, second.id]
    assert [each for each in found.availability if each["answer"] != "no"] == [
        {"slot": "tue_am", "answer": "if_needed"},
        {"slot": "thu_pm", "answer": "yes"},
    ]
    assert (found.away_weeks, found.place_group_id) == (["2013-W42"], None)
    season.do(registrations.confirm_address, found.id)
    assert season.find(Availability, person_id=found.person_id).availability == found.availability


def test_without_a_time_nobody_is_placed_together_and_the_fault_is_at_the_times(season, browser, together):
    first, _ = season.groups_of(together)
    browser.open(register_page(together)).send("Continue", **fill(first.id)).send("Send the registration")
    assert browser.status == 422
    browser.says("When can you come?", "Tick at least one time")
    with season.runtime.sessions() as session:
        assert session.scalar(select(Registration)) is None


def test_a_question_is_required_only_where_its_condition_holds(season, browser):
    call = season.call(questions=QUESTIONS)
    group = season.group_of(call)
    browser.open(register_page(call)).send("Continue", **fill(group.id)).says("A few more questions", "Oletko ohjannut")
    browser.send("Continue").says("Choose: Oletko ohjannut ryhmää?")
    browser.send("Continue", q_led="yes").send("Send the registration")
    assert browser.status == 422
    browser.says("Answer this question.", "A few more questions")
    browser.send("Continue", q_which="Opintopiiriä").says("Check your answers", "Opintopiiriä")
    browser.send("Send the registration").says("Registration received")
    assert season.find(Registration).answers["own"] == {"led": "yes", "which": "Opintopiiriä"}


def test_an_answer_to_a_question_that_was_not_asked_is_dropped(season):
    call = season.call(questions=QUESTIONS)
    data = season.form(season.group_of(call).id, "aino", answers={"led": "no", "which": "x", "admin": "yes"})
    assert season.do(registrations.register, data).answers["own"] == {"led": "no"}


def test_a_job_title_tells_the_staff_group(season):
    found = season.register(season.group_of(season.call()).id, "aino")
    person = season.find(Person, id=season.registration(found).person_id)
    assert person.staff_group == "secretary"


def test_a_flood_from_one_address_is_stopped_with_all_kept_and_others_go_on(season, browser):
    call = season.call()
    group = season.group_of(call)
    for number in range(40):
        assert _sent(browser, call, group, f"n{number}", "192.0.2.1") == 303
    assert _sent(browser, call, group, "flood", "192.0.2.1") == 429
    browser.says("Many forms have come from your network")
    assert 'value="flood@hyria.example"' in browser.text
    assert _sent(browser, call, group, "other", "192.0.2.2") == 303


def _sent(browser, call, group, name: str, address: str) -> int:
    browser.open(register_page(call))
    token = browser.text.split('name="form_token" value="')[1].split('"')[0]
    data = fill(group.id, email=f"{name}@hyria.example", step="check", form_token=token)
    response = browser.client.post(register_page(call), data=data, headers={"X-Forwarded-For": f"1.1.1.1, {address}"})
    browser.text = response.get_data(as_text=True)
    return int(response.status_code)


def test_nothing_is_left_after_48_hours_of_somebody_who_never_confirmed(season, tick):
    group = season.group_of(season.call())
    found = season.registration(season.register(group.id, "aino", confirm=False))
    season.clock.set(START + timedelta(hours=49))
    tick(season.runtime)
    with season.runtime.sessions() as session:
        assert session.get(Person, found.person_id) is None
        assert session.get(Person, found.supervisor_id) is None
        assert session.get(Registration, found.id).answers == {}
        assert {each.id for each in session.scalars(select(TombstoneRow))} == {found.person_id, found.supervisor_id}
    again = season.registration(season.register(group.id, "aino"))
    assert again.person_id != found.person_id


def test_a_card_that_others_need_outlives_an_unconfirmed_form(season, tick):
    imported = season.person("aino")
    group = season.group_of(season.call())
    season.register(group.id, "aino", confirm=False)
    colleague = season.registration(season.register(group.id, "eero"))
    season.clock.set(START + timedelta(hours=49))
    tick(season.runtime)
    with season.runtime.sessions() as session:
        assert session.get(Person, imported.id) is not None
        assert session.get(Person, colleague.supervisor_id) is not None


def test_after_the_deadline_only_a_coordinator_registers_and_it_is_marked(season):
    group = season.group_of(season.call())
    season.clock.set(at(date(2013, 8, 9)))
    with pytest.raises(RegistrationClosed):
        season.register(group.id, "aino")
    late = season.do(registrations.register, season.form(group.id, "aino"), by_coordinator=True)
    assert late.late
    season.clock.set(at(date(2013, 8, 15), 14))
    with pytest.raises(RegistrationClosed):
        season.do(registrations.register, season.form(group.id, "eero"), by_coordinator=True)
