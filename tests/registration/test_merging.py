"""Two records of one person made one: everything moves, nobody is in a group twice, and nobody gains rights by it."""

from datetime import date

import pytest

from services.registration.commands import (
    groups,
    leading,
    merging,
    participation,
    people,
    registrations,
)
from services.registration.commands.merging_look import dry_look
from services.registration.domain.merging import MergeContradicts, NobodyThere, OwnRecord, SamePerson
from services.registration.tables import (
    Availability,
    Call,
    Group,
    KnownParticipation,
    KnownSeries,
    Mentor,
)
from shared.errors import Forbidden, NotFound
from shared.people import Person, find_by_email
from shared.people.tables import Role
from shared.work import Actor
from tests.registration.test_api import API, Api
from tests.registration.test_desk import sign_in
from tests.registration.test_mentors import accepted
from tests.registration.test_moves import two_groups
from tests.registration.test_pages import app, browser, desk, link

__all__ = ["app", "browser", "desk", "link"]
PAGE = "/registration/people"


def manager(season):
    person = season.person("projekti", "opelix", "project_manager")
    return Actor("person", person.id, (Role("project_manager", "opelix", date(2010, 1, 1)),))


def coordinator(season, organisation="hyria"):
    person = season.person("vastuu", organisation, "member_coordinator")
    return Actor("person", person.id, (Role("member_coordinator", organisation, date(2010, 1, 1)),))


def merge(season, kept, second, actor=None):
    return season.do(merging.merge, kept.id, second.id, actor=actor or manager(season))


def card(season, name, organisation="hyria"):
    with season.runtime.sessions() as session:
        return find_by_email(session, f"{name}.malli@{organisation}.example")


def members(season, group):
    return season.find(Group, id=group.id).member_ids


def test_registrations_and_the_place_move_and_the_group_has_the_person_once(season, emitted):
    group, _ = two_groups(season)
    found = season.register(group.id, "liisa")
    season.approve(found)
    second, kept = card(season, "liisa"), season.person("liisak", "hyria")
    merge(season, kept, second)
    assert season.registration(found).person_id == kept.id
    assert (season.registration(found).state_name, members(season, group)) == ("confirmed", [kept.id])
    told = emitted(season.runtime)
    (linked,) = [data for name, data in told if name == "identity_linked"]
    assert (linked["id"], linked["same_as"]) == (str(second.id), str(kept.id))
    assert [name for name, data in told if data["id"] == str(found)][-1] == "registration_changed"


def test_of_two_registrations_to_one_group_the_further_goes_on_with_the_earlier_place(season):
    group = season.group_of(season.call(min_size=1, max_size=9))
    waits, sure = season.register(group.id, "liisa"), season.register(group.id, "liisak")
    season.approve(sure)
    first = season.registration(waits).queued_at
    merge(season, card(season, "liisak"), card(season, "liisa"))
    assert season.states([waits, sure]) == ["withdrawn", "confirmed"]
    assert season.registration(sure).queued_at == first
    assert members(season, group) == [card(season, "liisak").id]


def test_the_place_that_comes_free_goes_to_the_next_in_the_queue(season):
    group = season.group_of(season.call(min_size=1, max_size=2))
    ids = [season.register(group.id, name) for name in ("liisa", "liisak", "eero")]
    for each in ids:
        season.approve(each)
    assert season.registration(ids[2]).state_name == "waitlisted"
    merge(season, card(season, "liisa"), card(season, "liisak"))
    assert season.states(ids) == ["confirmed", "withdrawn", "offered"]


def test_a_group_is_led_by_the_record_that_stays_and_its_profile_moves(season):
    second, kept = accepted(season, "liisa"), season.person("liisak", "hyria")
    group, _ = two_groups(season)
    season.do(leading.assign_mentors, group.id, [second.id])
    merge(season, kept, second)
    assert season.find(Group, id=group.id).mentor_ids == [kept.id]
    assert season.find(Mentor, id=kept.id).professional_field == "Hoitoala"
    assert season.find(Person, id=kept.id).has_role("mentor", on=date(2013, 6, 5))
    with season.runtime.sessions() as session:
        assert session.get(Mentor, second.id) is None
        assert session.get(Availability, kept.id) is not None


