"""Dates and times in words, the way each language writes them (dossier C.5).

`torstai 29.8.2013 klo 13.00–15.30`, `torsdag 29.8.2013 kl. 13.00–15.30`, `Thursday 29 August 2013, 13:00–15:30`.
"""

from datetime import date, datetime, time

from babel.dates import format_date

from services.notifications.domain.situation import Slot
from shared.clock import HELSINKI

_LOCALES = {"fi": "fi", "sv": "sv_FI", "en": "en_GB"}
_DAYS = {"fi": "d.M.yyyy", "sv": "d.M.yyyy", "en": "d MMMM yyyy"}
_JOINED = {"fi": "{day} klo {times}", "sv": "{day} kl. {times}", "en": "{day}, {times}"}
_CLOCK = {"fi": "%-H.%M", "sv": "%-H.%M", "en": "%-H:%M"}


def day(value: date, language: str) -> str:
    """`29.8.2013`."""
    return str(format_date(value, _DAYS[language], locale=_LOCALES[language]))


def weekday_and_day(value: date, language: str) -> str:
    """`torstai 29.8.2013`."""
    return str(format_date(value, f"cccc {_DAYS[language]}", locale=_LOCALES[language]))


def slot(value: Slot, language: str, open_time: str) -> str:
    """A date with its times; `open_time` says that they are not known yet."""
    written = weekday_and_day(value.date, language)
    if value.start is None:
        return f"{written}, {open_time}"
    until = f"–{_clock(value.end, language)}" if value.end else ""
    return _JOINED[language].format(day=written, times=_clock(value.start, language) + until)


def moment(value: datetime, language: str) -> str:
    """A deadline: `22.8.2013 klo 23.59`."""
    local = value.astimezone(HELSINKI)
    return _JOINED[language].format(day=day(local.date(), language), times=_clock(local.time(), language))


def _clock(value: time, language: str) -> str:
    return value.strftime(_CLOCK[language])
