"""The form of a person who registers, the supervisor's answers, and what is shown of a registration."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.registration.domain.registration import DENIAL_REASONS
from services.registration.schemas.calls import Contact
from shared.contracts.people import CAREER_STAGES, CPD_EARLIER, GENDERS
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

EMAIL = validate.Length(max=320)
REASONS = {
    "no_substitute": N_("No substitute can be found"),
    "overlap_with_duties": N_("The dates overlap with duties"),
    "already_in_training": N_("Already in another training"),
    "budget": N_("The budget does not allow it"),
    "other": N_("Another reason"),
}
GENDER_NAMES = {
    "female": N_("Woman"),
    "male": N_("Man"),
    "other": N_("Other"),
    "not_stated": N_("I do not want to say"),
}
CAREER_NAMES = {
    "early": N_("At the beginning"),
    "mid": N_("In the middle"),
    "long": N_("A long career behind me"),
    "returning": N_("Returning to work"),
    "prefer_not": N_("I do not want to say"),
}


CPD_NAMES = {
    "never": N_("Never"),
    "once": N_("Once"),
    "2_3": N_("Two or three times"),
    "more": N_("More often"),
    "prefer_not": N_("I do not want to say"),
}


def choices_from(name: str) -> Any:
    """The choices of a field, taken from the context of its page."""

    def choices(context: Any) -> list[tuple[str, str]]:
        return list(context.get(name, ()))

    return choices


class Denial(Schema):
    """A no, and its reason; only the participant reads it."""

    reason = fields.String(
        required=True,
        validate=validate.OneOf(DENIAL_REASONS),
        metadata={"label": N_("Reason"), "widget": "radios", "choices": list(REASONS.items())},
    )
    text = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=300),
        metadata={"label": N_("In your own words"), "widget": "textarea", "rows": 3},
    )


class Answer(Denial):
    """A supervisor's answer by the JSON API; a reason is required with a no."""

    answer = fields.String(required=True, validate=validate.OneOf(["approve", "deny"]))
    reason = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(DENIAL_REASONS))

    @validates_schema
    def require_reason(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("answer") == "deny" and not data.get("reason"):
            raise ValidationError(_("A no needs a reason; only the participant reads it."), "reason")


class AnotherSupervisor(Schema):
    """Whom to ask instead."""

    email = fields.Email(
        required=True,
        validate=EMAIL,
        metadata={"label": N_("Work e-mail of the one to ask"), "autocomplete": "off"},
    )


class DeputyForm(AnotherSupervisor):
    """Who answers new questions while the supervisor is away, and when."""

    first = fields.Date(required=True, metadata={"label": N_("First day")})
    last = fields.Date(required=True, metadata={"label": N_("Last day")})


class DeputyShown(Schema):
    """A supervisor's deputy."""

    person = fields.Nested(Contact)
    first = fields.Date()
    last = fields.Date()


class PhoneApproval(Schema):
    """A yes given by phone: who said it, and when."""

    approved_by = fields.String(
        required=True, validate=validate.Length(min=1, max=160), metadata={"label": N_("Who approved by phone?")}
    )
    approved_on = fields.Date(required=True, metadata={"label": N_("When?")})


class StatisticsForm(Schema):
    """The voluntary page after the seat is sure."""

    gender = fields.String(
        required=True,
        validate=validate.OneOf(GENDERS),
        metadata={"label": N_("Gender"), "widget": "radios", "choices": list(GENDER_NAMES.items())},
    )
    career_stage = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(CAREER_STAGES),
        metadata={
            "label": N_("Stage of your working career"),
            "widget": "radios",
            "choices": list(CAREER_NAMES.items()),
        },
    )
    cpd_earlier = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.OneOf(CPD_EARLIER),
        metadata={
            "label": N_("How often have you been in in-service training in the last three years?"),
            "widget": "radios",
            "choices": list(CPD_NAMES.items()),
        },
    )


def _considered(label: object, names: Mapping[str, object]) -> fields.String:
    """One attribute that may be considered; nothing chosen, or chosen not to be: it is not."""
    choices = [("", N_("Is not to be considered")), *names.items()]
    more = {"label": label, "widget": "radios", "choices": choices, "quiet": True}
    return fields.String(load_default=None, allow_none=True, validate=validate.OneOf([*names]), metadata=more)


class ConsiderationForm(Schema):
    """What may be considered when groups are put together (decision 8); apart from what is told for statistics."""

    gender = _considered(N_("Gender"), {name: GENDER_NAMES[name] for name in GENDERS if name != "not_stated"})
    career_stage = _considered(
        N_("Stage of your working career"), {name: CAREER_NAMES[name] for name in CAREER_STAGES if name != "prefer_not"}
    )


class WishesForm(Schema):
    """What somebody with a place tells the mentor; voluntary, and read by nobody else."""

    themes = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=500),
        metadata={
            "label": N_("Matters of work that are important to you now"),
            "hint": N_("In general terms. Do not write about pupils or colleagues."),
            "widget": "textarea",
            "rows": 3,
        },
    )
    expectations = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=500),
        metadata={"label": N_("What do you expect of the group?"), "widget": "textarea", "rows": 3},
    )


class Wish(Schema):
    """What one member told the mentor."""

    name = fields.String()
    themes = fields.String(allow_none=True)
    expectations = fields.String(allow_none=True)


class Participant(Contact):
    """The person who registered."""

    organisation = fields.String()
    unit = fields.String(allow_none=True)
    job_title = fields.String(allow_none=True)


class RegistrationShown(Schema):
    """A registration as its coordinator sees it: never why somebody was not approved."""

    id = fields.UUID()
    call_id = fields.UUID()
    group_id = fields.UUID()
    offered_group_id = fields.UUID(allow_none=True)
    person = fields.Nested(Participant)
    supervisor = fields.Nested(Contact, allow_none=True)
    supervisor_typed_in = fields.Boolean()
    supervisor_asks_first = fields.Boolean()
    state = fields.String()
    submitted_at = fields.AwareDateTime()
    approved = fields.Boolean()
    approved_how = fields.String(allow_none=True)
    queue_position = fields.Integer(allow_none=True)
    confirm_by = fields.AwareDateTime(allow_none=True)
    approve_by = fields.AwareDateTime(allow_none=True)
    offer_expires_at = fields.AwareDateTime(allow_none=True)
    ended_because = fields.String(allow_none=True)


class OwnRegistration(Schema):
    """One's own registration, by link; with the reason of a denial."""

    id = fields.UUID()
    group_id = fields.UUID()
    offered_group_id = fields.UUID(allow_none=True)
    state = fields.String()
    approved = fields.Boolean()
    queue_position = fields.Integer(allow_none=True)
    approve_by = fields.AwareDateTime(allow_none=True)
    offer_expires_at = fields.AwareDateTime(allow_none=True)
    denial_reason = fields.String(allow_none=True)
    denial_text = fields.String(allow_none=True)
