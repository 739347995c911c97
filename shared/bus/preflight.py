"""What must be right with the broker before a process starts: address, user, exchanges, queue and bindings."""

from amqp.exceptions import AccessRefused, AMQPError, NotAllowed, NotFound

from shared.bus import topology
from shared.bus.connection import LOST, Link
from shared.errors import ConfigurationError
from shared.network import Network
from shared.plugins import Manifest
from shared.settings import Settings, broker_user

REMEDY = "Run: vertais broker init"


def preflight(manifest: Manifest, settings: Settings) -> None:
    """Raises ConfigurationError that says what is wrong and what to do, within 30 seconds."""
    user = broker_user(settings.deployment, manifest.name)
    try:
        link = Link(settings.amqp_uri(manifest.name))
    except (AccessRefused, NotAllowed) as error:
        raise ConfigurationError(f"The broker refuses the user {user}, or its vhost. {REMEDY}") from error
    except LOST as error:
        raise ConfigurationError(f"The broker at AMQP_URI does not answer: {type(error).__name__}") from error
    try:
        _check(link, manifest, settings)
    finally:
        link.drop()


def _check(link: Link, manifest: Manifest, settings: Settings) -> None:
    queue = topology.queue(Network.read(settings.network_file), settings.deployment, manifest)
    exchanges = sorted(topology.streams_of(manifest))
    with link.bounded(10):
        for exchange in exchanges:
            _present(link, f"exchange {exchange}", "exchange_declare", exchange=exchange, type="topic")
        _present(link, f"queue {queue.name}", "queue_declare", queue=queue.name)
        mark = {"exchange": queue.mark, "type": "topic"}
        _present(link, f"the bindings of {queue.name} for this version", "exchange_declare", **mark)


def _present(link: Link, what: str, method: str, **named: str) -> None:
    try:
        getattr(link.channel, method)(passive=True, durable=True, auto_delete=False, **named)
    except NotFound as error:
        raise ConfigurationError(f"The broker lacks {what}. {REMEDY}") from error
    except AMQPError as error:
        raise ConfigurationError(f"The broker refuses to show {what}: {type(error).__name__}. {REMEDY}") from error