def test_questions_to_the_supervisor_move_and_the_link_of_the_old_mail_answers_them(season, browser, link):
    group, _ = two_groups(season)
    found = season.register(group.id, "eero")
    second, kept = card(season, "esihenkilo"), season.person("pomo", "hyria", "supervisor")
    old = link("approve_registrations", second.id, second.id)
    merge(season, kept, second)
    assert season.registration(found).supervisor_id == kept.id
    assert card(season, "eero").supervisor_id == kept.id
    browser.open(old).says("Eero Malli").send("It suits")
    assert season.registration(found).state_name == "confirmed"


def test_the_link_to_the_own_page_in_an_old_mail_goes_on_working(season, browser, link):
    group, _ = two_groups(season)
    found = season.register(group.id, "liisa")
    second = card(season, "liisa")
    old = link("my_registration", found, second.id)
    merge(season, season.person("liisak", "hyria"), second)
    browser.open(old).says("Sihteerien VERME")


def test_whoever_took_part_under_the_second_id_has_completed(season):
    group = season.group_of(season.call(min_size=1, max_size=2))
    found = season.register(group.id, "liisa")
    season.approve(found)
    season.do(groups.confirm_group, group.id)
    second = card(season, "liisa")
    merge(season, season.person("liisak", "hyria"), second)

    def finish(work):
        work.session.add(KnownSeries(id=group.id, organisation="opelix", version=1, series_state="finished"))
        more = {"group_id": group.id, "person_id": second.id, "attended": 3}
        work.session.add(KnownParticipation(id=group.id, organisation="opelix", version=1, **more))
        work.session.flush()
        participation.complete_participations(work, group.id)

    season.do(finish)
    assert season.registration(found).state_name == "completed"


def test_both_addresses_find_the_one_person_and_roles_are_joined(season):
    kept = season.person("liisa", "hyria", "mentor")
    second = season.person("liisa", "tavastia", "member_coordinator")
    merge(season, kept, second)
    with season.runtime.sessions() as session:
        assert find_by_email(session, second.email).id == kept.id
    roles = {(each["role"], each["organisation"]) for each in season.find(Person, id=kept.id).roles}
    assert roles == {("mentor", "hyria"), ("member_coordinator", "tavastia")}
    assert season.find(Person, id=second.id).roles == []


def test_a_contact_person_of_calls_is_the_record_that_stays(season):
    call = season.call()
    second, kept = season.person("kaisa", "opelix"), season.person("kaisak", "opelix")
    merge(season, kept, second)
    assert season.find(Call, id=call.id).contact_id == kept.id


def test_nobody_becomes_the_own_supervisor(season):
    group, _ = two_groups(season)
    season.register(group.id, "eero", supervisor_email="eero.koti@hyria.example")
    with pytest.raises(MergeContradicts):
        merge(season, card(season, "eero"), season.find(Person, email="eero.koti@hyria.example"))
    assert season.find(Person, email="eero.koti@hyria.example").same_as is None


def test_nobody_leads_the_group_in_which_they_take_part(season):
    group, _ = two_groups(season)
    mentor = season.person("kolmas", "hyria", "mentor")
    season.do(leading.assign_mentors, group.id, [mentor.id])
    season.register(group.id, "liisa")
    for kept, second in ((mentor, card(season, "liisa")), (card(season, "liisa"), mentor)):
        with pytest.raises(MergeContradicts):
            merge(season, kept, second)
    assert members(season, group) == []


def test_a_record_is_not_merged_into_itself_and_not_twice(season):
    kept, second = season.person("liisak", "hyria"), season.person("liisa", "hyria")
    with pytest.raises(SamePerson):
        merge(season, kept, kept)
    merge(season, kept, second)
    with pytest.raises(SamePerson):
        merge(season, kept, second)
    with pytest.raises(NotFound):
        merge(season, second, kept)
    with pytest.raises(NobodyThere):
        season.do(merging.find_second, "kukaan@hyria.example")


