"""No event outside the people streams names anybody: checked on everything that the tests of a suite publish.

A pytest plugin; register it with `pytest_plugins = ["shared.testing.privacy"]`. Names and addresses are those of all
cards that the publishing service has at that moment.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select

from shared.bus.envelope import outbox_row
from shared.people.tables import Person
from shared.work import UnitOfWork


@pytest.fixture(scope="session", autouse=True)
def _nobody_is_named_in_events() -> Iterator[None]:
    def checked(work: UnitOfWork, event_type: Any, *more: Any) -> dict[str, Any]:
        row = outbox_row(work, event_type, *more)
        if not event_type.contract.stream.startswith("people."):
            assert named_in(work, row["body"].decode()) == [], event_type.type
        return row

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("shared.work.outbox_row", checked)
        yield


def named_in(work: UnitOfWork, text: str) -> list[str]:
    """Last names and addresses of known people that a text holds."""
    with work.session.no_autoflush:
        cards = work.session.execute(select(Person.last_name, Person.email)).all()
    words = {each for card in cards for each in card if each}
    likely = (each for each in words if each in text)  # a pattern for each of a thousand addresses takes a second
    return sorted(each for each in likely if re.search(rf"\b{re.escape(each)}\b", text))
