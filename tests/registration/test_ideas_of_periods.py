"""R250: an idea of a pair period comes into the register with the pair's leave, by whoever reads the forms."""

import pytest

from services.registration.commands import ideas
from shared.errors import Forbidden
from tests.registration.test_api import HEADERS
from tests.registration.test_approvals import acting
from tests.registration.test_ideas import WORDING
from tests.registration.test_pages import app, browser, desk

__all__ = ["app", "browser", "desk"]


def test_r250_an_idea_from_a_pair_period_is_entered_and_says_where_it_comes_from(season, desk, emitted):
    desk.open("/registration/desk/ideas/new").says("From a pair period; the pair has agreed to it")
    form = {key: value for key, value in WORDING.items() if value}
    desk.send("Where does it come from?", **form, origin="period").says("Where it comes from a pair period")
    (told,) = [data for name, data in emitted(season.runtime) if name == "idea_received"]
    assert (told["origin"], told["period_id"], told["group_id"]) == ("period", None, None)


def test_an_idea_that_says_nothing_of_it_was_told_by_somebody(season, desk):
    assert desk.client.post("/api/registration/v1/ideas", json=WORDING, headers=HEADERS).json["origin"] == "entered"


def test_nobody_enters_an_idea_as_a_groups(season, desk):
    body = WORDING | {"origin": "group"}
    assert desk.client.post("/api/registration/v1/ideas", json=body, headers=HEADERS).status_code == 422


def test_whoever_reads_no_forms_of_the_network_enters_nothing(season):
    stranger = acting(season.person("joku"), "member_coordinator", "hyria")
    with pytest.raises(Forbidden):
        season.do(ideas.enter_idea, "opelix", WORDING | {"origin": "period"}, actor=stranger)
