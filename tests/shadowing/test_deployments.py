"""A member that runs shadowing for its own people: its own pairs here, the network's at the hub."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from services.shadowing import commands
from services.shadowing.domain import errors
from shared.testing.network import CONTENT
from tests.shadowing.conftest import BEGIN, PEOPLE, World, id_of

HYRIA = {
    "deployments": [*CONTENT["deployments"], {"slug": "hyria", "base_url": "http://hyria.example"}],
    "serves": [
        *CONTENT["serves"],
        {"deployment": "hyria", "services": ["shadowing"], "organisations": ["hyria"], "since": "2013-01-01"},
    ],
}


@pytest.fixture
def network_file(tmp_path: Path) -> Path:
    path = tmp_path / "network.yml"
    path.write_text(yaml.safe_dump(CONTENT | HYRIA, allow_unicode=True), encoding="utf-8")
    return path


def world_at(deployment: str, runtime_of: Any, clock: Any, event: Any, deliver: Any, tick: Any, emitted: Any) -> World:
    clock.set(BEGIN)
    made = World(runtime_of("shadowing", deployment), clock, event, deliver, tick, emitted)
    deliver(made.runtime, made.call(), *(made.person(name) for name in PEOPLE))
    return made


@pytest.fixture
def at(runtime_of: Any, clock: Any, event: Any, deliver: Any, tick: Any, emitted: Any) -> Any:
    return lambda deployment: world_at(deployment, runtime_of, clock, event, deliver, tick, emitted)


def test_a_member_runs_its_own_internal_pairs(at: Any) -> None:
    world, internal = at("hyria"), uuid4()
    own = world.call(
        internal, scope="internal", organisation="hyria", contact_id=id_of("kaija"), source="/hub/registration"
    )
    world.deliver(world.runtime, own)
    world.invite("anna", "cecilia", call=internal)
    world.do("cecilia", commands.accept_invitation, world.period_id)
    assert world.last()["organisation"] == "hyria"


@pytest.mark.parametrize("deployment, address", [("hyria", "http://hub.example"), ("hub", "http://hyria.example")])
def test_a_pair_that_is_handled_elsewhere_is_refused_with_the_address(at: Any, deployment: str, address: str) -> None:
    world, call = at(deployment), uuid4()
    terms = {"scope": "internal", "organisation": "hyria"} if deployment == "hub" else {}
    world.deliver(world.runtime, world.call(call, **terms))
    with pytest.raises(errors.ServedElsewhere) as refused:
        world.invite("anna", "cecilia", call=call)
    assert refused.value.data == {"address": address}
