"""One person of the directory: the forms of the card's page, and what the API shows."""

from marshmallow import Schema, fields, validate

from services.registration.schemas.people import PersonShown
from services.registration.schemas.registrations import EMAIL, choices_from
from shared.contracts.people import ROLES
from shared.web.i18n import lazy as N_

PROBLEMS = {
    "supervises": N_("One is the other's supervisor. Correct the supervisor first."),
    "leads_and_takes_part": N_("One leads a group in which the other takes part. Give the group another mentor first."),
    "roles_not_yours": N_("The second record has roles that only the project manager can give."),
}


class SecondRecord(Schema):
    """Which other record is the same person."""

    email = fields.Email(
        required=True,
        validate=EMAIL,
        metadata={
            "label": N_("The other address of the same person"),
            "hint": N_("You see what would happen before anything changes."),
            "autocomplete": "off",
        },
    )


class ChangeOfEmployer(Schema):
    """Somebody works for another organisation from a day on."""

    organisation = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={"label": N_("New employer"), "widget": "select", "choices": choices_from("employers")},
    )
    on = fields.Date(
        required=True,
        metadata={"label": N_("First day there"), "hint": N_("For example 1.10.2013. A day ahead is kept until then.")},
    )
    unit = fields.String(required=True, validate=validate.Length(1, 120), metadata={"label": N_("Unit or site")})
    job_title = fields.String(required=True, validate=validate.Length(2, 80), metadata={"label": N_("Job title")})
    supervisor_email = fields.Email(
        required=True,
        validate=EMAIL,
        metadata={"label": N_("Work e-mail of the new supervisor"), "autocomplete": "off"},
    )


class RoleGiven(Schema):
    """A role from a day on."""

    role = fields.String(
        required=True,
        validate=validate.OneOf(ROLES),
        metadata={"label": N_("Role"), "widget": "select", "choices": choices_from("roles")},
    )
    organisation = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={"label": N_("In which organisation?"), "widget": "select", "choices": choices_from("employers")},
    )
    valid_from = fields.Date(required=True, metadata={"label": N_("First day")})
    valid_to = fields.Date(
        load_default=None,
        allow_none=True,
        metadata={"label": N_("Last day"), "hint": N_("Leave empty while it is not known.")},
    )


class RoleEnded(Schema):
    """The last day of a role."""

    role = fields.String(required=True, validate=validate.OneOf(ROLES), metadata={"widget": "hidden"})
    organisation = fields.String(required=True, validate=validate.Length(max=40), metadata={"widget": "hidden"})
    last = fields.Date(required=True, metadata={"label": N_("Last day")})


class EmploymentShown(Schema):
    """An employer by date."""

    organisation = fields.String()
    valid_from = fields.String(allow_none=True)
    valid_to = fields.String(allow_none=True)


class Card(PersonShown):
    """A card with the other addresses of the same person, and the employers by date."""

    other_addresses = fields.List(fields.String())
    employments = fields.List(fields.Nested(EmploymentShown))


class LookShown(Schema):
    """What making two records one would do."""

    kept_id = fields.UUID(attribute="kept.id")
    second_id = fields.UUID(attribute="second.id")
    registrations = fields.List(fields.UUID(), attribute="plan.moves")
    ends = fields.List(fields.UUID(), attribute="plan.ends", metadata={"description": "registrations that end by it"})
    groups_led = fields.List(fields.UUID(), attribute="plan.leads")
    asked_of = fields.List(fields.UUID(), attribute="plan.asked")
    subordinates = fields.List(fields.UUID(), attribute="plan.subordinates")
    problems = fields.List(fields.String(validate=validate.OneOf(list(PROBLEMS))), attribute="plan.problems")
