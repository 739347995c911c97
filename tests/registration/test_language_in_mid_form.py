"""The language changes in the middle of a form: the same screen, with all that was typed, and nothing is sent."""

from sqlalchemy import func, select

from services.registration.tables import Bulletin, Registration
from tests.registration.test_moves import approved
from tests.registration.test_pages import app, browser, desk, fill

__all__ = ["app", "browser", "desk"]


def count(season, table) -> int:
    with season.runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(table))


def test_the_screen_and_what_was_typed_stay_when_a_person_who_registers_changes_the_language(season, browser):
    call = season.call()
    group = season.group_of(call)
    browser.open(f"/registration/calls/{call.id}/register?group={group.id}").says("Which of the dates")
    browser.send("Continue", unsuitable_dates="26.9.2013").says("Who are you?")
    browser.send("Continue", first_name="Äijä", email="ei osoite", in_language="sv")
    assert browser.status == 200
    assert 'lang="sv"' in browser.text
    assert 'value="Äijä"' in browser.text
    assert 'value="ei osoite"' in browser.text
    assert "govuk-error-summary" not in browser.text
    browser.send("Fortsätt", **fill(group.id), in_language="en").says("Who are you?")
    browser.send("Continue", **fill(group.id)).says("Check your answers", "26 Sept 2013")
    assert count(season, Registration) == 0


def test_a_message_that_is_looked_at_is_kept_and_not_sent_when_the_language_changes(season, desk):
    group = season.group_of(season.call())
    approved(season, group, "aino")
    desk.open(f"/registration/desk/calls/{group.call_id}/write")
    desk.send("See who gets it", audience="participants", subject="Kahvit", text="Klo 12.", step="look")
    desk.send("Send the message", in_language="fi", step="send")
    assert "Klo 12." in desk.text
    assert 'lang="fi"' in desk.text
    assert count(season, Bulletin) == 0
