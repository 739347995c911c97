"""Every service is made alike: the same names, a complete manifest, and no more than it says."""

import ast
import re
from pathlib import Path

import pytest

from shared.bus.topology import ONLY_READER
from shared.contracts.people import AccountUseV1, ErasureAnswerV1, IntroductionV1, PersonV1
from shared.database import Projected, Published
from shared.database.base import KitBase
from shared.plugins import Manifest, manifests
from shared.privacy.classes import CLASSES
from shared.privacy.declared import declared
from shared.privacy.kit import KIT_RETENTION
from shared.privacy.rules import Rule, retention_of

ROOT = Path(__file__).parents[2]
NEEDED = {"__init__", "plugin", "service", "domain", "commands", "queries", "subscriptions", "tables", "migrations"}
ALLOWED = NEEDED | {"privacy", "api", "schemas", "pages", "templates", "translations"}
LANGUAGES = {"fi", "sv", "en"}
LONGEST = 250
OF_PEOPLE = re.compile(r"person_id|mentor_id|supervisor_id|contact_id|proposer_id|decider_id|member_ids|_by$")
# Lists of others that say nothing of their own: copies of what registration tells, the wish itself.
NOT_ONES_OWN = {
    "registration": {"erasures", "known_participations"},
    "scheduling": {"known_groups"},
}

of_every_service = pytest.mark.parametrize("service", manifests().values(), ids=lambda each: each.name)


def folder(service: Manifest) -> Path:
    return ROOT / service.package.replace(".", "/")


def programs() -> list[Path]:
    found = [path for part in ("services", "shared") for path in sorted((ROOT / part).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


@of_every_service
def test_a_service_has_the_names_that_every_service_has(service):
    names = {path.stem for path in folder(service).iterdir() if path.name != "__pycache__"}
    assert names >= NEEDED
    assert names <= ALLOWED


@of_every_service
def test_a_manifest_is_complete(service):
    assert set(service.titles) == LANGUAGES
    assert service.package == f"services.{service.name}"
    assert all(each.path.startswith(f"/{service.name}/") for each in (*service.menu, *service.public))


@of_every_service
def test_both_processes_are_the_manifests_service(service):
    declared = service.load("service")
    assert (declared.Web.name, declared.Events.name) == (service.name, service.name)
    followed = service.load("subscriptions")
    assert (declared.Events.subscriptions, declared.Events.timers) == (followed.subscriptions, followed.timers)


@of_every_service
def test_what_a_service_subscribes_to_is_kept_and_nothing_else(service):
    kept = set(service.load("subscriptions").subscriptions.tables)
    assert kept - {PersonV1} == set(service.subscribes) - {PersonV1}


@of_every_service
def test_what_a_service_publishes_is_what_its_tables_hold(service):
    tables = [each.class_ for each in service.load("tables").Base.registry.mappers]
    held = {each.contract for each in tables if issubclass(each, Published)}
    kits = {PersonV1, IntroductionV1, ErasureAnswerV1, AccountUseV1}
    assert held - kits == set(service.publishes) - kits
    assert all(each.contract not in service.publishes for each in tables if issubclass(each, Projected))


def test_only_one_service_reads_what_one_alone_may_read():
    for contract, reader in ONLY_READER.items():
        assert [name for name, service in manifests().items() if contract in service.subscribes] == [reader]


@of_every_service
def test_a_table_of_its_own_says_what_it_holds(service):
    own = [each.class_ for each in service.load("tables").Base.registry.mappers]
    silent = [each.__name__ for each in own if not issubclass(each, Projected) and not each.__dict__.get("__doc__")]
    assert silent == []


def test_every_module_says_what_it_is_for():
    parsed = {path: ast.parse(path.read_text(encoding="utf-8")) for path in programs()}
    silent = [str(path.relative_to(ROOT)) for path, tree in parsed.items() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_no_module_is_too_long_to_read():
    lines = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in programs()}
    assert {path: number for path, number in lines.items() if number > LONGEST} == {}


@of_every_service
def test_every_table_that_names_people_is_told_of_to_them(service):
    """Columns that hold ids of people are in `privacy.py`, so that nobody's data is left out of the own data page."""
    known = declared(service)
    told = {each.table.__tablename__ for each in known}
    tables = service.load("tables").Base.metadata.tables.values()
    naming = {table.name for table in tables if any(OF_PEOPLE.search(each.name) for each in table.columns)}
    assert naming - told - NOT_ONES_OWN.get(service.name, set()) == set()


@of_every_service
def test_every_table_has_a_class_and_a_rule_or_a_reason_to_stay(service):
    """Projections follow what their owner publishes."""
    tables = [each.class_ for each in service.load("tables").Base.registry.mappers]
    own = {each for each in tables if not issubclass(each, Projected)}
    assert own == {each.table for each in retention_of(service)}


def test_every_table_of_the_kit_has_a_class_and_a_rule_or_a_reason_to_stay():
    assert {each.class_ for each in KitBase.registry.mappers} == {each.table for each in KIT_RETENTION}


@of_every_service
def test_every_rule_names_a_class_that_there_is(service):
    named = {each.retention for each in (*retention_of(service), *KIT_RETENTION) if isinstance(each, Rule)}
    assert named <= set(CLASSES)
