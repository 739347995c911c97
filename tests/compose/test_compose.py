"""The containers as an operator starts them: the whole network, and one service alone."""

import secrets
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from rich.console import Console

from shared.cli import demo

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.compose, pytest.mark.timeout(1800)]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def environment(profiles: str, port: int) -> str:
    return "\n".join(
        [
            f"COMPOSE_PROFILES={profiles}",
            f"VERTAIS_SECRET={secrets.token_hex(32)}",
            f"POSTGRES_PASSWORD={secrets.token_hex(16)}",
            f"RABBITMQ_PASSWORD={secrets.token_hex(16)}",
            f"VERTAIS_BASE_URL=http://127.0.0.1:{port}",
            "VERTAIS_SMTP_URL=smtp://inbox:2525",
            "VERTAIS_CLOCK=settable",
            f"VERTAIS_PORT={port}",
            f"VERTAIS_TLS_PORT={free_port()}",
        ]
    )


@contextmanager
def deployment(folder: Path, profiles: str, *options: str, home: str = "registration") -> Iterator[str]:
    """The containers of some profiles, healthy; removed with their data at the end."""
    port = free_port()
    (folder / "env").write_text(environment(profiles, port) + f"\nVERTAIS_HOME={home}\n")
    compose = ["docker", "compose", "--project-name", f"vertais-{folder.name}", "--env-file", str(folder / "env")]
    try:
        run(*compose, "up", "--build", "--wait", "--wait-timeout", "400", *options)
        yield f"http://127.0.0.1:{port}"
    except BaseException:
        run(*compose, "ps", "--all", check=False)
        run(*compose, "logs", "--tail", "60", check=False)
        raise
    finally:
        run(*compose, "down", "--volumes", "--timeout", "5", check=False)


def run(*command: str, check: bool = True) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    print(done.stdout[-20000:], done.stderr[-5000:])
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    found = tmp_path / f"c{secrets.token_hex(3)}"
    found.mkdir()
    yield found
    shutil.rmtree(found, ignore_errors=True)


def test_the_season_plays_in_containers_with_two_replicas_of_two_services(folder: Path) -> None:
    replicas = ("--scale", "scheduling-events=2", "--scale", "notifications-events=2")
    with deployment(folder, "all,demo", *replicas) as address:
        assert demo.play(address, folder, Console()) == 0


def test_shadowing_alone_is_healthy_and_serves_its_pages(folder: Path) -> None:
    with deployment(folder, "shadowing", home="shadowing") as address:
        assert requests.get(f"{address}/shadowing/", timeout=10).status_code == 200
        assert requests.get(f"{address}/registration/", timeout=30).status_code == 503
