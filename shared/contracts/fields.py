"""The kinds of values that an event may carry.

Every field has a description. Text exists only as `PublicText` (titles, places) and, on the `people.*`
streams alone, as `PersonalText`; a test scans every contract for anything else.
"""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields, validate

LANGUAGES = ("fi", "sv", "en")


def _documented(description: str, **more: Any) -> dict[str, Any]:
    return {"metadata": {"description": description, **more}}


def identifier(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """A UUID in its canonical text form."""
    if optional:
        return fields.UUID(allow_none=True, load_default=None, **_documented(description))
    return fields.UUID(required=True, **_documented(description))


def ranked_identifiers(description: str, most: int) -> fields.Field[Any]:
    """UUIDs, the most wished for first; null where not asked."""
    check = validate.Length(max=most)
    return fields.List(fields.UUID(), allow_none=True, load_default=None, validate=check, **_documented(description))


def identifiers(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """A list of UUIDs, in no particular order, without repetition."""
    if optional:
        return fields.List(fields.UUID(), load_default=list, **_documented(description))
    return fields.List(fields.UUID(), required=True, **_documented(description))


def slug(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """The slug of an organisation, deployment or project: lower-case letters, digits, hyphens."""
    check = validate.Regexp(r"^[a-z0-9][a-z0-9-]{0,39}$")
    if optional:
        return fields.String(allow_none=True, load_default=None, validate=check, **_documented(description))
    return fields.String(required=True, validate=check, **_documented(description))


def choice(description: str, values: Sequence[str], *, optional: bool = False) -> fields.Field[Any]:
    """One of a closed list of codes."""
    check = validate.OneOf(values)
    if optional:
        return fields.String(allow_none=True, load_default=None, validate=check, **_documented(description))
    return fields.String(required=True, validate=check, **_documented(description))


def choices(description: str, values: Sequence[str]) -> fields.Field[Any]:
    """A list of codes of a closed list."""
    return fields.List(fields.String(validate=validate.OneOf(values)), required=True, **_documented(description))


def instant(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """An aware instant in UTC, RFC 3339."""
    if optional:
        return fields.AwareDateTime(allow_none=True, load_default=None, format="iso", **_documented(description))
    return fields.AwareDateTime(required=True, format="iso", **_documented(description))


def date(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """A local calendar date."""
    if optional:
        return fields.Date(allow_none=True, load_default=None, **_documented(description))
    return fields.Date(required=True, **_documented(description))


def local_time(description: str) -> fields.Field[Any]:
    """A local time of day (HH:MM); null while it is still open."""
    return fields.Time(allow_none=True, load_default=None, format="%H:%M", **_documented(description))


def zone() -> fields.Field[Any]:
    """The time zone in which local dates and times are meant."""
    return fields.String(
        load_default="Europe/Helsinki",
        validate=validate.OneOf(["Europe/Helsinki"]),
        **_documented("IANA name of the time zone of the local dates and times"),
    )


def count(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """A whole number, zero or more."""
    check = validate.Range(min=0, max=1_000_000)
    if optional:
        return fields.Integer(
            allow_none=True, load_default=None, strict=True, validate=check, **_documented(description)
        )
    return fields.Integer(required=True, strict=True, validate=check, **_documented(description))


def weekly_slot(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """A part of a weekday: `thu_pm`."""
    check = validate.Regexp(r"^(mon|tue|wed|thu|fri)_(am|pm|eve)$")
    if optional:
        return fields.String(allow_none=True, load_default=None, validate=check, **_documented(description))
    return fields.String(required=True, validate=check, **_documented(description))


def iso_weeks(description: str) -> fields.Field[Any]:
    """A list of ISO weeks such as 2013-W42; null where not asked."""
    week = fields.String(validate=validate.Regexp(r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$"))
    return fields.List(week, allow_none=True, load_default=None, **_documented(description))


def flag(description: str, *, optional: bool = False) -> fields.Field[Any]:
    """True or false."""
    if optional:
        return fields.Boolean(allow_none=True, load_default=None, **_documented(description))
    return fields.Boolean(required=True, **_documented(description))


def school_year(description: str) -> fields.Field[Any]:
    """A school year such as 2013-2014: 1 August to 31 July (dossier F.0)."""
    return fields.String(required=True, validate=validate.Regexp(r"^\d{4}-\d{4}$"), **_documented(description))


def public_text(description: str, *, maximum: int = 120, optional: bool = False) -> fields.Field[Any]:
    """A short text that anybody may read: a title, a place."""
    check = validate.Length(min=0 if optional else 1, max=maximum)
    if optional:
        return fields.String(
            allow_none=True, load_default=None, validate=check, **_documented(description, public=True)
        )
    return fields.String(required=True, validate=check, **_documented(description, public=True))


def personal_text(description: str, *, maximum: int = 320, optional: bool = False) -> fields.Field[Any]:
    """Text about a person; allowed on the `people.*` streams only."""
    check = validate.Length(min=0 if optional else 1, max=maximum)
    if optional:
        return fields.String(
            allow_none=True, load_default=None, validate=check, **_documented(description, personal=True)
        )
    return fields.String(required=True, validate=check, **_documented(description, personal=True))


class _Localised(Schema):
    fi = public_text("Finnish", maximum=200)
    sv = public_text("Swedish; null where the network does not require it", maximum=200, optional=True)
    en = public_text("English; null where the network does not require it", maximum=200, optional=True)


def localised(description: str) -> fields.Field[Any]:
    """A public text in Finnish, and in Swedish and English where given."""
    return fields.Nested(_Localised, required=True, **_documented(description))


def nested(schema: type[Schema], description: str, *, many: bool = False, optional: bool = False) -> fields.Field[Any]:
    """A structure inside the state."""
    if optional:
        return fields.Nested(schema, many=many, allow_none=True, load_default=None, **_documented(description))
    return fields.Nested(schema, many=many, required=True, **_documented(description))
