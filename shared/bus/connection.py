"""A connection to the broker that cannot hang.

Time-outs of nameko, kombu and eventlet do not bound a frozen broker: the hang moves to the close handshake. So a
watchdog shuts the raw socket, and a connection in doubt is dropped without a word.
"""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from amqp.exceptions import AMQPError
from kombu import Connection

HEARTBEAT = 10
PIECE = 256 * 1024
LOST = (AMQPError, OSError, EOFError)


class Link:
    """One AMQP connection with one channel. A link that is lost is replaced, never connected again.

    py-amqp and kombu connect anew, unasked, when `transport` or `default_channel` of a lost connection is read: with
    the broker away that raises where nobody expects it, and with the broker back nothing is consumed. So both are read
    once, while the connection is known to be there.
    """

    def __init__(self, uri: str) -> None:
        options = {"read_timeout": 25, "write_timeout": 10}
        broker = Connection(uri, heartbeat=HEARTBEAT, connect_timeout=5, transport_options=options).transport
        self._connection = broker.establish_connection()
        self._transport = self._connection.transport
        with self.bounded(8):
            self.channel = broker.create_channel(self._connection)
        self.channel.auto_decode = False
        self._incoming = Incoming(self._transport)
        self.published = 0
        self._writing = threading.Semaphore()

    @property
    def amqp(self) -> Any:
        return self._connection

    @contextmanager
    def bounded(self, seconds: float) -> Iterator[None]:
        """Whatever happens inside ends within so many seconds."""
        watchdog = threading.Timer(seconds, self.drop)
        watchdog.daemon = True
        watchdog.start()
        try:
            yield
        finally:
            watchdog.cancel()

    def drain(self, timeout: float | None) -> bool:
        """Handle what the broker sent; whether anything came within the time."""
        if not self._connection.connected:
            raise ConnectionAbortedError
        try:
            with self._transport.having_timeout(timeout):
                self._connection.drain_events()
                while self._incoming.pending:
                    self._connection.blocking_read()
            return True
        except TimeoutError:
            return False

    @contextmanager
    def gathered(self) -> Iterator[None]:
        """What is sent inside goes out at the end, in one piece."""
        transport, piece = self._transport, bytearray()
        directly, transport._write = transport._write, piece.extend
        try:
            yield
        finally:
            transport._write = directly
        transport.write(piece)

    def beat(self) -> None:
        """Send a heartbeat when it is time. Raises when the broker has been silent for 20 s."""
        with self._writing:
            self._connection.heartbeat_tick()

    def ack(self, tag: int) -> None:
        """Acknowledge everything up to a delivery."""
        with self._writing:
            self.channel.basic_ack(tag, multiple=True)

    def drop(self) -> None:
        """Shut the raw socket, without a handshake: whoever waits on it gets an error at once."""
        raw = self._transport.sock
        if raw is None:
            return
        try:
            raw.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
        finally:
            raw.close()


class Incoming:
    """Reads a transport's socket in large pieces; by itself py-amqp asks it for every few bytes."""

    def __init__(self, transport: Any) -> None:
        self.recv: Callable[[int], bytes] = transport._quick_recv
        self.piece, self.at = b"", 0
        transport._quick_recv = self.take

    @property
    def pending(self) -> bool:
        return self.at < len(self.piece)

    def take(self, size: int) -> bytes:
        if not self.pending:
            self.piece, self.at = self.recv(PIECE), 0
        found = self.piece[self.at : self.at + size]
        self.at += len(found)
        return found
