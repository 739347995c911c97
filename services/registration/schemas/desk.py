"""The coordinator's forms, which make the same data as the JSON bodies of `schemas.calls`."""

from datetime import date
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from services.registration.schemas.dates import DateLine, require_distinct
from services.registration.schemas.group_facts import GroupFacts
from services.registration.schemas.registrations import choices_from
from shared.contracts.people import STAFF_GROUPS
from shared.web.i18n import lazy as N_

TEXT = validate.Length(min=1, max=200)
STAFF_GROUP_NAMES = {
    "teacher": N_("Teachers"),
    "special_teacher": N_("Special-education teachers"),
    "guidance_counsellor": N_("Guidance counsellors"),
    "instructor": N_("Instructors"),
    "school_assistant": N_("School assistants"),
    "secretary": N_("Secretaries"),
    "worklife_coordinator": N_("Working-life coordinators"),
    "principal": N_("Principals"),
    "other_support": N_("Other support staff"),
    "student_teacher": N_("Student teachers"),
    "other": N_("Others"),
}
DATES_HINT = N_("One on each line: 29.8.2013 13.00–15.30, or only the date while the time is open.")


class DatesForm(Schema):
    """The dates of a group, as lines."""

    meetings = fields.List(
        DateLine(),
        required=True,
        validate=validate.Length(min=1, max=60),
        metadata={"label": N_("Meetings"), "hint": DATES_HINT, "widget": "lines"},
    )
    reserve_dates = fields.List(
        DateLine(),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={
            "label": N_("Reserve dates"),
            "hint": N_("Only used if one of the meetings is cancelled."),
            "widget": "lines",
            "rows": 2,
        },
    )
    mentor_id = fields.UUID(
        load_default=None, metadata={"label": N_("Mentor"), "widget": "select", "choices": choices_from("mentors")}
    )

    @validates_schema(skip_on_field_errors=True)
    def check_dates(self, data: dict[str, Any], **kwargs: Any) -> None:
        days: list[date] = [each["date"] for each in (*data["meetings"], *data.get("reserve_dates", ()))]
        try:
            require_distinct(days)
        except ValidationError as error:
            raise ValidationError(error.messages, "meetings") from error

    @post_load
    def as_group(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        mentor = data.pop("mentor_id")
        names = {code: data.pop(f"name_{code}", None) for code in ("fi", "sv", "en")}
        return data | {"mentor_ids": [mentor] if mentor else None, "name": names if names["fi"] else None}


class SiblingForm(DatesForm):
    """A second group: own dates, the rest as in the first."""

    class Meta:
        fields = ("name_fi", "meetings", "reserve_dates", "mentor_id", "max_size")

    name_fi = fields.String(required=True, validate=TEXT, metadata={"label": N_("Name in Finnish")})
    max_size = fields.Integer(required=True, validate=validate.Range(1, 50), metadata={"label": N_("Most members")})


class GroupForm(SiblingForm, GroupFacts):
    """A group of a call."""

    class Meta:
        fields = (
            *("name_fi", "name_sv", "name_en", "meetings", "reserve_dates", "meeting_minutes", "mentor_id"),
            *("min_size", "max_size", "staff_groups", "theme", "basis", "purpose", "education_levels"),
            "especially_for",
        )

    meetings = fields.List(
        DateLine(),
        load_default=list,
        validate=validate.Length(max=60),
        metadata={
            "label": N_("Meetings"),
            "hint": N_("One on each line: 29.8.2013 13.00–15.30. Leave empty where groups are put together."),
            "widget": "lines",
        },
    )
    name_sv = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Name in Swedish")})
    name_en = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Name in English")})
    staff_groups = fields.List(
        fields.String(validate=validate.OneOf(STAFF_GROUPS)),
        load_default=list,
        metadata={
            "label": N_("Whom is it meant for?"),
            "hint": N_("Tick none if everybody is welcome."),
            "widget": "checkboxes",
            "choices": list(STAFF_GROUP_NAMES.items()),
        },
    )
    min_size = fields.Integer(required=True, validate=validate.Range(1, 50), metadata={"label": N_("Fewest members")})
    meeting_minutes = fields.Integer(
        required=True, validate=validate.Range(15, 600), metadata={"label": N_("Length of a meeting, minutes")}
    )


class ConfirmForm(Schema):
    """Confirming that a group meets."""

    reason = fields.String(
        load_default=None,
        validate=validate.Length(max=300),
        metadata={
            "label": N_("Reason"),
            "hint": N_("Needed only if the group has fewer members than recommended."),
        },
    )
