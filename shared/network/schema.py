"""The form of `network.yml`; what contradicts itself is found when the network is built from it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from shared.errors import ConfigurationError

SLUG = validate.Regexp(r"^[a-z0-9][a-z0-9-]{0,39}$", error="must be lower-case letters, digits and hyphens")


def checked(content: Any, source: str) -> dict[str, Any]:
    """The file's content with dates, sets and defaults. Raises ConfigurationError that names every fault."""
    try:
        loaded: dict[str, Any] = _NetworkSchema().load(content)
    except ValidationError as error:
        faults = "\n".join(f"  - {where}: {what}" for where, what in _flat(error.normalized_messages()))
        raise ConfigurationError(f"{source} is not usable:\n{faults}") from error
    return loaded


def _flat(messages: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(messages, dict):
        for key, value in messages.items():
            yield from _flat(value, f"{where}.{key}" if where else str(key))
    else:
        yield where, " ".join(str(each) for each in messages)


class _AllOrSlugs(fields.Field[frozenset[str] | None]):
    """The word `all`, or a list of slugs."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> frozenset[str] | None:
        if value == "all":
            return None
        if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
            raise ValidationError("must be the word all, or a list of slugs")
        return frozenset(value)


class _NamesSchema(Schema):
    fi = fields.String(required=True, validate=validate.Length(min=1))
    sv = fields.String()
    en = fields.String()
    since = fields.Date(load_default=date.min)


class _BreakSchema(Schema):
    first = fields.Date(required=True)
    last = fields.Date(required=True)


class _AdministratorSchema(Schema):
    first_name = fields.String(required=True)
    last_name = fields.String(required=True)
    email = fields.Email(required=True)


class _OrganisationSchema(Schema):
    slug = fields.String(required=True, validate=SLUG)
    names = fields.List(fields.Nested(_NamesSchema), required=True, validate=validate.Length(min=1))
    units = fields.List(fields.String(), load_default=list)
    email_domains = fields.List(fields.String(), load_default=list)
    policies = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)
    retention = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)
    holds = fields.Dict(keys=fields.String(), values=fields.Date(), load_default=dict)
    services = fields.Dict(keys=fields.String(), values=fields.Dict(keys=fields.String()), load_default=dict)
    breaks = fields.List(fields.Nested(_BreakSchema), load_default=list)
    administrators = fields.List(fields.Nested(_AdministratorSchema), load_default=list)
    leaves = fields.Date(load_default=None, allow_none=True)


class _DeploymentSchema(Schema):
    slug = fields.String(required=True, validate=SLUG)
    base_url = fields.Url(required=True, require_tld=False)
    active = fields.Boolean(load_default=True)


class _ServingSchema(Schema):
    deployment = fields.String(required=True, validate=SLUG)
    services = _AllOrSlugs(required=True)
    organisations = _AllOrSlugs(required=True)
    since = fields.Date(load_default=date.min)


class _OperatorSchema(Schema):
    name = fields.String(required=True)
    phone = fields.String(required=True)
    email = fields.Email(required=True)


class _NetworkSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    slug = fields.String(required=True, validate=SLUG)
    languages = fields.List(fields.String(validate=validate.OneOf(["fi", "sv", "en"])), load_default=lambda: ["fi"])
    organisations = fields.List(fields.Nested(_OrganisationSchema), required=True, validate=validate.Length(min=1))
    deployments = fields.List(fields.Nested(_DeploymentSchema), required=True)
    serves = fields.List(fields.Nested(_ServingSchema), load_default=list)
    operator = fields.Nested(_OperatorSchema, required=True)
