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
    "under_review": 2,
    "returned_for_clarification": 2,
    "approved": 2,
    "rejected": 2,
    "goals_due": 3,
    "goals_reported": 3,
    "in_progress": 4,
    "interrupted": 4,
    "performed": 4,
    "followup_due": 5,
    "followup_partial": 5,
    "followup_complete": 5,
    "closed": 5,
    "lapsed": 5,
}
FINAL = frozenset({"rejected", "closed", "lapsed", "withdrawn", "cancelled"})

WRITING = ("drafting", "returned_for_clarification")
ASKED = ("submitted", "under_review")
UNDECIDED = (*ASKED, "returned_for_clarification")
READY = ("approved", "goals_due", "goals_reported")
NOT_BEGUN = ("drafting", *UNDECIDED, *READY)
GOING_ON = (*READY, "in_progress")
GOALS_OPEN = ("approved", "goals_due")
PAST_DAYS = ("in_progress", "followup_due", "followup_partial")
ENDED = ("performed", "followup_due", "followup_partial", "followup_complete", "closed", "lapsed")

TRANSITIONS = (
    # stage 1: application
    T("invite_partner", (PARTY,), (NEW,), "drafting", "pair_invited", None, ("call_open", "two_people", "not_twice")),
    T("accept_invitation", (INVITED,), ("drafting",), None, "pair_formed", None, ("not_formed",)),
    T("decline_invitation", (INVITED,), ("drafting",), "withdrawn", "period_withdrawn", None, ("not_formed",)),
    T("replace_partner", (PARTY,), NOT_BEGUN, "drafting", "partner_replaced", None, ("two_people", "not_twice")),
    T("name_supervisor", (PARTY,), ("drafting",), None, None, None, ("supervisor_outside_pair",)),
    T("save_plan", (PARTY,), WRITING, None, None, None, ("formed", "current_version", "days_fit")),
    T("accept_plan", (PARTY,), ("drafting",), "submitted", "application_submitted", "other_ready",
      ("formed", "written", "current_version", "days_fit", "supervisors_named")),
    T("accept_plan", (PARTY,), ("drafting",), None, None, None, ("formed", "written", "current_version", "days_fit")),
    T("take_back_acceptance", (PARTY,), (*WRITING, *GOALS_OPEN), None),
    # stage 2: decision
    T("give_statement", (SUPERVISOR,), UNDECIDED, None, "supervisor_statement_given"),
    T("start_review", (DECIDER, TIMER), ("submitted",), "under_review", "review_started", None, ("statements_waited",)),
    T("ask_for_clarification", (DECIDER,), ASKED, "returned_for_clarification", "clarification_requested", None,
      ("questions_asked",)),
    T("accept_plan", (PARTY,), ("returned_for_clarification",), "under_review", "clarification_given", "other_ready",
      ("current_version", "answered_anew", "days_fit")),
    T("accept_plan", (PARTY,), ("returned_for_clarification",), None, None, None,
      ("current_version", "answered_anew", "days_fit")),
    T("approve", (DECIDER,), ASKED, "approved", "period_approved", None,
      ("criteria_met", "supervisors_support", "place_free", "days_ahead")),
    T("keep_in_reserve", (DECIDER,), ASKED, None, "period_in_reserve", None,
      ("criteria_met", "supervisors_support", "no_place_free", "days_ahead")),
    T("tell_of_place", (TIMER,), ASKED, None, "period_place_free"),
    T("reject", (DECIDER,), UNDECIDED, "rejected", "period_rejected", None, ("reasons_given",)),
    # stage 3: goals
    T("ask_for_goals", (TIMER,), ("approved",), "goals_due", "goals_form_due"),
    T("save_goals", (PARTY,), GOALS_OPEN, None, None, None, ("current_version",)),
    T("save_goals", (PARTY,), ("in_progress",), None, None, None, ("goals_missing", "current_version")),
    T("accept_goals", (PARTY,), GOALS_OPEN, "goals_reported", "goals_reported", "other_ready",
      ("written", "current_version", "time_reserved", "days_ahead")),
    T("accept_goals", (PARTY,), GOALS_OPEN, None, None, None,
      ("written", "current_version", "time_reserved", "days_ahead")),
    T("accept_goals", (PARTY,), ("in_progress",), None, "goals_reported", "other_ready",
      ("goals_missing", "written", "current_version", "time_reserved")),
    T("accept_goals", (PARTY,), ("in_progress",), None, None, None,
      ("goals_missing", "written", "current_version", "time_reserved")),
    # stage 4: the period
    T("start", (PARTY, TIMER), GOALS_OPEN, None, None, None, ("goals_reported",)),
    T("start", (PARTY, TIMER), ("goals_reported",), "in_progress", "period_started", None, ("first_day_reached",)),
    T("place_day", (PARTY,), ("drafting", *GOING_ON), None, "period_day_placed"),
    T("start_without_goals", (DECIDER,), GOALS_OPEN, "in_progress", "period_started", None,
      ("reasons_given", "first_day_reached")),
    T("move_day", (PARTY,), GOING_ON, None, "period_day_moved", None, ("days_fit",)),
    T("miss_day", (PARTY,), PAST_DAYS, None, "period_day_missed", None, ("day_has_come",)),
    T("keep_day", (PARTY,), PAST_DAYS, None, "period_day_kept", None, ("day_was_missed",)),
    T("ask_for_mid_term", (TIMER,), ("in_progress",), None, "mid_term_due"),
    T("check_mid_term", (PARTY,), ("in_progress",), None, "mid_term_checked", None, ("mid_term_reached",)),
    T("interrupt", (PARTY, SUPERVISOR, DECIDER), ("in_progress",), "interrupted", "period_interrupted"),
    T("shorten", (DECIDER,), ("interrupted",), "performed", "period_shortened", None, ("some_day_kept",)),
    T("perform", (TIMER,), ("in_progress",), "performed", "period_performed", None, ("last_day_passed",)),
    # changes to an approved plan: accepted by both, then by both supervisors; of an interrupted period: it goes on
    T("propose_amendment", (PARTY,), (*GOING_ON, "interrupted"), None, "amendment_proposed", None,
      ("no_amendment_submitted", "current_version", "something_changes", "days_fit")),
    T("take_back_amendment", (PARTY,), (*GOING_ON, "interrupted"), None, "amendment_taken_back", None,
      ("amendment_open",)),
    T("accept_amendment", (PARTY,), (*GOING_ON, "interrupted"), None, "amendment_submitted", "supervisors_confirm",
      ("amendment_proposed", "days_fit")),
    T("accept_amendment", (PARTY,), ("interrupted",), "in_progress", "period_resumed", None,
      ("amendment_proposed", "days_fit")),
    T("accept_amendment", (PARTY,), GOING_ON, None, "period_amended", None, ("amendment_proposed", "days_fit")),
    T("answer_amendment", (SUPERVISOR,), (*GOING_ON, "interrupted"), None, "amendment_turned_down", "somebody_opposes",
      ("amendment_submitted",)),
    T("answer_amendment", (SUPERVISOR,), ("interrupted",), "in_progress", "period_resumed", "all_support",
      ("amendment_submitted", "days_ahead")),
    T("answer_amendment", (SUPERVISOR,), GOING_ON, None, "period_amended", "all_support",
      ("amendment_submitted", "days_ahead")),
    T("answer_amendment", (SUPERVISOR,), (*GOING_ON, "interrupted"), None, None, None, ("amendment_submitted",)),
    T("approve_amendment", (DECIDER,), ("interrupted",), "in_progress", "period_resumed", None,
      ("amendment_submitted", "supervisors_support", "days_ahead")),
    T("approve_amendment", (DECIDER,), GOING_ON, None, "period_amended", None,
      ("amendment_submitted", "supervisors_support", "days_ahead")),
    T("turn_down_amendment", (DECIDER,), (*GOING_ON, "interrupted"), None, "amendment_turned_down", None,
      ("amendment_submitted", "reasons_given")),
    # stage 5: follow-up
    T("ask_for_followup", (TIMER,), ("performed",), "followup_due", "followup_due"),
    T("submit_followup", (PARTY,), ("followup_due",), "followup_partial", "followup_submitted"),
    T("submit_followup", (PARTY,), ("followup_partial",), "followup_complete", "followup_completed", "other_ready",
      ("not_sent_yet",)),
    T("submit_followup", (PARTY,), ("followup_partial",), None, None, None, ("not_sent_yet",)),
    T("submit_followup", (PARTY,), ("lapsed",), None, None, None, ("forms_still_taken",)),
    T("lapse", (TIMER,), ("followup_due", "followup_partial"), "lapsed", "followup_lapsed"),
    T("record_sharing", (PARTY,), ("followup_complete",), "closed", "period_closed"),
    T("record_sharing", (PARTY,), ("closed",), None),
    T("close", (TIMER,), ("followup_complete",), "closed", "period_closed"),
    # leaving
    T("withdraw", (PARTY,), NOT_BEGUN, "withdrawn", "period_withdrawn"),
    T("withdraw", (PARTY,), ("in_progress", "interrupted"), None, None, None, ("not_begun",)),
    T("withdraw", (PARTY,), ENDED, None, None, None, ("days_to_come",)),
    T("withdraw", (PARTY,), ("rejected", "withdrawn", "cancelled"), None, None, None, ("still_alive",)),
    T("undo_withdrawal", (PARTY,), ("withdrawn",), BEFORE, "period_withdrawal_undone", None, ("undo_in_time",)),
    T("cancel", (DECIDER,), (*READY, "interrupted"), "cancelled", "period_cancelled", None, ("reasons_given",)),
    T("cancel", (TIMER,), NOT_BEGUN, "cancelled", "period_cancelled"),  # the call was cancelled
)  # fmt: skip
REFUSING = frozenset({"goals_reported", "not_begun", "days_to_come", "still_alive", "forms_still_taken"})
"""Guards of rows that only say why something cannot be done."""

DEADLINES = {
    "statement": Deadline(7, "submitting"),  # then the decision need not wait, and the lack is shown
    "clarification": Deadline(14, "the questions"),  # then it is late
    "goals_asked": Deadline(14, "the first day", before=True),  # or at once, if nearer
    "goals": Deadline(7, "the first day", before=True),
    "followup": Deadline(14, "the last day"),
    "lapse": Deadline(90, "the end of the call's time"),  # then the period counts as done, not reported
    "closing": Deadline(60, "the last follow-up form"),
    "undo_withdrawal": Deadline(1, "withdrawing"),
}
LEAVE_OUT = {
    "supervisors_confirmation": frozenset(
        {"give_statement", "supervisors_named", "supervisors_support", "statements_waited"}
    ),
}
DEFAULT_DAYS = 5

THE_SEEDS = Process(STAGES, STAGE_OF, FINAL, TRANSITIONS, DEADLINES, FORMS, LEAVE_OUT)
