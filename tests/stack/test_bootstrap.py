"""The bootstrap: what it says when it cannot, and that it does nothing twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from shared.cli import bootstrap
from shared.cli.machine import apt, assets, broker, doctor, lock, steps
from shared.cli.machine.folders import ROOT
from shared.cli.machine.messages import MachineLacks, StepFailed
from shared.cli.stack import instance, ports
from shared.cli.stack.instance import Instance


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "shared/cli/bootstrap.py", *words]
    return subprocess.run(command, cwd=ROOT, env=os.environ | env, capture_output=True, text=True, timeout=60)


def test_a_second_setup_does_nothing_and_says_nothing():
    run("setup")
    done = run("setup")
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_an_unknown_command_is_told_the_known_ones():
    done = run("instal")
    assert done.returncode == 2
    assert "setup|assets" in done.stderr


@pytest.mark.parametrize("version", [(3, 10, 12), (3, 14, 0)])
def test_an_unfit_python_is_named_with_what_to_pass(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(MachineLacks, match=r"M2: Python 3.11 to 3.13 is needed, this is 3\.1.*PY="):
        bootstrap.check_python()


def test_without_debian_and_without_a_broker_the_setup_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(broker, "installed_at", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("AMQP_URI", raising=False)
    with pytest.raises(MachineLacks, match="M4: No RabbitMQ"):
        broker.ensure_broker()


def test_a_failed_download_is_no_broker_either(monkeypatch):
    def offline(*args: object, **named: object) -> None:
        raise StepFailed(["apt-get"], "no network")

    monkeypatch.setattr(broker, "installed_at", lambda: None)
    monkeypatch.setattr(broker, "extract", offline)
    monkeypatch.delenv("AMQP_URI", raising=False)
    with pytest.raises(MachineLacks, match="M4"):
        broker.ensure_broker()


def test_a_given_broker_needs_no_download(monkeypatch):
    monkeypatch.setattr(broker, "extract", lambda *args, **named: pytest.fail("downloads"))
    monkeypatch.setattr(broker, "installed_at", lambda: None)
    monkeypatch.setenv("AMQP_URI", "pyamqp://elsewhere")
    assert broker.ensure_broker() is None


def test_folders_of_another_user_are_named(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    with pytest.raises(MachineLacks, match=f"M7: {ROOT}: belongs to another user"):
        doctor.check_ownership()


def test_a_user_without_a_name_is_told_before_postgresql_fails(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 4711)
    monkeypatch.delenv("VERTAIS_DATABASE_URL", raising=False)
    assert "M5" in [fault.code for fault in doctor.faults()]


def test_what_leads_pip_astray_is_dropped_and_its_settings_are_kept(monkeypatch):
    for name in ("PIP_TARGET", "PYTHONHOME", "PIP_CONFIG_FILE"):
        monkeypatch.setenv(name, "given")
    assert {name for name, value in steps.clean_env().items() if value == "given"} == {"PIP_CONFIG_FILE"}


def test_the_lock_files_belong_to_what_they_were_made_from():
    assert lock.stale_locks() == []


def test_a_changed_requirement_makes_the_lock_stale(monkeypatch, tmp_path):
    changed = tmp_path / "requirements.in"
    changed.write_text("nameko\n")
    monkeypatch.setattr(lock, "REQUIREMENTS", changed)
    assert lock.stale_locks() == ["constraints.txt"]


@pytest.mark.parametrize("file", ["constraints.txt", "package-lock.json"])
def test_the_lock_files_name_no_registry(file):
    text = (ROOT / file).read_text()
    assert '"resolved"' not in text
    assert "--index-url" not in text


def test_an_upgraded_stylesheet_that_hides_its_typeface_elsewhere_is_refused():
    with pytest.raises(StepFailed, match=r"expected \(2, 58\), found \(1, 0\)"):
        assets.own_typeface("@font-face{font-family:x}body{}")


def test_extraction_takes_the_broker_erlang_and_missing_libraries_only(monkeypatch):
    plan = "\n".join(
        f"Inst {name} (1)" for name in ("erlang-base", "libncurses6", "libc6", "adduser", "rabbitmq-server")
    )
    monkeypatch.setattr(apt, "run", lambda *command: plan)
    monkeypatch.setattr(apt, "installed", lambda: {"libc6", "erlang-base"})
    chosen = apt.closure([], "rabbitmq-server", ("erlang", "rabbitmq"), True)
    assert chosen == ["erlang-base", "libncurses6", "rabbitmq-server"]


@pytest.fixture
def moved(monkeypatch, tmp_path):
    """This checkout's id as if it lay in another folder."""

    def at(place: Path) -> str:
        monkeypatch.setattr(instance, "ROOT", place)
        return instance.checkout_id()

    monkeypatch.setattr(instance, "STATE", tmp_path / "state")
    return at


def test_a_moved_checkout_keeps_its_id_and_a_copied_one_gets_its_own(moved, tmp_path):
    here = tmp_path / "here"
    here.mkdir()
    first = moved(here)
    assert moved(tmp_path / "copy") != first
    second = moved(tmp_path / "copy")
    assert moved(tmp_path / "elsewhere") == second


def test_a_busy_port_moves_the_whole_block(monkeypatch, tmp_path):
    monkeypatch.setattr(instance, "STATE", tmp_path)
    found = Instance("test-ports")
    found.make()
    first, held = ports.claim(found, ("registration",))
    second, also_held = ports.claim(found, ("registration",))
    held.close()
    also_held.close()
    assert not set(first.values()) & set(second.values())
