"""RabbitMQ's program files: the machine's own, else Debian's packages extracted into the checkout."""

import os
from pathlib import Path

from shared.cli.machine.apt import extract
from shared.cli.machine.folders import RABBIT_DEBS
from shared.cli.machine.messages import MachineLacks, StepFailed
from shared.cli.machine.steps import timed

SERVER = "usr/lib/rabbitmq/bin/rabbitmq-server"


def installed_at() -> Path | None:
    """The root under which RabbitMQ's files lie, or None; VERTAIS_RABBITMQ=debs passes the machine's own over."""
    roots = [RABBIT_DEBS] if os.environ.get("VERTAIS_RABBITMQ") == "debs" else [Path("/"), RABBIT_DEBS]
    return next((root for root in roots if (root / SERVER).exists()), None)


def ensure_broker() -> None:
    if os.environ.get("AMQP_URI") or installed_at():
        return
    with timed("RabbitMQ from Debian packages"):
        try:
            extract("rabbitmq-server", RABBIT_DEBS, only=("erlang", "rabbitmq"), libraries=True)
        except StepFailed as offline:
            raise MachineLacks("M4") from offline
