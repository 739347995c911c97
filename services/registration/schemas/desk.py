"""The coordinator's forms, which make the same data as the JSON bodies of `schemas.calls`."""

from datetime import date, time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from services.registration.schemas.calls import KINDS
from services.registration.schemas.dates import DateLine, require_distinct
from services.registration.schemas.registrations import choices_from
from shared.clock import at_local
from shared.contracts.people import STAFF_GROUPS
from shared.web.i18n import lazy as N_

TEXT = validate.Length(min=1, max=200)
KIND_NAMES = {"verme": N_("Verme groups"), "shadowing": N_("Pair periods")}
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


class CallForm(Schema):
    """A call as a draft; its groups are added next."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={"label": N_("What does it invite to?"), "widget": "radios", "choices": list(KIND_NAMES.items())},
    )
    title_fi = fields.String(required=True, validate=TEXT, metadata={"label": N_("Title in Finnish")})
    title_sv = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Title in Swedish")})
    title_en = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Title in English")})
    about_fi = fields.String(
        load_default=None,
        validate=validate.Length(max=2000),
        metadata={"label": N_("What is it about? (in Finnish)"), "widget": "textarea"},
    )
    reporting_year = fields.Integer(
        required=True, validate=validate.Range(2000, 2100), metadata={"label": N_("Reporting year")}
    )
    opens_on = fields.Date(required=True, metadata={"label": N_("Registration begins")})
    closes_on = fields.Date(
        load_default=None,
        metadata={
            "label": N_("Registration ends"),
            "hint": N_("Verme groups: leave empty, each group closes a week before its first meeting."),
        },
    )
    venue_name = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Place")})
    venue_town = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Town")})
    quota = fields.Integer(
        load_default=None, validate=validate.Range(1, 1000), metadata={"label": N_("Pair periods: how many pairs")}
    )
    period_days = fields.Integer(
        load_default=None, validate=validate.Range(1, 20), metadata={"label": N_("Pair periods: working days")}
    )
    window_from = fields.Date(load_default=None, metadata={"label": N_("Pair periods: first possible day")})
    window_to = fields.Date(load_default=None, metadata={"label": N_("Pair periods: last possible day")})

    @post_load
    def as_call(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        same = ("kind", "reporting_year", "closes_on", "quota", "period_days", "window_from", "window_to")
        venue = {"name": data["venue_name"], "town": data["venue_town"]} if data["venue_name"] else None
        return {name: data[name] for name in same} | {
            "title": {code: data[f"title_{code}"] for code in ("fi", "sv", "en")},
            "about": {"fi": data["about_fi"]} if data["about_fi"] else {},
            "scope": "network",
            "opens_at": at_local(data["opens_on"], time(0)),
            "venue": venue,
        }


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

    name_fi = fields.String(required=True, validate=TEXT, metadata={"label": N_("Name in Finnish")})
    max_size = fields.Integer(required=True, validate=validate.Range(1, 50), metadata={"label": N_("Most members")})


class GroupForm(SiblingForm):
    """A group of a call."""

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
