"""A member takes along what is its own: one package of every service, by right, with what it is, by whom and when."""

import csv
import io
import json
from datetime import UTC, date, datetime
from uuid import uuid4
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from services.registration.tables import Call, Group, Registration
from services.reporting.tables import KnownParticipation
from services.scheduling.tables import Attendance, Meeting, Participation, Series
from services.shadowing.tables import Party, Period
from shared.database.kit import AccessRow
from shared.people.tables import Person

NOW = datetime(2026, 9, 1, 10, tzinfo=UTC)
PAGE = "/registration/organisations/hyria"
PACKAGE = f"{PAGE}/package"
API = "/api/registration/v1/organisations/hyria"
CAN = ("member_coordinator", "member_admin", "project_manager")


def role(name, organisation):
    return {"role": name, "organisation": organisation, "valid_from": "2010-01-01", "valid_to": None}


@pytest.fixture
def reader(hub):
    """`reader("member_coordinator", "hyria")`: the browser of somebody with a role."""

    def sign_in(name, organisation, language="en"):
        employer = "tavastia" if organisation == "opelix" else organisation
        called = f"{name.replace('_', '')}{organisation}{'' if language == 'en' else language}"
        person = hub.person(called, employer, roles=[role(name, organisation)])
        return hub.browser(person, language)

    return sign_in


@pytest.fixture
def season(hub):
    """Aino of Hyria and Eero of Tavastia, each in a group of the network, an own group, a pair."""
    aino, eero = hub.person("aino"), hub.person("eero", "tavastia")
    for scope, owner in (("network", "opelix"), ("internal", "hyria"), ("internal", "tavastia")):
        who = aino if owner == "hyria" else eero
        members = [aino, eero] if owner == "opelix" else [who]
        group_of(hub, scope, owner, members)
    pair = [
        Party(position=0, person_id=aino, organisation="hyria", comment="Luottamuksellista", joined_at=NOW),
        Party(position=1, person_id=eero, organisation="tavastia", joined_at=NOW),
    ]
    days = [
        {"id": str(uuid4()), "date": f"2026-10-0{number}", "state": state}
        for number, state in ((5, "kept"), (6, "missed"))
    ]
    about = {"kind": "work_pair", "scope": "cross_organisation", "stage": 5, "reporting_year": 2026}
    hub.add(
        "shadowing",
        Period(
            organisation="opelix", call_id=uuid4(), state_name="closed", invited_at=NOW, parties=pair,
            planned_days=days, **about,
        ),
    )  # fmt: skip
    return hub


def group_of(hub, scope, owner, members):
    call_id, group_id, meeting_id = uuid4(), uuid4(), uuid4()
    text = {"fi": f"Ryhmä {owner}", "sv": None, "en": None}
    call = Call(
        id=call_id, organisation=owner, kind="verme", title=text, about={}, scope=scope, reporting_year=2026,
        state_name="running", opens_at=NOW, contact_id=members[0],
    )  # fmt: skip
    group = Group(
        id=group_id, organisation=owner, call_id=call_id, name=text, state_name="confirmed", min_size=5, max_size=9,
        member_ids=members, created_at=NOW, meeting_minutes=150,
    )  # fmt: skip
    hub.add("registration", call)
    hub.add("registration", group)
    for each in members:
        place = {"call_id": call_id, "group_id": group_id, "place_group_id": group_id, "person_id": each}
        hub.add(
            "registration",
            Registration(
                organisation=owner, state_name="confirmed", approved=True, submitted_at=NOW, queued_at=NOW,
                denial_text="Salainen syy", expectations="Toiveeni", **place,
            ),
        )  # fmt: skip
    hub.add(
        "scheduling",
        Series(
            id=group_id, organisation=owner, call_id=call_id, scope=scope, reporting_year=2026, state_="started",
            mentor_ids=[], meetings_planned=4, meetings_held=1, meetings_moved=0, agreed_on=date(2026, 9, 3),
        ),
    )  # fmt: skip
    hub.add(
        "scheduling",
        Meeting(
            id=meeting_id, organisation=owner, group_id=group_id, number=1, state_="recorded", date=date(2026, 9, 3),
            mentor_ids=[],
        ),
    )  # fmt: skip
    for each in members:
        employer = hub.do("registration", lambda work, who=each: work.session.get(Person, who).organisation)
        line = {"meeting_id": meeting_id, "date": date(2026, 9, 3), "minutes": 150, "employer": employer}
        shared = {"group_id": group_id, "person_id": each, "scope": scope, "reporting_year": 2026}
        seat = Participation(organisation=owner, attendances=[Attendance(status="present", **line)], **shared)
        hub.add("scheduling", seat)
        told = {key: str(value) for key, value in line.items()} | {"status": "present", "minutes": 150}
        data = {key: str(value) for key, value in shared.items()} | {"attendances": [told], "reporting_year": 2026}
        known = {"group_id": group_id, "person_id": each, "scope": scope, "data": data}
        hub.add("reporting", KnownParticipation(id=uuid4(), organisation=owner, version=1, **known))


