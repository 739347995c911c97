"""The table of rules: which occasion is told to whom, when, in which letter, with which links.

Kinds are the numbers of the catalogue (dossier D.13, merged by decision 22); those that it lacks have names.
Who receives and whether the rule still holds is asked when the message is decided and again when its mail leaves,
so a mail never says what is no longer true.
"""

from uuid import UUID

from services.notifications.domain import expiry, receivers, timing
from services.notifications.domain.conditions import (
    address_was_confirmed,
    always,
    approved_by_phone,
    attendance_missing,
    enough_wait,
    group_is_confirmed,
    help_is_wanted,
    meets,
    no_approval_needed,
    proposal_waits,
    state_in,
    supervisors_asked,
    undecided,
    unless_disbanded,
)
from services.notifications.domain.rule import LinkRule, Rule
from services.notifications.domain.situation import Situation


def _record(situation: Situation, person_id: UUID) -> UUID:
    return situation.id


def _group(situation: Situation, person_id: UUID) -> UUID:
    return UUID(str(situation.record.get("group_id", situation.id)))


def _person(situation: Situation, person_id: UUID) -> UUID:
    return person_id


def _first_meeting(situation: Situation, person_id: UUID) -> UUID:
    return situation.first_meeting_id() or situation.id


MINE = LinkRule("my_registration", _record, expiry.after_the_group)
GROUP = LinkRule("group", _group, expiry.after_the_group)
PERIOD = LinkRule("period", _record, expiry.after_the_period)
STATEMENT = LinkRule("statement", _record, expiry.after_the_period)
TO_PARTIES = LinkRule("period", _record, expiry.after_the_period, receivers.parties)
TO_SUPERVISORS = LinkRule("statement", _record, expiry.after_the_period, receivers.party_supervisors)
FOLLOWUP = LinkRule("followup", _record, expiry.after_the_period)
REQUESTS = LinkRule("approve_registrations", _person, expiry.after_the_group)
CONFIRM = LinkRule("confirm_registration", _record, expiry.of("confirm_by"))
TAKE = LinkRule("take_offer", _record, expiry.of("offer_expires_at"))
CERTIFICATE = LinkRule("certificate", _group, expiry.a_year_after)
ATTENDANCE = LinkRule("attendance", _record, expiry.after_the_meeting, receivers.mentors)
FIRST_ATTENDANCE = LinkRule("attendance", _first_meeting, expiry.after_the_group, receivers.mentors)
POLL = LinkRule("poll", _record, expiry.after_the_group)
AGREEMENT = LinkRule("agreement", _group, expiry.after_the_group)
REMINDERS = LinkRule("reminders", _person, expiry.after_the_group)

_REGISTRATION_STARTED = ("confirmed", "completed")
_AFTER_APPROVAL = ("approved", "goals_due", "goals_reported", "in_progress")
_GOING_ON = (*_AFTER_APPROVAL, "interrupted")
_PERFORMED = ("performed", "followup_due", "followup_partial")

