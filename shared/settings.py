"""The settings of one process: frozen, typed, read once.

Every fault is reported at once, with the variable's name and an example. A secret may be given as
`NAME_FILE`, the path of a file that holds it.
"""

import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from shared.errors import ConfigurationError

_EXAMPLES = {
    "VERTAIS_DATABASE_URL": "postgresql+psycopg2://vertais:secret@postgres/vertais_{service}",
    "AMQP_URI": "pyamqp://{user}:{password}@rabbitmq:5672/vertais",
    "VERTAIS_SECRET": "the output of: openssl rand -hex 32",
    "VERTAIS_NETWORK_FILE": "/etc/vertais/network.yml",
    "VERTAIS_BASE_URL": "https://verme.example.org",
    "VERTAIS_SMTP_URL": "smtp://mail.example.org:25",
    "VERTAIS_MAIL_FROM": "verme@example.org",
    "VERTAIS_HTTP_ADDRESS": "127.0.0.1:8000",
    "VERTAIS_CLOCK": "real",
    "VERTAIS_LOG": "json",
    "VERTAIS_DEPLOYMENT": "hub",
    "VERTAIS_CALENDARS_FROM": "public",
    "VERTAIS_ERASURE_JOURNAL": "/var/lib/vertais/erased.jsonl",
    "VERTAIS_NEIGHBOURS": "http://{service}-web:8000",
}


@dataclass(frozen=True)
class Settings:
    """What a process was told by its environment."""

    deployment: str
    network_file: Path
    database_url_template: str
    amqp_uri_template: str
    secret: str
    base_url: str
    smtp_url: str
    mail_from: str
    http_address: str
    clock: str
    log: str
    calendars_from: str = "public"
    neighbours: str = ""
    erasure_journal: Path | None = None

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> "Settings":
        """Read the environment. Raises ConfigurationError that names every fault."""
        return _Reader(environment).settings()

    @property
    def clock_is_settable(self) -> bool:
        """Whether domain time may be set: demonstrations and tests only."""
        return self.clock == "settable"

    @property
    def single_user_broker(self) -> bool:
        """Whether AMQP_URI names one fixed user, so that there are no walls in the broker."""
        return "{user}" not in self.amqp_uri_template

    def database_url(self, service: str) -> str:
        """The address of a service's own database."""
        return self.database_url_template.replace("{service}", service)

    def neighbour(self, service: str) -> str:
        """Where another service of this deployment answers for a page of the same reader."""
        return (self.neighbours or self.base_url).replace("{service}", service)

    def amqp_uri(self, service: str) -> str:
        """The broker's address for this deployment's user of a service."""
        user = broker_user(self.deployment, service)
        password = broker_password(self.secret, user)
        return self.amqp_uri_template.replace("{user}", user).replace("{password}", password)


def broker_user(deployment: str, service: str) -> str:
    """The broker user, and the queue, of a service in a deployment: `hub.registration`."""
    return f"{deployment}.{service}"


def broker_password(secret: str, user: str) -> str:
    """The password of a broker user, derived from the secret of the deployment that provisions the broker."""
    return hmac.new(secret.encode(), f"broker:{user}".encode(), hashlib.sha256).hexdigest()


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.faults: list[str] = []

    def settings(self) -> Settings:
        found = Settings(
            deployment=self.text("VERTAIS_DEPLOYMENT", "hub"),
            network_file=self.file("VERTAIS_NETWORK_FILE"),
            database_url_template=self.url("VERTAIS_DATABASE_URL", {"postgresql+psycopg2"}),
            amqp_uri_template=self.url("AMQP_URI", {"pyamqp"}),
            secret=self.secret("VERTAIS_SECRET"),
            base_url=self.url("VERTAIS_BASE_URL", {"http", "https"}).rstrip("/"),
            smtp_url=self.url("VERTAIS_SMTP_URL", {"smtp", "smtps", "smtp+starttls"}),
            mail_from=self.text("VERTAIS_MAIL_FROM", "vertaisverkko@example.org"),
            http_address=self.text("VERTAIS_HTTP_ADDRESS", "127.0.0.1:8000"),
            clock=self.choice("VERTAIS_CLOCK", "real", {"real", "settable"}),
            log=self.choice("VERTAIS_LOG", "json", {"json", "console"}),
            calendars_from=self.choice("VERTAIS_CALENDARS_FROM", "public", {"public", "anywhere"}),
            erasure_journal=self.written_file("VERTAIS_ERASURE_JOURNAL"),
            neighbours=self.text("VERTAIS_NEIGHBOURS", "").rstrip("/"),
        )
        if self.faults:
            raise ConfigurationError(
                "The settings are not usable:\n" + "\n".join(f"  - {each}" for each in self.faults)
            )
        return found

    def value(self, name: str) -> str | None:
        if path := self.environment.get(f"{name}_FILE"):
            try:
                return Path(path).read_text().strip()
            except OSError as error:
                self.fault(name, f"{name}_FILE cannot be read: {error.strerror}")
                return None
        return self.environment.get(name) or None

    def fault(self, name: str, what: str) -> str:
        self.faults.append(f"{what} (example: {name}={_EXAMPLES[name]})")
        return ""

    def text(self, name: str, default: str) -> str:
        return self.value(name) or default

    def choice(self, name: str, default: str, allowed: set[str]) -> str:
        value = self.text(name, default)
        return value if value in allowed else self.fault(name, f"{name} must be one of {', '.join(sorted(allowed))}")

    def file(self, name: str) -> Path:
        value = self.value(name)
        if value is None:
            return Path(self.fault(name, f"{name} is missing"))
        if not Path(value).is_file():
            self.fault(name, f"{name} names no file: {value}")
        return Path(value)

    def written_file(self, name: str) -> Path | None:
        value = self.value(name)
        if value is not None and not Path(value).parent.is_dir():
            self.fault(name, f"{name} lies in no folder: {value}")
        return Path(value) if value else None

    def url(self, name: str, schemes: set[str]) -> str:
        value = self.value(name)
        if value is None:
            return self.fault(name, f"{name} is missing")
        if urlsplit(value).scheme not in schemes:
            return self.fault(name, f"{name} must start with {' or '.join(f'{each}://' for each in sorted(schemes))}")
        return value

    def secret(self, name: str) -> str:
        value = self.value(name)
        if value is None:
            return self.fault(name, f"{name} is missing")
        if len(value) < 32:
            return self.fault(name, f"{name} is too short: at least 32 characters")
        return value
