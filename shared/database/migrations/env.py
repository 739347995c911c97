"""Alembic's entry: the same for the kit and for every service."""

from shared.database import migrations_env

migrations_env()
