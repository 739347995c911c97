"""Telling one's special diet for the meetings of one's group, and taking it back."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete

from services.scheduling.commands.belonging import own_ids
from services.scheduling.commands.loading import locked_series, require_open
from services.scheduling.domain.diets import DIETS
from services.scheduling.tables import Diet
from shared.work import UnitOfWork


def tell_diet(work: UnitOfWork, group_id: UUID, diets: Collection[str]) -> None:
    """Keep it for oneself alone; none at all takes it back. Raises NotFound, Forbidden, GroupCancelled."""
    series = locked_series(work, group_id)
    own = own_ids(work, series)
    require_open(series)
    work.session.execute(delete(Diet).where(Diet.group_id == group_id, Diet.person_id.in_(own)))
    if diets:
        work.session.add(Diet(group_id=group_id, person_id=own[0], diets=[each for each in DIETS if each in diets]))
