"""What the broker must have: exchanges, queues, bindings, users and their rights; computed, not yet applied.

Derived from `network.yml` and the manifests alone. A user writes its own exchanges, a member deployment's with its
own organisations' keys only; it reads its own queue, and configures nothing.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from shared.contracts import Aggregate, event_types_of
from shared.contracts.people import (
    AccountUseV1,
    ConsiderationV1,
    ErasureAnswerV1,
    ErasureV1,
    IntroductionV1,
    PersonV1,
    StatisticsV1,
)
from shared.errors import ConfigurationError
from shared.network import HUB, Network
from shared.plugins import Manifest
from shared.settings import broker_user

QUEUE_ARGUMENTS = {
    "x-queue-type": "quorum",
    "x-delivery-limit": 1_000_000,
    "x-max-length-bytes": 1_073_741_824,
    "x-overflow": "drop-head",
}
ONLY_READER = {
    StatisticsV1: "reporting",
    IntroductionV1: "registration",
    ConsiderationV1: "scheduling",
    ErasureAnswerV1: "registration",
    AccountUseV1: "registration",
}
WORD = "[a-z0-9_-]+"


@dataclass(frozen=True)
class Queue:
    """The one queue of a service in a deployment; bindings are (exchange, key)."""

    name: str
    bindings: tuple[tuple[str, str], ...]

    @property
    def mark(self) -> str:
        """The exchange whose presence says that exactly these bindings were made."""
        digest = hashlib.sha256(repr((self.bindings, sorted(QUEUE_ARGUMENTS.items()))).encode()).hexdigest()
        return f"provisioned.{self.name}.{digest[:12]}"


@dataclass(frozen=True)
class User:
    """Permissions as regular expressions; `topics` are (exchange, keys that may be written)."""

    name: str
    write: str
    read: str
    topics: tuple[tuple[str, str], ...]
    configure: str = "^$"


@dataclass(frozen=True)
class Plan:
    """Everything that the broker must have for the given deployments."""

    exchanges: tuple[str, ...]
    queues: tuple[Queue, ...]
    users: tuple[User, ...]

    def lines(self) -> Iterable[str]:
        """The plan for people."""
        yield from (f"exchange {each}" for each in self.exchanges)
        for queue in self.queues:
            yield f"queue {queue.name}"
            yield from (f"  bound to {exchange} by {key}" for exchange, key in queue.bindings)
        for user in self.users:
            yield f"user {user.name}: writes {user.write}, reads {user.read}"
            yield from (f"  keys on {exchange}: {keys}" for exchange, keys in user.topics)


def plan(network: Network, manifests: Mapping[str, Manifest]) -> Plan:
    """The plan of the whole network: all active deployments and the services that they run."""
    pairs = [
        (deployment.slug, manifests[name])
        for deployment in network.active_deployments()
        for name in network.services_of(deployment.slug, tuple(manifests))
    ]
    streams = {each for manifest in manifests.values() for each in streams_of(manifest)}
    exchanges = streams | {"people.events"} | {each.stream for each in ONLY_READER}
    return Plan(
        tuple(sorted(exchanges)),
        tuple(queue(network, deployment, manifest) for deployment, manifest in pairs),
        tuple(_user(network, deployment, manifest) for deployment, manifest in pairs),
    )


def subscribed(manifest: Manifest) -> tuple[type[Aggregate], ...]:
    """The contracts that reach a service. Raises ConfigurationError for what it may not read."""
    for contract, reader in ONLY_READER.items():
        if contract in manifest.subscribes and manifest.name != reader:
            raise ConfigurationError(f"{manifest.name} may not subscribe to {contract.aggregate}: only {reader} may.")
    known = (*manifest.publishes, *manifest.subscribes)
    return (*manifest.subscribes, *(each for each in (PersonV1, ErasureV1) if each not in known))


def streams_of(manifest: Manifest) -> set[str]:
    """The exchanges that a service writes."""
    told = {IntroductionV1.stream, ErasureAnswerV1.stream}
    answers = set() if manifest.name == ONLY_READER[IntroductionV1] else told
    own = {f"{manifest.name}.events", AccountUseV1.stream} | {each.stream for each in manifest.publishes}
    return own | answers


def queue(network: Network, deployment: str, manifest: Manifest) -> Queue:
    """The queue of a service in a deployment."""
    name = broker_user(deployment, manifest.name)
    organisations = network.observed_by(deployment) or ("*",)
    bindings = {(each.stream, f"*.*.*.to.{name}") for each in subscribed(manifest)}
    for contract in subscribed(manifest):
        for event_type in event_types_of(contract):
            bindings |= {(contract.stream, f"{event_type.versioned_name}.{each}") for each in organisations}
    return Queue(name, tuple(sorted(bindings)))


def _user(network: Network, deployment: str, manifest: Manifest) -> User:
    name, streams = broker_user(deployment, manifest.name), sorted(streams_of(manifest))
    own = network.observed_by(deployment)
    organisations = f"({'|'.join(own)})" if own else WORD
    keys = rf"^{WORD}\.v[0-9]+\.{organisations}(\.to\.{WORD}\.{WORD})?$"
    write = "^({})$".format("|".join(each.replace(".", r"\.") for each in streams))
    return User(name, write, "^{}$".format(name.replace(".", r"\.")), tuple((each, keys) for each in streams))


def expected_readers(network: Network, manifests: Mapping[str, Manifest], contract: type[Aggregate]) -> list[str]:
    """The queues that should hear of a contract's events, at least those of all organisations."""
    found = []
    for manifest in manifests.values():
        if contract in subscribed(manifest) and manifest.name in network.services_of(HUB, tuple(manifests)):
            found.append(broker_user(HUB, manifest.name))
    return found
