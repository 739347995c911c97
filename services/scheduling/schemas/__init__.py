"""What forms and the API take and give; one schema for both."""

from services.scheduling.schemas.answers import (
    CalendarSchema,
    DateSchema,
    GroupSchema,
    MeetingProblemSchema,
    MeetingSchema,
    Names,
    OptionsSchema,
    PersonName,
    Place,
    ReserveDateSchema,
    SheetSchema,
)
from services.scheduling.schemas.forms import (
    INSTEAD,
    REASON_TEXTS,
    AgreementSchema,
    AttendanceSchema,
    CancellationSchema,
    ReplacementSchema,
    TimesSchema,
)
from services.scheduling.schemas.overview import OverviewQuery, OverviewSchema

__all__ = [
    "INSTEAD",
    "REASON_TEXTS",
    "AgreementSchema",
    "AttendanceSchema",
    "CalendarSchema",
    "CancellationSchema",
    "DateSchema",
    "GroupSchema",
    "MeetingProblemSchema",
    "MeetingSchema",
    "Names",
    "OptionsSchema",
    "OverviewQuery",
    "OverviewSchema",
    "PersonName",
    "Place",
    "ReplacementSchema",
    "ReserveDateSchema",
    "SheetSchema",
    "TimesSchema",
]
