"""`network.yml`: which organisations exist, which deployments, and who serves what.

For each (service, organisation, instant) exactly one deployment acts: the one that names it, else the hub.
Overlaps are refused when the file is read. The file is the same in every deployment.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml

from shared.clock import local_date
from shared.errors import ConfigurationError, OrganisationHasLeft
from shared.network.schema import checked

HUB = "hub"
DIRECTORY = "registration"  # everybody's cards are in one place (docs/adr/0012)
APPROVAL = ("required", "inform", "none")  # whether supervisors are asked (E.15)
TRAINING = ("not_said", "recognised")  # whether verme counts as in-service training (ledger R69, R92)
POLICIES = {"approval": APPROVAL, "in_service_training": TRAINING}


@dataclass(frozen=True)
class Organisation:
    """A member, or the network itself. `names` are valid from their dates on."""

    slug: str
    names: tuple[tuple[date, dict[str, str]], ...]
    units: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    policies: dict[str, str] = field(default_factory=dict)
    retention: dict[str, str] = field(default_factory=dict)
    holds: dict[str, date] = field(default_factory=dict)  # until when nothing of a class is deleted
    services: dict[str, dict[str, Any]] = field(default_factory=dict)  # settings by service, which checks its own
    breaks: tuple[tuple[date, date], ...] = ()
    administrators: tuple[dict[str, str], ...] = ()
    leaves: date | None = None  # the last day in the network (H1)

    @property
    def recognises_verme(self) -> bool:
        """Whether taking part counts as in-service training here."""
        return self.policies.get("in_service_training") == "recognised"

    def name(self, language: str, on: date) -> str:
        """The name valid on a day in a language, else in Finnish."""
        valid = [names for since, names in self.names if since <= on] or [self.names[0][1]]
        return valid[-1].get(language) or valid[-1]["fi"]

    def has_left(self, on: date) -> bool:
        """Whether the last day in the network was before a day."""
        return self.leaves is not None and self.leaves < on


@dataclass(frozen=True)
class Deployment:
    """A place where services run."""

    slug: str
    base_url: str
    active: bool = True


@dataclass(frozen=True)
class Serving:
    """A deployment that acts for organisations in services from a day on."""

    deployment: str
    services: frozenset[str] | None
    organisations: frozenset[str] | None
    since: date = date.min

    def covers(self, service: str, organisation: str, on: date) -> bool:
        return (
            (self.services is None or service in self.services)
            and (self.organisations is None or organisation in self.organisations)
            and self.since <= on
        )


@dataclass(frozen=True)
class Network:
    """The whole file."""

    slug: str
    languages: tuple[str, ...]
    organisations: dict[str, Organisation]
    deployments: dict[str, Deployment]
    serves: tuple[Serving, ...]
    operator: dict[str, str]

    @classmethod
    def read(cls, path: Path) -> "Network":
        """Read and check the file. Raises ConfigurationError that names every fault."""
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
        except (OSError, yaml.YAMLError) as error:
            raise ConfigurationError(f"{path} cannot be read: {error}") from error
        return cls.from_dict(content, source=str(path))

    @classmethod
    def from_dict(cls, content: Any, source: str = "network.yml") -> "Network":
        """Build and check a network from the file's content."""
        network = _built(checked(content, source))
        if found := list(_contradictions(network)):
            raise ConfigurationError(f"{source} contradicts itself:\n" + "\n".join(f"  - {each}" for each in found))
        return network

    def acting(self, service: str, organisation: str, at: datetime) -> str:
        """The one deployment that acts for an organisation's records in a service at an instant."""
        day = local_date(at)
        named = [each for each in self.serves if each.deployment != HUB and each.covers(service, organisation, day)]
        return named[0].deployment if named else HUB

    def acts(self, deployment: str, service: str, organisation: str, at: datetime) -> bool:
        """Whether this deployment acts, rather than observes."""
        return organisation in self.organisations and self.acting(service, organisation, at) == deployment

    def has_left(self, organisation: str, on: date) -> bool:
        """Whether an organisation of the network has left it before a day."""
        known = self.organisations.get(organisation)
        return known is not None and known.has_left(on)

    def require_staying(self, organisation: str, on: date, field: str | None = None) -> None:
        """Raises OrganisationHasLeft, at a field of a form, for one whose people begin nothing new (H1)."""
        if self.has_left(organisation, on):
            raise OrganisationHasLeft(field)

    def runs(self, service: str) -> bool:
        """Whether any deployment serves it at all."""
        return any(each.services is None or service in each.services for each in self.serves)

    def observed_by(self, deployment: str) -> tuple[str, ...] | None:
        """Organisations whose events reach a deployment; None: all of them (the hub)."""
        if deployment == HUB:
            return None
        own = [each.organisations for each in self.serves if each.deployment == deployment and each.organisations]
        return tuple(sorted(set().union(*own)))

    def services_of(self, deployment: str, known: tuple[str, ...]) -> tuple[str, ...]:
        """Services that a deployment runs, of those known."""
        served = [each.services for each in self.serves if each.deployment == deployment]
        if None in served:
            return known
        names = set().union(*(each for each in served if each is not None))
        return tuple(each for each in known if each in names)

    def active_deployments(self) -> Iterator[Deployment]:
        """The deployments that take part."""
        return (each for each in self.deployments.values() if each.active)


