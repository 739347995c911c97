"""R8: whether the supervisor is asked is the employer's policy, and no path to a place goes past the answer."""

from dataclasses import replace
from datetime import date

import pytest

from services.registration.commands import approvals, decisions, deputies, groups, moves, people, places, registrations
from services.registration.domain.errors import AnswerIsFinal, NotAsked, NotNow
from services.registration.queries import registrations as queries
from services.registration.tables import Group
from shared.errors import NotFound
from shared.people import Person
from tests.registration.conftest import VERME2, at, meetings
from tests.registration.test_moves import two_groups


def policy(season, name, slug="hyria"):
    known = season.runtime.network.organisations
    known[slug] = replace(known[slug], policies={**known[slug].policies, "approval": name})


def unapproved(season, group, name="aino", **values):
    """Somebody who has registered and confirmed the address; the supervisor has not answered."""
    return season.register(group.id, name, **values)


def withdrawn_and_back(season, group, other, one):
    season.do(registrations.withdraw, one)
    season.do(registrations.undo_withdrawal, one)


def cancelled_and_restored(season, group, other, one):
    season.do(decisions.cancel_group, group.id, "x")
    season.do(decisions.restore_group, group.id)


def second_group(season, group, other, one):
    for name in ("eero", "iida"):
        season.register(group.id, name)
    season.do(groups.open_sibling_group, group.id, {"meetings": meetings(VERME2)})


def more_places(season, group, other, one):
    season.do(decisions.change_sizes, group.id, min_size=1, max_size=4, reason="Tilaa on")


def moved(season, group, other, one):
    season.do(moves.move_registration, one, other.id, agreed=True)


def merged(season, group, other, one):
    season.do(moves.merge_groups, group.id, other.id, "x")


def offered(season, group, other, one):
    with pytest.raises(NotNow):
        season.do(moves.offer_place, one, other.id)


def offer_taken(season, group, other, one):
    with pytest.raises(NotNow):
        season.do(registrations.take_offer, one)


def confirmed_twice(season, group, other, one):
    season.do(registrations.confirm_address, one)


def registered_again(season, group, other, one):
    season.do(registrations.register, season.form(group.id, "aino"), by_coordinator=True)


def group_confirmed(season, group, other, one):
    season.do(groups.confirm_group, group.id, "pieni ryhmä")


def another_supervisor(season, group, other, one):
    season.do(approvals.change_supervisor, one, "toinen.malli@hyria.example")


def passed_on(season, group, other, one):
    season.do(approvals.hand_over, one, season.registration(one).supervisor_id, "sijainen.malli@hyria.example")


def taken_back(season, group, other, one):
    boss = season.registration(one).supervisor_id
    season.do(approvals.hand_over, one, boss, "sijainen.malli@hyria.example")
    season.do(deputies.take_back, one, boss)


def refused_and_taken_back(season, group, other, one):
    boss = season.registration(one).supervisor_id
    season.do(approvals.not_supervisor, one, boss)
    season.do(deputies.take_back, one, boss)


def deputy_named(season, group, other, one):
    days = (date(2013, 6, 5), date(2013, 6, 30))
    season.do(deputies.name_deputy, season.registration(one).supervisor_id, "sijainen.malli@hyria.example", *days)
    season.do(approvals.change_supervisor, one, "esihenkilo.malli@hyria.example")


def place_came_free(season, group, other, one):
    with season.runtime.work() as work:
        held = [each.id for each in places.lock_family(work, group.id).held(group.id) if each.id != one]
    for each in held:
        season.do(registrations.withdraw, each)


PATHS = [
    withdrawn_and_back,
    cancelled_and_restored,
    second_group,
    more_places,
    moved,
    merged,
    offered,
    offer_taken,
    confirmed_twice,
    registered_again,
    group_confirmed,
    another_supervisor,
    passed_on,
    taken_back,
    refused_and_taken_back,
    deputy_named,
    place_came_free,
]


