"""What a person allows to be considered when groups are put together, and what never is (decision 8)."""

from werkzeug.test import Client

from services.registration.commands import considerations, registrations
from shared.contracts.people import ConsiderationV1, StatisticsV1
from shared.plugins import manifests
from tests.registration.test_api import HEADERS
from tests.registration.test_pages import app, browser, link
from tests.registration.test_registering import together

__all__ = ["app", "browser", "link", "together"]


def test_only_what_the_person_names_travels_and_it_can_be_taken_back(season, emitted):
    found = season.register(season.group_of(season.call()).id, "aino")
    season.do(considerations.allow_consideration, found, career_stage="early")
    season.do(considerations.allow_consideration, found)
    told = [data for name, data in emitted(season.runtime) if name == "consideration_changed"]
    assert [(each["gender"], each["career_stage"]) for each in told] == [(None, "early"), (None, None)]


def test_answers_for_statistics_are_not_considered(season, emitted):
    found = season.register(season.group_of(season.call()).id, "aino")
    season.approve(found)
    season.do(registrations.give_statistics, found, "female", "early")
    names = [name for name, _ in emitted(season.runtime)]
    assert "statistics_given" in names
    assert "consideration_changed" not in names


def test_statistics_do_not_reach_the_service_that_places_people():
    scheduling = manifests()["scheduling"]
    assert ConsiderationV1 in scheduling.subscribes
    assert StatisticsV1 not in scheduling.subscribes


def test_a_person_says_by_link_what_may_be_considered_and_takes_it_back(season, browser, link, together, emitted):
    one = season.register(season.groups_of(together)[0].id, "aino", fits=["mon_am"])
    path = link("my_registration", one, season.registration(one).person_id)
    browser.open(path).says("What may be considered when the groups are put together")
    browser.open(f"{path}/considered").send("Save", gender="female").says("Your answers were changed.")
    browser.open(f"{path}/considered")
    assert 'value="female" checked' in browser.text
    browser.send("Save", gender="").says("Your answers were changed.")
    told = [data for name, data in emitted(season.runtime) if name == "consideration_changed"]
    assert [(each["gender"], each["career_stage"]) for each in told] == [("female", None), (None, None)]


def test_the_api_takes_what_may_be_considered_from_the_link_of_the_person_alone(season, app, link, together):
    first = season.groups_of(together)[0].id
    one, other = (season.register(first, name, fits=["mon_am"]) for name in ("aino", "eero"))
    own, forged = (link("my_registration", one, season.registration(each).person_id) for each in (one, other))
    client = Client(app)
    for path, status in ((own, 204), (forged, 404)):
        address = "/api/registration/v1/links" + path.removeprefix("/registration") + "/considered"
        assert client.put(address, json={"career_stage": "early"}, headers=HEADERS).status_code == status
        assert client.put(address, json={"career_stage": "x"}, headers=HEADERS).status_code in (422, 404)


def test_where_places_are_given_in_order_of_arrival_nothing_is_considered_nor_asked(season, browser, link):
    one = season.register(season.group_of(season.call()).id, "aino")
    text = browser.open(link("my_registration", one, season.registration(one).person_id)).text
    assert "may be considered" not in text
