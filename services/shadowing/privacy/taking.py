"""What an organisation takes along of pair periods: those of its people, without a word of any form."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from services.shadowing.schemas.states import STATES
from services.shadowing.tables import Party, Period
from shared.people import resolve
from shared.privacy.taking import Table
from shared.web.i18n import lazy as N_
from shared.work import UnitOfWork

COLUMNS = {
    "period_id": N_("Period"),
    "year": N_("Year"),
    "name": N_("Name"),
    "email": N_("Work e-mail"),
    "partner_organisation": N_("Colleague's employer"),
    "state": N_("State"),
    "days_granted": N_("Days granted"),
    "days": N_("Days"),
}


def taken(work: UnitOfWork, organisation: str) -> Iterator[Table]:
    """Their periods, as far as the actor may read them: the members' own, or the network's."""
    chosen = select(Period).join(Party).where(Party.organisation == organisation, Period.state_name != "drafting")
    rows = []
    for period in work.session.scalars(chosen.distinct().order_by(Period.reporting_year, Period.id)):
        if any(work.actor.may("read", "days", each) for each in (organisation, period.organisation)):
            own = [each for each in period.parties if each.organisation == organisation]
            rows += [_row(work, period, each.person_id, each.position) for each in own]
    if rows:
        yield Table("periods", N_("Pair periods"), COLUMNS, rows)


def _row(work: UnitOfWork, period: Period, person_id: UUID, position: int) -> list[object]:
    person = resolve(work.session, person_id)
    named = [None, None] if person is None or person.gone else [person.name, person.email]
    other = next((each.organisation for each in period.parties if each.position != position), None)
    kept = [each.date for each in period.days if each.state not in ("missed", "called_off")]
    return [
        period.id,
        period.reporting_year,
        *named,
        other,
        str(STATES[period.state_name]),
        period.days_granted,
        sorted(kept),
    ]
