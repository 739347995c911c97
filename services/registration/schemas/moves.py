"""Moving people and deciding about groups: the same schemas for the forms and the JSON bodies."""

from marshmallow import Schema, fields, validate

from services.registration.schemas.registering import OwnAnswers
from services.registration.schemas.registrations import EMAIL, choices_from
from shared.web.i18n import lazy as N_

LONGEST_REASON = 300


def reason(label: object = N_("Reason"), **metadata: object) -> fields.String:
    """Why something was decided; kept in the history, and in no event."""
    return fields.String(
        required=True,
        validate=validate.Length(min=1, max=LONGEST_REASON),
        metadata={"label": label, "hint": N_("Kept in the history for those who run the call."), **metadata},
    )


class Because(Schema):
    """A decision that needs a reason."""

    reason = reason()


class OnBehalf(OwnAnswers):
    """Somebody who is registered by whoever runs the call; each person confirms the address by link."""

    email = fields.Email(
        required=True,
        validate=EMAIL,
        metadata={
            "label": N_("Work e-mail"),
            "hint": N_("The person gets a link there and confirms the address with it."),
            "autocomplete": "off",
        },
    )
    supervisor_email = fields.Email(
        required=True,
        validate=EMAIL,
        metadata={
            "label": N_("Work e-mail of the person's supervisor"),
            "hint": N_("The supervisor is asked after the person has confirmed the address."),
            "autocomplete": "off",
        },
    )
    agreed = fields.Boolean(
        required=True,
        validate=validate.Equal(True, error=N_("Ask the person first.")),
        error_messages={"required": N_("Ask the person first.")},
        metadata={"label": N_("The person has asked for this and knows the dates"), "widget": "checkbox"},
    )


class Replacement(OnBehalf):
    """Who comes instead of somebody, and why."""

    reason = reason()


class Move(Schema):
    """Moving a registration to another group, as agreed with the person."""

    group_id = fields.UUID(
        required=True, metadata={"label": N_("To which group?"), "widget": "radios", "choices": choices_from("groups")}
    )
    agreed = fields.Boolean(
        load_default=False, metadata={"label": N_("The person has agreed to the move"), "widget": "checkbox"}
    )
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_REASON),
        metadata={"label": N_("Reason")},
    )


class MoveMany(Move):
    """Moving several people of the board at once; a call may have a hundred groups."""

    group_id = fields.UUID(
        required=True, metadata={"label": N_("To which group?"), "widget": "select", "choices": choices_from("groups")}
    )
    registration_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, max=50),
        metadata={"label": N_("Who moves?")},
        error_messages={"required": N_("Choose at least one person.")},
    )


class Offer(Schema):
    """Offering a free place of another group."""

    group_id = fields.UUID(
        required=True, metadata={"label": N_("In which group?"), "widget": "radios", "choices": choices_from("groups")}
    )


class Merge(Schema):
    """Letting a group go on in another one."""

    into_id = fields.UUID(
        required=True,
        metadata={"label": N_("With which group?"), "widget": "radios", "choices": choices_from("groups")},
    )
    reason = reason()


class Sizes(Schema):
    """Fewest and most members."""

    min_size = fields.Integer(required=True, validate=validate.Range(1, 50), metadata={"label": N_("Fewest members")})
    max_size = fields.Integer(required=True, validate=validate.Range(1, 50), metadata={"label": N_("Most members")})
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_REASON),
        metadata={"label": N_("Reason"), "hint": N_("Needed if the group has other than 5 to 9 members.")},
    )


class Mentors(Schema):
    """Who leads a group."""

    mentor_ids = fields.List(
        fields.UUID(),
        required=True,
        validate=validate.Length(min=1, max=2),
        metadata={
            "label": N_("Mentor"),
            "hint": N_("One, or two who lead the group together. Whoever suits best comes first."),
            "choices": choices_from("mentors"),
        },
    )
    reason = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=LONGEST_REASON),
        metadata={"label": N_("Reason"), "hint": N_("Needed where the network asks for trained mentors only.")},
    )
