"""Whether a server answers as itself; an open port is not enough."""

import base64
import socket
import urllib.request
from urllib.parse import urlsplit

import psycopg2

AMQP_HEADER = b"AMQP\0\0\x09\x01"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def tcp(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


def amqp(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 2) as connection:
            connection.sendall(AMQP_HEADER)
            answer = connection.recv(7)
    except OSError:
        return False
    return len(answer) == 7 and answer[0] == 1


def http(url: str, expect: range = range(200, 300)) -> bool:
    """Credentials in the address are sent; any proxy of the machine is passed by."""
    parts = urlsplit(url)
    request = urllib.request.Request(url.replace(f"{parts.username}:{parts.password}@", ""))
    if parts.username:
        token = base64.b64encode(f"{parts.username}:{parts.password}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
    try:
        with DIRECT.open(request, timeout=5) as answer:
            return answer.status in expect
    except OSError:
        return False


def postgres(dsn: str) -> bool:
    try:
        psycopg2.connect(dsn, connect_timeout=2).close()
    except psycopg2.OperationalError:
        return False
    return True
