"""Why a calendar or a sheet of breaks gives nothing, and what to do instead."""

from shared.errors import DomainError


class CalendarUnreadable(DomainError):
    """A calendar that gives no busy times, by the reason."""

    code = "calendar_unreadable"
    kind = "invalid"
    field = "address"
    text = "This is not a calendar that can be read. Save it from your calendar as an .ics file, and choose that file."

    @staticmethod
    def because(fault: str) -> "CalendarUnreadable":
        """The error of a fault that the reading process names."""
        return _CALENDAR_FAULTS.get(fault, CalendarUnreadable)()


class CalendarTooLarge(CalendarUnreadable):
    """More than a megabyte."""

    code = "calendar_too_large"
    text = "The calendar is larger than one megabyte. Save only the coming year of it, and choose that file."


class CalendarTooHeavy(CalendarUnreadable):
    """So many events or repetitions that reading them takes too long."""

    code = "calendar_too_heavy"
    text = "The calendar has too many events or repetitions to be read. Save only the coming year, without old events."


class CalendarNotReached(CalendarUnreadable):
    """The address does not answer with a calendar."""

    code = "calendar_not_reached"
    text = "Nothing that can be read was found at the address. Check it, or save the calendar as an .ics file instead."


class CalendarRefused(CalendarUnreadable):
    """An address that is not on the public web."""

    code = "calendar_refused"
    text = "Only addresses on the public web that begin with https:// or http:// can be read. Choose a file instead."


_CALENDAR_FAULTS = {
    "too_large": CalendarTooLarge,
    "too_many": CalendarTooHeavy,
    "too_heavy": CalendarTooHeavy,
    "not_reached": CalendarNotReached,
    "address_refused": CalendarRefused,
}


class NothingToImport(DomainError):
    """No day at all."""

    code = "nothing_to_import"
    kind = "invalid"
    field = "sheet"
    text = "No break could be read. Write the first and the last day of each on a line, such as 14.10.2013;18.10.2013."
