"""Wishes to be forgotten: to the person by link, to the data protection officer by organisation; and the evidence."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.registration.domain.erasing import LIMIT, matrix, over_limit
from services.registration.tables import Erasure, Evidence, KnownErasureAnswer
from shared.clock import local_date
from shared.errors import NotFound
from shared.people.seen import Seen, saw
from shared.privacy.gathering import officer_of
from shared.work import UnitOfWork


def by_link(work: UnitOfWork, wish_id: UUID, person_id: UUID) -> dict[str, Any]:
    """One's own wish. Raises NotFound."""
    wish = work.session.get(Erasure, wish_id)
    if wish is None or person_id not in wish.person_ids:
        raise NotFound()
    return _view(work, wish)


def of_organisations(work: UnitOfWork) -> list[dict[str, Any]]:
    """Wishes of the people of those organisations whose officer the actor is, the latest first. Raises Forbidden."""
    slugs = officer_of(work, "data_requests")
    chosen = select(Erasure).where(Erasure.organisation.in_(slugs)).order_by(Erasure.asked_at.desc()).limit(200)
    return [_view(work, each) for each in work.session.scalars(chosen)]


def evidence(work: UnitOfWork) -> list[Evidence]:
    """Names of the forgotten who are in evidence, for an auditor whose audit is open. Raises Forbidden."""
    slugs = officer_of(work, "evidence")
    chosen = select(Evidence).where(Evidence.organisation.in_(slugs)).order_by(Evidence.last_name, Evidence.id)
    found = list(work.session.scalars(chosen))
    saw(work.session, {each.person_id: Seen(each.organisation) for each in found})
    return found


def _view(work: UnitOfWork, wish: Erasure) -> dict[str, Any]:
    known = select(KnownErasureAnswer).where(KnownErasureAnswer.erasure_id == wish.id, ~KnownErasureAnswer.gone)
    answers = {(each.data["deployment"], each.data["service"]): _answer(each) for each in work.session.scalars(known)}
    stays = [each | {"until": date.fromisoformat(each["until"]) if each["until"] else None} for each in wish.kept]
    own = {"done_at": wish.asked_at, "deleted": wish.deleted, "kept": stays}
    answers[work.settings.deployment, work.manifest.name] = own
    lines = matrix(wish.expected, answers, wish.asked_at, work.now)
    return {
        "id": wish.id,
        "person_id": wish.person_ids[0],
        "organisation": wish.organisation,
        "cause": wish.cause,
        "asked_at": wish.asked_at,
        "answer_by": local_date(wish.asked_at + LIMIT),
        "lines": lines,
        "done": all(each.done_at for each in lines),
        "over_limit": over_limit(lines, wish.asked_at, work.now),
    }


def _answer(known: KnownErasureAnswer) -> dict[str, Any]:
    state = known.state()
    return {
        "done_at": datetime.fromisoformat(known.data["occasions"]["erasure_done"]["at"]),
        **{key: state[key] for key in ("deleted", "kept")},
    }
