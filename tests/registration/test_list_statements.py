"""A portion of a long list costs a fixed number of statements, not some for each person."""

from base64 import b64encode
from collections import Counter

import pytest
from sqlalchemy import event, select

from services.registration.commands import imports
from services.registration.tables import Registration
from shared.people import Person
from tests.registration.test_api import Api
from tests.registration.test_moves import two_groups


@pytest.fixture
def statements(season):
    """How often each kind of statement has been sent to the database."""
    counted: Counter[str] = Counter()

    def count(connection, cursor, statement, *more):
        counted[statement.split()[0]] += 1

    event.listen(season.runtime.database, "before_cursor_execute", count)
    yield counted
    event.remove(season.runtime.database, "before_cursor_execute", count)


def rows(number):
    card = {"last_name": "Esimerkki", "organisation": "hyria", "job_title": "opettaja", "roles": []}
    return [card | {"first_name": f"P{each}", "email": f"p{each}@hyria.example"} for each in range(number)]


def test_new_people_are_inserted_many_at_a_time(season, statements, emitted):
    season.do(imports.import_people, rows(60), dry_run=False)
    assert sum(statements.values()) < 20, statements
    told = [data for name, data in emitted(season.runtime) if name == "person_registered"]
    assert {each["email"] for each in told} >= {f"p{each}@hyria.example" for each in range(60)}


def test_known_people_are_looked_up_once_for_all(season, statements, emitted):
    season.do(imports.import_people, rows(60), dry_run=False)
    statements.clear()
    changed = [each | {"job_title": "lehtori"} for each in rows(60)]
    season.do(imports.import_people, changed, dry_run=False)
    assert statements["SELECT"] < 10, statements
    told = [data["job_title"] for name, data in emitted(season.runtime) if name == "person_changed"]
    assert told == ["lehtori"] * 60


def test_a_list_recognises_every_supervisor_that_was_typed_in(season):
    group, _ = two_groups(season)
    found = season.register(group.id, "aino")
    assert season.registration(found).supervisor_typed_in
    boss = {"first_name": "Pomo", "last_name": "Malli", "organisation": "hyria", "roles": []}
    season.do(imports.import_people, [boss | {"email": "esihenkilo.malli@hyria.example"}], dry_run=False)
    assert not season.find(Registration, id=found).supervisor_typed_in


def test_the_api_sends_a_sheet_sees_its_problems_and_how_far_it_is(season, tick):
    boss, other = season.person("vastuu", "hyria", "member_coordinator"), season.person("muu", "hyria", "leadership")
    api = Api(season, boss.email)

    def send(text, client=api):
        content = b64encode(text.encode()).decode()
        return client.post("/people/lists", {"filename": "a.csv", "employer": "hyria", "content": content})

    head = "Etunimi;Sukunimi;Sähköposti"
    status, told = send(f"{head}\nAino;Malli;ei-osoite")
    assert (status, told["state"], told["problems"][0]["cell"]) == (201, "faulty", "C2")
    assert told["problems"][0]["text"]
    assert api.post(f"/people/lists/{told['id']}/bring-in")[0] == 409
    status, told = send(f"{head}\nAino;Uusi;aino.uusi@hyria.example")
    assert (told["state"], told["created"], told["done"]) == ("ready", 1, 0)
    assert api.post(f"/people/lists/{told['id']}/bring-in")[1]["state"] == "running"
    tick(season.runtime)
    assert api.get(f"/people/lists/{told['id']}")[1] | {"id": ""} == told | {"id": "", "state": "done", "done": 1}
    assert Api(season, other.email).get(f"/people/lists/{told['id']}")[0] == 404
    assert send(head, Api(season, other.email))[0] == 403
    assert api.post("/people/lists", {"filename": "a.csv", "employer": "hyria", "content": "%%%"})[0] == 422
    with season.runtime.sessions() as session:
        assert session.scalar(select(Person.last_name).where(Person.email == "aino.uusi@hyria.example")) == "Uusi"
