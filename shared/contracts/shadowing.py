"""What shadowing publishes: the pair period through its five stages (dossier D.8, decisions 13 to 16)."""

from typing import ClassVar

from marshmallow import Schema

from shared.contracts import fields as f
from shared.contracts.base import Aggregate

PERIOD_STATES = (
    "drafting",
    "submitted",
    "under_review",
    "returned_for_clarification",
    "approved",
    "rejected",
    "goals_due",
    "goals_reported",
    "in_progress",
    "interrupted",
    "performed",
    "followup_due",
    "followup_partial",
    "followup_complete",
    "closed",
    "lapsed",
    "withdrawn",
    "cancelled",
)
PERIODS_ENDED = frozenset({"rejected", "closed", "lapsed", "withdrawn", "cancelled"})
DAY_STATES = ("planned", "kept", "moved", "missed", "called_off")
DAY_METHODS = (
    "job_shadowing",
    "dialogue",
    "cooperation",
    "co_teaching",
    "mutual_visit",
    "joint_visit_school",
    "joint_visit_company",
    "job_exchange",
)
INTERRUPTIONS = ("no_time", "work_changed", "no_substitute", "partner_left", "other")
AMENDMENT_STATES = ("proposed", "submitted")


class _Party(Schema):
    person_id = f.identifier("party")
    organisation = f.slug("employer")
    role = f.choice("who visits whom", ("visitor", "host", "mutual"))
    supervisor_id = f.identifier("supervisor who answers; the next level when the supervisor is a party", optional=True)
    supervisor_supports = f.choice("the supervisor's answer", ("yes", "no"), optional=True)
    followup_submitted = f.flag("has sent the follow-up form")


class _Day(Schema):
    id = f.identifier("day")
    date = f.date("local date")
    state = f.choice("kept unless somebody said otherwise (decision 13)", DAY_STATES)
    method = f.choice("how the two learn on it", DAY_METHODS, optional=True)
    agreed_on = f.date("the date first agreed, of a day that was moved", optional=True)


class PeriodV1(Aggregate):
    """A pair period: two colleagues, up to five working days, goals before, two follow-ups after."""

    producer = "shadowing"
    stream = "shadowing.events"
    aggregate = "period"
    events: ClassVar = {
        "pair_invited": "One colleague invited another.",
        "pair_formed": "The invited colleague accepted.",
        "application_submitted": "Both accepted the same version of the plan.",
        "partner_replaced": "One of the two left before the start and another was invited: the plan is a draft again.",
        "supervisor_statement_given": "A supervisor answered.",
        "review_started": "Both supervisors have answered, or had their time: the decision is waited for.",
        "clarification_requested": "The one who decides asked the pair for clarification.",
        "clarification_given": "Both accepted a new version of the plan that answers the questions.",
        "period_approved": "The project manager, or the coordinator of an internal call, approved.",
        "period_in_reserve": "The application is approved, were there a place: it waits for one in its turn.",
        "period_place_free": "A place became free, and it is this application's turn in reserve; not decided on yet.",
        "period_rejected": "The application was turned down.",
        "goals_form_due": "The goals form is waiting to be filled in.",
        "goals_reported": "The goals form went to the project manager and both supervisors.",
        "period_started": "The first day came, goals reported.",
        "period_day_placed": "It was said how and where a day goes, or several days.",
        "period_day_moved": "A day was moved to another date.",
        "period_day_missed": "Somebody said that an agreed day was not kept.",
        "period_day_kept": "A day that had been said to be missed was kept after all.",
        "mid_term_due": "Half of a year-long period has passed: the pair is asked for the mid-term check.",
        "mid_term_checked": "The pair has made the mid-term check.",
        "period_interrupted": "The period was interrupted: the days to come are called off.",
        "period_resumed": "An interrupted period goes on, with new dates.",
        "period_shortened": "An interrupted period was accepted as it is, with fewer days.",
        "amendment_proposed": "One of the two proposed a change to the approved plan.",
        "amendment_taken_back": "A proposed change was taken back.",
        "amendment_submitted": "Both accepted a change to the approved plan: the supervisors are asked.",
        "amendment_turned_down": "A supervisor or the one who decides did not support a change: the plan stays.",
        "period_amended": "A change accepted by both, and supported by both supervisors, is in force.",
        "period_performed": "The last planned day has passed.",
        "followup_due": "Both parties are asked for the follow-up form.",
        "followup_submitted": "The first follow-up form came in.",
        "followup_completed": "Both follow-up forms are in: the period counts as reported.",
        "followup_lapsed": "The time for the follow-up forms is over: the period counts as done, not reported.",
        "period_closed": "Learning was shared, or the time for it passed.",
        "period_withdrawn": "A party withdrew, or the invited colleague declined.",
        "period_withdrawal_undone": "A withdrawal was taken back, within a day: the period goes on where it was.",
        "period_cancelled": "The one who decides cancelled the period, or its call was cancelled.",
    }

    call_id = f.identifier("call", optional=True)
    kind = f.choice("kind of period", ("work_pair", "team_teacher", "mentoring"))
    scope = f.choice("inside one organisation or between two", ("internal", "cross_organisation"))
    state = f.choice("state (dossier D.8)", PERIOD_STATES)
    stage = f.count("stage 1 to 5 of the process")
    decider_id = f.identifier("who decides on the application", optional=True)
    parties = f.nested(_Party, "the two equal owners, in the order of joining", many=True)
    shape = f.choice("how the days lie", ("contiguous_week", "separate_days", "year_long"), optional=True)
    reporting_year = f.count("year by which it is counted")
    days = f.nested(_Day, "planned days by date", many=True)
    days_granted = f.count("days granted", optional=True)
    additional_colleagues = f.count("further colleagues, counted apart")
    supervisors_asked = f.flag("whether the supervisors are asked to confirm; yes unless said", optional=True)
    former_party_ids = f.identifiers("who were replaced in the pair, before it was as it is now", optional=True)
    clarification_due_on = f.date("last day to answer what the pair was asked", optional=True)
    amendment = f.choice("a change to the approved plan that is being accepted", AMENDMENT_STATES, optional=True)
    mid_term_on = f.date("year-long period: day of the mid-term check", optional=True)
    mid_term_checked_on = f.date("year-long period: day on which the check was made", optional=True)
    interrupted_on = f.date("interrupted since", optional=True)
    interruption = f.choice("why it was interrupted, if said; never about health", INTERRUPTIONS, optional=True)
    goals_due_on = f.date("goals form: last day", optional=True)
    started_without_goals = f.flag("the one who decides let it start without the goals form", optional=True)
    followup_due_on = f.date("follow-up forms: last day", optional=True)


class PairSearchV1(Aggregate):
    """Somebody looks for a partner in a call: on the list, with the project manager's help, or both."""

    producer = "shadowing"
    stream = "shadowing.events"
    aggregate = "pair_search"
    events: ClassVar = {
        "pair_help_requested": "Somebody asked the one who runs the call for help in finding a partner.",
        "pair_search_opened": "Somebody put themselves on the list of those who look for a partner.",
        "pair_search_ended": "The person has a partner, or looks no more.",
    }

    call_id = f.identifier("call")
    person_id = f.identifier("who looks")
    contact_id = f.identifier("who is asked for help", optional=True)
    state = f.choice("state", ("looking", "found", "ended"))
    listed = f.flag("on the list that others see")
    help_wanted = f.flag("the one who runs the call has been asked for help")
