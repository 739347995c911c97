"""A group's plan: everybody in the group writes it (dossier R64), the mentor notes the day on which it was agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from services.scheduling.commands.belonging import own_ids, people_of, require_inside, require_mentor
from services.scheduling.commands.loading import locked_series, require_open
from services.scheduling.domain import plan as rules
from services.scheduling.domain.agreement_errors import AcceptFirst, PlanRewritten
from services.scheduling.domain.series import check_agreed_on
from services.scheduling.tables import Plan, Series, Theme, has_accepted
from shared.errors import NotFound
from shared.work import UnitOfWork

FIELDS = ("uniting_theme", "desired_outcome", "questions", "methods", "idea_session")


@dataclass(frozen=True)
class ThemeGiven:
    """A theme as somebody wrote it; `public`: whether the group lets others read its title."""

    title: str
    meeting_number: int | None = None
    prepared_by: UUID | None = None
    public: bool = False


def write_plan(work: UnitOfWork, group_id: UUID, text: Mapping[str, Any], revision: int) -> Plan:
    """Save what the plan says besides its themes. `revision`: what the writer has seen, 0 for none."""
    series, plan = _locked_plan(work, group_id)
    if revision != plan.revision:
        raise PlanRewritten()
    rules.check_theme(text["idea_session"], _numbers(series), None, ())
    for name in FIELDS:
        setattr(plan, name, text[name])
    return _save(work, plan, "written")


def add_theme(work: UnitOfWork, group_id: UUID, given: ThemeGiven) -> Plan:
    """Add a theme at the end of its meeting's themes."""
    series, plan = _locked_plan(work, group_id)
    _check(series, given)
    rules.check_count(len(plan.themes) + 1)
    last = max((each.position for each in plan.themes), default=0)
    plan.themes.append(Theme(id=uuid4(), position=last + 1, **vars(given)))
    return _save(work, plan, "theme_added")


def change_theme(work: UnitOfWork, group_id: UUID, theme_id: UUID, given: ThemeGiven) -> Plan:
    """Raises NotFound."""
    series, plan = _locked_plan(work, group_id)
    _check(series, given)
    theme = _theme(plan, theme_id)
    for name, value in vars(given).items():
        setattr(theme, name, value)
    return _save(work, plan, "theme_changed")


def remove_theme(work: UnitOfWork, group_id: UUID, theme_id: UUID) -> Plan:
    """Raises NotFound."""
    _, plan = _locked_plan(work, group_id)
    plan.themes.remove(_theme(plan, theme_id))
    return _save(work, plan, "theme_removed")


def agree_plan(work: UnitOfWork, group_id: UUID, agreed_on: date) -> Plan:
    """The group has agreed on its plan: public themes are told from now on."""
    series = locked_series(work, group_id)
    require_mentor(work, series)
    plan = work.session.get(Plan, group_id, populate_existing=True)
    if plan is None:
        raise NotFound()
    state = rules.after(plan.state_, "agree")
    check_agreed_on(agreed_on, work.today, series.reporting_year)
    rules.check_themes(len(plan.themes))
    plan.state_, plan.agreed_on = state, agreed_on
    work.record_history(plan, "agreed", to=agreed_on.isoformat())
    work.emit("group_plan_agreed", plan)
    return plan


def _locked_plan(work: UnitOfWork, group_id: UUID) -> tuple[Series, Plan]:
    series = locked_series(work, group_id)
    require_inside(work, series, "plan_questions")
    if not has_accepted(work.session, series, own_ids(work, series)):
        raise AcceptFirst()
    require_open(series)
    return series, work.session.get(Plan, group_id, populate_existing=True) or _empty(series)


def _empty(series: Series) -> Plan:
    return Plan(
        id=series.id,
        organisation=series.organisation,
        call_id=series.call_id,
        state_="empty",
        revision=0,
        questions=[],
        methods=[],
        themes=[],
    )


def _save(work: UnitOfWork, plan: Plan, what: str) -> Plan:
    before = plan.state_
    plan.state_ = rules.after(before, "write")
    plan.revision += 1
    work.session.add(plan)
    work.session.flush()
    work.record_history(plan, what)
    if before == "empty":
        work.emit("group_plan_begun", plan)
    elif plan.state_ == "revised":
        work.emit("group_plan_revised", plan)
    return plan


def _check(series: Series, given: ThemeGiven) -> None:
    rules.check_theme(given.meeting_number, _numbers(series), given.prepared_by, people_of(series))


def _numbers(series: Series) -> set[int]:
    return {each.number for each in series.meetings}


def _theme(plan: Plan, theme_id: UUID) -> Theme:
    found = next((each for each in plan.themes if each.id == theme_id), None)
    if found is None:
        raise NotFound()
    return found
