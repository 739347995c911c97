"""The ports of an instance: a block of twenty between 20000 and 29999, remembered, moved when one is busy.

A lock on the block is held for the supervisor's life, so that two instances that start at once never choose
the same one.
"""

import fcntl
import hashlib
import json
import socket
from collections.abc import Iterator
from typing import IO

from shared.cli.stack.instance import Instance, user_folder, write_private

FIRST, LAST, BLOCK = 20000, 30000, 20
FIXED = ("web", "amqp", "management", "dist", "epmd", "postgres", "smtp", "inbox")


class NoFreePorts(Exception):
    def __init__(self) -> None:
        super().__init__(f"No free block of ports between {FIRST} and {LAST}.")


def claim(instance: Instance, services: tuple[str, ...]) -> tuple[dict[str, int], IO[str]]:
    """Port numbers by name, and the open file that keeps the block ours."""
    names = [*FIXED, *services]
    for base in candidates(instance):
        held = lock_block(base)
        ports = {name: base + offset for offset, name in enumerate(names)}
        if held and all(is_free(port) for port in ports.values()):
            write_private(instance.folder / "ports.json", json.dumps({"base": base}))
            return ports, held
    raise NoFreePorts


def candidates(instance: Instance) -> Iterator[int]:
    remembered = instance.folder / "ports.json"
    if remembered.exists():
        yield json.loads(remembered.read_text())["base"]
    count = (LAST - FIRST) // BLOCK
    start = int(hashlib.sha256(instance.id.encode()).hexdigest(), 16)
    yield from (FIRST + (start + step) % count * BLOCK for step in range(count))


def lock_block(base: int) -> IO[str] | None:
    held = open(user_folder() / f"ports-{base}", "a")  # noqa: SIM115
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        held.close()
        return None
    return held


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
