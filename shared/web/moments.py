"""A moment that comes in over HTTP, whatever clock it is written by."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import fields


class Moment(fields.AwareDateTime):
    """A date and time with an offset, kept in UTC: PostgreSQL refuses offsets of 16 hours and more."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> datetime:
        found: datetime = super()._deserialize(value, attr, data, **kwargs)
        try:
            return found.astimezone(UTC)
        except OverflowError as error:  # at the ends of time
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from error