def test_another_members_coordinator_merges_nothing_nor_does_anybody_the_own_record(season):
    kept, second = season.person("liisak", "hyria"), season.person("liisa", "hyria")
    with pytest.raises(Forbidden):
        merge(season, kept, second, coordinator(season, "tavastia"))
    with pytest.raises(Forbidden):
        merge(season, kept, season.person("liisa", "tavastia"), coordinator(season))
    own = coordinator(season)
    with pytest.raises(OwnRecord):
        merge(season, season.find(Person, id=own.person_id), second, own)
    merge(season, kept, second, own)
    assert season.find(Person, id=second.id).same_as == kept.id


def test_a_member_gives_nobody_the_project_managers_role_by_merging(season):
    kept = season.person("liisa", "hyria")
    role = people.role_row("project_manager", "opelix", people.ALWAYS)
    card = {"first_name": "Liisa", "last_name": "Malli", "roles": [role]}
    second = season.do(people.register_person, organisation="hyria", email="pm@hyria.example", **card)
    with pytest.raises(MergeContradicts):
        merge(season, kept, second, coordinator(season))
    assert season.find(Person, id=kept.id).roles == []


def test_the_dry_look_names_everything_and_changes_nothing(season, happened):
    group, _ = two_groups(season)
    found = season.register(group.id, "liisa")
    second, kept = card(season, "liisa"), season.person("liisak", "hyria")
    before = happened(found)
    look = season.do(dry_look, kept.id, second.id, actor=manager(season))
    assert (look.plan.moves, look.plan.ends, look.plan.problems) == ([found], [], [])
    assert season.registration(found).person_id == second.id
    assert happened(found) == before


def test_statistics_and_what_may_be_considered_move_unless_the_kept_record_has_its_own(season, emitted):
    group, _ = two_groups(season)
    found = season.register(group.id, "liisa")
    season.approve(found)
    season.do(registrations.give_statistics, found, "female", "mid")
    kept = season.person("liisak", "hyria")
    merge(season, kept, card(season, "liisa"))
    told = [(name, data["id"]) for name, data in emitted(season.runtime) if name.startswith("statistics_")]
    assert told[-2:] == [("statistics_given", str(kept.id)), ("statistics_gone", told[0][1])]


def test_the_directory_leads_through_the_dry_look_to_one_record(season, desk):
    group, _ = two_groups(season)
    season.register(group.id, "liisa")
    kept, second = season.person("liisak", "hyria"), card(season, "liisa")
    desk.open(f"{PAGE}?q=liisak").says("Liisak")
    desk.open(f"{PAGE}/{kept.id}").says("Another record of the same person")
    desk.open(f"{PAGE}/{kept.id}/merge").send("Look what would happen", email="kukaan@hyria.example")
    desk.says("Nobody in the directory has this address")
    desk.send("Look what would happen", email=second.email)
    desk.says("The registration to Sihteerien VERME moves.", "This cannot be undone.")
    desk.send("They are the same person").says("works for signing in too", second.email)
    desk.open(f"{PAGE}/{second.id}").says(kept.email)


def test_the_page_of_another_organisations_person_is_not_there(season, browser):
    person = season.person("liisa", "hyria")
    sign_in(season, browser, "muu", "tavastia", "member_coordinator")
    assert browser.open(f"{PAGE}/{person.id}").status == 404
    sign_in(season, browser, "vastuu", "hyria", "member_coordinator")
    assert browser.open(f"{PAGE}/{person.id}").status == 200


def test_the_api_looks_merges_and_shows_the_card(season):
    boss = season.person("vastuu", "hyria", "member_coordinator")
    kept, second = season.person("liisak", "hyria"), season.person("liisa", "hyria")
    api = Api(season, boss.email)
    status, look = api.get(f"/people/{kept.id}/merge?email={second.email}")
    assert (status, look["problems"], look["second_id"]) == (200, [], str(second.id))
    status, shown = api.post(f"/people/{kept.id}/merge", {"email": second.email})
    assert (status, shown["other_addresses"]) == (200, [second.email])
    assert api.get(f"/people/{second.id}")[1]["id"] == str(kept.id)
    assert api.post(f"/people/{kept.id}/merge", {"email": second.email})[0] == 422
    assert api.client.get(f"{API}/people/{boss.id}").status_code == 200
