"""The five-stage process, declared: who may do what in which state, under which guard, and what is said of it.

This is the whole process: `machine.py` only interprets it, and refuses whatever is not written here. Guards are
functions of `guards.py`, forms are in `forms/`. `THE_SEEDS` is the process of the network's first years;
`own_process.py` lays an organisation's settings over it (docs/how-to/own-process.md).
"""

from services.shadowing.domain.definition import Deadline, Process
from services.shadowing.domain.definition import Transition as T
from services.shadowing.domain.forms import FORMS

PARTY, INVITED, SUPERVISOR, DECIDER, TIMER = "party", "invited", "supervisor", "decider", "timer"

STAGES = {1: "application", 2: "decision", 3: "goals", 4: "period", 5: "follow_up"}

NEW = "new"
BEFORE = "before"  # the state that the period was in before it was withdrawn

STAGE_OF = {
    "drafting": 1,
    "submitted": 2,
    "approved": 2,
    "rejected": 2,
    "goals_due": 3,
    "goals_reported": 3,
    "in_progress": 4,
    "performed": 4,
    "followup_due": 5,
    "followup_partial": 5,
    "followup_complete": 5,
    "closed": 5,
}
FINAL = frozenset({"rejected", "closed", "withdrawn"})

WITHDRAWABLE = ("drafting", "submitted", "approved", "goals_due", "goals_reported")
AGREED = ("approved", "goals_due", "goals_reported", "in_progress")
PAST_DAYS = ("in_progress", "followup_due", "followup_partial")

TRANSITIONS = (
    # stage 1: application
    T("invite_partner", (PARTY,), (NEW,), "drafting", "pair_invited", None, ("call_open", "two_people", "not_twice")),
    T("accept_invitation", (INVITED,), ("drafting",), None, "pair_formed", None, ("not_formed",)),
    T("decline_invitation", (INVITED,), ("drafting",), "withdrawn", "period_withdrawn", None, ("not_formed",)),
    T("name_supervisor", (PARTY,), ("drafting",), None, None, None, ("supervisor_outside_pair",)),
    T("save_plan", (PARTY,), ("drafting",), None, None, None, ("formed", "current_version", "days_fit")),
    T(
        "accept_plan",
        (PARTY,),
        ("drafting",),
        "submitted",
        "application_submitted",
        "other_ready",
        ("formed", "written", "current_version", "days_fit", "supervisors_named"),
    ),
    T("accept_plan", (PARTY,), ("drafting",), None, None, None, ("formed", "written", "current_version", "days_fit")),
    T("take_back_acceptance", (PARTY,), ("drafting", "approved", "goals_due"), None),
    # stage 2: decision
    T("give_statement", (SUPERVISOR,), ("submitted",), None, "supervisor_statement_given"),
    T(
        "approve",
        (DECIDER,),
        ("submitted",),
        "approved",
        "period_approved",
        None,
        ("criteria_met", "supervisors_support", "place_free", "days_ahead"),
    ),
    T("reject", (DECIDER,), ("submitted",), "rejected", "period_rejected", None, ("reasons_given",)),
    # stage 3: goals
    T("ask_for_goals", (TIMER,), ("approved",), "goals_due", "goals_form_due"),
    T("save_goals", (PARTY,), ("approved", "goals_due"), None, None, None, ("current_version",)),
    T(
        "accept_goals",
        (PARTY,),
        ("approved", "goals_due"),
        "goals_reported",
        "goals_reported",
        "other_ready",
        ("written", "current_version", "time_reserved", "days_ahead"),
    ),
    T(
        "accept_goals",
        (PARTY,),
        ("approved", "goals_due"),
        None,
        None,
        None,
        ("written", "current_version", "time_reserved", "days_ahead"),
    ),
    # stage 4: the period
    T("start", (PARTY, TIMER), ("approved", "goals_due"), None, None, None, ("goals_reported",)),
    T("start", (PARTY, TIMER), ("goals_reported",), "in_progress", "period_started", None, ("first_day_reached",)),
    T("place_day", (PARTY,), ("drafting", *AGREED), None, "period_day_placed"),
    T(
        "start_without_goals",
        (DECIDER,),
        ("approved", "goals_due"),
        "in_progress",
        "period_started",
        None,
        ("reasons_given", "first_day_reached"),
    ),
    T("move_day", (PARTY,), AGREED, None, "period_day_moved", None, ("days_fit",)),
    T("miss_day", (PARTY,), PAST_DAYS, None, "period_day_missed", None, ("day_has_come",)),
    T("keep_day", (PARTY,), PAST_DAYS, None, "period_day_kept", None, ("day_was_missed",)),
    T("perform", (TIMER,), ("in_progress",), "performed", "period_performed", None, ("last_day_passed",)),
    # stage 5: follow-up
    T("ask_for_followup", (TIMER,), ("performed",), "followup_due", "followup_due"),
    T("submit_followup", (PARTY,), ("followup_due",), "followup_partial", "followup_submitted"),
    T(
        "submit_followup",
        (PARTY,),
        ("followup_partial",),
        "followup_complete",
        "followup_completed",
        "other_ready",
        ("not_sent_yet",),
    ),
    T("submit_followup", (PARTY,), ("followup_partial",), None, None, None, ("not_sent_yet",)),
    T("record_sharing", (PARTY,), ("followup_complete",), "closed", "period_closed"),
    T("record_sharing", (PARTY,), ("closed",), None),
    T("close", (TIMER,), ("followup_complete",), "closed", "period_closed"),
    # leaving
    T("withdraw", (PARTY,), WITHDRAWABLE, "withdrawn", "period_withdrawn"),
    T("undo_withdrawal", (PARTY,), ("withdrawn",), BEFORE, "period_withdrawal_undone", None, ("undo_in_time",)),
)

DEADLINES = {
    "statement": Deadline(7, "submitting"),  # then the decision need not wait, and the lack is shown
    "goals_asked": Deadline(14, "the first day", before=True),  # or at once, if nearer
    "goals": Deadline(7, "the first day", before=True),
    "followup": Deadline(14, "the last day"),
    "closing": Deadline(60, "the last follow-up form"),
    "undo_withdrawal": Deadline(1, "withdrawing"),
}
LEAVE_OUT = {
    "supervisors_confirmation": frozenset({"give_statement", "supervisors_named", "supervisors_support"}),
}
DEFAULT_DAYS = 5

THE_SEEDS = Process(STAGES, STAGE_OF, FINAL, TRANSITIONS, DEADLINES, FORMS, LEAVE_OUT)
