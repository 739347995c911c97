"""Debian packages extracted into a folder: no root, no installation, nothing of the machine is changed.

apt checks the packages' signatures as always; its state is a private one, because the machine's may be empty,
locked or claim that the wanted packages are already there.
"""

import os
import shutil
import subprocess
from pathlib import Path

from shared.cli.machine.folders import STATE
from shared.cli.machine.messages import MachineLacks
from shared.cli.machine.steps import run


def extract(package: str, into: Path, only: tuple[str, ...], *, libraries: bool = False) -> None:
    """Unpack those packages of the closure whose names start with one of `only`, and libraries that are missing."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise MachineLacks("M4")
    work = STATE / "apt"
    shutil.rmtree(work, ignore_errors=True)
    options = private_state(work)
    run("apt-get", *options, "-qq", "update")
    names = closure(options, package, only, libraries)
    run("apt-get", *options, "download", *names, cwd=work / "debs")
    unpack(work / "debs", into)
    shutil.rmtree(work)


def private_state(work: Path) -> list[str]:
    for folder in ("state/lists/partial", "archives/partial", "debs"):
        (work / folder).mkdir(parents=True)
    status = work / "status"
    status.write_text("")
    settings = {
        "Dir::State": work / "state",
        "Dir::State::lists": work / "state" / "lists",
        "Dir::Cache": work,
        "Dir::State::status": status,
        "APT::Sandbox::User": "root" if os.getuid() == 0 else "",
        "Acquire::Languages": "none",
    }
    return [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]


def closure(options: list[str], package: str, only: tuple[str, ...], libraries: bool) -> list[str]:
    plan = run("apt-get", *options, "-s", "install", "--no-install-recommends", package)
    names = [line.split()[1] for line in plan.splitlines() if line.startswith("Inst ")]
    have = installed()
    return [n for n in names if n.startswith(only) or (libraries and n.startswith("lib") and n not in have)]


def installed() -> set[str]:
    query = ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"]
    lines = subprocess.run(query, capture_output=True, text=True).stdout.splitlines()
    return {line.split()[0] for line in lines if line.endswith(" installed")}


def unpack(debs: Path, into: Path) -> None:
    """Aside first, so that a killed setup leaves no half of it."""
    aside = into.with_name(into.name + ".new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    for deb in sorted(debs.glob("*.deb")):
        run("dpkg-deb", "-x", deb, aside)
    shutil.rmtree(into, ignore_errors=True)
    aside.rename(into)
