"""The server itself: limits, slow and broken clients, the corpus of bad requests (B numbers: RELIABILITY 5c)."""

import socket
import ssl
import time
from contextlib import suppress

import requests

MEBIBYTE = 1024 * 1024


def raw(address: str, request: bytes, seconds: float = 5) -> bytes:
    """The start of the answer to some bytes."""
    host, port = address.split(":")
    with socket.create_connection((host, int(port)), timeout=seconds) as link:
        link.sendall(request)
        try:
            return link.recv(4096)
        except ConnectionResetError:
            return b""


def tls_greeting() -> bytes:
    """What a client of https sends first."""
    sent = ssl.MemoryBIO()
    with suppress(ssl.SSLWantReadError):
        ssl.create_default_context().wrap_bio(ssl.MemoryBIO(), sent, server_hostname="a").do_handshake()
    return sent.read()


def status(answer: bytes) -> int:
    return int(answer.split()[1]) if answer else 0


def test_a_real_process_answers_pages_api_and_bad_requests(address):
    base = f"http://{address}"
    page = requests.get(f"{base}/tearoom/", timeout=5)
    assert page.status_code == 200
    assert "Opi yhdessä" in page.text
    many = {f"field{number}": "x" for number in range(20_000)}
    big = "x" * (2 * MEBIBYTE)
    json_type = {"Content-Type": "application/json"}
    api = f"{base}/api/tearoom/v1/bookings"
    expected = [
        ("B4 unknown method", requests.request("BREW", f"{base}/tearoom/", timeout=5), 405),
        ("B4 TRACE", requests.request("TRACE", f"{base}/tearoom/", timeout=5), 405),
        ("B5 HEAD", requests.head(f"{base}/tearoom/", timeout=5), 200),
        ("B12 long address", requests.get(f"{base}/tearoom/{'a' * 9000}", timeout=5), 414),
        ("B12 NUL", requests.get(f"{base}/tearoom/%00", timeout=5), 404),
        ("B12 not UTF-8", requests.get(f"{base}/tearoom/%ff%fe", timeout=5), 404),
        ("B12 dots", requests.get(f"{base}/tearoom/..%2f..%2fetc/passwd", timeout=5), 404),
        ("B13 big body", requests.post(api, data=big, headers=json_type, timeout=5), 413),
        ("B13 big chunked body", requests.post(api, data=iter([big.encode()]), headers=json_type, timeout=5), 413),
        ("B14 many fields", requests.post(f"{base}/tearoom/book", data=many, timeout=5), 413),
        ("B17 wrong type", requests.post(api, data="a=1", timeout=5), 415),
        ("B17 not JSON", requests.post(api, data="{", headers=json_type, timeout=5), 400),
        ("B17 NaN", requests.post(api, data='{"people": NaN}', headers=json_type, timeout=5), 400),
        ("B17 deep", requests.post(api, data="[" * 100_000, headers=json_type, timeout=5), 400),
        ("B17 list", requests.post(api, data="[]", headers=json_type, timeout=5), 422),
        (
            "B40 long language",
            requests.get(f"{base}/tearoom/", headers={"Accept-Language": "*," * 2000}, timeout=5),
            200,
        ),
        ("chunked JSON", requests.post(api, data=iter([b"{}"]), headers=json_type, timeout=5), 422),
    ]
    assert [(name, found.status_code) for name, found, _ in expected] == [(name, code) for name, _, code in expected]
    assert all(found.elapsed.total_seconds() < 2 for _, found, _ in expected)


def test_broken_http_is_refused_and_the_next_client_is_served(address):
    bad = {
        "B6": b"POST /tearoom/book HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc",
        "B1": b"GET /tearoom/ HTTP/1.1\r\n\r\n",
        "B2": b"GET /tearoom/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "B2 of old": b"GET /tearoom/ HTTP/1.0\r\nHost: a\r\nhost: b\r\n\r\n",
        "no HTTP": b"GET /tearoom/\r\n\r\n",
        "B7": b"POST /tearoom/book HTTP/1.1\r\nHost: a\r\nContent-Length: -5\r\n\r\n",
        "B7 word": b"POST /tearoom/book HTTP/1.1\r\nHost: a\r\nContent-Length: five\r\n\r\n",
        "B8": b"POST /tearoom/book HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "B11": b"GET /tearoom/ HTTP/1.1\r\nHost: a\r\nX-Long: " + b"x" * 100_000 + b"\r\n\r\n",
    }
    answers = {name: status(raw(address, request)) for name, request in bad.items()}
    assert all(code == 0 or 400 <= code < 500 for code in answers.values()), answers
    assert {answers[each] for each in ("B1", "B2", "B2 of old", "no HTTP", "B6", "B7", "B7 word")} == {400}
    assert status(raw(address, b"GET /tearoom/ HTTP/1.0\r\n\r\n")) == 200  # B1: no Host
    assert status(raw(address, b"GET http://a/tearoom/ HTTP/1.1\r\nHost: a\r\n\r\n")) in {200, 404}  # B3


def test_bytes_of_tls_on_the_plain_port_are_refused_at_once(address):
    """B10: whether there is a line's end among them or not."""
    greeting = tls_greeting()
    for sent in (greeting, greeting.replace(b"\n", b"x"), b"\x00", b"\xff\xff"):
        assert status(raw(address, sent)) == 400


def test_what_is_refused_unread_is_written_nowhere(address, said):
    for sent in (b"GET /tearoom/supervisor/secret-token\r\n\r\n", b"secret-token\r\n\r\n", tls_greeting()):
        raw(address, sent)
    assert requests.get(f"http://{address}/tearoom/", timeout=5).status_code == 200
    assert "route=/tearoom/" in said()
    assert "secret-token" not in said()
    assert "code 400" not in said()


def test_a_silent_client_does_not_keep_others_waiting(address):
    host, port = address.split(":")
    silent = [socket.create_connection((host, int(port))) for _ in range(30)]
    for each in silent:
        each.sendall(b"POST /tearoom/book HTTP/1.1\r\nHost: a\r\nContent-Le")
    began = time.monotonic()
    assert requests.get(f"http://{address}/tearoom/", timeout=5).status_code == 200
    assert time.monotonic() - began < 2
    for each in silent:
        each.close()


def test_whatever_a_handler_raises_is_answered_with_an_id_and_without_internals(address):
    """H14: also `eventlet.Timeout`, which is no Exception."""
    for path in ("/tearoom/slow", "/tearoom/broken"):
        answer = requests.get(f"http://{address}{path}", timeout=5)
        assert answer.status_code == 500
        assert answer.headers["X-Request-Id"] in answer.text
        assert "matti" not in answer.text
        assert "Traceback" not in answer.text
