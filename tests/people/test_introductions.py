"""Who somebody is, by the ids that others know."""

import warnings
from uuid import uuid4

import pytest

from shared.people import Person, resolve
from shared.plugins import Manifest

SERVICE = Manifest(name="tearoom", package="tests.web.tearoom", titles={"fi": "Teehuone"})
CARD = {"first_name": "Aino", "last_name": "Malli", "language": "fi", "organisation": "hyria", "version": 1}


@pytest.fixture
def session(runtime_of):
    with runtime_of(SERVICE).work() as work:
        yield work.session


def test_nobody_and_a_stranger_are_no_person_and_the_database_is_not_asked_for_nobody(session):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert resolve(session, None) is None
        assert resolve(session, uuid4()) is None


def test_an_id_that_became_anothers_leads_to_the_card_that_remains(session):
    kept = Person(email="a@hyria.example", **CARD)
    session.add(kept)
    session.flush()
    second = Person(email="b@hyria.example", same_as=kept.id, **CARD)
    session.add(second)
    session.flush()
    assert resolve(session, second.id) is kept
    assert resolve(session, kept.id) is kept


def test_two_cards_that_name_each_other_are_no_endless_walk(session):
    one, other = Person(id=uuid4(), email="a@hyria.example", **CARD), Person(email="b@hyria.example", **CARD)
    session.add_all((one, other))
    session.flush()
    one.same_as, other.same_as = other.id, one.id
    session.flush()
    assert resolve(session, one.id) in (one, other)
