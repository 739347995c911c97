"""The JSON API: staff lists, calls and groups, registrations, and what it refuses."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from werkzeug.test import Client

from services.registration.commands.people import ensure_administrators
from services.registration.service import Web
from services.registration.tables import Registration, Statistics
from shared.clock import real_now
from shared.people import Person, find_by_email, links, sessions
from shared.web.service import application

API = "/api/registration/v1"
HEADERS = {"X-Requested-By": "vertais"}
AINO = {
    "first_name": "Aino",
    "last_name": "Malli",
    "email": "Aino.Malli@hyria.example",
    "organisation": "hyria",
    "job_title": "koulusihteeri",
}
GROUP = {
    "name": {"fi": "Opetusalan VERME"},
    "staff_groups": ["teacher"],
    "meetings": [{"date": "2013-08-29", "start": "13:00", "end": "15:30"}, {"date": "2013-09-19"}],
    "reserve_dates": [{"date": "2013-11-28", "start": "13:00", "end": "15:30"}],
}
CALL = {
    "kind": "verme",
    "title": {"fi": "Verme", "sv": "Verme", "en": "Verme"},
    "reporting_year": 2013,
    "opens_at": "2013-06-01T00:00:00+03:00",
    "groups": [GROUP],
}


class Api:
    """A client of the JSON API with somebody's session."""

    def __init__(self, season, email: str | None = None):
        self.client = Client(application(season.runtime, Web.routes))
        if email:
            with season.runtime.sessions() as session:
                person = find_by_email(session, email)
            value = sessions.begin(season.runtime.settings, person.id, remember=False, now=real_now())
            self.client.set_cookie(sessions.COOKIE, value)

    def get(self, path: str):
        return self._told(self.client.get(API + path))

    def post(self, path: str, body: object = None):
        return self._told(self.client.post(API + path, json={} if body is None else body, headers=HEADERS))

    def _told(self, response):
        return response.status_code, response.get_json() if response.get_data() else None


@pytest.fixture
def manager(season) -> Api:
    season.do(ensure_administrators)
    return Api(season, "pm@opelix.example")


def test_the_first_administrator_of_the_network_file_is_the_project_manager_once(season, happened):
    season.do(ensure_administrators)
    season.do(ensure_administrators)
    found = season.find(Person, email="pm@opelix.example")
    assert found.has_role("project_manager", "opelix", on=date(2013, 6, 3))
    assert happened(found.id) == ["person_registered"]


def test_a_dry_run_tells_of_every_row_and_changes_nothing(season, manager):
    rows = [AINO, AINO, {**AINO, "email": "b@x.example", "organisation": "nowhere", "supervisor_email": "c@x.example"}]
    status, told = manager.post("/people?dry_run=true", rows)
    assert status == 200
    assert [(each["row"], each["field"], each["code"]) for each in told["problems"]] == [
        (2, "email", "repeated"),
        (3, "organisation", "unknown_organisation"),
        (3, "supervisor_email", "unknown_person"),
    ]
    assert manager.post("/people", rows)[0] == 422
    assert len(manager.get("/people")[1]) == 1


def test_a_list_is_imported_twice_and_the_second_time_changes_nothing(season, manager):
    boss = {**AINO, "email": "pomo@hyria.example", "roles": [{"role": "supervisor", "valid_from": "2013-01-01"}]}
    rows = [{**AINO, "supervisor_email": "pomo@hyria.example"}, boss]
    assert manager.post("/people?dry_run=true", rows)[1]["created"] == 2
    first = manager.post("/people", rows)[1]
    second = manager.post("/people", rows)[1]
    assert (first["created"], second["created"], second["changed"], second["unchanged"]) == (2, 0, 0, 2)
    assert first["people"][0]["supervisor_id"] == first["people"][1]["id"]
    assert first["people"][0]["email"] == "aino.malli@hyria.example"


def test_a_members_coordinator_imports_own_people_and_grants_no_roles_elsewhere(season, manager):
    role = {"role": "member_coordinator", "valid_from": "2013-01-01"}
    manager.post(
        "/people", [{**AINO, "roles": [role]}, {**AINO, "email": "t@tavastia.example", "organisation": "tavastia"}]
    )
    coordinator = Api(season, AINO["email"].lower())
    own = {**AINO, "email": "uusi@hyria.example"}
    assert coordinator.post("/people", [own])[0] == 200
    refused = [
        {**AINO, "email": "t@tavastia.example"},
        {**own, "organisation": "tavastia"},
        {**own, "roles": [{"role": "project_manager", "organisation": "opelix"}]},
        {**own, "roles": [{"role": "auditor"}]},
    ]
    for row in refused:
        status, told = coordinator.post("/people?dry_run=true", [row])
        assert (status, [each["code"] for each in told["problems"]]) == (200, ["not_yours"])
    assert {each["organisation"] for each in coordinator.get("/people")[1]} == {"hyria"}


