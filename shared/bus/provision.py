"""Bringing the broker to a plan: by the management API with users and rights, or by plain AMQP without.

Both only add; `prune` removes what no plan has. Safe to run again at any time: nothing that holds events is
deleted by `apply`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

import requests
from kombu import Connection

from shared.bus.topology import QUEUE_ARGUMENTS, Plan, Queue
from shared.settings import broker_password

MARKS = "provisioned."


class ProvisioningFailed(Exception):
    """The broker refused; the text says what."""


@dataclass
class ManagementApi:
    """The broker's management API, with an administrator's rights."""

    url: str
    vhost: str

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.auth = (parts.username or "guest", parts.password or "guest")
        address = f"{parts.hostname}:{parts.port or 15672}"
        self.base = urlunsplit((parts.scheme, address, parts.path.rstrip("/") + "/api", "", ""))

    def call(self, method: str, *path: str, body: Any = None, missing_ok: bool = False) -> Any:
        """One request; the decoded answer. Raises ProvisioningFailed with the broker's reason."""
        address = "/".join([self.base, *(quote(each, safe="") for each in path)])
        try:
            answer = self.session.request(method, address, json=body, timeout=10)
        except requests.RequestException as error:
            raise ProvisioningFailed(f"The broker's management API does not answer: {type(error).__name__}") from error
        if answer.status_code == 404 and missing_ok:
            return None
        if answer.status_code >= 400:
            raise ProvisioningFailed(f"{method} {'/'.join(path)}: {answer.status_code} {answer.text[:200]}")
        return answer.json() if answer.content else None

    def apply(self, plan: Plan, secret: str) -> None:
        """Make the vhost, users, exchanges, queues, bindings and rights of a plan."""
        self.call("PUT", "vhosts", self.vhost, body={})
        administrator = self.session.auth[0]  # type: ignore[index]
        everything = {"configure": ".*", "write": ".*", "read": ".*"}
        self.call("PUT", "permissions", self.vhost, administrator, body=everything)
        for exchange in [*plan.exchanges, *(each.mark for each in plan.queues)]:
            self.call("PUT", "exchanges", self.vhost, exchange, body={"type": "topic", "durable": True})
        for queue in plan.queues:
            self._make_queue(queue)
        for user in plan.users:
            self._make_user(user, broker_password(secret, user.name))

    def _make_queue(self, queue: Queue) -> None:
        self.call("PUT", "queues", self.vhost, queue.name, body={"durable": True, "arguments": QUEUE_ARGUMENTS})
        present = {(each["source"], each["routing_key"]) for each in self.bindings(queue.name)}
        for exchange, key in sorted(set(queue.bindings) - present):
            path = ("bindings", self.vhost, "e", exchange, "q", queue.name)
            self.call("POST", *path, body={"routing_key": key, "arguments": {}})

    def _make_user(self, user: Any, password: str) -> None:
        self.call("PUT", "users", user.name, body={"password": password, "tags": ""})
        rights = {"configure": user.configure, "write": user.write, "read": user.read}
        self.call("PUT", "permissions", self.vhost, user.name, body=rights)
        for exchange, keys in user.topics:
            body = {"exchange": exchange, "write": keys, "read": "^$"}
            self.call("PUT", "topic-permissions", self.vhost, user.name, body=body)

    def bindings(self, queue: str) -> Iterable[dict[str, Any]]:
        """A queue's bindings to exchanges that have a name."""
        return [each for each in self.call("GET", "queues", self.vhost, queue, "bindings") if each["source"]]

    def prune(self, plan: Plan) -> list[str]:
        """Remove bindings, users, marks and empty queues that the plan does not have; what was removed."""
        removed = [*self._prune_users(plan), *self._prune_queues(plan)]
        marks = {each.mark for each in plan.queues}
        for exchange in self.call("GET", "exchanges", self.vhost):
            if exchange["name"].startswith(MARKS) and exchange["name"] not in marks:
                self.call("DELETE", "exchanges", self.vhost, exchange["name"], missing_ok=True)
                removed.append(f"mark {exchange['name']}")
        return removed

    def _prune_users(self, plan: Plan) -> Iterable[str]:
        wanted = {each.name for each in plan.users}
        for permission in self.call("GET", "vhosts", self.vhost, "permissions"):
            name = permission["user"]
            if "." in name and name not in wanted:
                self.call("DELETE", "users", name, missing_ok=True)
                yield f"user {name}"

    def _prune_queues(self, plan: Plan) -> Iterable[str]:
        wanted = {each.name: set(each.bindings) for each in plan.queues}
        for queue in self.call("GET", "queues", self.vhost):
            if (name := queue["name"]) not in wanted:
                self.call("DELETE", "queues", self.vhost, name, missing_ok=True)
                yield f"queue {name}"
                continue
            for each in self.bindings(name):
                if (each["source"], each["routing_key"]) not in wanted[name]:
                    path = ("bindings", self.vhost, "e", each["source"], "q", name, each["properties_key"])
                    self.call("DELETE", *path, missing_ok=True)
                    yield f"binding {name} {each['source']} {each['routing_key']}"


def apply_by_amqp(uri: str, plan: Plan) -> None:
    """Make exchanges, queues and bindings with one user that may do everything: there are no walls."""
    with Connection(uri, connect_timeout=5) as connection:
        channel = connection.default_channel
        for exchange in [*plan.exchanges, *(each.mark for each in plan.queues)]:
            channel.exchange_declare(exchange, "topic", durable=True, auto_delete=False)
        for queue in plan.queues:
            channel.queue_declare(queue.name, durable=True, auto_delete=False, arguments=QUEUE_ARGUMENTS)
            for exchange, key in queue.bindings:
                channel.queue_bind(queue.name, exchange, key)