def opened(answer):
    return ZipFile(io.BytesIO(answer.content))


def sheet(package, name):
    return list(csv.reader(io.StringIO(package.read(name).decode("utf-8-sig")), delimiter=";"))


def test_one_package_has_every_services_part_of_the_member_and_nothing_of_another(season, reader):
    package = opened(reader("member_coordinator", "hyria").get(PACKAGE))
    everything = "\n".join(package.read(each).decode("utf-8-sig") for each in package.namelist())
    assert "aino.malli@hyria.example" in everything
    assert "eero.malli" not in everything
    assert "Ryhmä tavastia" not in everything
    assert {each.rpartition(".")[0] for each in package.namelist()} >= {
        "registration-people",
        "registration-registrations",
        "registration-calls",
        "scheduling-attendance",
        "scheduling-groups",
        "scheduling-meetings",
        "shadowing-periods",
        "reporting-costs",
    }
    registered = sheet(package, "registration-registrations.csv")
    assert {row[4] for row in registered[1:-1]} == {"Ryhmä opelix", "Ryhmä hyria"}
    assert [row[5] for row in sheet(package, "scheduling-attendance.csv")[1:-1]] == ["150", "150"]
    assert [row[2] for row in sheet(package, "scheduling-groups.csv")[1:-1]] == ["2026-09-03"]
    assert [row[7] for row in sheet(package, "shadowing-periods.csv")[1:-1]] == ["2026-10-05"]


def test_nothing_confidential_is_in_the_package(season, reader):
    package = opened(reader("member_coordinator", "hyria").get(PACKAGE))
    everything = "\n".join(package.read(each).decode("utf-8-sig") for each in package.namelist())
    for text in ("Salainen syy", "Toiveeni", "Luottamuksellista"):
        assert text not in everything


def test_every_file_says_what_it_is_for_who_took_it_and_when(season, reader):
    package = opened(reader("member_coordinator", "hyria").get(PACKAGE))
    said = "Hyria's own, for the organisation to keep. Taken by Membercoordinatorhyria Malli on"
    assert said in package.read("README.txt").decode("utf-8-sig")
    for name in package.namelist():
        if name.endswith(".csv"):
            assert said in sheet(package, name)[-1][0]
        if name.endswith(".json"):
            assert said in json.loads(package.read(name))["about"]


def test_whose_data_was_taken_along_is_written_down_in_every_service(season, reader):
    reader("member_coordinator", "hyria").get(PACKAGE)
    aino = season.do("registration", lambda work: work.session.scalar(select(Person.id).filter_by(first_name="Aino")))
    for name in ("registration", "scheduling", "shadowing"):
        with season.runtimes[name].sessions() as session:
            assert any(aino in each.whose for each in session.scalars(select(AccessRow))), name


