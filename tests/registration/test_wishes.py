"""What somebody with a place tells the mentor (R11, R211, R212): read by the mentors of the group, and nobody else."""

from datetime import date

import pytest

from services.registration.commands import registrations, wishes
from services.registration.domain.errors import NotNow
from services.registration.queries import wishes as queries
from shared.errors import NotFound
from shared.people.tables import Role
from shared.work import Actor
from tests.registration.test_api import API, HEADERS
from tests.registration.test_desk import sign_in
from tests.registration.test_moves import approved
from tests.registration.test_pages import app, browser, desk, link

__all__ = ["app", "browser", "desk", "link"]
IMPORTANT, EXPECTED = "Rajaaminen työssä", "Tietoa muiden käytännöistä"


@pytest.fixture
def group(season):
    return season.group_of(season.call())


@pytest.fixture
def told(season, group):
    found = approved(season, group, "aino")[0]
    season.do(wishes.tell_mentor, found, IMPORTANT, EXPECTED)
    return found


def mentor(season):
    return Actor("person", season.person("mentori", "tavastia").id, ())


def test_a_member_writes_it_by_the_link_and_the_mentor_reads_it(season, group, browser, link):
    one = approved(season, group, "aino")[0]
    mine = link("my_registration", one, season.registration(one).person_id)
    browser.open(mine).says("Tell the mentor what is important to you")
    browser.open(f"{mine}/wishes").send("Send", themes=IMPORTANT, expectations=EXPECTED)
    assert IMPORTANT in browser.open(f"{mine}/wishes").text
    sign_in(season, browser, "mentori", "tavastia", "mentor")
    browser.open("/registration/leading").says("Sihteerien VERME")
    browser.open(f"/registration/leading/groups/{group.id}").says("Aino Malli", IMPORTANT, EXPECTED)


def test_an_empty_answer_takes_it_back(season, told):
    season.do(wishes.tell_mentor, told, "", None)
    assert (season.registration(told).themes, season.registration(told).expectations) == (None, None)


def test_nobody_tells_anything_before_the_place_is_sure(season, group):
    waiting = season.register(group.id, "aino")
    with pytest.raises(NotNow):
        season.do(wishes.tell_mentor, waiting, IMPORTANT, None)


@pytest.mark.parametrize("role", ["project_manager", "member_coordinator", "auditor", "leadership", None])
def test_coordinators_members_and_strangers_read_nothing(season, group, told, role):
    person = season.person("joku", "opelix")
    held = (Role(role, "opelix", date(2010, 1, 1)),) if role else ()
    with pytest.raises(NotFound):
        season.do(queries.wishes_of, group.id, actor=Actor("person", person.id, held))
    with pytest.raises(NotFound):
        season.do(queries.wishes_of, group.id, actor=Actor("person", season.registration(told).person_id, ()))


def test_what_somebody_told_goes_with_the_place(season, group, told):
    assert [each["themes"] for each in season.do(queries.wishes_of, group.id, actor=mentor(season))[1]] == [IMPORTANT]
    season.do(registrations.withdraw, told)
    assert season.do(queries.wishes_of, group.id, actor=mentor(season))[1] == []


def test_no_event_carries_it(season, told, emitted):
    assert not any(IMPORTANT in str(data) or EXPECTED in str(data) for _, data in emitted(season.runtime))


def test_the_api_reads_and_writes_what_the_pages_do(season, group, browser, link):
    one = approved(season, group, "aino")[0]
    mine = link("my_registration", one, season.registration(one).person_id)
    token = mine.rsplit("/", 1)[1]
    answer = browser.client.post(
        f"{API}/links/mine/{token}/wishes",
        json={"themes": IMPORTANT, "expectations": None},
        headers=HEADERS,
    )
    assert answer.status_code == 204
    sign_in(season, browser, "mentori", "tavastia", "mentor")
    assert browser.client.get(f"{API}/groups/{group.id}/wishes").json == [
        {"name": "Aino Malli", "themes": IMPORTANT, "expectations": None}
    ]
