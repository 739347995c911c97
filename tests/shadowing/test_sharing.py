"""Sharing what was learned: ways and forums, a given time or the coffee table, practices listed with consent."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.shadowing import commands
from shared.testing.network import CONTENT
from tests.shadowing.conftest import World
from tests.shadowing.web import browser

PRACTICE = {
    "channels": ["presentation", "photos"],
    "forum": "department_meeting",
    "formal": True,
    "happened_on": "2013-11-20",
    "responsible": "both",
    "practice": "Two teachers plan workplace learning together.",
    "practice_where": "Social and health care",
    "practice_state": "in_use",
    "publish": True,
}


def share(world: World, name: str, status: int = 200, **more: Any) -> Any:
    return browser(world, name).api("POST", f"/periods/{world.period_id}/sharing", {**PRACTICE, **more}, status)


def test_a_given_time_or_the_coffee_table_is_recorded_and_shown_to_the_supervisor(world: World) -> None:
    world.reach("followup_complete")
    share(world, "anna")
    share(world, "bertta", channels=["coffee_table"], forum=None, formal=False, happened_on=None)
    page = browser(world, "hanna").get(f"/shadowing/periods/{world.period_id}")
    for words in ("Department meeting", "A time and a place were given for it", "Over coffee", "Both of us"):
        assert words in page


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"happened_on": None}, "happened_on"),
        ({"practice": " ", "practice_state": None}, "practice"),
        ({"practice_state": None}, "practice_state"),
        ({"channels": [], "not_shared_because": None}, "channels"),
        ({"forum": "the pub"}, "forum"),
        ({"practice": "x" * 201}, "practice"),
    ],
)
def test_what_does_not_fit_together_is_refused_at_its_field(world: World, sent: dict, field: str) -> None:
    world.reach("followup_complete")
    assert field in share(world, "anna", 422, **sent)["errors"]
    assert world.state() == "followup_complete"


def test_a_practice_is_listed_for_the_network_without_names(world: World) -> None:
    world.reach("followup_complete")
    share(world, "anna")
    expected = {
        "practice": PRACTICE["practice"],
        "where": "Social and health care",
        "state": "in_use",
        "organisation": "hyria",
        "recorded_on": "2013-10-30",
    }
    assert browser(world, "cecilia").api("GET", "/practices") == [expected]
    page = browser(world, "cecilia").get("/shadowing/practices")
    assert PRACTICE["practice"] in page
    assert "Anna Esimerkki" not in page
    assert "/shadowing/practices" in browser(world, "cecilia").get("/shadowing/periods")


def test_without_consent_nothing_is_listed_and_consent_can_be_taken_back(world: World) -> None:
    world.reach("followup_complete")
    share(world, "bertta", publish=False)
    assert browser(world, "cecilia").api("GET", "/practices") == []
    share(world, "bertta")
    assert len(browser(world, "cecilia").api("GET", "/practices")) == 1
    share(world, "bertta", publish=False)
    assert browser(world, "cecilia").api("GET", "/practices") == []
    assert "Nothing is listed yet" in browser(world, "cecilia").get("/shadowing/practices")


def test_the_list_asks_to_sign_in_and_no_event_carries_it(world: World) -> None:
    world.reach("followup_complete")
    share(world, "anna")
    browser(world).api("GET", "/practices", status=401)
    assert PRACTICE["practice"] not in str(world.emitted(world.runtime))


def test_why_it_was_not_shared_is_read_by_the_one_who_decides_alone(world: World) -> None:
    world.reach("followup_complete")
    world.do("anna", commands.record_sharing, world.period_id, {"not_shared_because": "There was no time."})
    assert world.state() == "closed"
    page = f"/shadowing/periods/{world.period_id}"
    assert "There was no time." in browser(world, "pia").get(page)
    for name in ("bertta", "hanna", "teuvo"):
        assert "There was no time." not in browser(world, name).get(page)


class TestOfOneOrganisation:
    """An organisation adds its own ways and forums to the form, by settings alone."""

    @pytest.fixture
    def network_file(self, tmp_path: Path) -> Path:
        question = {
            "name": "own_forum",
            "kind": "choice",
            "label": {"fi": "Missä Opelixin foorumissa?", "en": "In which forum of Opelix?"},
            "choices": {
                "market": {"fi": "Osaamistori", "en": "Market of skills"},
                "intranet": {"fi": "Intra", "en": "Intranet"},
            },
        }
        content = yaml.safe_load(yaml.safe_dump(CONTENT))
        content["organisations"][0]["services"] = {"shadowing": {"forms": {"sharing": [question]}}}
        path = tmp_path / "network.yml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return path

    def test_its_own_forum_is_asked_and_shown(self, world: World) -> None:
        world.reach("followup_complete")
        path = f"/shadowing/periods/{world.period_id}"
        anna = browser(world, "anna")
        assert "Market of skills" in anna.get(f"{path}/sharing")
        anna.send(f"{path}/sharing", channels=["talk"], own_forum="market")
        assert "Market of skills" in anna.get(path)
