"""Special diets: one's own, and how many of each for whoever lends the room."""

from uuid import UUID

from sqlalchemy import select

from services.scheduling.queries.views import GroupView, view_of
from services.scheduling.tables import Diet, Series
from shared.errors import Forbidden, NotFound
from shared.work import UnitOfWork


def own_diets(work: UnitOfWork, group_id: UUID) -> tuple[GroupView, list[str]]:
    """What the reader told for a group that they are in. Raises NotFound, Forbidden."""
    series = work.session.get(Series, group_id)
    if series is None:
        raise NotFound()
    view = view_of(work, series)
    if view.relations.isdisjoint({"member", "mentor"}):
        raise Forbidden()
    told = select(Diet.diets).where(Diet.group_id == group_id, Diet.person_id.in_(view.own_ids))
    return view, list(work.session.scalar(told) or ())


def diets_of(view: GroupView) -> dict[UUID, list[str]]:
    """What everybody told for a group; for counting alone."""
    rows = view.work.session.execute(select(Diet.person_id, Diet.diets).where(Diet.group_id == view.id))
    return {row.person_id: row.diets for row in rows}
