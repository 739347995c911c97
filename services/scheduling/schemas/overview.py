"""The coordinator's overview: what is asked of it, and what it answers."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from services.scheduling.domain.problems import SHOWN
from services.scheduling.schemas.answers import MeetingProblemSchema, Names, PersonName


class OverviewQuery(Schema):
    """Which groups: some alone, those whose name or mentor's name holds a text; and which page of them."""

    shown = fields.String(load_default="", validate=validate.OneOf(("", *SHOWN)))
    name = fields.String(load_default="", validate=validate.Length(max=100))
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10_000))

    @classmethod
    def usable(cls, args: Mapping[str, str]) -> dict[str, Any]:
        """What of an address can be used; the rest is left out."""
        query = cls()
        data = {name: args[name].strip() for name in query.fields if name in args}
        for name in query.validate(data):
            del data[str(name)]
        return dict(query.load(data))


class NextSchema(Schema):
    """When a group meets next."""

    date = fields.Date()
    start = fields.Time(format="%H:%M", allow_none=True)
    end = fields.Time(format="%H:%M", allow_none=True)


class OverviewRowSchema(Schema):
    """One group; the rest of it is at its own address."""

    id = fields.UUID()
    name = fields.Nested(Names)
    state = fields.String()
    meetings_held = fields.Integer()
    meetings_planned = fields.Integer()
    problems = fields.List(fields.Nested(MeetingProblemSchema))
    next = fields.Nested(NextSchema, allow_none=True)
    mentors = fields.List(fields.Nested(PersonName))


class OverviewSchema(Schema):
    """A page of groups, those with problems first, and the numbers of all."""

    rows = fields.List(fields.Nested(OverviewRowSchema))
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    total = fields.Integer()
    held = fields.Integer()
    planned = fields.Integer()
    page = fields.Integer()
    pages = fields.Integer()
