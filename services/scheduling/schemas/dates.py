"""Dates on lines, rhythms, and what is known of dates; one schema for forms and the API."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from services.scheduling.domain.lines import parsed, written
from services.scheduling.domain.slots import Slot
from shared.web.i18n import lazy as N_

WEEKDAYS = [
    ("0", N_("Monday")),
    ("1", N_("Tuesday")),
    ("2", N_("Wednesday")),
    ("3", N_("Thursday")),
    ("4", N_("Friday")),
]
EVERY = [
    ("month", N_("Once a month")),
    ("6", N_("Every six weeks")),
    ("4", N_("Every four weeks")),
    ("3", N_("Every three weeks")),
    ("2", N_("Every second week")),
]
FORGIVEN = N_("Write each date like this: 24.10.2013 13.00–15.30")


class SlotLine(fields.String):
    """A date with its times on one line: `24.10.2013 13.00–15.30` or `2013-10-24 13:00-15:30`; without times: open."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return parsed(str(text))
        except ValueError as error:
            raise ValidationError(str(FORGIVEN)) from error

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return written(value) if isinstance(value, Slot) else super()._serialize(value, attr, obj, **kwargs)


class RhythmSchema(Schema):
    """A rhythm, such as Thursday afternoons once a month."""

    weekday = fields.String(
        load_default="3",
        validate=validate.OneOf([key for key, _ in WEEKDAYS]),
        metadata={"label": N_("Weekday"), "choices": WEEKDAYS, "widget": "select", "quiet": True},
    )
    every = fields.String(
        load_default="month",
        validate=validate.OneOf([key for key, _ in EVERY]),
        metadata={"label": N_("How often"), "choices": EVERY, "widget": "select", "quiet": True},
    )
    count = fields.Integer(
        load_default=4,
        validate=validate.Range(min=1, max=12),
        metadata={"label": N_("How many dates"), "quiet": True},
    )
    since = fields.Date(load_default=None, metadata={"label": N_("From"), "quiet": True})
    start = fields.Time(load_default=None, metadata={"label": N_("Starts"), "widget": "time", "quiet": True})
    end = fields.Time(load_default=None, metadata={"label": N_("Ends"), "widget": "time", "quiet": True})


class FlagSchema(Schema):
    """Something worth knowing of a date: a holiday, a break, an exam week, another meeting, a long gap."""

    code = fields.String()
    organisation = fields.String(allow_none=True)
    days = fields.Integer(allow_none=True)
    people = fields.Function(lambda flag: len(flag.people), metadata={"type": "integer"})
    assumed = fields.Boolean()


class FlaggedDateSchema(Schema):
    """A date with what is known of it."""

    date = fields.Date(attribute="slot.date")
    start = fields.Time(attribute="slot.start", format="%H:%M", allow_none=True)
    end = fields.Time(attribute="slot.end", format="%H:%M", allow_none=True)
    flags = fields.List(fields.Nested(FlagSchema))


class DatesSchema(Schema):
    """Dates to add to a group: meetings, and a reserve date; each on a line, the times may still be open."""

    meetings = fields.List(
        SlotLine(),
        load_default=list,
        validate=validate.Length(max=20),
        metadata={
            "label": N_("Meetings, each date on a line of its own"),
            "hint": N_("For example 24.10.2013 13.00–15.30, or only 24.10.2013 if the time is still open"),
            "widget": "lines",
            "rows": 6,
            "quiet": True,
        },
    )
    reserve_date = SlotLine(
        load_default=None,
        metadata={"label": N_("Reserve date"), "hint": N_("Used only if a meeting is cancelled.")},
    )
    seen = fields.Boolean(load_default=False, metadata={"widget": "hidden", "label": ""})