def _built(data: dict[str, Any]) -> Network:
    organisations = [_organisation(each) for each in data["organisations"]]
    return Network(
        slug=data["slug"],
        languages=tuple(data["languages"]),
        organisations={each.slug: each for each in organisations},
        deployments={each["slug"]: Deployment(**each) for each in data["deployments"]},
        serves=tuple(Serving(**each) for each in data["serves"]),
        operator=data["operator"],
    )


def _organisation(data: dict[str, Any]) -> Organisation:
    names = [(each["since"], {key: name for key, name in each.items() if key != "since"}) for each in data["names"]]
    return Organisation(
        slug=data["slug"],
        names=tuple(sorted(names, key=itemgetter(0))),
        units=tuple(data["units"]),
        email_domains=tuple(data["email_domains"]),
        policies=data["policies"],
        retention=data["retention"],
        holds=data["holds"],
        services=data["services"],
        breaks=tuple((each["first"], each["last"]) for each in data["breaks"]),
        administrators=tuple(data["administrators"]),
        leaves=data["leaves"],
    )


def _contradictions(network: Network) -> Iterator[str]:
    for organisation in network.organisations.values():
        for name, known in POLICIES.items():
            if (given := organisation.policies.get(name, known[0])) not in known:
                yield f"{organisation.slug}'s policy {name} is {given}: must be {', '.join(known)}"
    if HUB not in network.deployments:
        yield "there is no deployment named hub"
    if network.slug not in network.organisations:
        yield f"the network's own organisation {network.slug} is missing"
    for each in network.serves:
        if each.deployment not in network.deployments:
            yield f"serves names the unknown deployment {each.deployment}"
        for slug in sorted((each.organisations or frozenset()) - network.organisations.keys()):
            yield f"serves names the unknown organisation {slug}"
    members = [each for each in network.serves if each.deployment != HUB]
    for index, one in enumerate(members):
        if one.organisations is None or network.slug in one.organisations:
            yield f"{one.deployment} cannot serve the whole network: only the hub does"
        if one.services is None or DIRECTORY in one.services:
            yield f"{one.deployment} cannot serve {DIRECTORY}: only the hub does, so name the services without it"
        for other in members[index + 1 :]:
            if one.deployment != other.deployment and _overlap(one, other):
                yield f"{one.deployment} and {other.deployment} serve the same service for the same organisation"


def _overlap(one: Serving, other: Serving) -> bool:
    services = one.services is None or other.services is None or one.services & other.services
    organisations = one.organisations is None or other.organisations is None or one.organisations & other.organisations
    return bool(services) and bool(organisations)
