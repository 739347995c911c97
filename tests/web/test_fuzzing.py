"""The JSON API of every service but registration, which has a season to play: sent by a manager and by nobody."""

from uuid import uuid4

import pytest

from services.notifications.service import Web as Notifications
from services.reporting.service import Web as Reporting
from services.scheduling.service import Web as Scheduling
from services.shadowing.service import Web as Shadowing
from shared.clock import real_now
from shared.people import Person, sessions
from shared.testing.fuzzing import faults
from shared.web.service import application

ROLE = {"role": "project_manager", "organisation": "opelix", "valid_from": "2010-01-01", "valid_to": None}
CARD = {"first_name": "Pia", "last_name": "Malli", "language": "fi", "organisation": "opelix", "version": 1}


@pytest.mark.parametrize("web", [Scheduling, Shadowing, Notifications, Reporting], ids=lambda each: each.name)
def test_no_request_is_answered_with_a_fault_of_ours_or_with_what_the_document_does_not_tell(web, runtime_of):
    runtime = runtime_of(web.name)
    with runtime.work() as work:
        manager = Person(email="pia.malli@opelix.example", roles=[ROLE], **CARD)
        work.session.add(manager)
        work.session.flush()
    cookie = {sessions.COOKIE: sessions.begin(runtime.settings, manager.id, remember=False, now=real_now())}
    found = faults(
        application(runtime, web.routes),
        web.name,
        senders=[cookie, {}],
        known=lambda path, name: [uuid4()] if name.endswith("_id") else [],
        seconds=12,
        examples=6,
    )
    assert list(found) == []
