"""The embedded stack: PostgreSQL, RabbitMQ, the services and Caddy as children of one supervisor process.

    with Stack(instance="test-123", services=()) as stack:
        connect(stack.database_url, stack.amqp_admin_uri)

Guaranteed: whatever dies, and however, nothing stays behind: a child goes with the supervisor, the supervisor
goes with its parent, and what a power cut left is swept at the next start. Data written to PostgreSQL and to
quorum queues survives all of it. Not guaranteed: more than one machine; that is what containers are for.
"""

from shared.cli.stack.client import Stack, StackFailed
from shared.cli.stack.instance import Instance

__all__ = ["Instance", "Stack", "StackFailed"]
