"""Finding a partner: the list that one joins and leaves, help from the project manager, no matching."""

from typing import Any
from uuid import uuid4

import pytest

from services.shadowing import commands, queries
from services.shadowing.domain.errors import CallNotOpen, NothingChosen, OutsideCall
from tests.shadowing.conftest import CALL, World, actor, id_of
from tests.shadowing.web import browser

LISTED = {"listed": True, "help_wanted": False, "wish": "I would like to see how you teach sewing."}
HELP = {"listed": False, "help_wanted": True, "wish": None}


def listed(world: World, name: str) -> list[str]:
    with world.runtime.work(actor(name)) as work:
        return [each["name"] for each in queries.list_of(work, CALL)]


def test_one_joins_the_list_and_leaves_it(world: World) -> None:
    world.do("anna", commands.look_for_partner, CALL, LISTED)
    assert listed(world, "bertta") == ["Anna Esimerkki"]
    world.do("anna", commands.stop_looking, CALL)
    assert listed(world, "bertta") == []
    assert world.said() == ["pair_search_opened", "pair_search_ended"]


def test_an_event_of_a_search_carries_ids_alone(world: World) -> None:
    world.do("anna", commands.look_for_partner, CALL, {**LISTED, "help_wanted": True})
    assert world.said() == ["pair_help_requested"]
    state = world.last()
    assert (state["person_id"], state["contact_id"]) == (str(id_of("anna")), str(id_of("pia")))
    assert "sewing" not in str(state)


def test_the_list_shows_only_those_who_put_themselves_on_it(world: World) -> None:
    world.do("anna", commands.look_for_partner, CALL, HELP)
    assert listed(world, "bertta") == []
    assert "Anna Esimerkki" in browser(world, "pia").get("/shadowing/desk")
    assert "Anna Esimerkki" not in browser(world, "kaija").get("/shadowing/desk")


def test_asking_again_changes_what_is_told_and_repeats_no_event(world: World) -> None:
    world.do("anna", commands.look_for_partner, CALL, {**LISTED, "help_wanted": True})
    world.do("anna", commands.look_for_partner, CALL, {**LISTED, "help_wanted": True, "wish": "Welding."})
    assert world.said() == ["pair_help_requested"]
    with world.runtime.work(actor("bertta")) as work:
        assert [each["wish"] for each in queries.list_of(work, CALL)] == ["Welding."]


def test_those_who_form_a_pair_look_no_more(world: World) -> None:
    for name in ("anna", "bertta", "cecilia"):
        world.do(name, commands.look_for_partner, CALL, LISTED)
    world.invite()
    assert len(listed(world, "outi")) == 3
    world.do("bertta", commands.accept_invitation, world.period_id)
    assert listed(world, "outi") == ["Cecilia Esimerkki"]


def test_a_search_needs_a_way_of_looking(world: World) -> None:
    with pytest.raises(NothingChosen):
        world.do("anna", commands.look_for_partner, CALL, {"listed": False, "help_wanted": False})


def test_nobody_looks_in_a_call_that_is_closed_or_anothers(world: World) -> None:
    internal = uuid4()
    world.deliver(world.runtime, world.call(internal, scope="internal", organisation="tavastia"))
    with pytest.raises(OutsideCall):
        world.do("anna", commands.look_for_partner, internal, LISTED)
    world.do("bertta", commands.look_for_partner, internal, LISTED)
    with world.runtime.work(actor("anna")) as work:
        assert queries.list_of(work, internal) == []
    world.deliver(world.runtime, world.call(state="closed"))
    with pytest.raises(CallNotOpen):
        world.do("anna", commands.look_for_partner, CALL, LISTED)


def test_a_list_of_a_closed_call_is_shown_to_nobody(world: World) -> None:
    world.do("anna", commands.look_for_partner, CALL, {**LISTED, "help_wanted": True})
    world.deliver(world.runtime, world.call(state="closed"))
    assert listed(world, "bertta") == []
    assert "Anna Esimerkki" not in browser(world, "pia").get("/shadowing/desk")


def test_the_pages_lead_from_looking_to_an_invitation_that_is_filled_in(world: World) -> None:
    anna, bertta = browser(world, "anna"), browser(world, "bertta")
    page = f"/shadowing/calls/{CALL}/partners"
    assert "Nobody is on the list yet" in anna.get(page)
    assert "You are looking for a partner now" in anna.follow(anna.send(f"{page}/look", listed="true", wish="Sewing."))
    text = bertta.get(page)
    assert "Sewing." in text
    invite = next(each for each in text.split('"') if "/invite?from=" in each)
    assert 'value="anna@example.org"' in bertta.get(invite)
    assert "You have stopped looking" in anna.follow(anna.send(page, to=f"{page}/leave"))


def test_the_api_does_the_same(world: World) -> None:
    anna: Any = browser(world, "anna")
    assert anna.api("PUT", f"/calls/{CALL}/partners/mine", {"listed": True})["own"]
    assert [each["name"] for each in anna.api("GET", f"/calls/{CALL}/partners")] == ["Anna Esimerkki"]
    answer = anna.api("PUT", f"/calls/{CALL}/partners/mine", {"listed": False}, status=422)
    assert answer["code"] == "nothing_chosen"
    anna.client.delete(f"/api/shadowing/v1/calls/{CALL}/partners/mine", headers={"X-Requested-By": "vertais"})
    assert anna.api("GET", f"/calls/{CALL}/partners") == []
