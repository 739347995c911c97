"""Schemas of what people send, by form or JSON; most are made from the forms that the domain declares."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.shadowing.domain import forms
from services.shadowing.domain.goals import MOST_GOALS, goals_of
from services.shadowing.schemas.questions import form_schema
from shared.contracts.shadowing import PERIOD_STATES
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

NAME = validate.Length(min=1, max=80)


def _version() -> fields.Field:
    return fields.Integer(required=True, metadata={"widget": "hidden", "label": N_("Version on the screen")})


def visits(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who visits whom, by the names of the two."""
    inviter, invited = context["names"]
    return [
        ("mutual", _("We visit each other")),
        ("inviter_visits", _("{visitor} visits {host}", visitor=inviter, host=invited)),
        ("invited_visits", _("{visitor} visits {host}", visitor=invited, host=inviter)),
    ]


PlanSchema = form_schema(forms.PLAN, choices={"visits": visits}, version=_version())
StatementSchema = form_schema(forms.STATEMENT)
DecisionSchema = form_schema(forms.DECISION)
FollowupSchema = form_schema(forms.FOLLOWUP, tells_readers=True)


class GoalsSchema(form_schema(forms.GOALS, version=_version())):  # type: ignore[misc]
    """The goals form: a few goals; a talk with the supervisors that did not happen needs a word why."""

    @validates_schema
    def check_goals(self, data: dict[str, Any], **kwargs: Any) -> None:
        goals = len(goals_of(data.get("goals") or ""))
        if goals > MOST_GOALS:
            raise ValidationError(
                _("There are {number} goals, one on each line. Give at most {most}.", number=goals, most=MOST_GOALS),
                "goals",
            )

    @validates_schema
    def check_reason(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("with_supervisors") != "both" and not (data.get("without_supervisors_because") or "").strip():
            raise ValidationError(_("Say shortly why not with both."), "without_supervisors_because")


class SharingSchema(form_schema(forms.SHARING)):  # type: ignore[misc]
    """The sharing of what was learned: how, or why not."""

    @validates_schema
    def check_something(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not data.get("channels") and not (data.get("not_shared_because") or "").strip():
            raise ValidationError(_("Choose how it was shared, or say why it was not."), "channels")

    @validates_schema
    def check_formal(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("formal") and not data.get("happened_on"):
            raise ValidationError(_("Give the day for which the time was given."), "happened_on")

    @validates_schema
    def check_practice(self, data: dict[str, Any], **kwargs: Any) -> None:
        written = bool((data.get("practice") or "").strip())
        if data.get("publish") and not written:
            raise ValidationError(_("Describe the way of working that may be listed."), "practice")
        if written and not data.get("practice_state"):
            raise ValidationError(_("Say whether it is in use or going to be."), "practice_state")


class PersonSchema(Schema):
    """Somebody by name and work e-mail."""

    first_name = fields.String(required=True, validate=NAME, metadata={"label": N_("First name")})
    last_name = fields.String(required=True, validate=NAME, metadata={"label": N_("Last name")})
    email = fields.Email(required=True, validate=validate.Length(max=320), metadata={"label": N_("Work e-mail")})


def _workplaces(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    return list(context["workplaces"])


class InvitationSchema(PersonSchema):
    """The colleague who is invited."""

    organisation = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={"label": N_("Workplace"), "widget": "select", "choices": _workplaces},
    )
    kind = fields.String(
        load_default="work_pair",
        validate=validate.OneOf([value for value, _text in forms.KINDS]),
        metadata={"label": N_("What kind of period?"), "choices": [(value, N_(text)) for value, text in forms.KINDS]},
    )


class SearchSchema(Schema):
    """How somebody looks for a partner."""

    listed = fields.Boolean(
        load_default=False, metadata={"label": N_("Put me on the list of those who look for a partner")}
    )
    help_wanted = fields.Boolean(
        load_default=False,
        metadata={
            "label": N_("I ask the one who runs the call to help me"),
            "hint": N_("You are contacted by e-mail or phone."),
        },
    )
    wish = fields.String(
        allow_none=True,
        validate=validate.Length(max=200),
        metadata={
            "label": N_("What would you like to see or learn, and what can you show?"),
            "hint": N_("Shown on the list. One or two sentences."),
            "widget": "textarea",
        },
    )


class NewPeriod(InvitationSchema):
    """An invitation into a call."""

    call_id = fields.UUID(required=True)


class MoveSchema(Schema):
    """The new date of a day."""

    date = fields.Date(required=True, metadata={"label": N_("New date")})


class PlaceDaySchema(Schema):
    """How, where and when a day goes; all of it may be left open."""

    method = fields.String(
        allow_none=True,
        validate=validate.OneOf([value for value, _text in forms.METHODS]),
        metadata={
            "label": N_("What do you do?"),
            "widget": "select",
            "choices": [(value, N_(text)) for value, text in forms.METHODS],
        },
    )
    place = fields.String(
        allow_none=True,
        validate=validate.Length(max=120),
        metadata={"label": N_("Where?"), "hint": N_("School, site, or the school or company that you visit together.")},
    )
    starts = fields.Time(allow_none=True, metadata={"label": N_("From what time?")})
    ends = fields.Time(allow_none=True, metadata={"label": N_("Until what time?")})
    all_days = fields.Boolean(load_default=False, metadata={"label": N_("The same on all days that are to come")})

    @validates_schema
    def check_times(self, data: dict[str, Any], **kwargs: Any) -> None:
        starts, ends = data.get("starts"), data.get("ends")
        if ends and (not starts or ends <= starts):
            raise ValidationError(_("The day ends after it starts: give both times."), "ends")


class VersionSchema(Schema):
    """The version of a form that was on the screen."""

    version = _version()


class AcceptGoalsSchema(VersionSchema):
    """Acceptance of the goals form, with the time reserved."""

    time_reserved = fields.Boolean(
        required=True, metadata={"label": N_("I have reserved the days of the period in my calendar")}
    )


class ReasonSchema(Schema):
    """Why a period starts without its goals form."""

    reasons = fields.String(
        required=True,
        validate=validate.Length(max=500),
        metadata={
            "label": N_("Why?"),
            "hint": N_("Read by: the pair and the one who decides."),
            "widget": "textarea",
        },
    )


class WithdrawSchema(Schema):
    """Why somebody withdraws, if they want to say."""

    reason = fields.String(
        allow_none=True,
        validate=validate.Length(max=500),
        metadata={
            "label": N_("Do you want to say why?"),
            "hint": N_("It is not sent to anybody."),
            "widget": "textarea",
        },
    )


class DeskQuery(Schema):
    """Which page of all periods, and perhaps of one state alone."""

    state = fields.String(validate=validate.OneOf(PERIOD_STATES))
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10_000))
