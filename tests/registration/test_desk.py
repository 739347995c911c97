"""The coordinator's desk without JavaScript: what waits, the board, moving, deciding, history."""

import re
from datetime import date
from uuid import uuid4

import pytest

from services.registration.commands import decisions, registrations
from services.registration.tables import Group
from shared.clock import real_now
from shared.people import sessions
from tests.registration.conftest import at
from tests.registration.test_moves import approved, two_groups
from tests.registration.test_pages import app, browser, desk, link

__all__ = ["app", "browser", "desk", "link"]
DESK = "/registration/desk"


def sign_in(season, browser, name, organisation, role):
    person = season.person(name, organisation, role)
    value = sessions.begin(season.runtime.settings, person.id, remember=False, now=real_now())
    browser.client.set_cookie(sessions.COOKIE, value)
    return browser


def test_a_desk_on_which_nothing_waits_says_so(season, desk):
    season.call()
    desk.open(DESK).says("Nothing waits for you")


def test_a_group_that_is_too_small_waits_for_a_decision_with_its_options(season, desk):
    group = season.group_of(season.call())
    approved(season, group, "aino")
    season.clock.set(at(date(2013, 8, 9), 1))
    desk.open(DESK).says("too few", "Sihteerien VERME", "Members: 1, recommended at least 5", "By ")
    desk.open(f"{DESK}/groups/{group.id}/decide")
    desk.says("Take in more people", "Go on as it is", "Merge with another group", "Cancel the group")
    desk.open(f"{DESK}/groups/{group.id}/cancel").send("Cancel the group", reason="Liian vähän")
    desk.says("Cancelled", "Undo the cancellation")
    desk.send("Undo the cancellation").says("Has a place")
    assert season.find(Group, id=group.id).state_name == "registering"


def test_problems_come_first_then_what_can_wait(season, desk):
    first = season.group_of(season.call(min_size=1, max_size=1))
    approved(season, first, "aino", "eero")
    season.do(lambda work: setattr(work.session.get(Group, first.id), "mentor_ids", []))
    text = desk.open(DESK).text
    assert 0 < text.index("no mentor") < text.index("That is enough for a second group")


def test_a_late_approval_waits_with_the_supervisor_beside_it(season, desk, tick):
    group = season.group_of(season.call())
    season.register(group.id, "aino")
    season.clock.set(at(date(2013, 6, 11), 12))
    tick(season.runtime)
    desk.open(DESK).says("approval late", "Aino Malli", "Reminded, and no answer yet", "Approved by phone")


def test_ticked_people_are_moved_on_the_board_when_it_was_agreed(season, desk):
    first, other = two_groups(season)
    ids = approved(season, first, "aino", "eero")
    board = f"{DESK}/calls/{first.call_id}/board"
    desk.open(board).says("Aino Malli", "Eero Malli", "Opetusalan VERME")
    desk.send("Move those", registration_ids=[str(each) for each in ids], group_id=str(other.id))
    assert desk.status == 422
    desk.says("Ask the person first")
    desk.send("Move those", registration_ids=[str(each) for each in ids], group_id=str(other.id), agreed="true")
    desk.says("Moved")
    assert [season.registration(each).group_id for each in ids] == [other.id] * 2


def test_a_move_that_is_refused_for_one_is_done_for_none(season, desk):
    first, other = two_groups(season, other=1)
    ids = approved(season, first, "aino", "eero")
    desk.open(f"{DESK}/calls/{first.call_id}/board")
    desk.send("Move those", registration_ids=[str(each) for each in ids], group_id=str(other.id), agreed="true")
    desk.says("has 0 free places")
    assert [season.registration(each).group_id for each in ids] == [first.id] * 2


def test_the_board_says_beside_each_who_waits_why(season, desk):
    first, _ = two_groups(season, max_size=1)
    approved(season, first, "aino", "eero", "iida")
    desk.open(f"{DESK}/calls/{first.call_id}/board")
    desk.says("the group is full, first in the queue", "the group is full, 1 person sent the form earlier and waits")


def test_the_board_finds_people_and_shows_one_group(season, desk):
    first, other = two_groups(season)
    approved(season, first, "aino")
    approved(season, other, "eero")
    board = f"{DESK}/calls/{first.call_id}/board"
    desk.open(f"{board}?q=AINO").says("Aino Malli")
    assert "Eero Malli" not in desk.text
    desk.open(f"{board}?group={other.id}").says("Eero Malli")
    assert "Aino Malli" not in desk.text
    assert desk.open(f"{board}?group=nonsense").status == 200


