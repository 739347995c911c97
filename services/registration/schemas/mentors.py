"""A mentor's own page, what the coordinator records of the training, and a mentor as shown (E.2, decision 30)."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.registration.domain.mentor import STATES
from services.registration.schemas.answers import slots_field
from services.registration.schemas.questions import Localised
from services.registration.schemas.registrations import choices_from
from shared.contracts.fields import LANGUAGES
from shared.contracts.mentors import TRAININGS
from shared.web.i18n import NAMES
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

TRAINING_NAMES = {
    "trained": N_("Training completed"),
    "in_training": N_("I am in the training now"),
    "none": N_("No training"),
}
TRAINING_FACTS = {"trained": N_("Training completed"), "in_training": N_("In training"), "none": N_("No training")}
STATE_NAMES = {
    "candidate": N_("Waits to be accepted"),
    "active": N_("Takes groups"),
    "paused": N_("Takes no new groups now"),
    "retired": N_("Has left"),
}


class MentorProfile(Schema):
    """Six answers: who knows the person's employer and job already asks nothing of them."""

    professional_field = fields.String(
        required=True,
        validate=validate.Length(min=2, max=120),
        metadata={
            "label": N_("Your professional field"),
            "hint": N_("For example guidance, nursing, special education. Shown to those who form the groups."),
        },
    )
    lead_languages = fields.List(
        fields.String(validate=validate.OneOf(LANGUAGES)),
        required=True,
        validate=validate.Length(min=1),
        metadata={"label": N_("In which languages can you lead?"), "choices": list(NAMES.items())},
    )
    training = fields.String(
        required=True,
        validate=validate.OneOf(TRAININGS),
        metadata={
            "label": N_("Verme mentor training"),
            "hint": N_("You can lead without it. The coordinator checks when and where."),
            "widget": "radios",
            "choices": list(TRAINING_NAMES.items()),
        },
    )
    capacity_groups = fields.Integer(
        required=True,
        validate=validate.Range(0, 6),
        metadata={"label": N_("How many groups can you lead in a school year?"), "hint": N_("From 0 to 6.")},
    )
    service_area = fields.List(
        fields.String(validate=validate.Length(max=40)),
        load_default=list,
        validate=validate.Length(max=60),
        metadata={
            "label": N_("Whose own groups do you lead?"),
            "hint": N_("Tick none if everybody's. Groups of the whole network are not meant here."),
            "widget": "checkboxes",
            "choices": choices_from("employers"),
            "quiet": True,
        },
    )
    remote = fields.Boolean(
        load_default=False, metadata={"label": N_("I also lead groups that meet remotely"), "widget": "checkbox"}
    )
    fits = slots_field(N_("When could you lead a group?"), quiet=True)
    if_needed = slots_field(N_("Which other times will do if needed?"))

    @validates_schema(skip_on_field_errors=False)
    def check_times(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not data.get("fits") and not data.get("if_needed"):
            raise ValidationError(_("Tick at least one time when you could lead a group."), "fits")


class Acceptance(Schema):
    """The coordinator accepts somebody as a mentor."""

    supervisor_agrees = fields.Boolean(
        load_default=False, metadata={"label": N_("The supervisor has agreed, by phone or in writing")}
    )


class TrainingRecord(Schema):
    """What the coordinator has checked (R121)."""

    training = fields.String(
        required=True,
        validate=validate.OneOf(TRAININGS),
        metadata={
            "label": N_("Verme mentor training"),
            "widget": "radios",
            "choices": list(TRAINING_FACTS.items()),
        },
    )
    training_provider = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Length(max=120),
        metadata={"label": N_("Who arranged it?"), "hint": N_("For example Osaava Verme.")},
    )
    training_credits = fields.Decimal(
        load_default=None,
        allow_none=True,
        places=1,
        validate=validate.Range(0, 30),
        metadata={"label": N_("Extent in credits"), "hint": N_("Usually 9 or 10.")},
    )
    training_began_on = fields.Date(load_default=None, allow_none=True, metadata={"label": N_("Began on")})
    training_completed_on = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"label": N_("Completed on"), "hint": N_("For example 31.5.2012. Leave empty if it is not known.")},
    )


class RegistryQuery(Schema):
    """The filter of the registry."""

    words = fields.String(load_default="", validate=validate.Length(max=200))
    organisation = fields.String(load_default="", validate=validate.Length(max=40))
    state = fields.String(load_default="", validate=validate.OneOf(["", *STATES]))
    training = fields.String(load_default="", validate=validate.OneOf(["", *TRAININGS]))
    spoken = fields.String(load_default="", validate=validate.OneOf(["", *LANGUAGES]))


class SlotShown(Schema):
    """Whether a part of the week suits."""

    slot = fields.String()
    answer = fields.String()


class GroupLed(Schema):
    """A group that a mentor leads."""

    id = fields.UUID()
    name = fields.Nested(Localised)


class MentorShown(Schema):
    """A mentor as the registry shows one; null where the own page has not been filled in."""

    id = fields.UUID(attribute="person.id")
    name = fields.String(attribute="person.name")
    email = fields.String(attribute="person.email")
    organisation = fields.String(attribute="person.organisation")
    state = fields.String(validate=validate.OneOf(STATES))
    training = fields.String(attribute="mentor.training", allow_none=True)
    training_checked = fields.Boolean(attribute="mentor.training_checked", allow_none=True)
    training_provider = fields.String(attribute="mentor.training_provider", allow_none=True)
    training_credits = fields.Decimal(attribute="mentor.training_credits", allow_none=True, as_string=True)
    training_began_on = fields.Date(attribute="mentor.training_began_on", allow_none=True)
    training_completed_on = fields.Date(attribute="mentor.training_completed_on", allow_none=True)
    professional_field = fields.String(attribute="mentor.professional_field", allow_none=True)
    lead_languages = fields.List(fields.String(), attribute="mentor.lead_languages", allow_none=True)
    capacity_groups = fields.Integer(attribute="mentor.capacity_groups", allow_none=True)
    service_area = fields.List(fields.String(), attribute="mentor.service_area", allow_none=True)
    remote = fields.Boolean(attribute="mentor.remote", allow_none=True)
    availability = fields.List(fields.Nested(SlotShown), attribute="mentor.availability", allow_none=True)
    groups = fields.List(fields.Nested(GroupLed))
