"""The virtualenv: made from `constraints.txt` with hashes, built aside and swapped in when whole.

A virtualenv that works is never thrown away because the checkout moved; only the scripts in it and the
editable installation name the folder, and those are mended in place.
"""

import importlib.util
import shutil
import sys
from pathlib import Path

from shared.cli.machine.apt import extract
from shared.cli.machine.folders import CONSTRAINTS, PYTHON, ROOT, STATE, VENV
from shared.cli.machine.messages import MachineLacks, StepFailed
from shared.cli.machine.steps import digest, run, stamped, timed

NEW = ROOT / ".venv.new"
PINNED = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", CONSTRAINTS]
OFFLINE = ["--no-index", "--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", "-e", ROOT]


def ensure_venv() -> None:
    if not venv_stands():
        with timed("virtualenv and pinned dependencies"):
            build_venv()
    if not stamped(VENV / ".editable", editable_value()):
        with timed("the project itself"):
            install_project()


def wanted() -> str:
    return digest(sys.version_info[:2], CONSTRAINTS)


def venv_stands() -> bool:
    packages = VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"
    return stamped(VENV / ".stamp", wanted()) and PYTHON.exists() and (packages / "nameko" / "__init__.py").is_file()


def build_venv() -> None:
    shutil.rmtree(NEW, ignore_errors=True)
    pip = make_empty()
    run(*pip, "install", "-q", "--no-user", *PINNED)
    (NEW / ".home").write_text(str(NEW))
    (NEW / ".stamp").write_text(wanted())
    shutil.rmtree(VENV, ignore_errors=True)
    NEW.rename(VENV)


def make_empty() -> list[object]:
    """An empty virtualenv and the pip command that fills it."""
    pip = [NEW / "bin" / "python", "-I", "-m", "pip"]
    if importlib.util.find_spec("ensurepip"):
        try:
            run(sys.executable, "-I", "-m", "venv", NEW)
            return pip
        except StepFailed:
            shutil.rmtree(NEW, ignore_errors=True)
    run(sys.executable, "-I", "-m", "venv", "--without-pip", NEW)
    wheel = pip_from_debian()
    run(NEW / "bin" / "python", wheel / "pip", "install", "-q", "--no-user", "--no-index", "--no-deps", wheel)
    return pip


def pip_from_debian() -> Path:
    """Debian's Python without python3-venv lacks pip only, and its wheel can run without being installed."""
    folder = STATE / "pip"
    try:
        extract("python3-pip-whl", folder, only=("python3-pip-whl",))
        return next(folder.glob("usr/share/python-wheels/pip-*.whl"))
    except (MachineLacks, StepFailed, StopIteration) as absent:
        raise MachineLacks("M3") from absent


def editable_value() -> str:
    return digest(wanted(), str(ROOT), ROOT / "pyproject.toml")


def install_project() -> None:
    """The editable installation and the scripts hold the checkout's absolute path: redone when it changes."""
    repoint_scripts()
    run(PYTHON, "-I", "-m", "pip", "install", "-q", "--no-user", *OFFLINE)
    (VENV / ".editable").write_text(editable_value())


def repoint_scripts() -> None:
    home = VENV / ".home"
    old, new = home.read_bytes(), str(VENV).encode()
    for script in (VENV / "bin").iterdir():
        text = b"" if script.is_symlink() or script.stat().st_size > 100_000 else script.read_bytes()
        if old in text:
            script.write_bytes(text.replace(old, new))
    home.write_bytes(new)