@pytest.mark.parametrize("path", PATHS, ids=[each.__name__ for each in PATHS])
@pytest.mark.parametrize("queued", [False, True], ids=["with a place held", "in the queue"])
def test_r8_no_path_seats_anybody_whose_supervisor_has_not_answered(season, path, queued):
    group, other = two_groups(season, max_size=1)
    if queued:
        season.approve(season.register(group.id, "ensimmainen"))
    one = unapproved(season, group)
    path(season, group, other, one)
    found = season.registration(one)
    assert not found.approved
    assert found.state_name == "awaiting_supervisor"
    for each in (group, other):
        assert found.person_id not in season.find(Group, id=each.id).member_ids


def test_without_an_approval_nobody_is_asked_and_the_place_is_sure_at_once(season, happened):
    policy(season, "none")
    group = season.group_of(season.call())
    one = season.registration(season.register(group.id, "aino"))
    assert (one.state_name, one.approved, one.approved_how) == ("confirmed", True, "not_needed")
    assert happened(one.id) == ["registration_submitted", "registration_address_confirmed", "registration_confirmed"]


def test_where_supervisors_are_told_the_supervisor_is_told_and_cannot_refuse(season, happened):
    policy(season, "inform")
    group = season.group_of(season.call())
    one = season.registration(season.register(group.id, "aino"))
    assert (one.state_name, one.approved_how, one.approve_by) == ("confirmed", "not_needed", None)
    assert happened(one.id)[2:] == ["supervisor_informed", "registration_confirmed"]
    with pytest.raises(NotAsked):
        season.deny(one.id)
    with season.runtime.work() as work:
        shown = queries.of_supervisor(work, one.supervisor_id)
    assert ([each["changeable"] for each in shown["answered"]], shown["waiting"]) == ([False], [])


def test_who_needs_no_approval_still_waits_for_their_turn(season):
    policy(season, "none")
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero")]
    assert season.states(ids) == ["confirmed", "waitlisted"]
    season.do(registrations.withdraw, ids[0])
    assert season.states(ids) == ["withdrawn", "offered"]


def test_the_address_is_still_confirmed_where_no_approval_is_needed(season):
    policy(season, "none")
    group = season.group_of(season.call())
    one = season.registration(season.register(group.id, "aino", confirm=False))
    assert (one.state_name, one.approved) == ("unconfirmed", False)


def test_naming_another_employer_does_not_avoid_the_own_ones_policy(season):
    policy(season, "none", "tavastia")
    group = season.group_of(season.call())
    one = season.registration(season.register(group.id, "aino", employer="tavastia"))
    assert (one.state_name, one.approved) == ("awaiting_supervisor", False)


def boss_of(season, above=None):
    boss = season.person("esihenkilo", role="supervisor")

    def report(work):
        people.change_person(work, work.session.get(Person, boss.id), {"supervisor_id": above.id if above else None})

    season.do(report)
    return boss


@pytest.mark.parametrize("how", ["leads the group", "is in the group"])
def test_the_next_level_is_asked_when_the_supervisor_is_a_party(season, how):
    above = season.person("rehtori", role="supervisor")
    boss = boss_of(season, above)
    group = season.group_of(season.call(**({"mentor_ids": [boss.id]} if how == "leads the group" else {})))
    if how == "is in the group":
        season.register(group.id, "esihenkilo", supervisor_email="rehtori.malli@hyria.example")
    one = season.registration(season.register(group.id, "aino"))
    assert one.supervisor_id == above.id
    with pytest.raises(NotFound):
        season.do(approvals.approve, one.id, boss.id)
    assert season.approve(one.id).state_name == "confirmed"
    assert season.find(Person, id=one.person_id).supervisor_id == boss.id


def test_a_supervisor_with_nobody_known_above_is_asked_herself(season):
    boss = boss_of(season)
    group = season.group_of(season.call(mentor_ids=[boss.id]))
    assert season.registration(season.register(group.id, "aino")).supervisor_id == boss.id


def test_an_answer_is_changed_back_and_forth_until_the_group_is_confirmed_and_not_after(season):
    group = season.group_of(season.call(min_size=1))
    one = season.register(group.id, "aino")
    for _ in range(2):
        assert season.approve(one).state_name == "confirmed"
        assert season.deny(one).state_name == "denied"
    season.clock.set(at(date(2013, 8, 9)))
    season.approve(one)
    season.do(groups.confirm_group, group.id)
    with pytest.raises(AnswerIsFinal):
        season.deny(one)
