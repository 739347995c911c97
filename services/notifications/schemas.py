"""What the JSON API takes and gives; the forms use the same schemas."""

from marshmallow import Schema, fields

from shared.web.i18n import lazy as N_


class MailSchema(Schema):
    """A mail that was sent to me."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True, metadata={"description": "number of the catalogue, such as N12"})
    subject = fields.String(required=True)
    sent_at = fields.AwareDateTime(required=True, metadata={"description": "domain time"})


class OutgoingSchema(Schema):
    """Mails of one act that wait to leave and can be stopped."""

    act_id = fields.UUID(required=True)
    kind = fields.String(required=True)
    leaves_at = fields.AwareDateTime(required=True)
    receivers = fields.Integer(required=True, metadata={"description": "how many people are to be told"})
    group = fields.Dict(
        keys=fields.String(), values=fields.String(allow_none=True), allow_none=True, metadata={"description": "name"}
    )


class ReceiversSchema(Schema):
    """How many people an act's mails concern."""

    receivers = fields.Integer(required=True)


class PreferencesSchema(Schema):
    """What a person has chosen."""

    reminders = fields.Boolean(
        required=True,
        metadata={
            "label": N_("Reminders of meetings by e-mail"),
            "hint": N_("Mails about changes always come."),
            "widget": "radios",
            "choices": [
                ("true", N_("Yes, two working days before each meeting")),
                ("false", N_("No, my calendar is enough")),
            ],
        },
    )
    invitations = fields.Boolean(
        load_default=None,
        metadata={
            "label": N_("Calendar entries with mails about dates"),
            "hint": N_("For a calendar that cannot follow the address of your group's calendar."),
            "widget": "radios",
            "choices": [
                ("true", N_("Yes, each date as an invitation")),
                ("false", N_("No")),
            ],
        },
    )


class FailureSchema(Schema):
    """A mail that could not be sent."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    person_id = fields.UUID(required=True)
    reason = fields.String(
        required=True, metadata={"description": "a code, and the mail server's answer or the error's name"}
    )
    attempts = fields.Integer(required=True)
    due_at = fields.AwareDateTime(required=True)


class SentAgainSchema(Schema):
    """A mail that is tried once more."""

    id = fields.UUID(required=True)
    kind = fields.String(required=True)
    person_id = fields.UUID(required=True)
    due_at = fields.AwareDateTime(required=True)
