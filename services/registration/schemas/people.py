"""Rows of a list of people, and what importing it answers."""

from marshmallow import Schema, fields, validate

from shared.contracts.fields import LANGUAGES
from shared.contracts.people import ROLES, STAFF_GROUPS, WORKTIME_FORMS
from shared.web.i18n import NAMES
from shared.web.i18n import lazy as N_

NAME = validate.Length(min=1, max=80)
ORGANISATION = validate.Length(max=40)


class RoleRow(Schema):
    """A role; its organisation is the person's own unless said, its first day today."""

    role = fields.String(required=True, validate=validate.OneOf(ROLES))
    organisation = fields.String(load_default=None, allow_none=True, validate=ORGANISATION)
    valid_from = fields.Date(load_default=None, allow_none=True)
    valid_to = fields.Date(load_default=None, allow_none=True)


class PersonRow(Schema):
    """One person of a list. What is left out stays as it is on the card; roles are added, never taken away."""

    first_name = fields.String(required=True, validate=NAME)
    last_name = fields.String(required=True, validate=NAME)
    email = fields.Email(required=True, validate=validate.Length(max=320))
    organisation = fields.String(required=True, validate=ORGANISATION)
    language = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(LANGUAGES))
    unit = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=120))
    job_title = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=80))
    staff_group = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(STAFF_GROUPS))
    worktime_form = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(WORKTIME_FORMS))
    supervisor_email = fields.Email(load_default=None, allow_none=True, validate=validate.Length(max=320))
    roles = fields.List(fields.Nested(RoleRow), load_default=list, validate=validate.Length(max=20))


class OwnCard(Schema):
    """What the person may correct on the own card."""

    first_name = fields.String(
        required=True, validate=NAME, metadata={"label": N_("First name"), "autocomplete": "given-name"}
    )
    last_name = fields.String(
        required=True, validate=NAME, metadata={"label": N_("Last name"), "autocomplete": "family-name"}
    )
    unit = fields.String(load_default="", validate=validate.Length(max=120), metadata={"label": N_("Unit or site")})
    job_title = fields.String(
        load_default="",
        validate=validate.Length(max=80),
        metadata={"label": N_("Job title"), "autocomplete": "organization-title"},
    )
    language = fields.String(
        required=True,
        validate=validate.OneOf(LANGUAGES),
        metadata={"label": N_("Language of the messages"), "widget": "radios", "choices": list(NAMES.items())},
    )


class ImportQuery(Schema):
    """Whether only to tell what would happen."""

    dry_run = fields.Boolean(load_default=False)


class PersonShown(Schema):
    """A card as those see it who may."""

    id = fields.UUID()
    first_name = fields.String()
    last_name = fields.String()
    email = fields.String()
    organisation = fields.String()
    language = fields.String()
    unit = fields.String(allow_none=True)
    job_title = fields.String(allow_none=True)
    staff_group = fields.String(allow_none=True)
    worktime_form = fields.String(allow_none=True)
    supervisor_id = fields.UUID(allow_none=True)
    roles = fields.List(fields.Dict())


class RowProblem(Schema):
    """What is wrong with a row, numbered from 1."""

    row = fields.Integer()
    field = fields.String()
    code = fields.String()


class ImportedShown(Schema):
    """What an import did, or would do."""

    dry_run = fields.Boolean()
    created = fields.Integer()
    changed = fields.Integer()
    unchanged = fields.Integer()
    problems = fields.List(fields.Nested(RowProblem))
    people = fields.List(fields.Nested(PersonShown))
