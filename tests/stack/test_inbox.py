"""The development inbox: what was sent is there to read, once for each Message-ID."""

import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import requests

from shared.cli.machine.folders import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def ports(tmp_path_factory) -> Iterator[tuple[int, int]]:
    smtp, http = free_port(), free_port()
    addresses = ["--smtp", f"127.0.0.1:{smtp}", "--http", f"127.0.0.1:{http}"]
    command = [sys.executable, "-m", "shared.cli.main", "inbox", *addresses]
    folder = str(tmp_path_factory.mktemp("mails"))
    process = subprocess.Popen([*command, "--folder", folder], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().startswith("smtp://")
    yield smtp, http
    process.terminate()
    assert process.wait(10) == 0
    process.stdout.close()


@pytest.fixture
def inbox(ports) -> str:
    url = f"http://127.0.0.1:{ports[1]}/inbox/"
    assert requests.delete(url + "api/messages", timeout=5).status_code == 204
    return url


@pytest.fixture
def send(ports):
    def sending(to: str = "aino@example.org", message_id: str = "<1@example.org>", html: str | None = None) -> None:
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"] = "Ryhmäsi aika: to 24.9.", "verme@example.org", to
        mail["Message-ID"], mail["X-Vertais-Kind"] = message_id, "meeting_announced"
        mail.set_content('Avaa <https://example.org/a?b=1&c=2>. "Terve"')
        if html:
            mail.add_alternative(html, subtype="html")
        mail.add_attachment("BEGIN:VCALENDAR", subtype="calendar", filename="aika.ics")
        with smtplib.SMTP("127.0.0.1", ports[0], timeout=5) as client:
            client.send_message(mail)

    return sending


def messages(inbox: str, to: str = "") -> list[dict]:
    return requests.get(inbox + "api/messages", params={"to": to}, timeout=5).json()


def test_a_mail_is_there_with_its_headers_text_and_attachments(inbox, send):
    send()
    [mail] = messages(inbox)
    assert mail["subject"] == "Ryhmäsi aika: to 24.9."
    assert mail["to"] == ["aino@example.org"]
    assert mail["headers"] == {"X-Vertais-Kind": "meeting_announced"}
    assert mail["text"].startswith("Avaa <https://")
    assert [(each["name"], each["text"].strip()) for each in mail["attachments"]] == [("aika.ics", "BEGIN:VCALENDAR")]


def test_a_message_id_that_comes_twice_is_one_mail_received_twice(inbox, send):
    send()
    send()
    assert [mail["received"] for mail in messages(inbox)] == [2]


def test_mails_are_searched_by_receiver_newest_first(inbox, send):
    for number, to in enumerate(["aino@example.org", "eino@example.org", "aino@example.org"]):
        send(to, f"<{number}@example.org>")
        time.sleep(0.01)
    assert [mail["message_id"] for mail in messages(inbox, "AINO@")] == ["<2@example.org>", "<0@example.org>"]


def test_a_mails_page_has_links_to_click_and_escapes_the_rest(inbox, send):
    send()
    page = requests.get(inbox + messages(inbox)[0]["id"], timeout=5)
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in page.text
    assert "&quot;Terve&quot;" in page.text


def test_a_mails_html_is_shown_in_a_sandbox(inbox, send):
    send(html="<script>alert(1)</script><p>Hei</p>")
    frame = requests.get(f"{inbox}{messages(inbox)[0]['id']}/html", timeout=5)
    assert "sandbox" in frame.headers["Content-Security-Policy"]
    assert "<p>Hei</p>" in frame.text


@pytest.mark.parametrize("path", ["../../etc/passwd", "0" * 24, "%2e%2e%2fsecrets"])
def test_an_unknown_mail_is_not_found(inbox, path):
    assert requests.get(inbox + path, timeout=5).status_code == 404
