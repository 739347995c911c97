"""A hub and the member deployment `tavastia`, both running the test service, on one broker with walls."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shared.network import Network
from shared.testing import network as testing_network
from shared.testing.broker import Broker
from shared.work import Runtime
from tests.bus.conftest import SERVICES, Library
from tests.bus.library.plugin import manifest


@pytest.fixture
def network_file(tmp_path: Path) -> Path:
    return testing_network.write(tmp_path, with_member=True)


@dataclass
class Federation:
    """Both deployments and the broker between them."""

    broker: Broker
    hub: Library
    tavastia: Library


@pytest.fixture
def federation(
    broker: Broker, network: Network, runtime_of: Callable[..., Runtime], tmp_path: Path
) -> Iterator[Federation]:
    broker.provision(network, SERVICES)
    uri = {"amqp_uri_template": broker.uri_template}
    folders = {name: tmp_path / name for name in ("hub", "tavastia")}
    for each in folders.values():
        each.mkdir()
    made = {name: Library(runtime_of(manifest, name, **uri), broker, folder) for name, folder in folders.items()}
    yield Federation(broker, made["hub"], made["tavastia"])
    for library in made.values():
        for each in library.processes:
            each.stop()
