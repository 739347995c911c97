"""Schemas of people and calls that are typed in where no registration runs."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.shadowing.domain.alone import MOST_PEOPLE
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_


def _managed(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    return list(context["managed"])


def _organisation() -> fields.Field:
    choices = {"label": N_("Organisation"), "widget": "select", "choices": _managed}
    return fields.String(required=True, validate=validate.Length(max=40), metadata=choices)


class PeopleSchema(Schema):
    """People of an organisation, one on each line."""

    organisation = _organisation()
    people = fields.List(
        fields.String(validate=validate.Length(max=600)),
        required=True,
        validate=validate.Length(min=1, max=MOST_PEOPLE),
        metadata={
            "label": N_("People, one on each line"),
            "hint": N_("First name; last name; e-mail; supervisor's e-mail if known. Paste them from a sheet or CSV."),
            "widget": "lines",
            "rows": 8,
        },
    )


class CallFormSchema(Schema):
    """A call of one's own."""

    organisation = _organisation()
    title = fields.String(
        required=True, validate=validate.Length(min=1, max=120), metadata={"label": N_("Name of the call")}
    )
    closes_on = fields.Date(required=True, metadata={"label": N_("Last day to apply")})
    window_from = fields.Date(required=True, metadata={"label": N_("First possible day of a period")})
    window_to = fields.Date(required=True, metadata={"label": N_("Last possible day of a period")})
    quota = fields.Integer(
        required=True,
        validate=validate.Range(min=1, max=1000),
        metadata={"label": N_("How many pairs at most?")},
    )
    period_days = fields.Integer(
        load_default=5,
        validate=validate.Range(min=1, max=10),
        metadata={"label": N_("Working days of a period"), "quiet": True},
    )

    @validates_schema
    def check_window(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data["window_to"] < data["window_from"]:
            raise ValidationError(_("The last day comes after the first."), "window_to")


class AddedSchema(Schema):
    """How many people were entered."""

    people = fields.Integer()


class OwnCallSchema(Schema):
    """The call that was opened."""

    id = fields.UUID()
