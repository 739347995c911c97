"""Real servers in instances of their own, removed at the end."""

import os
from collections.abc import Iterator

import psycopg2
import pytest

from shared.cli.stack import Stack


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """PostgreSQL and RabbitMQ, shared by the tests of this folder."""
    with Stack(f"test-{os.getpid()}-shared") as running:
        yield running


def ask(stack: Stack, statement: str) -> list[tuple]:
    """Run a statement; the rows, if it has any."""
    connection = psycopg2.connect(stack.postgres_dsn)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


@pytest.fixture
def query():
    return ask
