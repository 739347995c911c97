"""The groups that a coordinator is in charge of."""

from sqlalchemy import select

from services.scheduling.queries.views import GroupView, view_of
from services.scheduling.tables import Series
from shared.errors import Forbidden
from shared.work import UnitOfWork


def overview(work: UnitOfWork) -> list[GroupView]:
    """The groups that the reader coordinates, those with problems first. Raises Forbidden for others."""
    in_charge = [each for each in work.network.organisations if work.actor.may("write", "call", organisation=each)]
    if not in_charge:
        raise Forbidden()
    found = work.session.scalars(select(Series).where(Series.organisation.in_(in_charge)))
    views = [view_of(work, each) for each in found.unique()]
    return sorted(views, key=lambda each: (not each.problems, each.series.state_ == "finished", each.name("fi")))