def test_importing_takes_no_role_away(season, manager):
    manager.post("/people", [{**AINO, "email": "pm@opelix.example", "organisation": "tavastia"}])
    found = season.find(Person, email="pm@opelix.example")
    assert (found.organisation, [each["role"] for each in found.roles]) == ("tavastia", ["project_manager"])


@pytest.mark.parametrize("path", ["/people", "/calls"])
def test_somebody_without_a_role_writes_neither_people_nor_calls(season, path):
    season.person("aino")
    api = Api(season, "aino.malli@hyria.example")
    assert api.post(path, [AINO] if path == "/people" else CALL)[0] == 403
    assert Api(season).post(path, [AINO] if path == "/people" else CALL)[0] == 401


def test_a_call_is_drafted_seen_by_its_writer_alone_published_and_then_by_all(season, manager):
    status, call = manager.post("/calls", CALL)
    assert (status, call["state"], call["groups"][0]["state"]) == (201, "draft", "planned")
    path = f"/calls/{call['id']}"
    assert Api(season).get(path)[0] == 404
    assert manager.get(path)[0] == 200
    assert Api(season).get("/calls")[1] == []
    assert manager.post(f"{path}/publish")[1]["state"] == "open"
    group = Api(season).get(path)[1]["groups"][0]
    assert (group["closes_on"], group["free_places"], group["is_open"]) == ("2013-08-22", 9, True)
    assert [each["start"] for each in group["meetings"]] == ["13:00", None]
    assert manager.post(f"{path}/publish")[0] == 409


def test_a_call_without_a_required_language_is_not_published(season, manager):
    _, call = manager.post("/calls", {**CALL, "title": {"fi": "Verme"}})
    status, problem = manager.post(f"/calls/{call['id']}/publish")
    assert (status, problem["code"]) == (422, "call_not_ready")


def test_a_shadowing_call_has_a_quota_and_no_groups(season, manager):
    body = {key: value for key, value in CALL.items() if key != "groups"} | {
        "kind": "shadowing",
        "quota": 21,
        "period_days": 5,
        "closes_on": "2013-09-30",
        "window_from": "2013-08-15",
        "window_to": "2013-12-20",
    }
    _, call = manager.post("/calls", body)
    status, published = manager.post(f"/calls/{call['id']}/publish")
    assert (status, published["state"], published["quota"]) == (200, "open", 21)


def test_a_date_cannot_be_a_meeting_and_a_reserve_date(season, manager):
    group = {**GROUP, "reserve_dates": [{"date": "2013-08-29"}]}
    assert manager.post("/calls", {**CALL, "groups": [group]})[0] == 422


def form(group_id: str, **values) -> dict:
    return {
        "group_id": group_id,
        "first_name": "Eero",
        "last_name": "Malli",
        "email": "eero.malli@hyria.example",
        "employer": "hyria",
        "unit": "Torikatu",
        "job_title": "opettaja",
        "supervisor_email": "pomo@hyria.example",
        "language": "fi",
        "commitment": True,
    } | values


def test_the_whole_way_through_the_api(season, manager):
    _, call = manager.post("/calls", {**CALL, "groups": [{**GROUP, "min_size": 1, "max_size": 1}]})
    manager.post(f"/calls/{call['id']}/publish")
    group = call["groups"][0]["id"]
    anybody = Api(season)
    for name in ("eero", "olli"):
        status, told = anybody.post("/registrations", form(group, email=f"{name}.malli@hyria.example"))
        assert (status, told["received"]) == (202, True)
    rows = manager.get(f"/groups/{group}/registrations")[1]
    assert [each["state"] for each in rows] == ["unconfirmed", "unconfirmed"]
    for row in rows:
        assert anybody.post(f"/links/confirm/{token(season, 'confirm_registration', row['id'])}")[0] == 200
    supervisor = token(season, "approve_registrations", rows[0]["supervisor"]["id"], rows[0]["supervisor"]["id"])
    assert len(anybody.get(f"/links/supervisor/{supervisor}")[1]) == 2
    for row in rows:
        anybody.post(f"/links/supervisor/{supervisor}/{row['id']}", {"answer": "approve"})
    assert [each["state"] for each in manager.get(f"/groups/{group}/registrations")[1]] == ["confirmed", "waitlisted"]
    status, second = manager.post(f"/groups/{group}/sibling", {"meetings": [{"date": "2013-09-05"}]})
    assert (status, second["sibling_of"], second["closes_on"]) == (201, group, "2013-08-29")
    taken = anybody.post(f"/links/offer/{token(season, 'take_offer', rows[1]['id'])}")[1]
    assert (taken["state"], taken["group_id"]) == ("confirmed", second["id"])
    mine = token(season, "my_registration", rows[1]["id"])
    assert anybody.post(f"/links/mine/{mine}/statistics", {"gender": "female"})[0] in {200, 204}
    assert season.find(Statistics).gender == "female"
    assert anybody.post(f"/groups/{second['id']}/confirm")[0] == 401


