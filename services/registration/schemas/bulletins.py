"""Writing to the people of a call by their role: the same schema for the form and the JSON body."""

from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registration.schemas.registrations import choices_from
from shared.contracts.bulletins import AUDIENCES
from shared.web.i18n import lazy as N_

AUDIENCE_NAMES = {
    "participants": N_("Participants: those who have a place"),
    "queue": N_("Those who are in the queue"),
    "supervisors": N_("Supervisors whose approval is waited for"),
    "mentors": N_("Mentors"),
}


class BulletinBody(Schema):
    """To whom, and what."""

    audience = fields.String(
        required=True,
        validate=validate.OneOf(AUDIENCES),
        metadata={"label": N_("To whom?"), "widget": "radios", "choices": choices_from("audiences")},
    )
    group_id = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={
            "label": N_("Of which group?"),
            "hint": N_("Choose none to write to people of all groups."),
            "widget": "select",
            "choices": choices_from("groups"),
        },
    )
    subject = fields.String(required=True, validate=validate.Length(1, 100), metadata={"label": N_("Subject")})
    text = fields.String(
        required=True,
        validate=validate.Length(1, 2000),
        metadata={
            "label": N_("Message"),
            "hint": N_("Write nothing about one person: everybody chosen gets the same message."),
            "widget": "textarea",
            "rows": 8,
        },
    )

    @post_load
    def even_lines(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """Browsers end lines in two ways; the same message is the same."""
        return data | {"text": "\n".join(data["text"].splitlines())}


class BulletinForm(BulletinBody):
    """The form: `step` is what is done with it: look at it first, write on, or send it."""

    step = fields.String(load_default="look", validate=validate.OneOf(["look", "change", "send"]))


class BulletinQuery(Schema):
    """Whether only to tell how many would get it."""

    dry_run = fields.Boolean(load_default=False)


class BulletinReached(Schema):
    """How many get it, and the message unless it was a dry run."""

    id = fields.UUID(allow_none=True)
    receivers = fields.Integer()


class BulletinShown(Schema):
    """A message that was sent."""

    id = fields.UUID()
    sent_at = fields.AwareDateTime()
    sent_by = fields.String(allow_none=True, metadata={"description": "name of who wrote it"})
    audience = fields.String(validate=validate.OneOf(AUDIENCES))
    group_id = fields.UUID(allow_none=True)
    subject = fields.String()
    text = fields.String()
    receivers = fields.Integer(metadata={"description": "how many people it went to"})
