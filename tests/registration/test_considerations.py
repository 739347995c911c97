"""What a person allows to be considered when groups are put together, and what never is (decision 8)."""

from services.registration.commands import considerations, registrations
from shared.contracts.people import ConsiderationV1, StatisticsV1
from shared.plugins import manifests


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
