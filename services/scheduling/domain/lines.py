"""A date written on a line, as people write it: "to 24.10.2013 klo 13.00–15.30", or "2013-10-24 13:00-15:30"."""

import re
from datetime import date, time

from services.scheduling.domain.slots import Slot

_DAY = r"(?:(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})|(?P<Y>\d{4})-(?P<M>\d{2})-(?P<D>\d{2}))"
_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
_TIMES = rf",? (?:klo|kl\.?|at)? ?{_CLOCK} ?[-–—] ?{_CLOCK}"
_LINE = re.compile(rf"(?:[^\W\d]{{1,14}}\.?,? )?{_DAY}(?:{_TIMES})?", re.IGNORECASE)
LONGEST = 80


def parsed(text: str) -> Slot:
    """The slot on a line; without times it is open. Raises ValueError."""
    found = _LINE.fullmatch(" ".join(text[:LONGEST].split()))
    if found is None:
        raise ValueError(text[:LONGEST])
    day = date(*(int(found[long] or found[short]) for long, short in (("Y", "y"), ("M", "m"), ("D", "d"))))
    *_, hour, minute, end_hour, end_minute = found.groups()
    if hour is None:
        return Slot(day)
    return Slot(day, time(int(hour), int(minute or 0)), time(int(end_hour), int(end_minute or 0)))


def written(slot: Slot) -> str:
    """The line of a slot, as `parsed` reads it."""
    day = f"{slot.date.day}.{slot.date.month}.{slot.date.year}"
    if slot.start is None or slot.end is None:
        return day
    return f"{day} {slot.start.hour}.{slot.start.minute:02}–{slot.end.hour}.{slot.end.minute:02}"