def test_the_board_warns_of_a_supervisor_in_the_same_group(season, desk):
    first, _ = two_groups(season)
    (one,) = approved(season, first, "aino")
    supervisor = season.registration(one).supervisor_id
    names = {"supervisor_email": "ylempi.malli@hyria.example", "email": "esihenkilo.malli@hyria.example"}
    season.approve(season.register(first.id, "esihenkilo", **names))
    assert supervisor in season.find(Group, id=first.id).member_ids
    desk.open(f"{DESK}/calls/{first.call_id}/board").says("The own supervisor is in the group")


def test_a_members_coordinator_sees_the_own_people_on_the_board_and_moves_nobody(season, browser):
    first, _ = two_groups(season)
    approved(season, first, "aino")
    coordinator = sign_in(season, browser, "koordinaattori", "tavastia", "member_coordinator")
    coordinator.open(f"{DESK}/calls/{first.call_id}/board")
    assert "Aino Malli" not in coordinator.text
    own = sign_in(season, browser, "omakoord", "hyria", "member_coordinator")
    own.open(f"{DESK}/calls/{first.call_id}/board").says("Aino Malli")
    assert 'type="checkbox"' not in own.text


@pytest.mark.parametrize("page", ["decide", "sizes", "merge", "cancel", "continue", "history"])
def test_a_members_coordinator_decides_nothing_about_a_network_group(season, browser, page):
    first, _ = two_groups(season)
    sign_in(season, browser, "koordinaattori", "tavastia", "member_coordinator")
    assert browser.open(f"{DESK}/groups/{first.id}/{page}").status == 403


def test_the_history_tells_who_did_what_and_why(season, desk):
    first, other = two_groups(season)
    (one,) = approved(season, first, "aino")
    desk.open(f"{DESK}/registrations/{one}/move")
    desk.send("Move", group_id=str(other.id), agreed="true", reason="Torstai ei sovi").says("Has a place")
    desk.open(f"{DESK}/groups/{other.id}/history")
    desk.says("Projekti Malli: Aino Malli: was moved to another group", "Reason: Torstai ei sovi", "registered.")
    assert re.search(r"Sihteerien VERME\s*→\s*Opetusalan VERME", re.sub(r"<[^>]+>", "", desk.text))


def test_groups_are_merged_and_resized_on_the_desk(season, desk):
    first, other = two_groups(season, other=1)
    approved(season, first, "aino")
    approved(season, other, "eero")
    desk.open(f"{DESK}/groups/{first.id}/merge").send("Merge", into_id=str(other.id), reason="Pienet ryhmät")
    desk.says("has 0 free places")
    desk.open(f"{DESK}/groups/{other.id}/sizes").send("Change", min_size="1", max_size="2", reason="Yhdistetään")
    desk.open(f"{DESK}/groups/{first.id}/merge").send("Merge", into_id=str(other.id), reason="Pienet ryhmät")
    desk.says("Opetusalan VERME", "2 of 2 places are sure")


def test_who_got_no_place_reads_why_on_the_own_page(season, browser, link):
    group = season.group_of(season.call())
    (one,) = approved(season, group, "aino")
    season.do(decisions.cancel_group, group.id, "x")
    person = season.registration(one).person_id
    browser.open(link("my_registration", one, person)).says("The group will not meet", "The groups of the call")


def test_who_left_a_group_that_met_reads_that_attendance_stays(season, browser, link):
    group = season.group_of(season.call(min_size=1))
    (one,) = approved(season, group, "aino")
    season.clock.set(at(date(2013, 8, 16)))
    season.do(registrations.withdraw, one)
    person = season.registration(one).person_id
    browser.open(link("my_registration", one, person)).says("You have left the group", "stay on your certificate")


def test_a_board_of_no_call_is_not_found(desk):
    assert desk.open(f"{DESK}/calls/{uuid4()}/board").status == 404


def test_a_group_that_can_go_on_in_no_other_leads_to_what_can_become_of_it(season, desk):
    group = season.group_of(season.call(min_size=1))
    season.approve(season.register(group.id, "aino"))
    desk.open(f"{DESK}/groups/{group.id}/merge").says("What becomes of the group?", "no other group that takes people")
    assert desk.path.endswith("/decide")
    assert "Too few members" not in desk.text


def test_the_desk_of_a_call_for_pair_periods_speaks_of_pairs_and_not_of_groups(season, desk):
    call = season.call(kind="shadowing", quota=12, closes_on=date(2013, 8, 30))
    desk.open(f"{DESK}/calls/{call.id}").says("How many pairs can take part? 12", "Cancel this call")
    assert "How are places given" not in desk.text
    desk.open(f"{DESK}/calls/{call.id}/cancel").says("pair periods that have not begun end with it")
    assert f"{DESK}/calls/{call.id}/messages" not in desk.open(DESK).text
