"""Where a meeting is, and who leads it."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from shared.web.i18n import lazy as N_


def _mentors(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in context["mentors"]]


class WhereaboutsSchema(Schema):
    """A place, a link to meet remotely, or both; nothing takes the place away."""

    name = fields.String(
        load_default=None,
        validate=validate.Length(max=120),
        metadata={"label": N_("Place"), "hint": N_("House or school")},
    )
    town = fields.String(load_default=None, validate=validate.Length(max=120), metadata={"label": N_("Town")})
    room = fields.String(
        load_default=None, validate=validate.Length(max=120), metadata={"label": N_("Room, floor or entrance")}
    )
    remote_url = fields.Url(
        load_default=None,
        schemes={"https"},
        validate=validate.Length(max=500),
        metadata={"label": N_("Link to meet remotely"), "hint": N_("Only the group's own people see it.")},
    )
    all_coming = fields.Boolean(load_default=False, metadata={"label": N_("The same for all coming meetings")})

    @validates_schema
    def room_is_somewhere(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not data.get("name") and (data.get("room") or data.get("town")):
            raise ValidationError(str(N_("Write the name of the place too.")), "name")


class SubstituteSchema(Schema):
    """Who leads one meeting instead."""

    mentor_id = fields.UUID(
        required=True, metadata={"label": N_("Who leads this meeting?"), "choices": _mentors, "widget": "radios"}
    )


class AddressSchema(Schema):
    """The path of an address of a group; null while there is none."""

    path = fields.String(allow_none=True)
