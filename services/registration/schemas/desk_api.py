"""What the desk shows, as JSON: what waits, and the board of a call."""

from typing import get_args

from marshmallow import Schema, fields, validate

from services.registration.domain.places import WhyCode
from services.registration.schemas.calls import Contact
from shared.contracts.registration import GROUP_STATES, REGISTRATION_STATES

TASKS = ("too_small", "no_mentor", "supervisor_missing", "approval_late", "confirm", "second_group", "typed_in")


class TaskShown(Schema):
    """Something to decide or to chase about a group, or about one registration to it."""

    what = fields.String(validate=validate.OneOf(TASKS))
    group_id = fields.UUID(attribute="group.id")
    group = fields.Dict(attribute="group.name", metadata={"description": "the group's name by language"})
    by = fields.Date(allow_none=True, metadata={"description": "last day to decide"})
    registration_id = fields.UUID(attribute="one.id", metadata={"description": "absent where it is about the group"})
    person = fields.Nested(Contact, allow_none=True)
    supervisor = fields.Nested(Contact, allow_none=True)
    numbers = fields.Dict(keys=fields.String(), values=fields.Integer(), metadata={"example": {"members": 4}})


class TasksShown(Schema):
    """The most urgent first."""

    tasks = fields.List(fields.Nested(TaskShown))


class BoardQuery(Schema):
    """Only some of the board."""

    group_id = fields.UUID(load_default=None)
    q = fields.String(load_default="", validate=validate.Length(max=200))


class OnBoard(Schema):
    """A registration on the board."""

    registration_id = fields.UUID(attribute="one.id")
    name = fields.String()
    organisation = fields.String(attribute="person.organisation")
    job_title = fields.String(attribute="person.job_title", allow_none=True)
    state = fields.String(attribute="one.state_name", validate=validate.OneOf(REGISTRATION_STATES))
    why = fields.String(
        attribute="why.code",
        validate=validate.OneOf(get_args(WhyCode)),
        metadata={"description": "why there is no place; absent where there is one"},
    )
    ahead = fields.Integer(attribute="why.ahead", metadata={"description": "how many wait before; with `why`"})
    may_move = fields.Boolean()
    own_supervisor = fields.Boolean(metadata={"description": "the line supervisor is in the same group"})
    led_by_supervisor = fields.Boolean(metadata={"description": "the line supervisor leads the group"})


class GroupOnBoard(Schema):
    """A group with everybody who has a place in it, or waits for one."""

    group_id = fields.UUID()
    name = fields.Dict()
    state = fields.String(validate=validate.OneOf(GROUP_STATES))
    members = fields.Integer(metadata={"description": "places that are sure"})
    max_size = fields.Integer()
    waiting = fields.Integer()
    people = fields.List(fields.Nested(OnBoard))


class BoardShown(Schema):
    """Everybody in a call whom the reader may see, by group."""

    call_id = fields.UUID()
    groups = fields.List(fields.Nested(GroupOnBoard))
    left = fields.List(fields.Nested(OnBoard), metadata={"description": "who is no longer in any group"})
    total = fields.Integer()
    may_write = fields.Boolean()
