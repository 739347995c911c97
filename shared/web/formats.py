"""Dates, times, numbers and sorting the way they are written in Finland.

Instants are shown in Finnish local time. Local dates and times are shown as they are.
"""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from shared.clock import HELSINKI
from shared.web.i18n import gettext as _
from shared.web.i18n import language, locale

_PATTERNS = {"fi": "ccc d.M.y", "sv": "ccc d.M.y", "en": "ccc d MMM y"}
_LONG_PATTERNS = {"fi": "cccc d. MMMM y", "sv": "cccc 'den' d MMMM y", "en": "cccc d MMMM y"}
_ORDER = str.maketrans("åäæöø", "{||}}")


def show_date(value: date | datetime | None) -> str:
    """`to 29.8.2013`."""
    return "" if value is None else format_date(_local_date(value), _PATTERNS[language()], locale=locale())


def show_long_date(value: date | datetime) -> str:
    """`torstai 29. elokuuta 2013`."""
    return format_date(_local_date(value), _LONG_PATTERNS[language()], locale=locale())


def show_time(value: time | datetime | None) -> str:
    """`13.00`."""
    if isinstance(value, datetime):
        value = value.astimezone(HELSINKI).time()
    return "" if value is None else f"{value.hour}.{value.minute:02}"


def show_date_time(value: datetime | None) -> str:
    """`to 29.8.2013 klo 13.00`, in Finnish local time."""
    if value is None:
        return ""
    return _("{date} at {time}", date=show_date(value), time=show_time(value))


def show_when(day: date, start: time | None = None, end: time | None = None) -> str:
    """`to 29.8.2013 klo 13.00–15.30`; says so when the time is still open."""
    if start is None:
        return _("{date}, the time will be confirmed", date=show_date(day))
    clock = f"{show_time(start)}–{show_time(end)}" if end else show_time(start)
    return _("{date} at {time}", date=show_date(day), time=clock)


def show_number(value: int | float | Decimal | None) -> str:
    """`1 234,5`."""
    return "" if value is None else format_decimal(value, locale=locale())


def show_euros(cents: int | None) -> str:
    """`1 234,50 €` from whole cents."""
    if cents is None:
        return ""
    return f"{format_decimal(Decimal(cents) / 100, '#,##0.00', locale=locale())}\N{NO-BREAK SPACE}€"


def sort_key(text: str) -> str:
    """Key of the Finnish and Swedish order: å ä ö after z."""
    return text.lower().translate(_ORDER)


def show_person(person: Any) -> str:
    """A person's name, or a readable stand-in while the card has not arrived."""
    return person.name if person is not None else _("name not known yet")


def _local_date(value: date | datetime) -> date:
    return value.astimezone(HELSINKI).date() if isinstance(value, datetime) else value
