"""Calls and groups: what is written and what is shown."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.registration.domain.questions import MOST, backwards
from services.registration.schemas.dates import PlannedDateSchema, require_distinct
from services.registration.schemas.group_facts import GroupFacts
from services.registration.schemas.questions import Localised, QuestionSchema
from shared.contracts.people import STAFF_GROUPS
from shared.contracts.registration import GROUPING_BASES, PURPOSES, SCOPES
from shared.web.i18n import gettext as _
from shared.web.moments import Moment

KINDS = ("verme", "shadowing")
PLACING = ("fixed", "together")
MORE_URL = validate.Length(max=300)


def _in_order(questions: list[dict[str, Any]]) -> None:
    if wrong := backwards(questions):
        raise ValidationError(
            _("Question {id}: its id is there twice, or its condition names no earlier question.", id=wrong[0])
        )


ASKABLE = validate.And(validate.Length(max=MOST), _in_order)


class About(Schema):
    """What the call's page tells of it."""

    fi = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=2000))
    sv = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=2000))
    en = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=2000))


class VenueSchema(Schema):
    """Where people meet."""

    name = fields.String(required=True, validate=validate.Length(min=1, max=120))
    town = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=120))


class GroupDates(Schema):
    """The dates of a group. A date appears once, as a meeting or as a reserve date."""

    meetings = fields.List(fields.Nested(PlannedDateSchema), required=True, validate=validate.Length(max=60))
    reserve_dates = fields.List(fields.Nested(PlannedDateSchema), load_default=list, validate=validate.Length(max=20))

    @validates_schema(skip_on_field_errors=True)
    def check_dates(self, data: dict[str, Any], **kwargs: Any) -> None:
        require_distinct([each["date"] for each in (*data.get("meetings", ()), *data.get("reserve_dates", ()))])


class NewGroup(GroupDates, GroupFacts):
    """A group. It closes a week before its first meeting unless another day is given."""

    name = fields.Nested(Localised, required=True)
    staff_groups = fields.List(
        fields.String(validate=validate.OneOf(STAFF_GROUPS)), load_default=list, validate=validate.Length(max=20)
    )
    mentor_ids = fields.List(fields.UUID(), load_default=list, validate=validate.Length(max=5))
    min_size = fields.Integer(load_default=5, strict=True, validate=validate.Range(1, 50))
    max_size = fields.Integer(load_default=9, strict=True, validate=validate.Range(1, 50))
    closes_on = fields.Date(load_default=None, allow_none=True)
    venue = fields.Nested(VenueSchema, load_default=None, allow_none=True)
    meeting_minutes = fields.Integer(load_default=150, strict=True, validate=validate.Range(15, 600))


class NewSibling(GroupDates, GroupFacts):
    """A second group; what is left out is as in the first."""

    name = fields.Nested(Localised, load_default=None, allow_none=True)
    mentor_ids = fields.List(fields.UUID(), load_default=None, allow_none=True, validate=validate.Length(max=5))
    min_size = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 50))
    max_size = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 50))
    closes_on = fields.Date(load_default=None, allow_none=True)
    venue = fields.Nested(VenueSchema, load_default=None, allow_none=True)
    meeting_minutes = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(15, 600))


