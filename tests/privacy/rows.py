"""Rows that several tests of privacy need."""

from uuid import uuid4

from services.notifications.tables import Mail
from tests.privacy.aging import AT


def mail(**values) -> Mail:
    known = {"organisation": "hyria", "person_id": uuid4(), "kind": "N5", "letter": "one", "bundle": "x"}
    return Mail(**known | {"state": "sent", "due_at": AT, "sent_at": AT} | values)
