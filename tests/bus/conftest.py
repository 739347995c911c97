"""The test service, with a fresh database each time, alone or on a broker with a writer beside it."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import func, select

from shared.contracts.people import PersonV1, StatisticsV1
from shared.contracts.registration import CallV1, GroupV1, RegistrationV1
from shared.contracts.scheduling import MeetingV1, ParticipationV1
from shared.database.kit import FailedEvent
from shared.network import Network
from shared.plugins import Manifest
from shared.testing.broker import Broker, eventually
from shared.testing.running import Running, free_address
from shared.work import Runtime
from tests.bus.library.plugin import manifest
from tests.bus.library.tables import KnownGroup, Letter

REGISTRATION = Manifest(
    "registration", "tests.bus.library", {}, publishes=(PersonV1, StatisticsV1, CallV1, GroupV1, RegistrationV1)
)
SCHEDULING = Manifest("scheduling", "tests.bus.library", {}, publishes=(MeetingV1, ParticipationV1))
SERVICES = {"registration": REGISTRATION, "scheduling": SCHEDULING, "reporting": manifest}
QUEUE = "hub.reporting"


@pytest.fixture
def library(runtime_of: Callable[..., Runtime]) -> Runtime:
    return runtime_of(manifest)


@dataclass
class Library:
    """The test service as a real process on a real broker."""

    runtime: Runtime
    broker: Broker
    folder: Path
    processes: list[Running] = field(default_factory=list)

    def start(self, *, wait: bool = True) -> Running:
        settings = self.runtime.settings
        command = [sys.executable, "-m", "tests.bus.library"]
        log = self.folder / f"library-{len(self.processes)}.log"
        addressed = type(settings)(**{**vars(settings), "http_address": free_address()})
        self.processes.append(Running(addressed, command, log))
        return self.processes[-1].start(wait=wait)

    def groups(self) -> int:
        with self.runtime.sessions() as session:
            return session.scalar(select(func.count()).select_from(KnownGroup).where(KnownGroup.version > 0))

    def has(self, group_id: UUID, seconds: float = 10) -> bool:
        """Whether a group arrives within the time."""

        def arrived() -> bool:
            with self.runtime.sessions() as session:
                return session.get(KnownGroup, group_id) is not None

        return bool(eventually(arrived, seconds))

    def letters(self) -> list[tuple[UUID, int]]:
        with self.runtime.sessions() as session:
            return [(row.group_id, row.occasion) for row in session.scalars(select(Letter))]

    def failed(self) -> list[FailedEvent]:
        with self.runtime.sessions() as session:
            return list(session.scalars(select(FailedEvent).order_by(FailedEvent.first_at)))


@pytest.fixture
def on_broker(
    broker: Broker, network: Network, runtime_of: Callable[..., Runtime], tmp_path: Path
) -> Iterator[Library]:
    """The test service on a provisioned broker; `start()` runs it."""
    broker.provision(network, SERVICES)
    found = Library(runtime_of(manifest, amqp_uri_template=broker.uri_template), broker, tmp_path)
    yield found
    for each in found.processes:
        each.stop()
