"""An instance: one named stack of a checkout, with its own folder, ports, secrets and data."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from shared.cli.machine.folders import ROOT, STATE
from shared.cli.machine.messages import MachineLacks

ROOT_DATA = Path("/var/lib/vertais")


@dataclass(frozen=True)
class Instance:
    """Paths and secrets; making one touches nothing."""

    name: str

    @property
    def folder(self) -> Path:
        return STATE / self.name

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def state_file(self) -> Path:
        return self.folder / "state.json"

    @cached_property
    def id(self) -> str:
        return f"{checkout_id()}-{self.name}"

    @property
    def mark(self) -> dict[str, str]:
        """What every child carries in its environment, so that orphans are known."""
        return {"VERTAIS_INSTANCE": self.id}

    @cached_property
    def postgres_home(self) -> Path:
        """PostgreSQL refuses to run as root, and `nobody` cannot enter root's folders."""
        return ROOT_DATA / checkout_id() / self.name if os.getuid() == 0 else self.folder

    @cached_property
    def secrets(self) -> dict[str, str]:
        """Made at the first start and kept: the data they protect is kept too."""
        file = self.folder / "secrets.json"
        if not file.exists():
            made = {name: secrets.token_hex(32) for name in ("secret", "postgres", "rabbitmq", "cookie")}
            write_private(file, json.dumps(made))
        return dict(json.loads(file.read_text()))

    def state(self) -> dict:
        """What the supervisor last said; empty while it has said nothing."""
        try:
            return dict(json.loads(self.state_file.read_text()))
        except (OSError, ValueError):
            return {}

    def make(self) -> None:
        self.logs.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o700)

    def forget(self, but: tuple[str, ...] = ("lock",)) -> None:
        """Delete the data, and what else is not named; another start may be doing the same."""
        with suppress(FileNotFoundError):
            for part in [*self.folder.iterdir()]:
                if part.name not in but:
                    shutil.rmtree(part, ignore_errors=True) if part.is_dir() else part.unlink(missing_ok=True)
        if self.postgres_home != self.folder:
            shutil.rmtree(self.postgres_home, ignore_errors=True)
        self.__dict__.pop("secrets", None)

    def delete(self) -> None:
        """The folder too. Only when no supervisor holds the lock."""
        self.forget()
        shutil.rmtree(self.folder, ignore_errors=True)


def forgotten_tests() -> list[Instance]:
    """Test instances whose supervisor has gone an hour ago: nobody reads their logs any more."""
    found = [Instance(folder.name) for folder in STATE.glob("test-*") if is_old(folder)]
    return [instance for instance in found if running_pid(instance) is None]


def is_old(folder: Path) -> bool:
    """Whether nothing came or went in a folder for an hour; not of one that another start is just deleting."""
    try:
        return folder.stat().st_mtime < time.time() - 3600
    except FileNotFoundError:
        return False


def running_pid(instance: Instance) -> int | None:
    """The supervisor's process id, if one holds the lock."""
    try:
        with open(instance.folder / "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return int((instance.folder / "lock").read_text() or 0) or None
    return None


def write_private(file: Path, text: str) -> None:
    """For this user's eyes; readers see the old file or the whole new one, however many write at once."""
    descriptor, aside = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    with open(descriptor, "w") as opened:
        opened.write(text)
    Path(aside).rename(file)


def checkout_id() -> str:
    """Stays when the checkout is moved (data outside the folder is named after it), differs when it is copied."""
    file = STATE / "checkout.json"
    known = json.loads(file.read_text()) if file.exists() else {"id": "", "path": ""}
    if known["path"] == str(ROOT):
        return str(known["id"])
    moved = known["id"] and not Path(known["path"]).exists()
    new = known["id"] if moved else hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]
    STATE.mkdir(exist_ok=True)
    write_private(file, json.dumps({"id": new, "path": str(ROOT)}))
    return str(new)


def user_folder() -> Path:
    """A short path without spaces, this user's alone: RabbitMQ's scripts quote nothing."""
    parent = tempfile.gettempdir()
    folder = Path(parent if parent.replace("/", "").replace("-", "").isalnum() else "/tmp") / f"vertais-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise MachineLacks("M7", folder=folder, fact="belongs to another user; remove it or set TMPDIR")
    return folder
