"""Stage 1, the plan: both write it, both accept the same version, and it becomes the application."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from services.shadowing.commands.pairing import assign_supervisors
from services.shadowing.commands.steps import (
    call_of,
    facts,
    follow,
    load,
    other_party,
    own_party,
    plain,
    process_for,
    publish,
)
from services.shadowing.domain.days import Day, DayRules, whole_week
from services.shadowing.domain.merging import Merge, merge
from services.shadowing.domain.process import DEFAULT_DAYS, READY, UNDECIDED, WRITING
from services.shadowing.tables import FormVersion, Party, Period
from shared.work import UnitOfWork

ROLES = {
    "mutual": ("mutual", "mutual"),
    "inviter_visits": ("visitor", "host"),
    "invited_visits": ("host", "visitor"),
}
HOLDING_DAYS = (*UNDECIDED, *READY, "in_progress")


def save_plan(work: UnitOfWork, period_id: UUID, data: dict[str, Any], version: int) -> Period:
    """Save a new version of the plan; `version` is the one that was on the screen. Acceptances start again.

    What the colleague has saved since is kept, where the two have not answered the same question differently.
    """
    period = load(work, period_id)
    newest = newest_version(work, period, "plan")
    if version != newest and not (joined := merged(work, period, "plan", data, version)).clashes:
        data = joined.answers | {"days": [date.fromisoformat(each) for each in joined.answers["days"]]}
        version = newest
    rules = day_rules(work, period, data["shape"])
    dates = dates_of(data, rules.count)
    known = facts(work, formed=period.formed, version=newest, seen_version=version, days=dates, rules=rules)
    row = follow(work, period, "save_plan", known, version=newest + 1)
    keep_version(work, period, "plan", newest + 1, data | {"days": list(dates)})
    known_days = {day.date: day for day in period.days}
    period.days = [known_days.get(day) or Day(uuid4(), day) for day in dates]
    period.shape, period.kind = data["shape"], data["kind"]
    period.additional_colleagues = data.get("additional_colleagues") or 0
    for party, role in zip(period.parties, ROLES[data["visits"]], strict=True):
        party.role, party.accepted_plan = role, None
    return publish(work, period, row)


def accept_plan(work: UnitOfWork, period_id: UUID, version: int) -> Period:
    """Accept a version of the plan; when both have accepted the same one, it goes to the supervisors."""
    period = load(work, period_id)
    party, newest = own_party(work, period), newest_version(work, period, "plan")
    assign_supervisors(work, period)
    known = facts(
        work,
        formed=period.formed,
        version=newest,
        seen_version=version,
        other_ready=other_party(period, party).accepted_plan == newest,
        asked_version=period.asked_version or 0,
        supervisors_named=all(each.supervisor_id for each in period.parties),
        days=period.dates,
        rules=day_rules(work, period, period.shape or ""),
    )
    row = follow(work, period, "accept_plan", known, version=version)
    party.accepted_plan = version
    if row.event == "application_submitted":
        period.submitted_on = work.today
        period.supervisors_asked = process_for(work, period).supervisors_confirm
    return review_if_answered(work, publish(work, period, row))


def review_if_answered(work: UnitOfWork, period: Period) -> Period:
    """When no supervisor's answer is waited for, the decision is."""
    answered = all(each.supports for each in period.parties)
    if period.state_name == "submitted" and (answered or not period.supervisors_asked):
        return start_review(work, period.id, as_timer=True)
    return period


def start_review(work: UnitOfWork, period_id: UUID, *, as_timer: bool = False) -> Period:
    """The application waits for the decision: the supervisors have answered, or had their time."""
    period = load(work, period_id)
    known = facts(work, statements=tuple(each.supports for each in period.parties), submitted_on=period.submitted_on)
    return publish(work, period, follow(work, period, "start_review", known, as_timer=as_timer))


def merged_form(work: UnitOfWork, period_id: UUID, form: str, data: dict[str, Any], version: int) -> Merge:
    """What saving would join, for a page that shows where the two have answered differently."""
    return merged(work, load(work, period_id), form, data, version)


def take_back_acceptance(work: UnitOfWork, period_id: UUID) -> Period:
    """Take back one's acceptance while the colleague has not accepted yet."""
    period = load(work, period_id)
    row = follow(work, period, "take_back_acceptance", facts(work))
    party = own_party(work, period)
    if period.state_name in WRITING:
        party.accepted_plan = None
    else:
        party.accepted_goals = None
    return publish(work, period, row)


def day_rules(work: UnitOfWork, period: Period, shape: str) -> DayRules:
    """What the days of a period must fit into."""
    call = call_of(work, period).state()
    return DayRules(
        count=period.days_granted or call.get("period_days") or DEFAULT_DAYS,
        shape=shape,
        today=work.today,
        first=call.get("window_from"),
        last=None if shape == "year_long" else call.get("window_to"),
        taken=frozenset(_taken(work, period)),
    )


def newest_version(work: UnitOfWork, period: Period, form: str) -> int:
    """The number of the newest saved version; 0: nothing was saved."""
    saved = select(func.max(FormVersion.number)).where(FormVersion.period_id == period.id, FormVersion.form == form)
    return work.session.scalar(saved) or 0


def newest_content(work: UnitOfWork, period: Period, form: str) -> dict[str, Any]:
    """The answers of the newest saved version; empty when nothing was saved."""
    saved = select(FormVersion.content).where(FormVersion.period_id == period.id, FormVersion.form == form)
    return work.session.scalars(saved.order_by(FormVersion.number.desc()).limit(1)).first() or {}


def merged(work: UnitOfWork, period: Period, form: str, data: dict[str, Any], version: int) -> Merge:
    """What was written over a version, joined with the newest."""
    if form == "plan":
        data = data | {"days": list(dates_of(data, day_rules(work, period, data["shape"]).count))}
    saved = select(FormVersion.number, FormVersion.content).where(
        FormVersion.period_id == period.id, FormVersion.form == form
    )
    contents: dict[int, dict[str, Any]] = dict(work.session.execute(saved).all())
    return merge(contents.get(version, {}), contents.get(max(contents, default=0), {}), plain(data))


def keep_version(work: UnitOfWork, period: Period, form: str, number: int, content: dict[str, Any]) -> None:
    """Keep what was written, as a version of its own."""
    saved_by = work.actor.person_id
    work.session.add(
        FormVersion(
            period_id=period.id, form=form, number=number, saved_by=saved_by, saved_at=work.now, content=plain(content)
        )
    )


def keep_form(work: UnitOfWork, period: Period, form: str, content: dict[str, Any]) -> int:
    """Keep what somebody sent, as the next version of that form; none is ever overwritten. Its number."""
    number = newest_version(work, period, form) + 1
    keep_version(work, period, form, number, content)
    return number


def dates_of(data: dict[str, Any], count: int) -> tuple[date, ...]:
    days: list[date] = sorted(data["days"])
    if data["shape"] == "contiguous_week" and len(days) == 1:
        return whole_week(days[0], count)
    return tuple(days)


def _taken(work: UnitOfWork, period: Period) -> list[date]:
    """Days that one of the pair has in another period."""
    people = {each.person_id for each in period.parties}
    others = select(Period).where(
        Period.id != period.id, Period.state_name.in_(HOLDING_DAYS), Period.parties.any(Party.person_id.in_(people))
    )
    return [day.date for each in work.session.scalars(others) for day in each.days if day.state != "missed"]
