"""The pipeline's reader in plain nameko: an event handler that commits each event.

Usage: nameko_reader.py AMQP_URI DSN
"""

import warnings

warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()

import json  # noqa: E402
import sys  # noqa: E402

import psycopg2  # noqa: E402
from eventlet.queue import LifoQueue  # noqa: E402
from nameko.containers import ServiceContainer  # noqa: E402
from nameko.events import event_handler  # noqa: E402
from nameko.extensions import DependencyProvider  # noqa: E402

WORKERS = 10
UPSERT = """
INSERT INTO groups (id, organisation, version, data) VALUES (%s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET organisation = excluded.organisation, version = excluded.version, data = excluded.data
WHERE groups.version < excluded.version
"""


class Connections(DependencyProvider):
    """One connection for each worker."""

    def setup(self) -> None:
        self.free = LifoQueue()
        self.taken = {}
        for _ in range(WORKERS):
            self.free.put(psycopg2.connect(sys.argv[2]))

    def get_dependency(self, worker_ctx):
        self.taken[worker_ctx] = self.free.get()
        return self.taken[worker_ctx]

    def worker_teardown(self, worker_ctx) -> None:
        self.free.put(self.taken.pop(worker_ctx))


class Reader:
    """Keeps the newest state of every group."""

    name = "reader"
    connection = Connections()

    @event_handler("registration", "group_confirmed")
    def keep(self, event) -> None:
        row = (event["subject"], event["organisation"], event["version"], json.dumps(event["data"]))
        with self.connection.cursor() as cursor:
            cursor.execute(UPSERT, row)
        self.connection.commit()


if __name__ == "__main__":
    container = ServiceContainer(Reader, {"AMQP_URI": sys.argv[1], "max_workers": WORKERS, "serializer": "json"})
    container.start()
    print("ready", flush=True)
    container.wait()
