"""What those who run a call write to people of it, by their role (ledger R72)."""

from typing import ClassVar

from shared.contracts import fields as f
from shared.contracts.base import Aggregate

AUDIENCES = ("participants", "queue", "supervisors", "mentors")


class BulletinV1(Aggregate):
    """A short message to people of a call by their role. What it says may name somebody: it travels as people do."""

    producer = "registration"
    stream = "people.events"
    aggregate = "bulletin"
    events: ClassVar = {"bulletin_sent": "Whoever runs a call wrote to people of it."}

    call_id = f.identifier("the call whose people it is for")
    group_id = f.identifier("the one group that it is for; null: the whole call", optional=True)
    audience = f.choice("what its receivers are to the call", AUDIENCES)
    sent_by = f.identifier("who wrote it")
    subject = f.personal_text("subject", maximum=100)
    text = f.personal_text("what it says, in the writer's language", maximum=2000)
    receiver_ids = f.identifiers("to whom it goes")
