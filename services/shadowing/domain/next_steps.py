"""What happens next in a period, who does it, and by when (decision 24). Answers, never commands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.shadowing.domain.definition import Process
from services.shadowing.domain.process import THE_SEEDS
from services.shadowing.domain.words import N_


@dataclass(frozen=True)
class Part:
    """How far one of the two, and her supervisor, are."""

    joined: bool
    accepted_plan: bool
    accepted_goals: bool
    supervisor_known: bool
    supervisor_answered: bool
    followup_sent: bool


@dataclass(frozen=True)
class Situation:
    """What the next step depends on. `parts`: the inviter first."""

    state: str
    parts: tuple[Part, Part]
    plan_written: bool
    goals_written: bool
    days: tuple[date, ...] = ()
    submitted_on: date | None = None
    goals_due_on: date | None = None
    followup_due_on: date | None = None
    completed_on: date | None = None
    in_reserve: bool = False
    clarify_by: date | None = None
    mid_term_on: date | None = None
    mid_term_checked: bool = False
    goals_missing: bool = False
    amendment: str | None = None
    proposed_by: int = 0
    amendment_answers: tuple[str | None, ...] = (None, None)
    amended_on: date | None = None  # since when the supervisors are asked
    process: Process = THE_SEEDS


@dataclass(frozen=True)
class Next:
    """One thing to do. `who`: 0 and 1 are the parties, `supervisor 0` and `supervisor 1` theirs, or `decider`."""

    who: tuple[int | str, ...]
    what: str
    by: date | None = None


BOTH: tuple[int | str, ...] = (0, 1)


def next_steps(now: Situation) -> tuple[Next, ...]:
    """The next steps in order; empty when nothing is left to do."""
    found = {
        "drafting": _drafting,
        "submitted": _submitted,
        "under_review": _submitted,
        "returned_for_clarification": _clarification,
        "approved": _goals,
        "goals_due": _goals,
        "goals_reported": _before_start,
        "in_progress": _days,
        "interrupted": _interrupted,
        "followup_due": _followup,
        "followup_partial": _followup,
        "followup_complete": _sharing,
    }.get(now.state)
    return (*_amendment(now), *(found(now) if found else ()))


def _drafting(now: Situation) -> Iterator[Next]:
    if not now.parts[1].joined:
        yield Next((1,), N_("answers the invitation"))
        return
    for position, part in enumerate(now.parts):
        if not part.supervisor_known and now.process.supervisors_confirm:
            yield Next((position,), N_("names the supervisor who answers"))
    if not now.plan_written:
        yield Next(BOTH, N_("the plan is written together"))
    elif waiting := _who(part.accepted_plan for part in now.parts):
        yield Next(waiting, N_("acceptance of the plan"))


def _submitted(now: Situation) -> Iterator[Next]:
    by = now.process.deadlines["statement"].on(now.submitted_on) if now.submitted_on else None
    silent = tuple(f"supervisor {each}" for each in _who(part.supervisor_answered for part in now.parts))
    if silent and now.process.supervisors_confirm:
        yield Next(silent, N_("answer to the application"), by)
    if now.in_reserve:
        yield Next(("decider",), N_("approval of the first in reserve, when a place becomes free"))
    else:
        yield Next(("decider",), N_("decision on the application"))


def _clarification(now: Situation) -> Iterator[Next]:
    waiting = _who(part.accepted_plan for part in now.parts)
    yield Next(waiting, N_("the plan is changed so that it answers the questions, and accepted"), now.clarify_by)


def _amendment(now: Situation) -> Iterator[Next]:
    if now.amendment == "proposed":
        yield Next((1 - now.proposed_by,), N_("answer to the proposed change of the plan"))
    elif now.amendment == "submitted":
        silent = tuple(f"supervisor {each}" for each in _who(bool(each) for each in now.amendment_answers))
        by = now.process.deadlines["statement"].on(now.amended_on) if now.amended_on else None
        yield Next(silent, N_("answer to the change of the plan"), by)


def _interrupted(now: Situation) -> Iterator[Next]:
    if now.amendment is None:
        yield Next(BOTH, N_("new dates for the days that were called off, when they are known"))
        yield Next(("decider",), N_("or the period is accepted as it is, with fewer days"))


def _goals(now: Situation) -> Iterator[Next]:
    if not now.goals_written:
        yield Next(BOTH, N_("the goals form is filled in together, with both supervisors"), now.goals_due_on)
    else:
        waiting = _who(part.accepted_goals for part in now.parts)
        yield Next(waiting, N_("acceptance of the goals form"), now.goals_due_on)


def _before_start(now: Situation) -> Iterator[Next]:
    yield Next(BOTH, N_("the period starts by itself on its first day"), min(now.days))


def _days(now: Situation) -> Iterator[Next]:
    if now.goals_missing:
        yield Next(BOTH, N_("the goals form, which is still missing"))
    if now.mid_term_on and not now.mid_term_checked:
        yield Next(BOTH, N_("mid-term check: how are you on the way to your goals?"), now.mid_term_on)
    yield Next(BOTH, N_("the days of the period; tell here only if one is moved or missed"), max(now.days))


def _followup(now: Situation) -> Iterator[Next]:
    yield Next(_who(part.followup_sent for part in now.parts), N_("follow-up form"), now.followup_due_on)


def _sharing(now: Situation) -> Iterator[Next]:
    by = now.process.deadlines["closing"].on(now.completed_on) if now.completed_on else None
    yield Next(BOTH, N_("sharing what was learned with colleagues and the supervisor"), by)


def _who(done: Iterator[bool]) -> tuple[int | str, ...]:
    return tuple(position for position, ready in enumerate(done) if not ready)
