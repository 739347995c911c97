"""What the form of a registration told beside the person's card: dates, wishes, times, the call's own questions."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from services.registration.domain import approval, availability, questions
from services.registration.domain.errors import OwnSupervisor, UnknownEmployer
from services.registration.domain.form_errors import (
    NotThisCallsGroup,
    QuestionUnanswered,
    SupervisorMissing,
    TimesMissing,
)
from services.registration.domain.people import same_address
from services.registration.tables import Availability, Group, Registration
from shared.work import UnitOfWork


def require_sense(work: UnitOfWork, group: Group, data: Mapping[str, Any], *, by_coordinator: bool = False) -> None:
    """Raises OwnSupervisor, SupervisorMissing, UnknownEmployer, NotThisCallsGroup, TimesMissing, QuestionUnanswered.

    On somebody's behalf nobody answers the call's own questions: that is left to the person (H27).
    """
    require_supervisor(work, data)
    if data["employer"] not in _employers(work, group):
        raise UnknownEmployer()
    work.network.require_staying(data["employer"], work.today, "employer")
    require_answers(work, group, data, asked=not by_coordinator)


def require_supervisor(work: UnitOfWork, data: Mapping[str, Any]) -> None:
    """Whoever may take part without asking anybody may leave the supervisor out (ledger R101).

    Raises OwnSupervisor, SupervisorMissing.
    """
    named = data.get("supervisor_email")
    if named and same_address(data["email"], named):
        raise OwnSupervisor()
    employers = work.network.organisations.values()
    if not named and approval.policy(employers, data["email"], [data["employer"]]) != "none":
        raise SupervisorMissing()


def require_answers(work: UnitOfWork, group: Group, data: Mapping[str, Any], *, asked: bool = True) -> None:
    """Whether wishes, times and own questions fit the group's call. Raises as `require_sense`."""
    for name in ("wish_2", "wish_3"):
        wished = work.session.get(Group, data[name]) if data.get(name) else group
        if wished is None or wished.call_id != group.call_id or not (wished is group or wished.is_open(work.now)):
            raise NotThisCallsGroup(name)
    if group.call.placing == "together" and not (data.get("fits") or data.get("if_needed")):
        raise TimesMissing()
    own, given = group.call.questions, data.get("answers") or {}
    for each in [*(questions.unanswered(own, given) if asked else ()), *questions.misfits(own, given)]:
        raise QuestionUnanswered(each)


def _employers(work: UnitOfWork, group: Group) -> set[str]:
    if group.call.scope == "internal":
        return {group.organisation}
    return {slug for slug in work.network.organisations if slug != work.network.slug}


def given_answers(group: Group, data: Mapping[str, Any], card: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a registration that hold what was answered."""
    own = questions.kept(group.call.questions, data.get("answers") or {})
    together = group.call.placing == "together"
    later: list[UUID] = [data[name] for name in ("wish_2", "wish_3") if data.get(name)]
    wishes = [*dict.fromkeys((group.id, *later))]
    planned = {each.date for each in group.dates}
    return {
        "answers": {**card, **({"own": own} if own else {})},
        "wishes": wishes if together else [],
        "availability": availability.answers(data.get("fits") or (), data.get("if_needed") or ()) if together else [],
        "away_weeks": sorted({*(data.get("away_weeks") or ())}) if together else [],
        "unsuitable_dates": [] if together else sorted(planned & {*(data.get("unsuitable_dates") or ())}),
    }


def keep_availability(work: UnitOfWork, found: Registration) -> None:
    """Remember the times for the person's next form; the newest answer counts."""
    if found.availability:
        keep_times(work, found.person_id, found.availability)


def keep_times(work: UnitOfWork, person_id: UUID, answers: list[dict[str, str]]) -> None:
    """What somebody answered last about times, whether to take part or to lead."""
    values = {"availability": answers, "given_at": work.now}
    statement = insert(Availability).values(person_id=person_id, **values)
    work.session.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))
