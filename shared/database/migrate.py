"""Migrations: the kit's tables first, then the service's, in one transaction.

Two histories in one database, each with its own version table. Safe to run twice, and twice at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alembic import command, context
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, make_url
from sqlalchemy import text as sql

import shared.people.tables  # noqa: F401  (the people table is one of the kit's)
from shared.database.base import KitBase
from shared.database.kit import BusState
from shared.plugins import Manifest

FOLDER = Path(__file__).parent / "migrations"
ONE_ADDRESS_EACH = "uq_people_email"
VERSION_TABLES = ("kit_version", "service_version")


@dataclass(frozen=True)
class History:
    """One line of migrations: the kit's, or a service's."""

    name: str
    versions: Path
    table: str
    metadata: MetaData

    def config(self, connection: Connection | None = None) -> Config:
        found = Config()
        found.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
        found.set_main_option("path_separator", "newline")
        found.set_main_option("version_locations", str(self.versions).replace("%", "%%"))
        found.attributes.update(connection=connection, history=self)
        return found

    def owns(self, name: str | None, kind: str, parents: Any) -> bool:
        """Whether a thing found in the database is this history's to compare."""
        if kind == "table":
            foreign = VERSION_TABLES if self.name == "kit" else (*VERSION_TABLES, *KitBase.metadata.tables)
            return name in self.metadata.tables or (self.name != "kit" and name not in foreign)
        return name != ONE_ADDRESS_EACH

    def options(self) -> dict[str, Any]:
        return {
            "target_metadata": self.metadata,
            "version_table": self.table,
            "include_name": self.owns,
            "compare_type": True,
        }


KIT = History("kit", FOLDER / "versions", "kit_version", KitBase.metadata)


def histories(manifest: Manifest) -> list[History]:
    """The kit's history, and the service's when it has tables."""
    package = find_spec(manifest.package)
    if find_spec(f"{manifest.package}.tables") is None or package is None or not package.submodule_search_locations:
        return [KIT]
    versions = Path(package.submodule_search_locations[0]) / "migrations" / "versions"
    return [KIT, History(manifest.name, versions, "service_version", manifest.load("tables").Base.metadata)]


def migrations_env() -> None:
    """What Alembic's env.py does, for every history."""
    attributes = context.config.attributes
    context.configure(connection=attributes["connection"], **attributes["history"].options())
    with context.begin_transaction():
        context.run_migrations()


def upgrade(url: str, manifest: Manifest) -> None:
    """Bring a service's database to the newest version."""
    with _locked(url) as connection:
        for each in histories(manifest):
            if each.versions.is_dir():
                command.upgrade(each.config(connection), "heads")
        connection.execute(sql(_ACTIVE_SINCE))
        if any(each.aggregate == "person" for each in manifest.publishes):
            connection.execute(sql(_ONE_ADDRESS_EACH))


def autogenerate(url: str, manifest: Manifest | None, message: str) -> Path | None:
    """Write the migration from what the database has to what the tables say; None when nothing differs."""
    history = KIT if manifest is None else histories(manifest)[-1]
    history.versions.mkdir(parents=True, exist_ok=True)
    with _locked(url) as connection:
        if not drift(connection, history):
            return None
        number = len(list(history.versions.glob("*.py"))) + 1
        revision = f"{history.name}_{number:04d}"
        script: Any = command.revision(history.config(connection), message, autogenerate=True, rev_id=revision)
    return Path(script.path)


def drift(connection: Connection, history: History) -> list[Any]:
    """Differences between a migrated database and what the code's tables say."""
    return list(compare_metadata(MigrationContext.configure(connection, opts=history.options()), history.metadata))


def behind(connection: Connection, manifest: Manifest) -> list[str]:
    """Histories whose newest migration has not been run."""
    found = []
    for each in histories(manifest):
        heads = set(ScriptDirectory.from_config(each.config()).get_heads()) if each.versions.is_dir() else set()
        done = MigrationContext.configure(connection, opts={"version_table": each.table}).get_current_heads()
        if heads - set(done):
            found.append(each.name)
    return found


def create_database(url: str, template: str | None = None) -> bool:
    """Create the database unless it is there; whether it was made."""
    address = make_url(url)
    server = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.execute(sql("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
            wanted = {"name": address.database}
            if connection.scalar(sql("SELECT 1 FROM pg_database WHERE datname = :name"), wanted):
                return False
            copied = f" TEMPLATE {_quoted(template)}" if template else ""
            connection.execute(sql(f"CREATE DATABASE {_quoted(str(address.database))}{copied}"))
            return True
    finally:
        server.dispose()


def drop_database(url: str) -> None:
    """Drop the database, ending whoever uses it."""
    address = make_url(url)
    server = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sql(f"DROP DATABASE IF EXISTS {_quoted(str(address.database))} WITH (FORCE)"))
    server.dispose()


LOCK = 0x76657274
_ACTIVE_SINCE = f"""
    INSERT INTO {BusState.__tablename__} (name, value)
    VALUES ('active_since', (extract(epoch FROM clock_timestamp()) * 1000000)::bigint) ON CONFLICT DO NOTHING
"""
_ONE_ADDRESS_EACH = f"""
    CREATE UNIQUE INDEX IF NOT EXISTS {ONE_ADDRESS_EACH} ON people (email) WHERE NOT gone AND same_as IS NULL
"""


@contextmanager
def _locked(url: str) -> Iterator[Connection]:
    server = create_engine(url)
    try:
        with server.begin() as connection:
            connection.execute(sql("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
            yield connection
    finally:
        server.dispose()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
