"""The instances of this checkout: which run, how they are ended, how all of them are forgotten."""

import os
import shutil
import signal
import time

from shared.cli.machine.folders import STATE
from shared.cli.stack import children
from shared.cli.stack.instance import ROOT_DATA, Instance, checkout_id, running_pid, user_folder

OWN = ("up", "demo")


def instances() -> list[Instance]:
    """Those that were ever started and whose folder is there."""
    return [Instance(lock.parent.name) for lock in sorted(STATE.glob("*/lock"))]


def running() -> list[Instance]:
    return [each for each in instances() if running_pid(each)]


def stop(instance: Instance, limit: float = 60) -> None:
    """End the supervisor, and what it left if it had to be killed."""
    if pid := running_pid(instance):
        children.send(pid, signal.SIGTERM)
    deadline = time.monotonic() + limit
    while (pid := running_pid(instance)) and time.monotonic() < deadline:
        time.sleep(0.1)
    if pid:
        children.send(pid, signal.SIGKILL)
    children.sweep(instance)


def forget_own() -> None:
    """Stop what `up` and `demo` started and delete its data; instances that others run are left alone."""
    for instance in instances():
        if instance.name in OWN:
            stop(instance)
        if not running_pid(instance):
            instance.delete()


def forget_all() -> None:
    """Stop every instance and delete all data, also what lies outside the checkout."""
    for instance in instances():
        stop(instance)
        instance.delete()
    (user_folder() / f"rabbitmq-{checkout_id()}").unlink(missing_ok=True)
    if os.getuid() == 0:
        shutil.rmtree(ROOT_DATA / checkout_id(), ignore_errors=True)
