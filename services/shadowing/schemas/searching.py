"""Schemas of those who look for a partner."""

from marshmallow import Schema, fields


class SearchAnswerSchema(Schema):
    """Somebody who looks for a partner."""

    id = fields.UUID()
    call_id = fields.UUID()
    person_id = fields.UUID()
    name = fields.String()
    email = fields.String()
    organisation = fields.String()
    unit = fields.String(allow_none=True)
    job_title = fields.String(allow_none=True)
    wish = fields.String(allow_none=True)
    listed = fields.Boolean()
    help_wanted = fields.Boolean()
    begun_at = fields.AwareDateTime()
    own = fields.Boolean()