def token(season, action: str, record: str, person: str | None = None) -> str:
    owner = person or season.find(Registration, id=record).person_id
    until = season.clock.now().replace(year=2014)
    return links.mint(season.runtime.settings, action, UUID(str(record)), UUID(str(owner)), until)


def test_confirming_by_the_api_needs_the_project_manager_a_mentor_and_members(season, manager):
    call = season.call(min_size=5, mentor_ids=[])
    group = season.group_of(call)
    path = f"/groups/{group.id}/confirm"
    assert manager.post(path, {"reason": None})[1]["code"] == "mentor_missing"
    led = season.group_of(season.call(min_size=5))
    status, problem = manager.post(f"/groups/{led.id}/confirm", {})
    assert (status, problem["code"]) == (409, "too_few_members")
    assert manager.post(f"/groups/{led.id}/confirm", {"reason": "pieni"})[1]["state"] == "confirmed"


def test_statistics_are_asked_only_when_the_seat_is_sure_and_reach_reporting_alone(season, emitted):
    group = season.group_of(season.call())
    found = season.register(group.id, "aino")
    mine = f"/links/mine/{token(season, 'my_registration', str(found))}/statistics"
    assert Api(season).post(mine, {"gender": "female"})[0] == 409
    season.approve(found)
    Api(season).post(mine, {"gender": "female", "career_stage": "early"})
    given = [(name, data) for name, data in emitted(season.runtime) if "gender" in data]
    assert [name for name, _ in given] == ["statistics_given"]
    assert given[0][1]["career_stage"] == "early"


def test_the_description_of_the_api_names_every_route(season):
    described = Client(application(season.runtime, Web.routes)).get("/registration/openapi.json").get_json()
    assert f"{API}/groups/{{group_id}}/sibling" in described["paths"]
    assert all(
        operation.get("summary")
        for path, operations in described["paths"].items()
        for operation in operations.values()
        if isinstance(operation, dict)
    )


def linked(season, kind, record, person):
    return links.mint(season.runtime.settings, kind, record, person, season.clock.now() + timedelta(days=9))


def test_a_supervisor_gives_every_answer_by_the_api_and_a_stranger_none(season):
    group = season.group_of(season.call(min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero", "iida")]
    boss = season.registration(ids[0]).supervisor_id
    api, path = Api(season), f"/links/supervisor/{linked(season, 'approve_registrations', boss, boss)}"
    assert api.post(f"{path}/{ids[0]}/ask-first")[1]["supervisor_asks_first"]
    assert api.post(f"{path}/{ids[1]}/deputy", {"email": "sijainen.malli@hyria.example"})[0] == 204
    assert api.post(f"{path}/{ids[2]}/not-mine")[0] == 204
    told = [(each["id"], bool(each["supervisor"])) for each in api.get(path)[1]]
    assert told == [(str(ids[0]), True), (str(ids[1]), True), (str(ids[2]), False)]
    assert season.registration(ids[1]).deputy
    assert season.registration(ids[2]).supervisor_id is None
    stranger = season.person("vieras").id
    other = f"/links/supervisor/{linked(season, 'approve_registrations', stranger, stranger)}"
    for act in ("ask-first", "not-mine"):
        assert api.post(f"{other}/{ids[0]}/{act}")[0] == 404


def test_a_person_undoes_a_withdrawal_names_a_supervisor_and_leaves_an_offer_by_the_api(season):
    group = season.group_of(season.call(max_size=1, min_size=1))
    ids = [season.register(group.id, name) for name in ("aino", "eero")]
    for each in ids:
        season.approve(each)
    api = Api(season)
    mine = [
        f"/links/mine/{linked(season, 'my_registration', each, season.registration(each).person_id)}" for each in ids
    ]
    assert api.post(f"{mine[0]}/withdraw")[1]["state"] == "withdrawn"
    offer = f"/links/offer/{linked(season, 'take_offer', ids[1], season.registration(ids[1]).person_id)}"
    assert api.post(f"{offer}/refuse")[1]["state"] == "withdrawn"
    assert api.post(f"{mine[0]}/undo")[1]["state"] == "confirmed"
    asked = season.register(group.id, "iida")
    own = f"/links/mine/{linked(season, 'my_registration', asked, season.registration(asked).person_id)}"
    assert api.post(f"{own}/supervisor", {"email": "uusi.malli@hyria.example"})[1]["state"] == "awaiting_supervisor"
    assert api.post(f"{own}/supervisor", {"email": "iida.malli@hyria.example"})[0] == 422
