"""Breaks, exams and closed days of an organisation: its coordinator imports them for whole school years."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import delete

from services.scheduling.commands.busy.reading import read
from services.scheduling.domain import closure_files
from services.scheduling.domain.calendar_errors import NothingToImport
from services.scheduling.domain.closures import Closure, school_year
from services.scheduling.tables import KnownClosure
from shared.clock import local_date
from shared.errors import Forbidden, NotFound
from shared.work import UnitOfWork

CALENDAR = b"BEGIN:VCALENDAR"


def sheet_of(work: UnitOfWork, organisation: str, content: bytes) -> closure_files.Sheet:
    """What a file says, a sheet or a calendar; nothing is saved. Raises CalendarUnreadable."""
    require_in_charge(work, organisation)
    if not content.lstrip(b"\xef\xbb\xbf \r\n").startswith(CALENDAR):
        return closure_files.read(content.decode("utf-8", "replace"), organisation)
    days = [(local_date(begins), local_date(ends)) for begins, ends in read(content, None, work.now)]
    found = {Closure(organisation, first, max(first, _before_midnight(last, first))) for first, last in days}
    return closure_files.Sheet(tuple(sorted(found)), ())


def import_closures(work: UnitOfWork, organisation: str, closures: Iterable[Closure]) -> int:
    """Replace what the organisation has told for the school years that these touch; how many."""
    require_in_charge(work, organisation)
    given = list(closures)
    if not given:
        raise NothingToImport()
    for year in {school_year(each.first) for each in given}:
        during = KnownClosure.first.between(date(year, 8, 1), date(year + 1, 7, 31))
        work.session.execute(delete(KnownClosure).where(KnownClosure.organisation == organisation, during))
    for each in given:
        row = KnownClosure(organisation=organisation, unit=each.unit, kind=each.kind, first=each.first, last=each.last)
        work.session.add(row)
    return len(given)


def require_in_charge(work: UnitOfWork, organisation: str) -> None:
    """A coordinator of the organisation, or of the network. Raises NotFound, Forbidden."""
    if organisation not in work.network.organisations:
        raise NotFound()
    if not any(work.actor.may("write", "call", organisation=each) for each in (organisation, work.network.slug)):
        raise Forbidden()


def _before_midnight(last: date, first: date) -> date:
    """A calendar's day ends at the midnight that begins the next one."""
    return date.fromordinal(last.toordinal() - 1) if last > first else last
