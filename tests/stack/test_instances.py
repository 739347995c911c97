"""Instances: what starts, what stays apart, what is left when something dies."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from amqp import Message
from kombu import Connection

from shared.cli.machine.folders import ROOT
from shared.cli.stack import Instance, Stack, StackFailed, children
from shared.cli.stack.instance import running_pid, write_private
from shared.cli.stack.postgres import first_number, is_cluster
from shared.settings import Settings


def processes_of(instance: Instance) -> list[int]:
    """The marked ones, and PostgreSQL, which overwrites its environment."""
    data = instance.postgres_home / "postgres"
    postgres = first_number(data / "postmaster.pid")
    return [*children.marked(instance), *([postgres] if is_cluster(postgres, data) else [])]


def eventually(happened: Callable[[], object], limit: float = 15) -> bool:
    deadline = time.monotonic() + limit
    while not happened() and time.monotonic() < deadline:
        time.sleep(0.1)
    return bool(happened())


def quorum_queue(stack: Stack, name: str, body: str | None = None) -> str | None:
    """Publish to the queue, or take one message from it."""
    with Connection(stack.amqp_admin_uri) as connection:
        channel = connection.channel()
        channel.queue_declare(name, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"})
        if body is None:
            message = channel.basic_get(name, no_ack=True)
            return message.body if message else None
        channel.basic_publish_confirm(Message(body, delivery_mode=2), "", name)
        return body


def journal_of(stack: Stack) -> Path:
    """Where services write whom they have erased."""
    return Settings.read(stack.env_for()).erasure_journal


def test_a_stack_has_a_database_and_a_broker_with_quorum_queues(stack, query):
    quorum_queue(stack, "greetings", "terve")
    assert query(stack, "show synchronous_commit") == [("on",)]
    assert quorum_queue(stack, "greetings") == "terve"


def test_a_killed_database_comes_back_with_its_rows(stack, query):
    query(stack, "create table kept as select 7 as number")
    before = stack.processes["postgres"].restarts
    stack.kill("postgres")
    stack.wait_restarted("postgres", before, limit=20)
    assert query(stack, "select number from kept") == [(7,)]


def test_a_restarted_broker_still_has_its_messages(stack):
    quorum_queue(stack, "kept", "tallessa")
    stack.restart_broker()
    assert quorum_queue(stack, "kept") == "tallessa"


def test_an_instance_that_runs_is_not_started_twice(stack):
    with pytest.raises(StackFailed, match="Already running"):
        Stack(stack.instance.name).start()


def test_what_is_not_said_yet_is_empty():
    instance = Instance(f"test-{os.getpid()}-early")
    assert instance.state() == {}
    instance.make()
    for half in ("", '{"phase": "sta'):
        instance.state_file.write_text(half)
        assert instance.state() == {}
    instance.delete()


def test_of_many_who_write_at_once_each_reader_sees_one_whole(tmp_path):
    file = tmp_path / "state.json"
    write_private(file, json.dumps({"by": -1}))

    def write_and_read(number: int) -> int:
        write_private(file, json.dumps({"by": number, "more": "x" * 10_000}))
        return json.loads(file.read_text())["by"]

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(write_and_read, range(500))) <= set(range(500))
    assert [each.name for each in tmp_path.iterdir()] == ["state.json"]
    assert file.stat().st_mode & 0o077 == 0


def test_two_starts_at_once_delete_what_is_forgotten_without_a_fault():
    instance = Instance(f"test-{os.getpid()}-forgotten")
    for _ in range(20):
        instance.make()
        for number in range(40):
            (instance.logs / f"{number}").mkdir()
            (instance.folder / f"{number}.log").touch()
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(lambda _: Instance(instance.name).delete(), range(4)))
        assert not instance.folder.exists()


def test_a_killed_supervisor_leaves_nothing_and_the_next_start_recovers(stack, query):
    name = f"test-{os.getpid()}-killed"
    first = Stack(name, disposable=False)
    first.start()
    ports = first.addresses.ports
    query(first, "create table kept as select 8 as number")
    journal_of(first).write_text("kept\n")
    first.supervisor.kill()
    assert eventually(lambda: not processes_of(first.instance))
    first.stop()
    with Stack(name, disposable=False) as second:
        assert query(second, "select number from kept") == [(8,)]
        assert journal_of(second).read_text() == "kept\n"
        assert second.addresses.ports == ports
        assert not set(ports.values()) & set(stack.addresses.ports.values())
    assert processes_of(second.instance) == []
    second.instance.delete()


def test_a_patched_parent_that_is_killed_takes_its_stack_with_it():
    name = f"test-{os.getpid()}-orphan"
    script = (
        "import warnings; warnings.simplefilter('ignore'); import eventlet; eventlet.monkey_patch()\n"
        "from shared.cli.stack import Stack\n"
        f"stack = Stack({name!r}); stack.start(); print('up', flush=True); eventlet.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert parent.stdout.readline() == "up\n"
    assert len(processes_of(Instance(name))) > 3
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    assert eventually(lambda: not running_pid(Instance(name)))
    assert processes_of(Instance(name)) == []
