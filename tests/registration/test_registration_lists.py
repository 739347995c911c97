"""Registering from a sheet: what is refused and where, that nobody gets past address, approval or queue."""

import io
from base64 import b64encode
from datetime import date

import pytest
from sqlalchemy import func, select

from services.registration.commands import registration_lists
from services.registration.commands.registration_lists import MOST, PORTION
from services.registration.domain import staff_list
from services.registration.domain.form_errors import ListTooLong, PlacedTogether
from services.registration.schemas.registration_list import NAMES
from services.registration.tables import Registration, StaffList
from shared.errors import Forbidden
from shared.people import Person
from shared.web import i18n
from tests.registration.conftest import at
from tests.registration.test_api import HEADERS
from tests.registration.test_approvals import acting
from tests.registration.test_desk import sign_in
from tests.registration.test_moves import two_groups
from tests.registration.test_pages import Browser, app, browser, desk
from tests.registration.test_staff_lists import text

__all__ = ["app", "browser", "desk"]
HEAD = "Etunimi;Sukunimi;Sähköposti;Yksikkö;Tehtävänimike;Esihenkilön sähköposti"
AINO = "Aino;Määttä;Aino.Maatta@hyria.example;Torikatu;koulusihteeri;pomo.malli@hyria.example"
EERO = "Eero;Öhman;eero.ohman@hyria.example;Torikatu;koulusihteeri;pomo.malli@hyria.example"


def manager(season):
    return acting(season.person("projekti", "opelix", "project_manager"), "project_manager", "opelix")


def send(page, call, content: bytes, **more: str):
    page.open(f"/registration/desk/calls/{call.id}/lists/new")
    form = {"employer": "hyria", "agreed": "true"} | more
    return page.send("Look through the list", file=(io.BytesIO(content), "lista.csv"), **form)


def received(season, call, *lines, actor=None) -> StaffList:
    who = actor or manager(season)
    return season.do(registration_lists.receive_sheet, call.id, "lista.csv", text(*lines), "hyria", actor=who)


def codes(found: StaffList) -> list[tuple[int, str, str]]:
    return [(each["line"], each["cell"], each["code"]) for each in found.problems]


def registered(season) -> int:
    with season.runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(Registration))


def line(name: str, **more: str) -> str:
    values = {"group": "", "boss": "pomo.malli@hyria.example", "job": "koulusihteeri"} | more
    own = f"{name.capitalize()};Malli;{name}.malli@hyria.example;Torikatu;{values['job']};{values['boss']}"
    return own + (f";{values['group']}" if values["group"] else "")


def test_a_list_is_looked_through_registered_and_everybody_still_confirms_and_needs_the_supervisor(season, desk, tick):
    call = season.call()
    send(desk, call, text(HEAD, AINO, EERO)).says("The list is in order", "2 people will be registered")
    assert registered(season) == 0
    desk.send("Register everybody on the list").says("The people are being registered", "0 of 2")
    tick(season.runtime)
    desk.open(desk.path).says("2 people were registered", "Määttä Aino", "Line 3", "confirms the address by a link")
    aino = season.find(Person, email="aino.maatta@hyria.example")
    found = season.find(Registration, person_id=aino.id)
    assert (found.state_name, found.approved, found.address_confirmed_at) == ("unconfirmed", False, None)
    assert found.entered_by == season.find(Person, email="projekti.malli@opelix.example").id


def test_whoever_does_not_fit_waits_in_the_order_of_the_list(season, tick):
    call = season.call(min_size=1, max_size=1)
    found = received(season, call, HEAD, line("aino"), line("eero"), line("iida"))
    season.do(registration_lists.bring_in, found.id, actor=manager(season))
    tick(season.runtime)
    with season.runtime.sessions() as session:
        rows = session.execute(
            select(Person.first_name, Registration.place_group_id.is_not(None), Registration.queue_position)
            .join(Person, Person.id == Registration.person_id)
            .order_by(Registration.queue_position.nulls_first())
        ).all()
    assert [tuple(each) for each in rows] == [("Aino", True, None), ("Eero", False, 1), ("Iida", False, 2)]


def test_every_problem_is_told_by_line_and_cell_and_nobody_is_registered(season):
    call = season.call()
    group = season.group_of(call)
    season.register(group.id, "tuttu")
    found = received(
        season,
        call,
        HEAD + ";Työnantaja",
        line("tuttu"),
        line("aino"),
        line("aino"),
        line("eero", boss="eero.malli@hyria.example"),
        line("iida") + ";Kela",
        line("mentori").replace("@hyria", "@tavastia"),
        line("projekti").replace("@hyria", "@opelix"),
        line("=HYPERLINK()"),
        line("olli", job=""),
        line("elli", boss="ei osoite"),
    )
    assert found.state_name == "faulty"
    assert codes(found) == [
        (2, "C2", "registered_there"),
        (4, "C4", "repeated"),
        (5, "F5", "own_supervisor"),
        (6, "G6", "unknown_employer"),
        (7, "C7", "registered_there"),
        (8, "C8", "own_matter"),
        (9, "A9", "formula"),
        (9, "C9", "formula"),
        (10, "E10", "invalid"),
        (11, "F11", "invalid"),
    ]
    assert registered(season) == 1
    assert found.rows == []


