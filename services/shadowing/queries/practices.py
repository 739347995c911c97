"""Ways of working that were taken into use after a period, listed for the network with their author's consent."""

from typing import Any

from sqlalchemy import select

from services.shadowing.tables import Party, Period, Sharing
from shared.clock import local_date
from shared.work import UnitOfWork

MOST = 200


def practices(work: UnitOfWork) -> list[dict[str, Any]]:
    """The newest first. Nobody's name is among it: the workplace and the words alone."""
    consented = Sharing.content.contains({"publish": True})
    found = (
        select(Sharing, Party.organisation)
        .join(Period, Period.id == Sharing.period_id)
        .join(Party, (Party.period_id == Sharing.period_id) & (Party.position == Sharing.position))
        .where(consented)
        .order_by(Sharing.recorded_at.desc(), Sharing.period_id)
        .limit(MOST)
    )
    return [
        {
            "practice": sharing.content["practice"],
            "where": sharing.content.get("practice_where"),
            "state": sharing.content["practice_state"],
            "organisation": organisation,
            "recorded_on": local_date(sharing.recorded_at),
        }
        for sharing, organisation in work.session.execute(found)
        if sharing.content.get("practice")
    ]
