"""What the guards of the process may look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.shadowing.domain.days import Day, DayRules
from services.shadowing.domain.definition import Deadline
from services.shadowing.domain.process import THE_SEEDS


@dataclass(frozen=True)
class Facts:
    """What the guards may look at. A command fills in what its own rows need."""

    now: datetime
    today: date
    call_open: bool = False
    same_person: bool = False
    inside_call: bool = True
    pair_exists: bool = False
    formed: bool = False
    version: int = 0  # newest saved version of the form; 0: none
    seen_version: int = 0  # version that the person had before their eyes
    other_ready: bool = False  # the other party has accepted this version, or sent their own form
    sent_already: bool = False
    supervisors_named: bool = False
    supervisor_is_party: bool = False
    time_reserved: bool = False
    days: tuple[date, ...] = ()
    rules: DayRules | None = None
    day: Day | None = None
    new_date: date | None = None
    statements: tuple[str | None, ...] = ()
    submitted_on: date | None = None
    criteria: tuple[str, ...] = ()
    reasons: str = ""
    quota: int | None = None
    approved_in_call: int = 0
    questions: tuple[str, ...] = ()  # asked of the pair
    asked_version: int = 0  # version of the plan about which they were asked
    goals_reported: bool = False
    mid_term_on: date | None = None
    days_kept: int = 0
    changed: bool = False  # an amendment differs from the plan
    amendment: str | None = None  # proposed: by one of the pair; submitted: by both; else there is none
    proposed_by_oneself: bool = False
    supervisors_confirm: bool = True
    withdrawn_at: datetime | None = None
    withdrew_oneself: bool = False
    deadlines: Mapping[str, Deadline] = field(default_factory=lambda: THE_SEEDS.deadlines)
