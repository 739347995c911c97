"""Dossier C.2 cell by cell, for what registration keeps: every role in the network, in a member, in another member."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from werkzeug.test import Client

from services.registration.api.people import get_people
from services.registration.commands import (
    approvals,
    calls,
    considerations,
    ideas,
    imports,
    mentors,
    people,
    registrations,
    wishes,
)
from services.registration.domain.errors import OwnMatter
from services.registration.queries import erasures
from services.registration.queries import ideas as idea_queries
from services.registration.queries import registrations as queries
from services.registration.queries.history import history_of_group
from services.registration.queries.mentors import registry
from services.registration.queries.wishes import wishes_of
from services.registration.schemas.registrations import RegistrationShown
from services.registration.service import Web
from services.registration.tables import Consideration, Statistics
from shared.clock import real_now
from shared.errors import Forbidden, NotFound
from shared.people import Person, links, sessions
from shared.people.tables import Role
from shared.work import ANONYMOUS, Actor
from tests.registration.bad_input.everything import ACTIONS, Everything
from tests.registration.conftest import START
from tests.registration.test_ideas import WORDING
from tests.registration.test_mentors import offered

ROLES = (
    "member_coordinator",
    "member_admin",
    "project_manager",
    "leadership",
    "payroll_finance",
    "funder",
    "auditor",
    "training_provider",
    "dpo",
    "mentor",
    "supervisor",
)
ORGANISATIONS = ("opelix", "hyria", "tavastia")
CELLS = list(product(ROLES, ORGANISATIONS))
RUNS_CALLS = ("member_coordinator", "project_manager")
READS = (*RUNS_CALLS, "auditor")


def somebody(season, role, organisation):
    person = season.person(f"joku{organisation}", organisation)
    return Actor("person", person.id, (Role(role, organisation, date(2010, 1, 1)),))


def allowed(season, actor, command, *args):
    try:
        season.do(command, *args, actor=actor)
    except (Forbidden, NotFound):
        return False
    return True


def call_of(scope, organisation):
    return {
        "kind": "verme",
        "title": {"fi": "Verme"},
        "scope": scope,
        "organisation": organisation,
        "reporting_year": 2013,
        "opens_at": START,
        "groups": [],
    }


def cells(roles, *organisations):
    return {cell for cell in CELLS if cell[0] in roles and cell[1] in organisations}


def test_calls_are_written_by_who_runs_them_network_ones_by_the_network_internal_ones_by_the_member(season):
    network, internal = set(), set()
    for cell in CELLS:
        actor = somebody(season, *cell)
        network |= {cell} if allowed(season, actor, calls.create_call, call_of("network", None)) else set()
        internal |= {cell} if allowed(season, actor, calls.create_call, call_of("internal", "hyria")) else set()
    assert network == cells(RUNS_CALLS, "opelix")
    assert internal == cells(RUNS_CALLS, "hyria")


def test_registrations_are_read_whole_by_the_network_own_ones_by_the_member_none_by_others(season):
    group = season.group_of(season.call())
    season.register(group.id, "aino")
    season.register(group.id, "olli", employer="tavastia", email="olli.malli@tavastia.example")
    seen = {}
    for cell in CELLS:
        with season.runtime.work(somebody(season, *cell)) as work, suppress(Forbidden):
            seen[cell] = [each["person"]["organisation"] for each in queries.registrations_of(work, group.id)]
    assert seen.keys() == cells(READS, *ORGANISATIONS)
    for (_, organisation), found in seen.items():
        assert found == (["hyria", "tavastia"] if organisation == "opelix" else [organisation])


def test_an_approval_is_recorded_by_who_runs_the_call_or_the_members_own_coordinator_and_given_by_nobodys_role(season):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    recorded = set()
    for cell in CELLS:
        actor = somebody(season, *cell)
        assert not allowed(season, actor, approvals.approve, one, actor.person_id)
        assert not allowed(season, actor, approvals.deny, one, actor.person_id, "other", None)
        if allowed(season, actor, approvals.approve_by_phone, one, "E", date(2013, 6, 5)):
            recorded.add(cell)
    assert recorded == cells(RUNS_CALLS, "opelix", "hyria")


def test_another_supervisor_is_asked_by_who_runs_the_call_or_the_members_own_coordinator(season):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    asked = set()
    for cell in CELLS:
        address = f"{cell[0].replace('_', '.')}@hyria.example"
        if allowed(season, somebody(season, *cell), approvals.change_supervisor, one, address):
            asked.add(cell)
    assert asked == cells(RUNS_CALLS, "opelix", "hyria")


def test_nobody_records_an_approval_of_their_own(season):
    one = season.register(season.group_of(season.call()).id, "aino")
    own = Actor("person", season.registration(one).person_id, (Role("member_coordinator", "hyria", date(2010, 1, 1)),))
    with pytest.raises(OwnMatter):
        season.do(approvals.approve_by_phone, one, "Esihenkilö", date(2013, 6, 5), actor=own)


def test_the_text_of_a_denial_is_shown_to_no_role(season):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    season.deny(one, "budget", "Salaisuus")
    seen = {}
    for cell in CELLS:
        with season.runtime.work(somebody(season, *cell)) as work, suppress(NotFound):
            seen[cell] = queries.registration_view(work, one)
    assert seen.keys() == cells(READS, "opelix", "hyria")
    for shown in seen.values():
        assert "Salaisuus" not in str(shown)
        assert "budget" not in str(RegistrationShown().dump(shown))
        assert shown["state"] == "denied"


def test_contact_details_are_listed_within_the_bounds_of_the_role(season):
    for each in ORGANISATIONS:
        season.person("aino", each)
    seen = {}
    for cell in CELLS:
        with season.runtime.work(somebody(season, *cell)) as work, suppress(Forbidden):
            seen[cell] = {each.organisation for each in get_people(None, work)}
    assert seen.keys() == cells((*READS, "member_admin"), *ORGANISATIONS)
    for (role, organisation), found in seen.items():
        assert found == ({*ORGANISATIONS} if role == "project_manager" else {organisation})


def test_a_participant_reads_the_own_registration_and_nobody_elses(season):
    group = season.group_of(season.call())
    one, other = season.register(group.id, "aino"), season.register(group.id, "eero")
    own = season.registration(one).person_id
    with season.runtime.work() as work:
        assert queries.own_registration(work, one, own)["state"] == "awaiting_supervisor"
        with pytest.raises(NotFound):
            queries.own_registration(work, other, own)


def test_a_supervisor_reads_the_own_peoples_registrations_without_the_others(season):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    season.register(group.id, "eero", supervisor_email="muu.malli@hyria.example")
    boss = season.registration(one).supervisor_id
    with season.runtime.work() as work:
        assert [each["id"] for each in queries.of_supervisor(work, boss)["waiting"]] == [one]
        assert boss in list(work.session.scalars(select(Person.id)))


def test_cards_are_written_by_the_members_own_and_by_the_project_manager_for_all(season):
    row = {"first_name": "Uusi", "last_name": "Ihminen", "email": "uusi@hyria.example", "organisation": "hyria"}
    wrote = set()
    for cell in CELLS:
        actor = somebody(season, *cell)
        if allowed(season, actor, imports.require_importer):
            wrote |= (
                {cell} if not season.do(imports.import_people, [row], dry_run=True, actor=actor).problems else set()
            )
    managers = cells(("project_manager",), *ORGANISATIONS)
    assert wrote == cells(("member_coordinator", "member_admin"), "hyria") | managers


def test_ideas_are_decided_on_by_who_is_in_charge_and_read_by_everybody(season):
    network, own, read = set(), set(), set()
    for cell in CELLS:
        actor = somebody(season, *cell)
        network |= {cell} if allowed(season, actor, ideas.enter_idea, "opelix", WORDING) else set()
        own |= {cell} if allowed(season, actor, ideas.enter_idea, "hyria", WORDING) else set()
        read |= {cell} if allowed(season, actor, idea_queries.ideas) else set()
    assert network == cells(("project_manager",), "opelix")
    assert own == cells(RUNS_CALLS, "hyria")
    assert read == set(CELLS)


def test_mentors_are_read_and_accepted_by_the_members_coordinator_and_the_project_manager(season):
    mentor = offered(season)
    read, accepts = set(), set()
    for cell in CELLS:
        actor = somebody(season, *cell)
        with season.runtime.work(actor) as work, suppress(Forbidden):
            read |= {cell} if any(each.person.id == mentor.id for each in registry(work)) else set()
        if allowed(season, actor, mentors.record_training, mentor.id, {"training": "none"}):
            accepts.add(cell)
    expected = cells(("project_manager",), *ORGANISATIONS) | cells(("member_coordinator",), "hyria")
    assert (read, accepts) == (expected, expected)


def test_what_members_told_the_mentor_is_read_by_no_role(season):
    group = season.group_of(season.call())
    one = season.register(group.id, "aino")
    season.approve(one)
    season.do(wishes.tell_mentor, one, "Salaisuus", None)
    assert not any(allowed(season, somebody(season, *cell), wishes_of, group.id) for cell in CELLS)


MARK = "told-in-trust"
TELLS = {
    "statistics": lambda each: (registrations.give_statistics, each, "female", "early"),
    "consideration": lambda each: (considerations.allow_consideration, each),
    "wishes": lambda each: (wishes.tell_mentor, each, "x", None),
}


@pytest.mark.parametrize("what", TELLS)
def test_what_somebody_tells_of_themselves_is_written_by_nobody_else(season, what):
    group = season.group_of(season.call())
    one, other = season.register(group.id, "aino"), season.register(group.id, "eero")
    season.approve(one)
    season.approve(other)
    own, boss = season.registration(one).person_id, season.registration(one).supervisor_id
    mentor = season.person("mentori", "tavastia").id
    others = [season.registration(other).person_id, boss, mentor, uuid4()]
    told = TELLS[what](one)
    assert not any(allowed(season, somebody(season, *cell), *told) for cell in CELLS)
    assert not any(allowed(season, Actor(kind, each, ()), *told) for each in others for kind in ("person", "link"))
    assert not allowed(season, ANONYMOUS, *told)
    assert all(allowed(season, Actor(kind, own, ()), *told) for kind in ("person", "link"))


@pytest.fixture
def told(season):
    """Everything, one who told it, and the addresses at which others may look: one of each kind, or those about her."""
    everything = Everything(season)
    one = season.registration(everything.ids[1])
    season.do(registrations.give_statistics, one.id, "female", "early", "never")
    season.do(considerations.allow_consideration, one.id, gender="female", career_stage="early")
    with season.runtime.work() as work:
        work.session.execute(update(Statistics).values(gender=MARK, career_stage=MARK, cpd_earlier=MARK))
        work.session.execute(update(Consideration).values(gender=MARK, career_stage=MARK))
    until, settings = season.clock.now() + timedelta(days=60), season.runtime.settings
    own = {links.mint(settings, each, one.id, one.person_id, until) for each in ACTIONS.values()}
    shown = [each for table in Web.routes for each in table if "GET" in each.methods or each.kind == "form"]
    paths = []
    for found in ([*everything.paths(each)] for each in shown):
        about = [each for each in found if str(one.id) in each or str(one.person_id) in each]
        paths += [each for each in about or found[:1] if not any(token in each for token in own)]
    return everything, one, paths


def test_what_somebody_told_for_statistics_or_to_be_considered_is_shown_to_no_role(season, told):
    """Counted by reporting, considered by scheduling; of registration's pages only one's own show it."""
    everything, one, paths = told
    assert MARK in signed_in(everything, one.person_id).get("/registration/own-data").text
    mentor = season.person("mentori", "tavastia").id
    held = [each for each in ROLES if each != "training_provider"]  # decision 30: no card holds it
    readers = [reader_everywhere(season, each) for each in held]
    for reader in (*readers, mentor, one.supervisor_id, season.registration(everything.ids[0]).person_id, None):
        client = signed_in(everything, reader)
        assert not [path for path in paths if MARK in client.get(path).text], reader


def reader_everywhere(season, role):
    card = {"first_name": "Lukija", "last_name": "Malli", "email": f"{role}@hyria.example", "organisation": "hyria"}
    roles = [people.role_row(role, each, people.ALWAYS) for each in ORGANISATIONS]
    return season.do(people.register_person, **card, roles=roles).id


def signed_in(everything, person_id):
    client = Client(everything.app)
    if person_id:
        value = sessions.begin(everything.settings, person_id, remember=False, now=real_now())
        client.set_cookie(sessions.COOKIE, value)
    return client


def test_history_is_read_by_who_reads_the_groups_registrations(season):
    group = season.group_of(season.call())
    season.register(group.id, "aino")
    read = {cell for cell in CELLS if allowed(season, somebody(season, *cell), history_of_group, group.id)}
    assert read == cells(READS, "opelix")


@pytest.mark.parametrize(
    ("what", "role"), [(erasures.of_organisations, "dpo"), (erasures.evidence, "auditor")], ids=["wishes", "evidence"]
)
def test_what_became_of_the_erased_is_read_by_the_officer_and_evidence_by_the_auditor(season, what, role):
    assert {cell for cell in CELLS if allowed(season, somebody(season, *cell), what)} == cells((role,), *ORGANISATIONS)
