"""Signing in by link and code; B30, ASVS 6.3.8, 6.5.1, 6.5.5.

B31 names the faults of signing in by OIDC, which there is none of: what is forged, replayed or another's of a link, a
code and a session stands for it here.
"""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from itsdangerous import URLSafeSerializer
from sqlalchemy import select, update
from werkzeug.test import Client

from shared.clock import real_now
from shared.database.kit import SignIn
from shared.people import links, sessions, sign_in
from shared.people.mail import send
from shared.people.tables import Person
from shared.plugins import Manifest
from shared.web.service import application

SERVICE = Manifest(name="tearoom", package="tests.web.tearoom", titles={"fi": "Teehuone"})


class Inbox:
    """Keeps what comes."""

    def __init__(self) -> None:
        self.mails: list[Any] = []
        self.port = 0

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def inbox(monkeypatch) -> Iterator[Inbox]:
    """An SMTP server; mails are sent at once rather than beside the request."""
    kept = Inbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        kept.port = free.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port)
    controller.start()
    monkeypatch.setattr("shared.web.kit.sign_in.send_beside", send)
    yield kept
    controller.stop()


@pytest.fixture
def runtime(runtime_of, inbox):
    made = runtime_of(SERVICE, smtp_url=f"smtp://127.0.0.1:{inbox.port}")
    card = {"first_name": "Aino", "last_name": "Ääri", "language": "sv", "organisation": "hyria", "version": 1}
    with made.work() as work:
        work.session.add(Person(email="aino@hyria.example", **card))
    return made


@pytest.fixture
def app(runtime):
    return application(runtime, ())


@pytest.fixture
def browser(app) -> Client:
    return Client(app)


def post(browser: Client, path: str, **data: str) -> Any:
    shown = browser.get(path)
    found = re.search(r'name="form_token" value="([^"]+)"', shown.text)
    return browser.post(path, data={**data, "form_token": found[1] if found else ""})


def ask(browser: Client, inbox: Inbox, email: str = "Aino@Hyria.example", path: str = "/tearoom/sign-in") -> str:
    """The path of the link in the mail."""
    assert post(browser, path, email=email).headers["Location"] == "/tearoom/sign-in/code"
    return re.search(r"/tearoom/sign-in/\S{40,}", inbox.mails[-1].get_content())[0]


def code_in(inbox: Inbox) -> str:
    return re.search(r"\d{3} \d{3}", inbox.mails[-1]["Subject"])[0]


def is_signed_in(browser: Client) -> bool:
    return "/tearoom/sign-out" in browser.get("/tearoom/").text


def test_the_link_signs_in_on_post_only_and_once(browser, inbox):
    link = ask(browser, inbox)
    for _ in range(2):
        assert browser.get(link).status_code == 200
        assert browser.head(link).status_code == 200
    assert not is_signed_in(browser)
    assert post(browser, link).headers["Location"] == "/tearoom/"
    assert is_signed_in(browser)
    assert browser.get(link).status_code == 410


def test_the_mail_is_in_the_persons_language_and_says_its_kind(browser, inbox):
    ask(browser, inbox)
    mail = inbox.mails[0]
    assert mail["X-Vertais-Kind"] == "sign_in"
    assert mail["To"] == "aino@hyria.example"
    assert mail["Subject"].startswith("Inloggning: kod ")
    assert "Hej Aino" in mail.get_content()


def test_the_code_signs_in_the_window_that_asked(browser, inbox):
    ask(browser, inbox)
    assert post(browser, "/tearoom/sign-in/code", code=code_in(inbox)).status_code == 303
    assert is_signed_in(browser)


def test_the_link_does_not_work_in_another_browser(app, browser, inbox):
    link = ask(browser, inbox)
    other = Client(app)
    assert 'name="form_token"' not in other.get(link).text
    token = re.search(r'name="form_token" value="([^"]+)"', other.get("/tearoom/sign-in").text)[1]
    assert other.post(link, data={"form_token": token}).status_code == 410
    assert not is_signed_in(other)


def test_known_and_unknown_addresses_are_answered_alike(app, browser, inbox):
    ask(browser, inbox)
    stranger = Client(app)
    answer = post(stranger, "/tearoom/sign-in", email="stranger@hyria.example")
    assert answer.headers["Location"] == "/tearoom/sign-in/code"
    assert len(inbox.mails) == 1
    known, unknown = (each.get("/tearoom/sign-in/code").text for each in (browser, stranger))
    assert _without_tokens(known).replace("aino@", "stranger@").lower() == _without_tokens(unknown).lower()


def _without_tokens(page: str) -> str:
    return re.sub(r'name="form_token" value="[^"]+"', "", page)


def test_five_wrong_codes_end_the_sign_in(browser, inbox):
    ask(browser, inbox)
    right = code_in(inbox)
    wrong = "000 000" if right != "000 000" else "111 111"
    answers = [post(browser, "/tearoom/sign-in/code", code=wrong).status_code for _ in range(6)]
    assert answers == [422] * 5 + [410]
    assert post(browser, "/tearoom/sign-in/code", code=right).status_code == 410
    assert not is_signed_in(browser)


