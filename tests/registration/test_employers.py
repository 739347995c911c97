"""What an employer is to verme: it recognises it as training (R69, R92), or there is none at all (R101, R111)."""

from dataclasses import replace

import pytest

from services.registration.commands import registrations
from services.registration.domain.errors import OwnSupervisor
from services.registration.domain.form_errors import SupervisorMissing
from services.registration.tables import Registration, Statistics
from shared.network import Organisation
from shared.people import Person
from tests.registration.conftest import START
from tests.registration.test_moves import approved
from tests.registration.test_pages import app, browser, fill, link

__all__ = ["app", "browser", "link"]
SAYS = "counts as in-service training at these employers"


@pytest.fixture
def members(season):
    """The organisations of this test's network, to be changed."""
    known = season.runtime.network.organisations
    before = dict(known)
    yield known
    known.clear()
    known.update(before)


def recognise(members, slug):
    members[slug] = replace(members[slug], policies={**members[slug].policies, "in_service_training": "recognised"})


def guests(members):
    names = ((START.date(), {"fi": "Vieras, ei työnantajaa verkostossa"}),)
    members["guests"] = Organisation("guests", names, policies={"approval": "none"})


def test_r69_the_calls_page_names_the_employers_that_recognise_verme_as_training(season, members, browser):
    call = season.call()
    page = browser.open(f"/registration/calls/{call.id}").text
    assert SAYS not in page
    recognise(members, "tavastia")
    recognise(members, "hyria")
    browser.open(f"/registration/calls/{call.id}").says(f"{SAYS}: Hyria, Tavastia.")
    told = browser.client.get(f"/api/registration/v1/calls/{call.id}").json["recognised_by"]
    assert set(told) == {"hyria", "tavastia"}


def test_an_internal_call_names_its_own_employer_alone(season, members, browser):
    recognise(members, "tavastia")
    recognise(members, "hyria")
    call = season.call(scope="internal", organisation="hyria")
    browser.open(f"/registration/calls/{call.id}").says(f"{SAYS}: Hyria.")


def test_r92_the_supervisor_reads_it_of_the_own_organisation_only(season, members, browser, link):
    group = season.group_of(season.call())
    found = season.registration(season.register(group.id, "aino"))
    page = link("approve_registrations", found.supervisor_id, found.supervisor_id)
    recognise(members, "tavastia")
    assert "recognises it as in-service training" not in browser.open(page).text
    recognise(members, "hyria")
    browser.open(page).says("Your organisation recognises it as in-service training.")


def test_r101_a_guest_without_an_employer_gets_a_place_without_any_supervisor(season, members):
    guests(members)
    group = season.group_of(season.call())
    more = {"email": "vieras@posti.example", "employer": "guests", "supervisor_email": None}
    found = season.registration(season.register(group.id, "vieras", **more))
    assert (found.state_name, found.approved_how, found.supervisor_id) == ("confirmed", "not_needed", None)
    assert found.person_id in season.group_of(season.find(Registration, id=found.id).call).member_ids


def test_nobody_of_a_member_gets_past_the_supervisor_as_a_guest(season, members):
    guests(members)
    group = season.group_of(season.call())
    with pytest.raises(SupervisorMissing):
        season.register(group.id, "aino", employer="guests", supervisor_email=None)
    with pytest.raises(SupervisorMissing):
        season.register(group.id, "aino", supervisor_email=None)
    found = season.registration(season.register(group.id, "aino", employer="guests"))
    assert (found.state_name, found.approved) == ("awaiting_supervisor", False)


def test_nobody_is_the_own_supervisor(season):
    group = season.group_of(season.call())
    with pytest.raises(OwnSupervisor):
        season.register(group.id, "aino", supervisor_email="AINO.malli@hyria.example")


def test_a_missing_supervisor_is_told_on_the_screen_where_it_is_asked(season, members, browser):
    guests(members)
    call = season.call()
    group = season.group_of(call)
    browser.open(f"/registration/calls/{call.id}/register?group={group.id}").send("Continue")
    browser.send("Continue", **fill(group.id, supervisor_email=""))
    assert browser.status == 422
    browser.says("Who are you?", "Give the work e-mail of your supervisor.")
    guest = {"email": "vieras@posti.example", "employer": "guests", "supervisor_email": ""}
    browser.send("Continue", **fill(group.id, **guest)).says("Check your answers")
    browser.send("Send the registration")
    person = season.find(Person, email="vieras@posti.example")
    assert season.find(Registration, person_id=person.id).supervisor_id is None


def test_r111_earlier_training_is_asked_voluntarily_and_kept_for_statistics_alone(season, browser, link, emitted):
    (one,) = approved(season, season.group_of(season.call()), "aino")
    found = season.registration(one)
    path = link("my_registration", one, found.person_id)
    browser.open(path + "/statistics").says("Three questions for statistics. Answering is voluntary.")
    browser.send("in-service training", gender="not_stated", cpd_earlier="never")
    assert season.find(Statistics, id=found.person_id).cpd_earlier == "never"
    told = [name for name, data in emitted(season.runtime) if "cpd_earlier" in data]
    assert told == ["statistics_given"]


def test_r111_whoever_answers_nothing_of_it_is_not_asked_again_and_nothing_is_guessed(season):
    (one,) = approved(season, season.group_of(season.call()), "aino")
    assert season.do(registrations.give_statistics, one, "female", None).cpd_earlier is None
