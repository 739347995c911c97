"""What `vertais down` may touch."""

from click.testing import CliRunner

from shared.cli.commands.stack import down, status
from shared.cli.stack.instance import running_pid


def test_down_leaves_instances_alone_that_somebody_else_started(stack):
    assert CliRunner().invoke(down).exit_code == 0
    assert running_pid(stack.instance) == stack.supervisor.pid


def test_status_shows_every_instance_that_runs(stack):
    assert stack.base_url in CliRunner().invoke(status, ["--json"]).output
