"""Being forgotten: the form, and what came of it."""

from marshmallow import Schema, fields, validate

from shared.web.i18n import lazy as N_


class ErasureForm(Schema):
    """The wish, said on purpose."""

    sure = fields.Boolean(
        required=True,
        validate=validate.Equal(True, error=N_("Tick the box if you want your data erased.")),
        metadata={"label": N_("Erase my data. I know that it cannot be taken back.")},
    )


class StaysShown(Schema):
    """What a duty keeps, under an id without a name."""

    data = fields.String()
    number = fields.Integer()
    until = fields.Date(allow_none=True)


class LineShown(Schema):
    """One service of one deployment."""

    deployment = fields.String()
    service = fields.String()
    done_at = fields.AwareDateTime(allow_none=True, metadata={"description": "null while it is waited for"})
    deleted = fields.Integer()
    kept = fields.List(fields.Nested(StaysShown))
    late = fields.Boolean(metadata={"description": "no answer within a week"})


class ErasureShown(Schema):
    """A wish with the matrix of answers."""

    id = fields.UUID()
    person_id = fields.UUID()
    organisation = fields.String()
    cause = fields.String()
    asked_at = fields.AwareDateTime()
    answer_by = fields.Date()
    lines = fields.List(fields.Nested(LineShown))
    done = fields.Boolean()
    over_limit = fields.Boolean(metadata={"description": "a month is over and somebody has not answered"})


class ErasureAsked(ErasureShown):
    """The wish, and where it can be followed."""

    address = fields.String(metadata={"description": "shows the matrix without signing in, for a year"})


class EvidenceShown(Schema):
    """Somebody forgotten who is in the evidence of grants."""

    person_id = fields.UUID()
    organisation = fields.String()
    first_name = fields.String()
    last_name = fields.String()
    until = fields.Date()
