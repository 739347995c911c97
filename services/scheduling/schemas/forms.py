"""What forms and the API take; one schema for both."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.scheduling.domain.meetings import CORRECTION_REASONS, REASONS
from shared.web.i18n import lazy as N_

REASON_TEXTS = {
    "mentor_ill": N_("The mentor is ill"),
    "too_few": N_("Too few can come"),
    "venue": N_("The place is not available"),
    "weather": N_("Weather or traffic"),
    "other": N_("Another reason"),
}
CORRECTION_TEXTS = {
    "marked_wrong": N_("It was marked wrong"),
    "told_later": N_("It was told later"),
    "other": N_("Another reason"),
}
INSTEAD = ("reserve_date", "new_date")


class TimesSchema(Schema):
    """Clock times for meetings, local time."""

    start = fields.Time(required=True, metadata={"label": N_("Starts"), "widget": "time"})
    end = fields.Time(required=True, metadata={"label": N_("Ends"), "widget": "time"})


def _instead(*values: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.OneOf(values),
        metadata={"label": N_("What instead?"), "choices": lambda context: context["instead"], "widget": "radios"},
    )


class ReplacementSchema(Schema):
    """Where a cancelled meeting goes. `reserve_date_id` is needed only if there are several."""

    instead = _instead(*INSTEAD)
    reserve_date_id = fields.UUID(load_default=None, metadata={"widget": "hidden", "label": ""})
    date = fields.Date(load_default=None, metadata={"label": N_("New date")})
    start = fields.Time(load_default=None, metadata={"label": N_("Starts"), "widget": "time"})
    end = fields.Time(load_default=None, metadata={"label": N_("Ends"), "widget": "time"})

    @validates_schema
    def date_is_told(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("instead") == "new_date" and not data.get("date"):
            raise ValidationError(str(N_("Write the date that the group has agreed on.")), "date")


class CancellationSchema(ReplacementSchema):
    """Why a meeting is cancelled, and what takes its place, if that is known."""

    instead = _instead(*INSTEAD, "later")
    reason = fields.String(
        required=True,
        validate=validate.OneOf(REASONS),
        metadata={
            "label": N_("Why is it cancelled?"),
            "hint": N_("Only the category is kept. Names and details are not asked."),
            "choices": list(REASON_TEXTS.items()),
            "widget": "radios",
        },
    )


def _people(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in context["people"]]


class AttendanceSchema(Schema):
    """Exceptions from "everybody was there for the whole meeting"; an empty form says that all were present."""

    absent_notified = fields.List(
        fields.UUID(),
        load_default=list,
        metadata={"label": N_("Absent, told in advance"), "choices": _people, "widget": "checkboxes", "quiet": True},
    )
    absent = fields.List(
        fields.UUID(),
        load_default=list,
        metadata={"label": N_("Absent without telling"), "choices": _people, "widget": "checkboxes", "quiet": True},
    )
    partly = fields.List(
        fields.UUID(),
        load_default=list,
        metadata={"label": N_("Present for a part"), "choices": _people, "widget": "checkboxes", "quiet": True},
    )
    partly_minutes = fields.Integer(
        load_default=None,
        validate=validate.Range(min=1, max=360),
        metadata={"label": N_("Minutes present, of those who were there for a part")},
    )
    start = fields.Time(load_default=None, metadata={"label": N_("Started"), "widget": "time"})
    end = fields.Time(load_default=None, metadata={"label": N_("Ended"), "widget": "time"})
    reason = fields.String(
        load_default=None,
        validate=validate.OneOf(CORRECTION_REASONS),
        metadata={"label": N_("Why is it corrected now?"), "choices": list(CORRECTION_TEXTS.items()), "quiet": True},
    )


class AgreementSchema(Schema):
    """The day on which the group had agreed on its rules and plan; null takes the note away."""

    agreed_on = fields.Date(load_default=None, metadata={"label": N_("The day on which the group agreed")})
