"""The gate: what a message must be before anything of it is believed.

Size, content type, attributes, known type, routing key, sender, schema. Who sent it is what the broker has checked
(`user_id`), never what a header says; headers are dropped. What fails is kept with its reason, and not logged.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import orjson

from shared.bus.envelope import CONTENT_TYPE, Event, InvalidData, check, read
from shared.contracts import EventType, event_type
from shared.contracts.base import TYPE_PREFIX
from shared.contracts.export import UUID_PATTERN
from shared.network import HUB, Network

LARGEST = 256 * 1024
NEWEST = 2**53
TYPE = re.compile(rf"{TYPE_PREFIX}\.[a-z_]+\.[a-z_]+\.v[0-9]{{1,4}}")
SOURCE = re.compile(r"/([a-z0-9-]+)/([a-z0-9_-]+)")
UUID_TEXT = re.compile(UUID_PATTERN)
TEXTS = ("id", "source", "type", "subject", "time", "organisation")


class Refused(Exception):
    """A message breaks a rule of the gate; `reason` is a code, `detail` quotes nothing that was sent."""

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(reason, detail)


class UnknownType(Exception):
    """A well-formed event of a type, or a major version, that this program does not know yet."""


@dataclass(frozen=True)
class Delivery:
    """A message as it came off the queue."""

    tag: int
    body: bytes
    routing_key: str
    content_type: str | None = None
    user_id: str | None = None
    cc: tuple[str, ...] = ()
    headers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Gate:
    """The gate of one queue. Without `walls` (a single broker user) the sender cannot be checked."""

    network: Network
    deployment: str
    queue: str
    walls: bool = True

    def admit(self, delivery: Delivery) -> Event:
        """The event. Raises Refused or UnknownType."""
        if len(delivery.body) > LARGEST:
            raise Refused("too_large", f"{len(delivery.body)} bytes")
        if delivery.content_type != CONTENT_TYPE:
            raise Refused("content_type")
        attributes = self.attributes(delivery.body)
        deployment, service = self.sender(attributes, delivery)
        known = known_type(attributes["type"])
        self.check_address(attributes, known, delivery, deployment)
        self.check_speaker(attributes, known, deployment, service)
        return parsed(attributes, delivery.body)

    def attributes(self, body: bytes) -> dict[str, Any]:
        """The envelope's attributes, each of the right kind."""
        return attributes_of(body)

    def sender(self, attributes: dict[str, Any], delivery: Delivery) -> tuple[str, str]:
        """Deployment and service of the sender, as the broker has checked them."""
        named = SOURCE.fullmatch(attributes["source"])
        if named is None:
            raise Refused("source")
        deployment, service = named.groups()
        if self.walls and delivery.user_id != f"{deployment}.{service}":
            raise Refused("sender", "the broker's user is not the source")
        if deployment not in self.network.deployments:
            raise Refused("sender", "unknown deployment")
        if delivery.cc and deployment != HUB:
            raise Refused("cc", "only the hub may address others")
        return deployment, service

    def check_address(self, attributes: dict[str, Any], known: EventType, delivery: Delivery, deployment: str) -> None:
        """The routing key says what the event says, and it is one that this queue is for."""
        prefix, organisation = known.versioned_name, attributes["organisation"]
        if organisation not in self.network.organisations:
            raise Refused("organisation")
        own = f"{prefix}.{organisation}"
        if delivery.routing_key not in (own, f"{own}.to.{self.queue}"):
            raise Refused("routing_key")
        mine = self.network.observed_by(self.deployment)
        if mine is None or organisation in mine or delivery.routing_key != own:
            return
        if not {f"{prefix}.{each}" for each in mine} & set(delivery.cc):
            raise Refused("not_for_us")

    def check_speaker(self, attributes: dict[str, Any], known: EventType, deployment: str, service: str) -> None:
        """The contract's producer speaks, from the deployment that acted for the organisation then."""
        anybody = known.contract.producer == "*"
        if not anybody and known.contract.producer != service:
            raise Refused("producer")
        at = datetime.fromisoformat(attributes["time"])
        acts = self.network.acts(deployment, service, attributes["organisation"], at)
        if not acts and not (anybody and deployment == HUB):
            raise Refused("not_acting")


def attributes_of(body: bytes) -> dict[str, Any]:
    """The attributes of an envelope, each of the right kind. Raises Refused."""
    try:
        found = orjson.loads(body)
    except (orjson.JSONDecodeError, RecursionError):
        raise Refused("not_json") from None
    if not isinstance(found, dict) or not isinstance(found.get("data"), dict):
        raise Refused("not_an_event")
    if b"\\u0000" in body:
        raise Refused("nul")
    for name in TEXTS:
        if not isinstance(found.get(name), str):
            raise Refused("attribute", name)
    if found.get("specversion") != "1.0":
        raise Refused("attribute", "specversion")
    _check_values(found)
    return found


def _check_values(found: dict[str, Any]) -> None:
    for name in ("id", "subject"):
        if not UUID_TEXT.fullmatch(found[name]):
            raise Refused("attribute", name)
    version = found.get("version")
    if type(version) is not int or not 0 < version < NEWEST:
        raise Refused("attribute", "version")
    if not _is_instant(found["time"]):
        raise Refused("attribute", "time")
    if found["data"].get("id") != found["subject"]:
        raise Refused("attribute", "subject")
    if found["data"].get("organisation") != found["organisation"]:
        raise Refused("attribute", "organisation")
    for name in ("correlationid", "causationid"):
        if not isinstance(found.get(name), str | None) or len(found.get(name) or "") > 100:
            raise Refused("attribute", name)


def _is_instant(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def known_type(name: str) -> EventType:
    """The event type of a name. Raises UnknownType, or Refused when it is no name of ours at all."""
    if not TYPE.fullmatch(name):
        raise Refused("attribute", "type")
    try:
        return event_type(name)
    except KeyError:
        raise UnknownType(name) from None


def parsed(attributes: dict[str, Any], body: bytes) -> Event:
    """An event whose attributes are right, its data checked against the contract. Raises Refused."""
    known = known_type(attributes["type"])
    try:
        check(known, attributes["data"])
        event = read(attributes, body)
        if not event.gone:
            _check_occasions(event)
    except InvalidData as error:
        raise Refused("schema", str(error)) from None
    except (KeyError, ValueError, OverflowError, TypeError):
        raise Refused("values") from None
    return event


def _check_occasions(event: Event) -> None:
    for each in event.data["occasions"].values():
        if not 0 < each["version"] <= event.version or datetime.fromisoformat(each["at"]).tzinfo is None:
            raise Refused("occasions")
