"""What this machine has and lacks; read-only, and the checks that setup makes before it writes anything."""

import importlib.util
import json
import os
import pwd
import shutil
import sys
from pathlib import Path

from shared.cli.machine.assets import MODULES
from shared.cli.machine.broker import installed_at
from shared.cli.machine.folders import PYTHON, ROOT, STATE, VENV
from shared.cli.machine.messages import MachineLacks

NEEDED_BYTES = 2 << 30
CHROMIUM = ("chromium", "google-chrome", "chrome")


def check_ownership() -> None:
    """Raises MachineLacks M7 for a folder that another user made, and, before the first setup, for a full disk."""
    for folder in (ROOT, STATE, VENV, MODULES):
        if folder.exists() and folder.stat().st_uid != os.getuid() and os.getuid() != 0:
            raise MachineLacks("M7", folder=folder, fact="belongs to another user (made with sudo?); remove it")
    if not PYTHON.exists() and shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise MachineLacks("M7", folder=ROOT, fact="less than 2 GB of disk free")


def find_chromium() -> str | None:
    """Ubuntu's chromium-browser only says that it is a snap."""
    return next((found for name in CHROMIUM if (found := shutil.which(name))), None)


def examine() -> tuple[dict[str, object], list[MachineLacks]]:
    return facts(), faults()


def facts() -> dict[str, object]:
    return {
        "python": f"{sys.version.split()[0]} ({sys.executable})",
        "virtualenv": PYTHON if PYTHON.exists() else "not made yet",
        "npm": shutil.which("npm") or "none; a wheel brings it",
        "rabbitmq": os.environ.get("AMQP_URI", "").rpartition("@")[2] or installed_at() or "not fetched yet",
        "chromium": find_chromium() or "none",
        "user": os.getuid(),
        "/dev/shm": free("/dev/shm"),
        "disk": free(str(ROOT)),
        "ports": {file.parent.name: json.loads(file.read_text())["base"] for file in STATE.glob("*/ports.json")},
        "checkout": (STATE / "checkout.json").read_text() if (STATE / "checkout.json").exists() else "no id yet",
    }


def free(folder: str) -> str:
    return f"{shutil.disk_usage(folder).free >> 20} MB free" if Path(folder).exists() else "none"


def faults() -> list[MachineLacks]:
    found = [MachineLacks("M3")] if not importlib.util.find_spec("ensurepip") and not has_apt() else []
    if not os.environ.get("AMQP_URI") and not installed_at() and not has_apt():
        found.append(MachineLacks("M4"))
    if not has_name() and not os.environ.get("VERTAIS_DATABASE_URL"):
        found.append(MachineLacks("M5"))
    if not find_chromium():
        found.append(MachineLacks("M6"))
    try:
        check_ownership()
    except MachineLacks as fault:
        found.append(fault)
    return found


def has_apt() -> bool:
    return bool(shutil.which("apt-get") and shutil.which("dpkg-deb"))


def has_name() -> bool:
    try:
        pwd.getpwuid(os.getuid())
    except KeyError:
        return False
    return True
