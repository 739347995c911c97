"""One's own attendance, VESO days and mentor hours in JSON, and the form for arranging hours."""

from marshmallow import Schema, fields, validate

from shared.web.i18n import lazy as N_


class SeatSchema(Schema):
    """One's attendance in one group."""

    group_id = fields.UUID(required=True)
    name = fields.String(allow_none=True)
    meetings = fields.Integer(required=True, metadata={"description": "meetings attended"})
    recorded = fields.Integer(required=True, metadata={"description": "meetings recorded"})
    hours = fields.Float(required=True)


class CreditSchema(Schema):
    """One's VESO days."""

    school_year = fields.String(required=True)
    employer = fields.String(required=True)
    meetings = fields.Integer(required=True)
    days = fields.Integer(required=True)
    entitlement = fields.String(required=True)


class ArrangementSchema(Schema):
    """Hours that a mentor used for arranging."""

    id = fields.UUID(dump_only=True)
    date = fields.Date(required=True, metadata={"label": N_("Day"), "description": "not in the future"})
    what = fields.String(
        required=True,
        validate=validate.Length(min=1, max=120),
        metadata={"label": N_("What was arranged"), "hint": N_("For example: booking the room and the coffee")},
    )
    hours = fields.Decimal(
        required=True,
        places=2,
        validate=validate.Range(min=0, min_inclusive=False, max=24),
        metadata={"label": N_("Hours"), "hint": N_("In quarters of an hour, for example 1,5")},
    )


class OwnSchema(Schema):
    """Everything that reporting knows of the one who asks."""

    seats = fields.List(fields.Nested(SeatSchema), required=True)
    veso = fields.List(fields.Nested(CreditSchema), required=True)
    mentor_hours = fields.List(fields.Dict(keys=fields.String(), values=fields.Raw(allow_none=True)), required=True)
    arrangement = fields.List(fields.Nested(ArrangementSchema), required=True)