def test_only_the_members_coordinator_its_admin_and_the_project_manager_take_it(season, reader):
    others = ("leadership", "payroll_finance", "auditor", "dpo", "mentor", "supervisor")
    cells = [(name, "hyria") for name in (*CAN[:2], *others)]
    cells += [(name, organisation) for name in CAN[:2] for organisation in ("tavastia", "opelix")]
    paths = (PAGE, PACKAGE, f"{API}/package", f"{API}/data", "/api/scheduling/v1/organisations/hyria/data")
    for name, organisation in [*cells, ("project_manager", "opelix")]:
        may = (name in CAN[:2] and organisation == "hyria") or name == "project_manager"
        browser = reader(name, organisation)
        for path in paths:
            browser.get(path, status=200 if may else 403)


def test_each_table_is_there_only_for_who_may_read_it(season, reader):
    def tables(name, organisation):
        names = opened(reader(name, organisation).get(PACKAGE)).namelist()
        return {each.removesuffix(".csv") for each in names if each.endswith(".csv")}

    assert tables("member_admin", "hyria") == {"registration-people", "registration-calls"}
    seen = tables("project_manager", "opelix")
    assert {"registration-registrations", "scheduling-attendance", "reporting-costs"} <= seen
    assert {"scheduling-groups", "scheduling-meetings", "reporting-veso"}.isdisjoint(seen)


def test_the_project_manager_reads_what_is_the_networks_and_not_the_members_own_groups(season, reader):
    package = opened(reader("project_manager", "opelix").get(PACKAGE))
    assert {row[4] for row in sheet(package, "registration-registrations.csv")[1:-1]} == {"Ryhmä opelix"}
    assert len(sheet(package, "scheduling-attendance.csv")) == 3


def test_the_same_package_comes_by_api_and_each_part_as_json(season, reader):
    browser = reader("member_coordinator", "hyria")
    assert opened(browser.get(f"{API}/package")).namelist() == opened(browser.get(PACKAGE)).namelist()
    part = browser.api("GET", f"{API}/data")
    people = next(each for each in part["tables"] if each["name"] == "people")
    assert {row["email"] for row in people["rows"]} >= {"aino.malli@hyria.example"}
    assert all(row.keys() == {each["code"] for each in people["columns"]} for row in people["rows"])


def test_a_part_that_did_not_answer_is_named_in_the_package(season, reader):
    season.away.add("scheduling")
    package = opened(reader("member_coordinator", "hyria").get(PACKAGE))
    assert "Meetings did not answer" in package.read("README.txt").decode("utf-8-sig")
    assert "scheduling.json" not in package.namelist()
    assert "shadowing.json" in package.namelist()


def test_without_signing_in_nothing_is_given(season):
    browser = season.browser()
    browser.get(PACKAGE, status=303)
    browser.get(f"{API}/package", status=401)


def test_an_organisation_that_is_not_there_is_not_found(season, reader):
    reader("project_manager", "opelix").get("/registration/organisations/kukaan/package", status=404)


def test_the_page_is_reached_from_the_directory_and_tells_the_last_day(season, reader, leaves):
    browser = reader("member_coordinator", "hyria")
    assert f'href="{PAGE}"' in browser.get("/registration/people").text
    leaves("hyria", date(2026, 12, 31))
    shown = browser.get(PAGE).text
    assert "31 Dec 2026" in shown or "31 December 2026" in shown
    assert f'href="{PACKAGE}"' in shown


def test_after_the_last_day_the_members_own_roles_take_nothing(season, reader, leaves):
    browser = reader("member_coordinator", "hyria")
    leaves("hyria", date(2010, 12, 31))
    browser.get(PACKAGE, status=403)
    reader("project_manager", "opelix").get(PACKAGE)


def test_sheets_have_their_headings_in_the_readers_language(season, reader):
    for language, heading in (("fi", "Sukunimi"), ("sv", "Efternamn")):
        package = opened(reader("member_coordinator", "hyria", language).get(PACKAGE))
        assert sheet(package, "registration-registrations.csv")[0][0] == heading
