"""What is looked at in the database before a process starts."""

import subprocess
import sys

import pytest
from sqlalchemy import make_url

PROGRAM = """
import sys, warnings
warnings.simplefilter("ignore")
import eventlet
eventlet.monkey_patch(psycopg=%s)
from shared.database.preflight import assert_driver_yields
assert_driver_yields(sys.argv[1])
"""


@pytest.fixture
def checked(runtime_of):
    """How the check of the driver ends in a process that is patched, or only half patched."""
    address = make_url(runtime_of("scheduling").database.url).render_as_string(hide_password=False)

    def check(*, patched: bool) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", PROGRAM % patched, address]
        return subprocess.run(command, capture_output=True, text=True, timeout=60)

    return check


def test_a_driver_that_yields_is_accepted(checked):
    done = checked(patched=True)
    assert done.returncode == 0, done.stderr


def test_a_driver_that_freezes_the_process_is_refused(checked):
    done = checked(patched=False)
    assert done.returncode != 0
    assert "The database driver blocks this process" in done.stderr
