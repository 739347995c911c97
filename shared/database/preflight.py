"""What must be right with the database before a process starts: address, migrations, a driver that yields."""

import eventlet
from eventlet.patcher import is_monkey_patched
from sqlalchemy import create_engine
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from shared.database.engine import engine
from shared.database.migrate import behind
from shared.errors import ConfigurationError
from shared.plugins import Manifest
from shared.settings import Settings


def preflight(manifest: Manifest, settings: Settings) -> None:
    """Raises ConfigurationError that says what is wrong and what to do."""
    url = settings.database_url(manifest.name)
    server = create_engine(url, connect_args={"connect_timeout": 5})
    try:
        with server.connect() as connection:
            late = behind(connection, manifest)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise ConfigurationError(f"The database of {manifest.name} cannot be used: {reason}") from error
    finally:
        server.dispose()
    if late:
        raise ConfigurationError(f"Migrations of {' and '.join(late)} have not been run. Run: vertais migrate")
    if is_monkey_patched("socket"):
        assert_driver_yields(url)


def assert_driver_yields(url: str) -> None:
    """Other work goes on while a statement runs. Counted, not timed: a loaded machine is slow at both."""
    server = engine(url, "preflight", size=1)
    ticks = 0

    def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            eventlet.sleep(0.01)

    with server.connect() as connection:
        ticking = eventlet.spawn(tick)
        connection.execute(sql("SELECT pg_sleep(0.2)"))
        ticking.kill()
    server.dispose()
    if not ticks:
        raise ConfigurationError("The database driver blocks this process. Use postgresql+psycopg2:// addresses.")