RULES: tuple[Rule, ...] = (
    # Registering (decisions 3 to 6, 22)
    Rule("N5", "registration", ("registration_submitted",), receivers.registrant, state_in("unconfirmed"),
         "registration_received", links=(CONFIRM,)),
    Rule("N6", "registration", ("supervisor_approval_requested",), receivers.supervisor, undecided,
         "supervisor_requests", timing.supervisor_digest, (REQUESTS,), bundle="person"),
    Rule("N10", "registration", ("supervisor_approval_overdue",), receivers.supervisor, undecided,
         "supervisor_requests", timing.supervisor_digest, (REQUESTS,), bundle="person"),
    Rule("approved_by_phone", "registration", ("supervisor_approved",), receivers.supervisor, approved_by_phone,
         "supervisor_requests", timing.supervisor_digest, (REQUESTS,), bundle="person"),
    Rule("N7", "registration", ("supervisor_informed",), receivers.supervisor, no_approval_needed,
         "supervisor_requests", timing.supervisor_digest, (REQUESTS,), bundle="person"),
    Rule("N9", "registration", ("supervisor_denied",), receivers.registrant, state_in("denied"),
         "participation_not_approved", links=(MINE,)),
    Rule("N11", "registration", ("registration_expired",), receivers.registrant, address_was_confirmed("expired"),
         "registration_expired", links=(MINE,)),
    Rule("N12", "registration", ("registration_confirmed",), receivers.registrant, state_in(*_REGISTRATION_STARTED),
         "place_confirmed", links=(MINE,)),
    Rule("N13", "registration", ("registration_waitlisted",), receivers.registrant, state_in("waitlisted"),
         "in_the_queue", links=(MINE,), once="record"),
    Rule("N14", "registration", ("place_offered",), receivers.registrant, state_in("offered"),
         "place_offered", links=(TAKE,)),
    Rule("N15", "registration", ("place_offer_lapsed",), receivers.registrant, always,
         "offer_lapsed", links=(MINE,)),
    Rule("withdrawal_receipt", "registration", ("registration_withdrawn",), receivers.registrant,
         state_in("withdrawn"), "withdrawal_receipt", links=(MINE,)),
    Rule("N16", "registration", ("registration_transferred",), receivers.registrant,
         address_was_confirmed("awaiting_supervisor", "waitlisted", "offered", "confirmed"), "group_changed",
         timing.after_undo_time, (MINE,), caused_by=receivers.contact),
    Rule("N18", "registration", ("registration_not_seated",), receivers.registrant,
         address_was_confirmed("not_seated"), "no_place", timing.after_undo_time, (MINE,),
         caused_by=receivers.contact),
    Rule("N17", "registration", ("registration_withdrawn",), receivers.mentors, group_is_confirmed("withdrawn"),
         "member_withdrew"),
    Rule("N19", "registration", ("participation_completed",), receivers.registrant, state_in("completed"),
         "participation_completed", links=(CERTIFICATE,), once="record"),

    # Groups and meetings (decisions 10 to 12, 22, 23)
    Rule("N4", "group", ("group_cancelled", "groups_merged"), receivers.mentors, state_in("cancelled"),
         "group_cancelled", timing.after_undo_time, once="record", caused_by=receivers.contact),
    Rule("N20", "group", ("second_group_threshold_reached",), receivers.contact, enough_wait,
         "second_group_proposed"),
    Rule("N21", "group", ("group_confirmed",), receivers.members_and_mentors, state_in("confirmed"), "group_starts",
         timing.after_undo_time, (GROUP, FIRST_ATTENDANCE), once="record", caused_by=receivers.contact),
    Rule("N24", "meeting_series", ("group_finished",), receivers.mentors, unless_disbanded("finished"),
         "group_finished", links=(GROUP,), once="record"),
    Rule("N27", "meeting_series", ("series_times_confirmed",), receivers.members, always, "times_confirmed",
         timing.after_undo_time, (GROUP,), once="act", bundle="group", caused_by=receivers.mentors),
    Rule("N27", "meeting", ("meeting_time_confirmed",), receivers.members, state_in("scheduled"), "times_confirmed",
         timing.after_undo_time, (GROUP,), once="act", bundle="group", caused_by=receivers.mentors),
    Rule("N28_29", "meeting", ("meeting_cancelled", "meeting_moved"), receivers.members_and_mentors,
         unless_disbanded("cancelled", "moved"), "meeting_cancelled", timing.after_undo_time, (GROUP,), once="act",
         caused_by=receivers.mentors),
    Rule("back_on", "meeting", ("meeting_restored",), receivers.told_of_cancellation, state_in("scheduled"),
         "meeting_back_on", timing.after_undo_time, (GROUP,), caused_by=receivers.mentors),
    Rule("N58", "meeting", ("reminder_due",), receivers.expected_at_meeting, meets, "meeting_reminder",
         links=(GROUP, ATTENDANCE, REMINDERS), once="record", can_be_switched_off=True),
    Rule("N30", "meeting", ("attendance_still_missing",), receivers.mentors, attendance_missing, "attendance_missing",
         links=(ATTENDANCE,), once="record"),

    # Common times (dossier D.7)
    Rule("N26", "meeting_series", ("series_dates_added",), receivers.members_and_mentors, always, "dates_added",
         timing.after_undo_time, (GROUP,), once="act", bundle="group", caused_by=receivers.mentors),
    Rule("N33", "poll", ("poll_opened",), receivers.asked, state_in("open"), "poll_opened", timing.after_undo_time,
         (POLL,), once="record", caused_by=receivers.proposer),
    Rule("N33_reminder", "poll", ("poll_reminder_due",), receivers.unanswered, state_in("open"), "poll_reminder",
         links=(POLL,), once="record"),
    Rule("N34", "poll", ("poll_closed",), receivers.proposer, state_in("closed"), "poll_closed", links=(POLL,)),
    Rule("N35", "poll", ("poll_failed",), receivers.proposer_and_contact, state_in("failed"), "poll_failed",
         links=(POLL,)),

    # Groups that are put together (decision 1)
    Rule("placement", "placement", ("placement_proposed", "placement_failed"), receivers.contact, proposal_waits,
         "placement_proposed"),

    # The group's agreement, where the group writes it here (dossier D.4, decision 11)
    Rule("N25", "agreement", ("agreement_proposed",), receivers.not_accepted, state_in("proposed"),
         "agreement_proposed", timing.after_undo_time, (AGREEMENT,), caused_by=receivers.mentors),
    Rule("N25", "agreement", ("agreement_asked",), receivers.not_accepted, state_in("proposed", "in_force", "amended"),
         "agreement_proposed", timing.after_undo_time, (AGREEMENT,), once="record"),

    # Ideas that a group let out (dossier D.11)
    Rule("N57", "idea", ("idea_realised",), receivers.members_and_mentors, state_in("realised"), "idea_realised",
         timing.after_undo_time, once="record"),

    # What those who run a call write to people of it by their role (ledger R72)
    Rule("bulletin", "bulletin", ("bulletin_sent",), receivers.addressed, always, "bulletin",
         timing.after_undo_time, once="record", caused_by=receivers.writer),

    # Pair periods (decisions 13 to 15, 22)
    Rule("N36", "pair_search", ("pair_help_requested",), receivers.contact, help_is_wanted, "pair_help",
         links=(), once="record"),
    Rule("N37", "period", ("pair_invited", "partner_replaced"), receivers.invited, state_in("drafting"),
         "pair_invitation", links=(LinkRule("accept_invitation", _record, expiry.after_the_period),)),
    Rule("partner_replaced", "period", ("partner_replaced",), receivers.replaced, always, "partner_replaced",
         once="record"),
    Rule("N38", "period", ("application_submitted",), receivers.party_supervisors, supervisors_asked,
         "application_for_supervisor", links=(STATEMENT,)),
    Rule("N39", "period", ("clarification_requested",), receivers.parties, state_in("returned_for_clarification"),
         "clarification_wanted", timing.after_undo_time, (PERIOD,), caused_by=receivers.decider),
    Rule("N40", "period", ("period_approved",), receivers.parties, state_in(*_AFTER_APPROVAL), "period_approved",
         timing.after_undo_time, (PERIOD,), caused_by=receivers.decider),
    Rule("N40_reserve", "period", ("period_in_reserve",), receivers.parties,
         state_in("submitted", "under_review"), "period_in_reserve", timing.after_undo_time,
         (PERIOD,), caused_by=receivers.decider),
    Rule("N40_place", "period", ("period_place_free",), receivers.parties, state_in("submitted", "under_review"),
         "period_place_free", timing.after_undo_time, (PERIOD,)),
    Rule("N41", "period", ("period_rejected",), receivers.parties, state_in("rejected"), "period_rejected",
         timing.after_undo_time, (PERIOD,), caused_by=receivers.decider),
    Rule("N42", "period", ("goals_form_due",), receivers.parties, state_in("goals_due"), "goals_due",
         timing.after_undo_time, (PERIOD,)),
    Rule("N43", "period", ("goals_reported",), receivers.party_supervisors, always, "goals_for_supervisor",
         links=(STATEMENT,)),
    Rule("N45", "period", ("period_day_missed",), receivers.parties_and_decider, always, "day_missed",
         links=(LinkRule("period", _record, expiry.after_the_period, receivers.parties),)),
    Rule("N46", "period", ("period_interrupted",), receivers.all_of_a_period, state_in("interrupted"),
         "period_interrupted", timing.after_undo_time, (TO_PARTIES, TO_SUPERVISORS)),
    Rule("N46_shortened", "period", ("period_shortened",), receivers.party_supervisors, always, "period_shortened",
         timing.after_undo_time, (STATEMENT,), caused_by=receivers.decider),
    Rule("N53", "period", ("mid_term_due",), receivers.parties, state_in("in_progress"), "mid_term", links=(PERIOD,),
         once="record"),
    Rule("amendment", "period", ("amendment_submitted",), receivers.party_supervisors, state_in(*_GOING_ON),
         "amendment_for_supervisor", timing.after_undo_time, (STATEMENT,)),
    Rule("amendment_decided", "period", ("period_amended", "period_resumed", "amendment_turned_down"),
         receivers.parties, state_in(*_GOING_ON), "amendment_decided", timing.after_undo_time, (PERIOD,)),
    Rule("N4_period", "period", ("period_cancelled",), receivers.all_of_a_period, state_in("cancelled"),
         "period_cancelled", timing.after_undo_time, caused_by=receivers.decider),
    Rule("N47", "period", ("followup_due",), receivers.parties, state_in(*_PERFORMED), "followup_due",
         links=(FOLLOWUP,), once="record"),
    Rule("N48", "period", ("followup_due",), receivers.parties_without_followup, state_in(*_PERFORMED), "followup_late",
         timing.days_later(20), (FOLLOWUP,), once="record"),
    Rule("N51", "period", ("followup_completed",), receivers.parties, state_in("followup_complete"),
         "share_what_was_learned", timing.days_later(30), (PERIOD,), once="record"),
    Rule("N50", "period", ("followup_completed",), receivers.party_supervisors, always, "talk_with_subordinate",
         once="record"),
    Rule("N52", "period", ("period_withdrawn",), receivers.concerned_by_withdrawal, state_in("withdrawn"),
         "period_withdrawn"),

    # The desk of those who run calls: one mail a week, and only if something new waits (decision 22)
    Rule("desk", "registration", ("supervisor_denied", "registration_expired"), receivers.contact,
         address_was_confirmed("denied", "expired"), "desk", timing.desk_digest, bundle="person"),
    Rule("desk", "call", ("call_closed", "call_completed"), receivers.contact, always, "desk", timing.desk_digest,
         bundle="person"),
    Rule("desk", "idea", ("idea_received",), receivers.contact, state_in("released", "under_review"), "desk",
         timing.desk_digest, bundle="person"),
    Rule("desk", "period", ("application_submitted", "period_place_free"), receivers.decider,
         state_in("submitted", "under_review"), "desk", timing.desk_digest, bundle="person"),
    Rule("desk", "period", ("goals_reported", "followup_completed"), receivers.decider, always, "desk",
         timing.desk_digest, bundle="person"),
)  # fmt: skip


def rules_for(aggregate: str, occasion: str) -> list[Rule]:
    """The rows that an occasion sets off."""
    return [each for each in RULES if each.aggregate == aggregate and occasion in each.occasions]


def rule(kind: str, aggregate: str, occasion: str) -> Rule:
    """One row by what a message remembers. KeyError when the table has no such row."""
    for each in rules_for(aggregate, occasion):
        if each.kind == kind:
            return each
    raise KeyError((kind, aggregate, occasion))
