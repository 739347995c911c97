"""Planned dates: as objects in JSON, as lines of text in a form ("29.8.2013 klo 13.00–15.30")."""

import re
from datetime import date, time
from typing import Any

from marshmallow import Schema, ValidationError, fields, validates_schema

from shared.web.i18n import gettext as _

_LINE = re.compile(
    r"(?:\w{2,3}\s+)?(\d{1,2})\.(\d{1,2})\.(\d{4})"
    r"(?:\s+(?:klo|kl\.?|at)?\s*(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2}))?"
)


class PlannedDateSchema(Schema):
    """A date with its times, both or neither."""

    date = fields.Date(required=True)
    start = fields.Time(load_default=None, allow_none=True, format="%H:%M")
    end = fields.Time(load_default=None, allow_none=True, format="%H:%M")

    @validates_schema
    def check(self, data: dict[str, Any], **kwargs: Any) -> None:
        require_order(data.get("start"), data.get("end"))


class DateLine(fields.Field[dict[str, Any]]):
    """One line of a form: a date, with or without its times."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> dict[str, Any]:
        found = _LINE.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise ValidationError(_("Write one date on each line, such as 29.8.2013 or 29.8.2013 13.00–15.30."))
        day, month, year, *clock = found.groups()
        try:
            start, end = (
                (time(int(clock[0]), int(clock[1])), time(int(clock[2]), int(clock[3]))) if clock[0] else (None,) * 2
            )
            parsed = {"date": date(int(year), int(month), int(day)), "start": start, "end": end}
        except ValueError as error:
            raise ValidationError(_("There is no such date or time: {text}", text=value)) from error
        require_order(start, end)
        return parsed

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> str:
        return line_of(value)


def require_order(start: time | None, end: time | None) -> None:
    """Raises ValidationError unless both times are given in order, or neither."""
    if (start is None) != (end is None) or (start and end and start >= end):
        raise ValidationError(_("A meeting ends after it has begun: give both times, or neither."))


def require_distinct(days: list[date]) -> None:
    """Raises ValidationError when a day is there twice."""
    if len(set(days)) < len(days):
        raise ValidationError(_("The same date is there twice."))


def line_of(value: Any) -> str:
    """A planned date as a line of a form."""
    day = f"{value.date.day}.{value.date.month}.{value.date.year}"
    if value.start is None:
        return day
    return f"{day} {value.start.hour}.{value.start.minute:02}–{value.end.hour}.{value.end.minute:02}"
