"""The environment of the processes of an instance: names are fixed, values are this instance's.

What is given from outside (AMQP_URI, VERTAIS_DATABASE_URL, VERTAIS_SMTP_URL) is passed on and not started here.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from shared.cli.machine.folders import ROOT
from shared.cli.stack import postgres, rabbitmq
from shared.cli.stack.instance import Instance

HOST = "127.0.0.1"
EXAMPLE_NETWORK = ROOT / "examples" / "opelix-2013" / "network.yml"


@dataclass(frozen=True)
class Addresses:
    """Where everything of a running instance is found."""

    instance: Instance
    ports: dict[str, int]
    clock: str = "real"

    def http(self, name: str) -> str:
        return f"http://{HOST}:{self.ports[name]}"

    @property
    def base_url(self) -> str:
        return self.http("web")

    @property
    def inbox_url(self) -> str:
        return f"{self.base_url}/inbox/"

    @property
    def database_url(self) -> str:
        """With `{service}` literally, for a process or a test to fill in."""
        password = self.instance.secrets["postgres"]
        own = f"postgresql+psycopg2://{postgres.ADMIN}:{password}@{HOST}:{self.ports['postgres']}/vertais_{{service}}"
        return os.environ.get("VERTAIS_DATABASE_URL") or own

    @property
    def postgres_dsn(self) -> str:
        password = self.instance.secrets["postgres"]
        return f"postgresql://{postgres.ADMIN}:{password}@{HOST}:{self.ports['postgres']}/postgres"

    @property
    def amqp_admin_uri(self) -> str:
        return given_broker() or self.amqp(rabbitmq.ADMIN, self.instance.secrets["rabbitmq"])

    @property
    def amqp_uri(self) -> str:
        """With `{user}` and `{password}` literally, unless one user was given from outside."""
        return given_broker() or self.amqp("{user}", "{password}")

    def amqp(self, user: str, password: str) -> str:
        return f"pyamqp://{user}:{password}@{HOST}:{self.ports['amqp']}/{rabbitmq.VHOST}"

    @property
    def broker_admin_url(self) -> str | None:
        """The management API; None when the broker is given from outside without it."""
        if given_broker():
            return os.environ.get("VERTAIS_BROKER_ADMIN_URL")
        return f"http://{rabbitmq.ADMIN}:{self.instance.secrets['rabbitmq']}@{HOST}:{self.ports['management']}"

    @property
    def smtp_url(self) -> str:
        return os.environ.get("VERTAIS_SMTP_URL") or f"smtp://{HOST}:{self.ports['smtp']}"

    def env_for(self, service: str | None = None) -> dict[str, str]:
        """What a service process, or without a name `vertais setup`, finds in its environment."""
        values = {
            "VERTAIS_DEPLOYMENT": os.environ.get("VERTAIS_DEPLOYMENT", "hub"),
            "VERTAIS_NETWORK_FILE": str(network_file()),
            "VERTAIS_DATABASE_URL": self.database_url,
            "AMQP_URI": self.amqp_uri,
            "VERTAIS_SECRET": self.instance.secrets["secret"],
            "VERTAIS_BASE_URL": self.base_url,
            "VERTAIS_SMTP_URL": self.smtp_url,
            "VERTAIS_MAIL_FROM": os.environ.get("VERTAIS_MAIL_FROM", "vertaisverkko@example.org"),
            "VERTAIS_ERASURE_JOURNAL": str(self.instance.folder / "erased.jsonl"),
            "VERTAIS_CLOCK": self.clock,
            "VERTAIS_LOG": os.environ.get("VERTAIS_LOG", "json"),
        }
        return values | (self.for_setup() if service is None else {"VERTAIS_HTTP_ADDRESS": self.http(service)[7:]})

    def for_setup(self) -> dict[str, str]:
        admin = {"VERTAIS_BROKER_ADMIN_URL": self.broker_admin_url} if self.broker_admin_url else {}
        return {"VERTAIS_BROKER_VHOST": os.environ.get("VERTAIS_BROKER_VHOST", rabbitmq.VHOST), **admin}


def given_broker() -> str | None:
    """`amqp://` would let a C library that eventlet cannot interrupt take over, were it installed."""
    given = os.environ.get("AMQP_URI")
    return given.replace("amqp://", "pyamqp://", 1) if given and given.startswith("amqp://") else given


def network_file() -> Path:
    """The network's own, else the example: a stack that was just made ready has something to show."""
    own = Path(os.environ.get("VERTAIS_NETWORK_FILE") or ROOT / "network.yml")
    return own if own.exists() or "VERTAIS_NETWORK_FILE" in os.environ else EXAMPLE_NETWORK
