"""Checked on everything that the tests of a suite publish and answer.

No event outside the people streams names anybody, and no answer names another than its reader without a row in the
access log. A pytest plugin; register it with `pytest_plugins = ["shared.testing.privacy"]`. Names and addresses are
those of all cards that the service has at that moment.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.wrappers import Response

from shared.bus.envelope import outbox_row
from shared.people.tables import Person
from shared.privacy import access_log
from shared.web.request import Request
from shared.work import UnitOfWork

LIKELY_CHANCE = 5
_by_chance = ContextVar("by_chance", default=False)
READABLE = {"text/html", "application/json", "text/csv", "text/calendar"}


@pytest.fixture(scope="session", autouse=True)
def _nobody_is_named_in_events() -> Iterator[None]:
    def checked(work: UnitOfWork, event_type: Any, *more: Any) -> dict[str, Any]:
        row = outbox_row(work, event_type, *more)
        if not event_type.contract.stream.startswith("people.") and not _by_chance.get():
            assert named_in(work, row["body"].decode()) == [], event_type.type
        return row

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared.work.outbox_row", checked)
        yield


@pytest.fixture(scope="session", autouse=True)
def _nobody_is_shown_without_a_row() -> Iterator[None]:
    def checked(request: Request, response: Response, sessions: Any) -> None:
        access_log.write(request, response, sessions)
        gathered = request.route.path.endswith("/access-log")  # the service that read it has the row
        searched = response.mimetype in READABLE and not gathered and not _by_chance.get()
        if access_log.concerns(request, response) and searched:
            typed = {each for values in request.http.values.listvalues() for each in values}
            text = unescape(response.get_data(as_text=True))
            with sessions() as session:
                cards = session.execute(select(Person.id, Person.first_name, Person.last_name, Person.email)).all()
            noted = {*request.seen, request.actor.person_id}
            known = typed.union(*(_words(each) for each in cards if each.id in noted))  # two may have one name
            unseen = [each for each in cards if each.id not in noted]
            shown = [word for each in unseen for word in _words(each) - known if _is_in(text, word)]
            assert shown == [], request.route.path

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared.web.handling.write_reads", checked)
        yield


@contextmanager
def names_by_chance() -> Iterator[None]:
    """Inside, all that is typed is made up, and is somebody's made-up name now and then: nothing is searched."""
    before = _by_chance.set(True)
    try:
        yield
    finally:
        _by_chance.reset(before)


def _words(card: Any) -> set[str]:
    names = (f"{card.first_name} {card.last_name}", f"{card.last_name} {card.first_name}", card.email)
    return {each for each in names if len(each) > LIKELY_CHANCE}


def named_in(work: UnitOfWork, text: str) -> list[str]:
    """Last names and addresses of known people that a text holds."""
    with work.session.no_autoflush:
        cards = work.session.execute(select(Person.last_name, Person.email)).all()
    words = {each for card in cards for each in card if each}
    return sorted(each for each in words if _is_in(text, each))


def _is_in(text: str, word: str) -> bool:
    """As a whole word; a pattern for each of a thousand addresses takes a second."""
    return word in text and bool(re.search(rf"\b{re.escape(word)}\b", text))