def test_the_group_is_named_where_several_are_open_and_one_name_of_two_groups_is_neither(season, tick):
    first, other = two_groups(season)
    call = season.find(type(first.call), id=first.call_id)
    assert codes(received(season, call, HEAD, line("aino"))) == [(1, None, "column_missing")]
    head = HEAD + ";Ryhmä"
    wrong = received(season, call, head, line("aino", group="Olematon"), line("eero", group=first.name["fi"]))
    assert codes(wrong) == [(2, "G2", "unknown_group")]
    found = received(
        season, call, head, line("aino", group=other.name["fi"].upper()), line("eero", group=first.name["fi"])
    )
    season.do(registration_lists.bring_in, found.id, actor=manager(season))
    for _ in range(2):
        tick(season.runtime)
    aino = season.find(Person, email="aino.malli@hyria.example")
    assert season.find(Registration, person_id=aino.id).group_id == other.id


def test_who_registers_meanwhile_is_told_and_the_others_go_on(season, tick):
    call = season.call()
    found = received(season, call, HEAD, line("aino"), line("eero"))
    season.register(season.group_of(call).id, "aino")
    season.do(registration_lists.bring_in, found.id, actor=manager(season))
    tick(season.runtime)
    after = season.find(StaffList, id=found.id)
    assert (after.state_name, after.created, registered(season)) == ("done", 1, 2)
    assert [(each["line"], each["code"]) for each in after.problems] == [(2, "registered_there")]


def test_a_list_brought_in_twice_registers_each_once(season, tick):
    call = season.call()
    found = received(season, call, HEAD, line("aino"))
    for _ in range(2):
        season.do(registration_lists.bring_in, found.id, actor=manager(season))
        tick(season.runtime)
    season.do(registration_lists.bring_portion, found.id)
    assert registered(season) == 1


def test_who_loses_the_right_meanwhile_registers_nobody(season, tick):
    call = season.call()
    found = received(season, call, HEAD, line("aino"))
    season.do(registration_lists.bring_in, found.id, actor=manager(season))
    season.do(lambda work: setattr(work.session.get(Person, found.sent_by), "roles", []))
    tick(season.runtime)
    assert registered(season) == 0
    assert season.find(StaffList, id=found.id).problems[0]["code"] == "forbidden"


def test_after_the_deadline_the_registrations_are_marked_and_after_the_start_there_is_no_group(season, tick):
    call = season.call()
    season.clock.set(at(date(2013, 8, 9)))
    found = received(season, call, HEAD, line("aino"))
    season.do(registration_lists.bring_in, found.id, actor=manager(season))
    tick(season.runtime)
    assert season.find(Registration).late
    season.clock.set(at(date(2013, 8, 16)))
    assert codes(received(season, call, HEAD, line("eero"))) == [(1, None, "column_missing")]


def test_a_long_list_goes_by_portions(season, tick):
    call = season.call()
    found = received(season, call, HEAD, *(line(f"oma{each}") for each in range(PORTION + 3)))
    season.do(registration_lists.bring_in, found.id, actor=manager(season))
    tick(season.runtime)
    tick(season.runtime)
    after = season.find(StaffList, id=found.id)
    assert (after.state_name, after.done, registered(season)) == ("done", PORTION + 3, PORTION + 3)


def test_more_people_than_take_part_in_a_call_are_refused(season):
    call = season.call()
    with pytest.raises(ListTooLong):
        received(season, call, HEAD, *(line(f"oma{each}") for each in range(MOST + 1)))


def test_where_people_tell_their_times_no_list_is_taken(season):
    call = season.call(placing="together", closes_on=date(2013, 8, 1), known_by=date(2013, 8, 10))
    with pytest.raises(PlacedTogether):
        received(season, call, HEAD, line("aino"))


@pytest.mark.parametrize(
    ("role", "where"), [("member_coordinator", "hyria"), ("mentor", "opelix"), ("auditor", "opelix")]
)
def test_whoever_may_not_register_others_sends_no_list(season, role, where):
    call = season.call()
    with pytest.raises(Forbidden):
        received(season, call, HEAD, line("aino"), actor=acting(season.person("joku", where), role, where))


def test_the_sender_says_that_everybody_has_asked_for_it(season, desk):
    send(desk, season.call(), text(HEAD, AINO), agreed="")
    assert desk.status == 422
    desk.says("Ask them first")


def test_a_call_with_own_questions_leaves_them_to_the_people(season):
    question = {"id": "1", "kind": "text", "label": {"fi": "Miksi?"}, "required": True}
    call = season.call(questions=[question])
    assert received(season, call, HEAD, line("aino")).state_name == "ready"


def test_a_list_is_its_senders_alone_and_no_list_of_staff(season, desk, app):
    call = season.call()
    send(desk, call, text(HEAD, AINO))
    list_id = desk.path.rpartition("/")[2]
    assert desk.client.get(f"/registration/people/lists/{list_id}").status_code == 404
    other = sign_in(season, Browser(app), "toinen", "opelix", "project_manager")
    assert other.open(desk.path).status == 404


def test_a_list_comes_in_by_the_api(season, desk, tick):
    call = season.call()
    body = {"filename": "l.csv", "employer": "hyria", "agreed": True, "content": b64encode(text(HEAD, AINO)).decode()}
    answer = desk.client.post(f"/api/registration/v1/calls/{call.id}/lists", json=body, headers=HEADERS)
    assert (answer.status_code, answer.json["state"], answer.json["created"]) == (201, "ready", 1)
    path = f"/api/registration/v1/registration-lists/{answer.json['id']}"
    assert desk.client.post(f"{path}/bring-in", json={}, headers=HEADERS).json["state"] == "running"
    tick(season.runtime)
    assert desk.client.get(path).json["state"] == "done"


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_headings_of_the_empty_list_are_known(language):
    i18n.use_catalogues("services.registration")
    with i18n.speaking(language):
        headings = [str(each) for each in NAMES.values()]
    assert staff_list.columns_of(headings, NAMES) == (dict(enumerate(NAMES)), [])
