"""A fresh vhost on the test's broker, provisioned like a real one, with walls."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import amqp

from shared.bus.envelope import CONTENT_TYPE, Event
from shared.bus.provision import ManagementApi
from shared.bus.topology import Plan, plan
from shared.network import Network
from shared.plugins import Manifest
from shared.settings import broker_password


@dataclass
class Broker:
    """One vhost; `uri_template` is what a process gets as AMQP_URI."""

    api: ManagementApi
    uri_template: str
    admin_uri: str
    secret: str

    def provision(self, network: Network, manifests: Mapping[str, Manifest]) -> Plan:
        """Bring the vhost to the network's plan. Users of this vhost alone are made."""
        wanted = plan(network, manifests)
        self.api.apply(wanted, self.secret)
        return wanted

    @contextmanager
    def channel(self, user: str | None = None) -> Iterator[Any]:
        """A channel with confirms, as the administrator or as a service's user."""
        parts = urlsplit(self.admin_uri)
        name, password = (user, broker_password(self.secret, user)) if user else (parts.username, parts.password)
        connection = amqp.Connection(
            host=f"{parts.hostname}:{parts.port}",
            userid=name,
            password=password,
            virtual_host=self.api.vhost,
            confirm_publish=True,
        )
        connection.connect()
        try:
            yield connection.channel()
        finally:
            connection.collect()

    def publish(self, *events: Event, user: str | None = None, **properties: Any) -> None:
        """Publish events as their source's user does, or as you say."""
        for event in events:
            _, deployment, service = event.source.split("/")
            speaker = f"{deployment}.{service}"
            own: dict[str, Any] = {"content_type": CONTENT_TYPE, "delivery_mode": 2, "user_id": speaker}
            key = f"{event.type.versioned_name}.{event.organisation}"
            self.send(event.contract.stream, key, event.body, user or speaker, **(own | properties))

    def send(self, exchange: str, key: str, body: bytes, user: str | None = None, **properties: Any) -> None:
        """Publish any message; returns when the broker has confirmed it."""
        with self.channel(user) as channel:
            channel.basic_publish_confirm(amqp.Message(body, **properties), exchange, key)

    def depth(self, queue: str) -> int:
        """Messages that wait in a queue; those being worked on are not counted."""
        with self.channel() as channel:
            return int(channel.queue_declare(queue, passive=True).message_count)


@contextmanager
def fresh_vhost(admin_url: str, amqp_uri: str, secret: str) -> Iterator[Broker]:
    """A vhost that is deleted at the end."""
    vhost = f"test-{uuid4().hex[:12]}"
    api = ManagementApi(admin_url, vhost)
    parts = urlsplit(amqp_uri)
    host = parts.netloc.rpartition("@")[2]
    template = urlunsplit(("pyamqp", f"{{user}}:{{password}}@{host}", f"/{vhost}", "", ""))
    admin = urlunsplit((parts.scheme, parts.netloc, f"/{vhost}", "", ""))
    api.call("PUT", "vhosts", vhost, body={})
    try:
        yield Broker(api, template, admin, secret)
    finally:
        api.call("DELETE", "vhosts", vhost, missing_ok=True)


def eventually(question: Callable[[], Any], seconds: float = 10.0) -> Any:
    """Ask until the answer is true, or the time is over; the last answer."""
    deadline = time.monotonic() + seconds
    while not (answer := question()) and time.monotonic() < deadline:
        time.sleep(0.05)
    return answer


def as_source(event: Event, source: str) -> Event:
    """The same event, said to come from another source."""
    return replace(event, source=source, body=event.body.replace(event.source.encode(), source.encode()))
