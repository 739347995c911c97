"""Special diets: told by each for themselves, counted for the host, read by nobody (decision 12, dossier C.3-9)."""

import json

import pytest
from sqlalchemy import select

from services.scheduling import queries
from services.scheduling.domain.errors import GroupCancelled
from services.scheduling.tables import Diet
from shared.errors import Forbidden, NotFound
from shared.privacy import retention
from tests.scheduling.conftest import named
from tests.scheduling.test_scheduling_meetings import address
from tests.scheduling.test_scheduling_pages import API, BY_SCRIPT, browser, send

__all__ = ["browser"]
OPE = named("ope")
PAGE = f"/scheduling/groups/{OPE}/diet"


def tell(scheduling, who, *diets):
    scheduling.does(who, "tell_diet", OPE, diets)


def counts(scheduling):
    """Of each coming meeting, as the host sees them."""
    with scheduling.runtime.work(scheduling.actor("mentor"), read_only=True) as work:
        return [each.diets for each in queries.lent(queries.group(work, OPE))]


def test_the_host_sees_how_many_follow_each_diet_and_nobodys_name(scheduling, browser):
    tell(scheduling, "ope1", "vegan", "gluten_free")
    tell(scheduling, "ope2", "gluten_free")
    tell(scheduling, "mentor", "other")
    page = browser().get(address(browser("mentor"), "host")).text
    assert "Special diets: vegan 1, gluten-free 2, something else 1" in page
    assert "Ope1" not in page


def test_whoever_tells_that_they_cannot_come_is_not_counted_for_that_meeting(scheduling):
    tell(scheduling, "ope1", "vegan")
    scheduling.does("ope1", "tell_absence", named("ope 2013-08-29"))
    assert counts(scheduling) == [{}, *[{"vegan": 1}] * 4]


def test_whoever_has_left_the_group_is_not_counted(scheduling):
    tell(scheduling, "ope1", "vegan")
    left = [named(f"ope{number}") for number in range(2, 8)]
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_changed", member_ids=left))
    assert counts(scheduling) == [{}] * 5


def test_what_is_told_anew_takes_the_place_of_what_was_and_nothing_takes_it_back(scheduling):
    tell(scheduling, "ope1", "vegan", "vegan")
    tell(scheduling, "ope1", "no_nuts")
    assert counts(scheduling)[0] == {"no_nuts": 1}
    tell(scheduling, "ope1")
    with scheduling.runtime.sessions() as session:
        assert session.scalars(select(Diet)).all() == []


@pytest.mark.parametrize("who", ["pm", "coordinator", "stranger", "siht11"])
def test_only_who_is_in_the_group_tells_and_reads_and_only_their_own(scheduling, browser, who):
    tell(scheduling, "ope1", "vegan")
    with pytest.raises(Forbidden):
        tell(scheduling, who, "vegan")
    assert browser(who).get(PAGE).status_code == 403
    assert browser(who).get(f"{API}/groups/{OPE}/diet").status_code == 403
    for other in ("ope2", "mentor"):
        assert browser(other).get(f"{API}/groups/{OPE}/diet").json == {"diets": []}
        assert "vegan" not in browser(other).get(f"/scheduling/groups/{OPE}").text


def test_no_event_carries_a_diet(scheduling):
    before = len(scheduling.emitted(scheduling.runtime))
    tell(scheduling, "ope1", "vegan")
    assert "vegan" not in json.dumps(scheduling.emitted(scheduling.runtime)[before:], default=str)


def test_a_member_tells_it_on_a_page_found_on_the_groups_page(browser, scheduling):
    assert PAGE in browser("ope1").get(f"/scheduling/groups/{OPE}").text
    assert PAGE not in browser("pm").get(f"/scheduling/groups/{OPE}").text
    answer = send(browser("ope1"), PAGE, diets="vegan")
    assert answer.headers["Location"].endswith("done=diet_told")
    assert "Your special diet is saved" in browser("ope1").get(answer.headers["Location"]).text
    assert 'value="vegan" checked' in browser("ope1").get(PAGE).text


def test_the_api_takes_and_gives_it_and_refuses_what_is_not_on_the_list(browser):
    client, path = browser("ope1"), f"{API}/groups/{OPE}/diet"
    assert client.put(path, json={"diets": ["vegan"]}, headers=BY_SCRIPT).json == {"diets": ["vegan"]}
    assert client.put(path, json={"diets": ["Ope1 on sairas"]}, headers=BY_SCRIPT).status_code == 422
    assert client.get(path).json == {"diets": ["vegan"]}


def test_a_group_that_was_cancelled_or_does_not_exist_asks_nobody(scheduling, browser):
    with pytest.raises(NotFound):
        scheduling.does("ope1", "tell_diet", named("none"), ["vegan"])
    assert browser("ope1").get(f"/scheduling/groups/{named('none')}/diet").status_code == 404
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_cancelled", state="cancelled"))
    with pytest.raises(GroupCancelled):
        tell(scheduling, "ope1", "vegan")


def test_diets_are_deleted_when_the_group_ends(scheduling):
    tell(scheduling, "ope1", "vegan")
    scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_cancelled", state="cancelled"))
    for day, kept in (("2013-12-12 08:00", 1), ("2013-12-13 08:00", 0)):
        scheduling.pass_time(day)
        retention.run(scheduling.runtime)
        with scheduling.runtime.sessions() as session:
            assert len(session.scalars(select(Diet)).all()) == kept