def test_nothing_works_after_ten_minutes(browser, inbox, runtime):
    link = ask(browser, inbox)
    with runtime.work() as work:
        work.session.execute(update(SignIn).values(expires_at=real_now() - timedelta(seconds=1)))
    assert browser.get(link).status_code == 410
    assert browser.get("/tearoom/sign-in/code").status_code == 410


def test_one_address_can_be_asked_for_five_times_in_a_quarter(browser, inbox):
    for _ in range(5):
        ask(browser, inbox)
    answer = post(browser, "/tearoom/sign-in", email="aino@hyria.example")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"]


def test_signing_in_leads_back_to_the_page_that_was_wanted(browser, inbox):
    shown = browser.get("/tearoom/sign-in?next=/tearoom/privacy").text
    wanted = re.search(r'name="next" value="([^"]+)"', shown)[1]
    post(browser, "/tearoom/sign-in", email="aino@hyria.example", next=wanted)
    answer = post(browser, "/tearoom/sign-in/code", code=code_in(inbox))
    assert answer.headers["Location"] == "/tearoom/privacy"


def test_somebody_whose_card_is_gone_cannot_sign_in(browser, inbox, runtime):
    link = ask(browser, inbox)
    with runtime.work() as work:
        work.session.execute(update(Person).values(gone=True))
    assert post(browser, link).status_code == 410


def test_b31_a_link_that_was_used_or_made_up_signs_nobody_in(app, browser, inbox, runtime):
    link = ask(browser, inbox)
    person, until = uuid4(), real_now() + timedelta(days=1)
    minted = links.mint(runtime.settings, "my_registration", person, person, until)
    for forged in (link[:-1], link.swapcase(), f"{link}x", f"/tearoom/sign-in/{minted}", f"/tearoom/sign-in/{person}"):
        assert post(browser, forged).status_code in {404, 410}, forged
    assert not is_signed_in(browser)
    post(browser, link)
    assert post(browser, "/tearoom/sign-out").status_code == 303
    assert post(browser, link).status_code == 410
    assert post(browser, "/tearoom/sign-in/code", code=code_in(inbox)).status_code == 410
    assert not is_signed_in(browser)


def test_b31_the_code_of_one_does_not_sign_in_the_window_of_another(app, browser, inbox):
    other = Client(app)
    ask(browser, inbox)
    own = code_in(inbox)
    ask(other, inbox)
    others = code_in(inbox)
    assert own == others or post(browser, "/tearoom/sign-in/code", code=others).status_code == 422
    assert not is_signed_in(browser)
    assert not is_signed_in(Client(app))
    assert post(other, "/tearoom/sign-in/code", code=others).status_code == 303


def test_b31_of_two_windows_at_once_one_uses_the_link(browser, inbox, runtime):
    ask(browser, inbox)

    def use(_number: int) -> bool:
        with runtime.work() as work, suppress(sign_in.SignInOver):
            return bool(sign_in.complete(work.session, work.session.scalars(select(SignIn)).one()))
        return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(use, range(16))) == 1


def test_b31_an_address_that_passes_to_somebody_else_takes_no_open_sign_in_along(browser, inbox, runtime):
    link = ask(browser, inbox)
    with runtime.work() as work:
        asked = work.session.scalars(select(Person)).one()
        asked.email, card = "aino.uusi@hyria.example", {"first_name": "Eero", "last_name": "Toinen"}
        work.session.flush()
        work.session.add(Person(email="aino@hyria.example", organisation="hyria", language="fi", version=1, **card))
    post(browser, link)
    shown = browser.get("/tearoom/").text
    assert "Eero" not in shown
    with runtime.work() as work:
        assert sessions.read(runtime.settings, browser.get_cookie(sessions.COOKIE).value).person_id == asked.id


@pytest.mark.parametrize("forged", ["other key", "other kind of signature", "no signature", "another's name"])
def test_b31_a_session_that_nobody_here_gave_is_none(browser, inbox, runtime, forged):
    post(browser, ask(browser, inbox))
    good = browser.get_cookie(sessions.COOKIE).value
    content, _, signature = good.rpartition(".")
    stranger = replace(runtime.settings, secret="s" * 40)
    person = sessions.read(runtime.settings, good).person_id
    made = {
        "other key": sessions.begin(stranger, person, remember=True, now=real_now()),
        "other kind of signature": links.mint(runtime.settings, "my_registration", person, person, real_now()),
        "no signature": f"{content}.",
        "another's name": URLSafeSerializer("").dumps({"p": uuid4().hex}).partition(".")[0] + f".{signature}",
    }
    browser.set_cookie(sessions.COOKIE, made[forged])
    assert not is_signed_in(browser)
    browser.set_cookie(sessions.COOKIE, good)
    assert is_signed_in(browser)


def test_signing_out_ends_the_session_of_the_browser(browser, inbox):
    post(browser, ask(browser, inbox))
    assert is_signed_in(browser)
    assert post(browser, "/tearoom/sign-out").status_code == 303
    assert not is_signed_in(browser)


def test_only_hashes_are_stored(browser, inbox, runtime):
    link = ask(browser, inbox)
    with runtime.work() as work:
        row = work.session.query(SignIn).one()
        stored = f"{row.link_hash} {row.code_hash} {row.browser_hash}"
    assert link.rsplit("/", 1)[1] not in stored
    assert code_in(inbox).replace(" ", "") not in stored
    assert timedelta(minutes=10) == sign_in.LASTS
