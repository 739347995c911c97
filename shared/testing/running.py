"""Real service processes for tests."""

import os
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from shared.settings import Settings
from shared.testing.broker import eventually

VARIABLES = {
    "VERTAIS_DEPLOYMENT": "deployment",
    "VERTAIS_NETWORK_FILE": "network_file",
    "VERTAIS_DATABASE_URL": "database_url_template",
    "AMQP_URI": "amqp_uri_template",
    "VERTAIS_SECRET": "secret",
    "VERTAIS_BASE_URL": "base_url",
    "VERTAIS_SMTP_URL": "smtp_url",
    "VERTAIS_MAIL_FROM": "mail_from",
    "VERTAIS_HTTP_ADDRESS": "http_address",
    "VERTAIS_CLOCK": "clock",
    "VERTAIS_LOG": "log",
}


@dataclass
class Running:
    """One process of a service."""

    settings: Settings
    command: list[str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{self.settings.http_address}"

    def start(self, *, wait: bool = True) -> "Running":
        """Start; returns when /readyz says so. AssertionError with the log when it does not within 30 s."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, env=environment(self.settings), stdout=log, stderr=log)
        if wait:
            assert eventually(self.is_ready, 30), self.log.read_text()[-3000:]
        return self

    def is_ready(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(self.log.read_text()[-3000:])
        try:
            return requests.get(f"{self.url}/readyz", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """As the machine does when memory runs out."""
        self.send(signal.SIGKILL)

    def stop(self, patience: float = 25) -> int:
        """In good order; the exit code."""
        self.send(signal.SIGTERM, patience)
        assert self.process is not None
        return int(self.process.returncode)

    def send(self, sign: signal.Signals, patience: float = 10) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(sign)
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def get(self, path: str, **more: Any) -> requests.Response:
        return requests.get(self.url + path, timeout=10, allow_redirects=False, **more)

    def post(self, path: str, **more: Any) -> requests.Response:
        headers = {"X-Requested-By": "vertais", **more.pop("headers", {})}
        return requests.post(self.url + path, timeout=10, allow_redirects=False, headers=headers, **more)


def environment(settings: Settings) -> dict[str, str]:
    """The environment of a process with these settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VERTAIS_", "AMQP_"))}
    return kept | {name: str(getattr(settings, field)) for name, field in VARIABLES.items()}


def free_address() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{probe.getsockname()[1]}"


def vertais(*words: str) -> list[str]:
    """A command line of `vertais`."""
    return [sys.executable, "-m", "shared.cli.main", *words]