class NewCall(Schema):
    """A call with its groups, as a draft. An internal call names its organisation."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    title = fields.Nested(Localised, required=True)
    about = fields.Nested(About, load_default=dict)
    scope = fields.String(load_default="network", validate=validate.OneOf(SCOPES))
    organisation = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=40))
    placing = fields.String(load_default="fixed", validate=validate.OneOf(PLACING))
    questions = fields.List(fields.Nested(QuestionSchema), load_default=list, validate=ASKABLE)
    known_by = fields.Date(load_default=None, allow_none=True)
    project = fields.String(load_default=None, allow_none=True, validate=validate.Regexp(r"^[a-z0-9][a-z0-9-]{0,39}$"))
    reporting_year = fields.Integer(required=True, strict=True, validate=validate.Range(2000, 2100))
    opens_at = Moment(required=True)
    closes_on = fields.Date(load_default=None, allow_none=True)
    contact_id = fields.UUID(load_default=None, allow_none=True)
    venue = fields.Nested(VenueSchema, load_default=None, allow_none=True)
    quota = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 1000))
    period_days = fields.Integer(load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 20))
    window_from = fields.Date(load_default=None, allow_none=True)
    window_to = fields.Date(load_default=None, allow_none=True)
    partners = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=200))
    more_url = fields.Url(load_default=None, allow_none=True, schemes={"https", "http"}, validate=MORE_URL)
    groups = fields.List(fields.Nested(NewGroup), load_default=list, validate=validate.Length(max=30))

    @validates_schema
    def check(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("scope") == "internal" and not data.get("organisation"):
            raise ValidationError(_("An internal call names its organisation."), "organisation")
        first, last = data.get("window_from"), data.get("window_to")
        if first and last and first > last:
            raise ValidationError(_("The last day is before the first."), "window_to")
        if data.get("placing") == "together" and not data.get("closes_on"):
            raise ValidationError(
                _("Groups that are put together need one day on which registration ends."), "closes_on"
            )


class CallChange(Schema):
    """What is to change of a call; what is left out stays as it is."""

    title = fields.Nested(Localised)
    about = fields.Nested(About)
    placing = fields.String(validate=validate.OneOf(PLACING))
    questions = fields.List(fields.Nested(QuestionSchema), validate=ASKABLE)
    project = fields.String(allow_none=True, validate=validate.Regexp(r"^[a-z0-9][a-z0-9-]{0,39}$"))
    reporting_year = fields.Integer(strict=True, validate=validate.Range(2000, 2100))
    opens_at = Moment()
    closes_on = fields.Date(allow_none=True)
    known_by = fields.Date(allow_none=True)
    contact_id = fields.UUID()
    venue = fields.Nested(VenueSchema, allow_none=True)
    quota = fields.Integer(allow_none=True, strict=True, validate=validate.Range(1, 1000))
    period_days = fields.Integer(allow_none=True, strict=True, validate=validate.Range(1, 20))
    window_from = fields.Date(allow_none=True)
    window_to = fields.Date(allow_none=True)
    partners = fields.String(allow_none=True, validate=validate.Length(max=200))
    more_url = fields.Url(allow_none=True, schemes={"https", "http"}, validate=MORE_URL)


class GroupChange(GroupFacts):
    """What is to change of a group; what is left out stays. Meetings and reserve dates are replaced together."""

    name = fields.Nested(Localised)
    staff_groups = fields.List(fields.String(validate=validate.OneOf(STAFF_GROUPS)), validate=validate.Length(max=20))
    venue = fields.Nested(VenueSchema)
    meeting_minutes = fields.Integer(strict=True, validate=validate.Range(15, 600))
    closes_on = fields.Date()
    meetings = fields.List(fields.Nested(PlannedDateSchema), validate=validate.Length(max=60))
    reserve_dates = fields.List(fields.Nested(PlannedDateSchema), validate=validate.Length(max=20))

    @validates_schema(skip_on_field_errors=True)
    def check_dates(self, data: dict[str, Any], **kwargs: Any) -> None:
        if "reserve_dates" in data and "meetings" not in data:
            raise ValidationError(_("Send the meetings together with the reserve dates."), "meetings")
        require_distinct([each["date"] for each in (*data.get("meetings", ()), *data.get("reserve_dates", ()))])


class Confirmation(Schema):
    """Confirming a group; a reason is needed when it is smaller than recommended."""

    reason = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=300))


class Named(Schema):
    """A person by name."""

    id = fields.UUID()
    name = fields.String()


class Contact(Named):
    """A person who answers questions."""

    email = fields.String()


class DateShown(Schema):
    """A planned date; its id is the meeting's in scheduling."""

    id = fields.UUID()
    number = fields.Integer()
    date = fields.Date()
    start = fields.Time(format="%H:%M", allow_none=True)
    end = fields.Time(format="%H:%M", allow_none=True)


class GroupShown(Schema):
    """A group as everybody may see it."""

    id = fields.UUID()
    call_id = fields.UUID()
    name = fields.Dict()
    state = fields.String()
    sibling_of = fields.UUID(allow_none=True)
    merged_into = fields.UUID(allow_none=True)
    staff_groups = fields.List(fields.String())
    mentors = fields.List(fields.Nested(Named))
    min_size = fields.Integer()
    max_size = fields.Integer()
    members = fields.Integer()
    free_places = fields.Integer()
    waiting = fields.Integer()
    closes_on = fields.Date(allow_none=True)
    is_open = fields.Boolean()
    venue = fields.Nested(VenueSchema, allow_none=True)
    meeting_minutes = fields.Integer()
    slot = fields.String(allow_none=True)
    theme = fields.String(allow_none=True)
    basis = fields.String(allow_none=True, validate=validate.OneOf(GROUPING_BASES))
    purpose = fields.String(allow_none=True, validate=validate.OneOf(PURPOSES))
    education_levels = fields.List(fields.String())
    especially_for = fields.List(fields.String())
    meetings = fields.List(fields.Nested(DateShown))
    reserve_dates = fields.List(fields.Nested(DateShown))


class CallShown(Schema):
    """A call as everybody may see it once it is published."""

    id = fields.UUID()
    organisation = fields.String()
    kind = fields.String()
    title = fields.Dict()
    about = fields.Dict()
    scope = fields.String()
    placing = fields.String()
    questions = fields.List(fields.Nested(QuestionSchema))
    known_by = fields.Date(allow_none=True)
    state = fields.String()
    reporting_year = fields.Integer()
    opens_at = fields.AwareDateTime()
    closes_at = fields.AwareDateTime(allow_none=True)
    contact = fields.Nested(Contact, allow_none=True)
    venue = fields.Nested(VenueSchema, allow_none=True)
    quota = fields.Integer(allow_none=True)
    period_days = fields.Integer(allow_none=True)
    window_from = fields.Date(allow_none=True)
    window_to = fields.Date(allow_none=True)
    partners = fields.String(allow_none=True)
    more_url = fields.String(allow_none=True)
    recognised_by = fields.List(
        fields.String(), metadata={"description": "employers at which taking part counts as in-service training"}
    )
    groups = fields.List(fields.Nested(GroupShown))
