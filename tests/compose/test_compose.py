"""The containers as an operator starts them: the whole network, and some services alone."""

import secrets
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest
import requests
from rich.console import Console

from shared.cli import demo

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("registration", "scheduling", "shadowing", "notifications", "reporting")
REPLICATED = ("scheduling-web", "scheduling-events", "notifications-events")
SECRETS = ("VERTAIS_SECRET", "POSTGRES_PASSWORD", "RABBITMQ_PASSWORD")
JOURNAL = "/var/lib/vertais/erased.jsonl"
ERASES = """
from uuid import UUID
from shared.plugins import manifest
from shared.privacy.erasure import forget
from shared.settings import Settings
from shared.work import Runtime
with Runtime.build(manifest("{service}"), Settings.read()).work() as work:
    forget(work, [UUID("{person}")], "hyria")
"""
pytestmark = [pytest.mark.compose, pytest.mark.timeout(1800)]


@dataclass(frozen=True)
class Deployment:
    """The containers of some profiles."""

    compose: tuple[str, ...]
    address: str

    def status_of(self, path: str) -> int:
        return requests.get(f"{self.address}{path}", timeout=30).status_code

    def inside(self, container: str, *command: str) -> subprocess.CompletedProcess[str]:
        return run(*self.compose, "exec", "-T", container, *command, check=False)

    def logs(self, container: str) -> list[str]:
        """The log lines of each replica."""
        found = run(*self.compose, "ps", "--quiet", container).stdout.split()
        return [run("docker", "logs", each).stdout for each in found]


def run(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise AssertionError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"[-9000:])
    return done


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def environment(profiles: str, home: str, port: int) -> str:
    chosen = {
        "COMPOSE_PROFILES": profiles,
        "VERTAIS_HOME": home,
        "VERTAIS_BASE_URL": f"http://127.0.0.1:{port}",
        "VERTAIS_SMTP_URL": "smtp://inbox:2525",
        "VERTAIS_CLOCK": "settable",
        "VERTAIS_PORT": port,
        "VERTAIS_TLS_PORT": free_port(),
    }
    return "\n".join(f"{name}={value}" for name, value in (chosen | {each: new_secret() for each in SECRETS}).items())


def new_secret() -> str:
    return secrets.token_hex(32)


@contextmanager
def deployed(profiles: str, home: str, *options: str) -> Iterator[Deployment]:
    """Built, started and healthy; removed with its data at the end."""
    name, port = f"vertais-test-{secrets.token_hex(3)}", free_port()
    settings = ROOT / ".vertais" / f"{name}.env"
    settings.parent.mkdir(exist_ok=True)
    settings.write_text(environment(profiles, home, port))
    compose = ("docker", "compose", "--project-name", name, "--env-file", str(settings))
    try:
        run(*compose, "up", "--build", "--wait", "--wait-timeout", "400", *options)
        yield Deployment(compose, f"http://127.0.0.1:{port}")
    except BaseException:
        print(run(*compose, "ps", "--all", check=False).stdout)
        print(run(*compose, "logs", "--tail", "60", check=False).stdout)
        raise
    finally:
        run(*compose, "down", "--volumes", "--timeout", "5", check=False)
        settings.unlink()


@pytest.fixture(scope="module", params=["shadowing", "registration,scheduling"])
def some_services(request: pytest.FixtureRequest) -> Iterator[tuple[Deployment, list[str]]]:
    chosen = request.param.split(",")
    with deployed(request.param, chosen[0]) as found:
        yield found, chosen


def test_the_season_plays_in_containers_with_replicas(tmp_path: Path) -> None:
    """The mails equal the hand-written list, so no replica has done what another did."""
    scaled = [word for each in REPLICATED for word in ("--scale", f"{each}=2")]
    with deployed("all,demo", "registration", *scaled) as network:
        assert demo.play(network.address, tmp_path, Console()) == 0
        assert all('"mail sent"' in log for log in network.logs("notifications-events"))


def test_services_that_were_chosen_serve_their_pages_and_the_others_are_away(some_services) -> None:
    network, chosen = some_services
    answers = {each: network.status_of(f"/{each}/") for each in SERVICES}
    assert answers == {each: 200 if each in chosen else 503 for each in SERVICES}


def test_the_front_page_leads_to_a_service_that_runs(some_services) -> None:
    network, chosen = some_services
    assert requests.get(network.address, timeout=30).url == f"{network.address}/{chosen[0]}/"


def test_the_gateway_has_the_pages_assets_and_passes_no_health_page_on(some_services) -> None:
    network, _ = some_services
    paths = ("/assets/vertaisverkko.css", "/assets/vendor/htmx.min.js", "/favicon.ico", "/readyz", "/metrics")
    assert [network.status_of(each) for each in paths] == [200, 200, 200, 404, 404]


def test_a_container_is_not_root_and_writes_nowhere_but_in_its_own_memory(some_services) -> None:
    network, chosen = some_services
    for container in (f"{chosen[0]}-web", f"{chosen[0]}-events", "gateway"):
        assert network.inside(container, "id", "-u").stdout.strip() == "10001"
        assert "Read-only file system" in network.inside(container, "touch", "/written").stderr
        assert network.inside(container, "touch", "/tmp/written").returncode == 0


def test_the_journal_of_the_erased_outlives_the_containers(some_services) -> None:
    network, (service, *_) = some_services
    for container in (f"{service}-web", f"{service}-events"):
        erased = network.inside(container, "python", "-c", ERASES.format(service=service, person=uuid4()))
        assert erased.returncode == 0, erased.stderr
    before = network.inside(f"{service}-web", "cat", JOURNAL).stdout
    assert len(before.splitlines()) == 2
    run(*network.compose, "down", "--timeout", "5")
    assert network.inside(f"{service}-web", "true").returncode != 0
    run(*network.compose, "up", "--wait", "--wait-timeout", "400")
    assert network.inside(f"{service}-events", "cat", JOURNAL).stdout == before
    replayed = network.inside(f"{service}-events", "vertais", "privacy", "replay", service, "--journal", JOURNAL)
    assert f"{service}: 2 erasures replayed." in replayed.stdout, replayed.stderr


@pytest.mark.parametrize("missing", SECRETS)
def test_no_password_has_a_default(tmp_path: Path, missing: str) -> None:
    given = "\n".join(f"{each}={new_secret()}" for each in SECRETS if each != missing)
    example = (ROOT / ".env.example").read_text()
    (tmp_path / "env").write_text(f"{example}\n{given}\n{missing}=\n")
    done = run("docker", "compose", "--env-file", str(tmp_path / "env"), "config", "--quiet", check=False)
    assert done.returncode != 0
    assert f"{missing} is missing a value" in done.stderr


def test_the_example_environment_with_secrets_filled_in_is_complete(tmp_path: Path) -> None:
    given = "\n".join(f"{each}={new_secret()}" for each in SECRETS)
    (tmp_path / "env").write_text((ROOT / ".env.example").read_text() + f"\n{given}\n")
    done = run("docker", "compose", "--env-file", str(tmp_path / "env"), "config", "--quiet")
    assert done.stderr == ""
