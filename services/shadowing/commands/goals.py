"""Stage 3: the goals form, gone through by the pair and the supervisors, accepted by both before the first day."""

from typing import Any
from uuid import UUID

from services.shadowing.commands.days import start_if_time
from services.shadowing.commands.planning import keep_version, merged, newest_version
from services.shadowing.commands.steps import facts, follow, load, other_party, own_party, process_for, publish
from services.shadowing.tables import Period
from shared.work import UnitOfWork


def ask_for_goals(work: UnitOfWork, period_id: UUID) -> Period:
    """Timer: two weeks before the first day the goals form is due."""
    period = load(work, period_id)
    return publish(work, period, follow(work, period, "ask_for_goals", facts(work), as_timer=True))


def ask_if_near(work: UnitOfWork, period: Period) -> Period:
    """At once, if the first day is less than two weeks away."""
    if work.today < process_for(work, period).deadlines["goals_asked"].on(min(period.dates)):
        return period
    return ask_for_goals(work, period.id)


def save_goals(work: UnitOfWork, period_id: UUID, data: dict[str, Any], version: int) -> Period:
    """Save a new version of the goals form; `version` is the one that was on the screen. Joined as the plan is."""
    period = load(work, period_id)
    newest = newest_version(work, period, "goals")
    if version != newest and not (joined := merged(work, period, "goals", data, version)).clashes:
        data, version = joined.answers, newest
    known = facts(work, version=newest, seen_version=version, goals_reported=not period.goals_missing)
    row = follow(work, period, "save_goals", known, version=newest + 1)
    keep_version(work, period, "goals", newest + 1, data)
    for party in period.parties:
        party.accepted_goals = None
    return publish(work, period, row)


def accept_goals(work: UnitOfWork, period_id: UUID, version: int, time_reserved: bool) -> Period:
    """Accept a version of the goals form, with one's time reserved; when both have, the goals are reported."""
    period = load(work, period_id)
    party, newest = own_party(work, period), newest_version(work, period, "goals")
    known = facts(
        work,
        version=newest,
        seen_version=version,
        other_ready=other_party(period, party).accepted_goals == newest,
        time_reserved=time_reserved,
        days=period.dates,
        goals_reported=not period.goals_missing,
    )
    row = follow(work, period, "accept_goals", known, version=version)
    party.accepted_goals = version
    if row.event:
        to = dict.fromkeys(
            str(each) for each in (period.decider_id, *(one.supervisor_id for one in period.parties)) if each
        )
        period.goals_sent = {"at": work.now.isoformat(), "to": list(to)}
    return start_if_time(work, publish(work, period, row))
