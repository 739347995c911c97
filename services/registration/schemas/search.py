"""Looking for people, calls and groups: the question and what was found."""

from marshmallow import Schema, fields, validate

from shared.contracts.registration import CALL_STATES, GROUP_STATES

LONGEST = 200


class SearchQuery(Schema):
    """Parts of words; all of them must be there."""

    q = fields.String(required=True, validate=validate.Length(1, LONGEST))


class PersonFound(Schema):
    """A person of the directory."""

    id = fields.UUID()
    first_name = fields.String()
    last_name = fields.String()
    email = fields.String()
    organisation = fields.String()
    unit = fields.String(allow_none=True)
    job_title = fields.String(allow_none=True)


class CallFound(Schema):
    """A call."""

    id = fields.UUID()
    organisation = fields.String()
    title = fields.Dict()
    state = fields.String(attribute="state_name", validate=validate.OneOf(("draft", *CALL_STATES)))


class GroupFound(Schema):
    """A group of a call."""

    id = fields.UUID()
    call_id = fields.UUID()
    name = fields.Dict()
    theme = fields.String(allow_none=True)
    state = fields.String(attribute="state_name", validate=validate.OneOf(GROUP_STATES))


class FoundShown(Schema):
    """The first of each kind in the Finnish order, and how many there are in all."""

    people = fields.List(fields.Nested(PersonFound))
    calls = fields.List(fields.Nested(CallFound))
    groups = fields.List(fields.Nested(GroupFound))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
