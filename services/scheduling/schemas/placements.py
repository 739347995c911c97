"""What the board of a placement proposal takes and gives; one schema for forms and the API."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from marshmallow import Schema, ValidationError, fields, validate

from services.scheduling.domain.placement.board import WEEKLY_SLOTS
from shared.web.i18n import lazy as N_

MOST = 20_000
STAY, OUT = "stay", "out"


class Move(fields.String):
    """`PERSON:GROUP`, `PERSON:out` or `PERSON:stay`; read as (person, group, None for out, or STAY)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        person, _, target = str(super()._deserialize(value, attr, data, **kwargs)).partition(":")
        try:
            return UUID(person), {STAY: STAY, OUT: None}.get(target, target) if target in (STAY, OUT) else UUID(target)
        except ValueError as error:
            raise ValidationError(str(N_("This is not a person and a group."))) from error


class MentorSlot(fields.String):
    """`PERSON:thu_pm`; read as (person, slot)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        person, _, slot = str(super()._deserialize(value, attr, data, **kwargs)).partition(":")
        try:
            found = UUID(person)
        except ValueError as error:
            raise ValidationError(str(N_("This is not a person and a time."))) from error
        if slot not in WEEKLY_SLOTS:
            raise ValidationError(str(N_("This is not a person and a time.")))
        return str(found), slot


class Pair(fields.String):
    """`PERSON:PERSON`; read as a list of two."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        first, _, second = str(super()._deserialize(value, attr, data, **kwargs)).partition(":")
        try:
            pair = sorted({str(UUID(first)), str(UUID(second))})
        except ValueError as error:
            raise ValidationError(str(N_("Choose two people."))) from error
        if len(pair) != 2:
            raise ValidationError(str(N_("Choose two people.")))
        return pair


class RulesSchema(Schema):
    """When mentors can lead, and what holds inside a group. What is left out stays as it was."""

    mentors = fields.List(
        MentorSlot(),
        load_default=None,
        validate=validate.Length(max=MOST),
        metadata={"label": N_("When can the mentors lead?"), "quiet": True},
    )
    company = fields.Boolean(
        load_default=None,
        metadata={
            "label": N_("Nobody is the only one of a kind"),
            "hint": N_("Looks at what people allowed to be considered. It is shown to nobody."),
        },
    )
    spread = fields.Boolean(
        load_default=None, metadata={"label": N_("Workplaces and staff groups are spread over the groups")}
    )
    together = fields.List(Pair(), load_default=None, validate=validate.Length(max=200), metadata={"label": ""})
    apart = fields.List(Pair(), load_default=None, validate=validate.Length(max=200), metadata={"label": ""})


def _people(context: Any) -> list[tuple[str, str]]:
    return [("", ""), *context.get("people", [])]


class RulesForm(RulesSchema):
    """The page adds one pair at a time."""

    first = fields.UUID(
        load_default=None,
        metadata={"label": N_("First person"), "choices": _people, "widget": "select", "quiet": True},
    )
    second = fields.UUID(
        load_default=None,
        metadata={"label": N_("Second person"), "choices": _people, "widget": "select", "quiet": True},
    )
    pair = fields.String(
        load_default="apart",
        validate=validate.OneOf(("together", "apart")),
        metadata={
            "label": N_("These two are"),
            "choices": [("apart", N_("in different groups")), ("together", N_("in the same group"))],
            "widget": "radios",
            "quiet": True,
        },
    )


class RevisionSchema(Schema):
    """Which board was looked at."""

    revision = fields.Integer(required=True, metadata={"widget": "hidden", "label": ""})


class BoardSchema(RevisionSchema):
    """Who moves where, and who stays in their group whatever is solved again: all who are locked."""

    moves = fields.List(Move(), load_default=list, validate=validate.Length(max=MOST), metadata={"label": ""})
    locked = fields.List(
        fields.UUID(), load_default=list, validate=validate.Length(max=MOST), metadata={"label": "", "quiet": True}
    )


class BoardForm(BoardSchema):
    """The page has two buttons: the second solves again around who is locked."""

    then = fields.String(
        load_default=None, validate=validate.OneOf(("solve",)), metadata={"widget": "hidden", "label": ""}
    )


class ProposedGroupSchema(Schema):
    """A group of the proposal."""

    group = fields.UUID()
    slot = fields.String()
    mentor = fields.UUID(allow_none=True)
    people = fields.List(fields.UUID())
    locked = fields.List(fields.UUID())


class PlacementSchema(Schema):
    """A proposal: its state, how far the solving is, its groups, and who was left out and why."""

    id = fields.UUID()
    call_id = fields.UUID()
    state = fields.String(attribute="state_")
    revision = fields.Integer()
    progress = fields.Dict()
    result = fields.Dict()
    groups = fields.List(fields.Nested(ProposedGroupSchema))
    unplaced = fields.List(fields.Dict())
    confirmed_at = fields.AwareDateTime(allow_none=True)


def asked(data: dict[str, Any]) -> dict[str, Any]:
    """What a proposal is to be made with, as its command takes it."""
    mentors: dict[str, list[str]] | None = None
    if data["mentors"] is not None:
        mentors = defaultdict(list)
        for person, slot in data["mentors"]:
            mentors[person].append(slot)
    rules = {name: data[name] for name in ("company", "spread", "together", "apart") if data[name] is not None}
    return {"mentors": mentors, "rules": rules}
