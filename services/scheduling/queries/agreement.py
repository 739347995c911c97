"""The agreement and plan of a group: texts for its members and mentors alone; others read what it made public."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import select

from services.scheduling.domain import agreement as rules
from services.scheduling.domain.agreement_errors import AcceptFirst
from services.scheduling.domain.plan import PUBLIC
from services.scheduling.domain.relations import inside
from services.scheduling.queries.groups import group
from services.scheduling.queries.views import GroupView, by_name
from services.scheduling.tables import Agreement, AgreementAnswer, AgreementVersion, Plan, has_accepted
from shared.errors import Forbidden, NotFound
from shared.people import Person
from shared.work import UnitOfWork


@dataclass(frozen=True)
class AgreementView:
    """An agreement as somebody in the group sees it; `agreement` is None where the group wrote none."""

    view: GroupView
    agreement: Agreement | None
    own: frozenset[UUID]

    @property
    def state(self) -> str:
        return self.agreement.state_ if self.agreement else ""

    @property
    def asked(self) -> AgreementVersion | None:
        return self.agreement.asked if self.agreement else None

    @property
    def answer(self) -> AgreementAnswer | None:
        """What the reader has said to the version that is asked about."""
        given = self.asked.answers if self.asked else []
        return next((each for each in given if each.person_id in self.own), None)

    @property
    def asks_reader(self) -> bool:
        """Whether the reader has still to accept."""
        return self.state in rules.ASKS and not (self.answer and self.answer.accepted)

    @property
    def may_write(self) -> bool:
        return self.state in ("", "in_force", *rules.WRITTEN) and self.view.series.state_ != "finished"

    @property
    def is_mentor(self) -> bool:
        return "mentor" in self.view.relations

    @property
    def accepted(self) -> list[tuple[Person, AgreementAnswer]]:
        """Who has accepted, in that order."""
        return [(who, each) for each in (self.asked.answers if self.asked else []) if each.accepted
                and (who := self.view.people.get(each.person_id))]  # fmt: skip

    @property
    def waiting(self) -> list[Person]:
        ids = self.agreement.waiting_ids if self.agreement else []
        return by_name(self.view.people[each] for each in ids if each in self.view.people)

    @property
    def earlier(self) -> list[AgreementVersion]:
        """Versions that were or are in force, the newest first."""
        found = self.agreement.versions if self.agreement else []
        return [each for each in reversed(found) if each.in_force_on and each is not self.asked]


@dataclass(frozen=True)
class PlanView:
    """A plan as somebody in the group sees it."""

    view: GroupView
    plan: Plan | None

    @cached_property
    def rules(self) -> list[str]:
        """The rules of the agreement in force."""
        agreement = _agreement(self.view)
        version = agreement.in_force if agreement else None
        return list(version.text.get("ground_rules") or ()) if version else []

    @property
    def preparing(self) -> dict[UUID, Person]:
        return self.view.people


def agreement(work: UnitOfWork, group_id: UUID) -> AgreementView:
    """For members and mentors. Raises NotFound, Forbidden."""
    view = inside_view(work, group_id, "agreement_text")
    return AgreementView(view, _agreement(view), view.own_ids)


def plan(work: UnitOfWork, group_id: UUID) -> PlanView:
    """For members and mentors; a newcomer accepts first. Raises NotFound, Forbidden, AcceptFirst."""
    view = inside_view(work, group_id, "plan_questions")
    if not has_accepted(work.session, view.series, view.own_ids):
        raise AcceptFirst()
    return PlanView(view, work.session.get(Plan, group_id))


def public_themes(work: UnitOfWork, group_id: UUID) -> dict[str, Any]:
    """What a group made public, for everybody. Raises NotFound where it made nothing public."""
    found = work.session.get(Plan, group_id)
    if found is None or found.state_ not in PUBLIC:
        raise NotFound()
    return found.state()


def agreement_json(found: AgreementView) -> dict[str, Any]:
    """An agreement as the API shows it. Raises NotFound where there is none."""
    kept = found.agreement
    if kept is None:
        raise NotFound()
    asked = found.asked
    version = {
        "accepted_ids": [each.person_id for each in asked.answers if each.accepted],
        **{name: getattr(asked, name) for name in ("number", "text", "proposed_at", "in_force_on")},
    } if asked else None  # fmt: skip
    same = {name: getattr(kept, name) for name in ("in_force_on", "revision", "draft", "waiting_ids")}
    own = found.answer.accepted if found.answer else None
    return {**same, "state": kept.state_, "asked": version, "own_answer": own}


def plan_json(found: PlanView) -> dict[str, Any]:
    """A plan as the API shows it. Raises NotFound where there is none."""
    kept = found.plan
    if kept is None:
        raise NotFound()
    same = ("agreed_on", "revision", "uniting_theme", "desired_outcome", "questions", "methods", "idea_session")
    return {**{name: getattr(kept, name) for name in (*same, "themes")}, "state": kept.state_}


def written(view: GroupView) -> tuple[AgreementView, Plan | None] | None:
    """What the group's own page tells its members and mentors; None for whoever is outside."""
    if not inside(view.relations):
        return None
    found = AgreementView(view, _agreement(view), view.own_ids)
    opened = has_accepted(view.work.session, view.series, view.own_ids)
    return found, view.work.session.get(Plan, view.id) if opened else None


def inside_view(work: UnitOfWork, group_id: UUID, data: str) -> GroupView:
    view = group(work, group_id)
    if not any(work.actor.may("read", data, relation=each) for each in inside(view.relations)):
        raise Forbidden()
    return view


def _agreement(view: GroupView) -> Agreement | None:
    return view.work.session.scalar(select(Agreement).where(Agreement.group_id == view.id))
