"""The three kinds of year by which figures are counted (dossier F.0).

The reporting year is an attribute of a call; the accounting year is the calendar year of a meeting's date; the
school year runs from 1 August to 31 July.
"""

from datetime import date


def school_year_of(day: date) -> str:
    """`2013-2014`, the school year in which a day lies."""
    first = day.year if day.month >= 8 else day.year - 1
    return school_year(first)


def school_year(first: int) -> str:
    """The school year that begins on 1 August of the year `first`."""
    return f"{first}-{first + 1}"


def accounting_year(day: date) -> int:
    """The year in which costs of a day are counted."""
    return day.year
