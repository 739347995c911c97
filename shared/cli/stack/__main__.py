"""A supervisor as a child of its user: standard input is the control pipe, its end is the order to stop."""

import argparse
import sys

from shared.cli.machine.messages import MachineLacks, StepFailed
from shared.cli.stack.instance import Instance
from shared.cli.stack.ports import NoFreePorts
from shared.cli.stack.supervisor import AlreadyRunning, Plan, StartFailed, Supervisor


def main() -> int:
    parser = argparse.ArgumentParser(prog="shared.cli.stack")
    parser.add_argument("instance")
    parser.add_argument("--service", action="append", default=[])
    parser.add_argument("--clock", default="real")
    parser.add_argument("--disposable", action="store_true")
    parser.add_argument("--unsynced", action="store_true")
    words = parser.parse_args()
    plan = Plan(tuple(words.service), words.clock, words.disposable, not words.unsynced)
    try:
        Supervisor(Instance(words.instance), plan, control=sys.stdin.fileno()).run()
    except (MachineLacks, StepFailed, NoFreePorts, AlreadyRunning, StartFailed) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
