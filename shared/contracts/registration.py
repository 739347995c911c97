"""What registration publishes: calls, groups, registrations (dossier D.1 to D.3, decisions 1 to 7)."""

from typing import ClassVar

from marshmallow import Schema

from shared.contracts import fields as f
from shared.contracts.base import Aggregate
from shared.contracts.people import STAFF_GROUPS

SCOPES = ("network", "internal")
CALL_STATES = ("published", "open", "closed", "running", "completed", "archived", "cancelled")
GROUP_STATES = ("planned", "registering", "full", "confirmed", "cancelled")
APPROVALS = ("supervisor", "deputy", "phone", "not_needed")
IDEA_STATES = ("released", "under_review", "planned", "realised", "parked", "rejected", "merged", "withdrawn")
IDEA_TYPES = ("need", "training_topic", "way_of_developing")
IDEA_WAYS = ("course", "event", "visit", "peer_group", "material", "other")
IDEA_ORIGINS = ("group", "period", "entered")
IDEA_REASONS = ("offered_already", "no_resources", "somebody_elses_task", "too_early", "other")
EDUCATION_LEVELS = ("basic", "general_upper", "vocational", "liberal_adult", "higher")
GROUPING_BASES = (
    "subject",
    "field_of_education",
    "education_level",
    "theme",
    "same_job",
    "competence_area",
    "career_stage",
    "region",
)
PURPOSES = ("peer_mentoring", "needs_workshop")
ESPECIALLY_FOR = ("early_career", "long_career")
PLACINGS = ("fixed", "together")
AVAILABILITY = ("yes", "if_needed", "no")
REGISTRATION_STATES = (
    "unconfirmed",
    "awaiting_supervisor",
    "confirmed",
    "waitlisted",
    "offered",
    "denied",
    "expired",
    "withdrawn",
    "completed",
    "dropped_out",
    "not_seated",
)
ENDINGS = ("group_cancelled", "groups_merged", "group_started")


class Venue(Schema):
    """Where people meet."""

    name = f.public_text("name of the place")
    town = f.public_text("town", optional=True)
    room = f.public_text("room, floor or entrance", optional=True)


class PlannedMeeting(Schema):
    """A date given when the group was planned; its id is kept by scheduling."""

    id = f.identifier("id that the meeting or reserve date will have")
    number = f.count("ordinal among the meetings, from 1; 0 for a reserve date")
    date = f.date("local date")
    start = f.local_time("start; null while open")
    end = f.local_time("end; null while open")


class CallV1(Aggregate):
    """A call: an invitation to register to groups, or to apply for pair periods."""

    producer = "registration"
    stream = "registration.events"
    aggregate = "call"
    events: ClassVar = {
        "call_published": "The call's page became public.",
        "call_opened": "Registration began, or began again after a deadline was moved on.",
        "call_changed": "A published call changed: what it says, a group was added, or its end moved.",
        "call_closed": "The last group's deadline passed; nobody registers any more.",
        "call_started": "The first group of the call met, or its first pair period began.",
        "call_cancelled": "The call will not take place; all its groups are cancelled.",
        "call_completed": "Every group, or every pair period, of the call has ended.",
        "call_archived": "The times of everything about people in the call are over: what was offered is kept.",
    }

    kind = f.choice("what it invites to", ("verme", "shadowing"))
    title = f.localised("title")
    scope = f.choice("whole network or one organisation", SCOPES)
    project = f.slug("project that it belongs to", optional=True)
    state = f.choice("state (dossier D.1)", CALL_STATES)
    reporting_year = f.count("year by which its persons are counted")
    opens_at = f.instant("registration begins")
    closes_at = f.instant("registration ends; null while no date is known", optional=True)
    contact_id = f.identifier("person who answers questions; decides network matters")
    venue = f.nested(Venue, "usual place", optional=True)
    quota = f.count("shadowing: number of pairs at most", optional=True)
    period_days = f.count("shadowing: working days of a period", optional=True)
    window_from = f.date("shadowing: first possible day", optional=True)
    window_to = f.date("shadowing: last possible day", optional=True)
    placing = f.choice("how places are given: in order of arrival, or together; null: fixed", PLACINGS, optional=True)


class GroupV1(Aggregate):
    """A group of a call. After `group_confirmed` scheduling owns its meetings, under the ids given here."""

    producer = "registration"
    stream = "registration.events"
    aggregate = "group"
    events: ClassVar = {
        "group_planned": "A group was added to a call.",
        "group_opened": "Registration to the group began.",
        "sibling_group_opened": "A second group was opened beside one that filled (decision 4).",
        "group_filled": "The last free place was taken.",
        "group_place_freed": "A place came free in a full group.",
        "second_group_threshold_reached": "As many wait as a group needs: a second group is proposed.",
        "group_changed": "Who is in the group, how many wait, its mentors or its dates changed.",
        "group_confirmed": "The coordinator confirmed the group: it will meet.",
        "group_fell_below_minimum": "Registration ended with too few members, or a confirmed group lost one too many.",
        "mentor_assigned": "A mentor, or one more, leads the group.",
        "mentor_replaced": "Somebody else leads the group from now on; nobody, while its mentors are none.",
        "group_cancelled": "The group will not meet; its registrations have ended.",
        "groups_merged": "The group goes on as part of another one, named in `merged_into`; its people moved there.",
        "group_restored": "The cancellation was undone in time: registrations go on as before.",
    }

    call_id = f.identifier("its call")
    name = f.localised("name")
    scope = f.choice("whole network or one organisation", SCOPES)
    state = f.choice("state (dossier D.3)", GROUP_STATES)
    reporting_year = f.count("year by which its persons are counted")
    sibling_of = f.identifier("the group that it was opened beside", optional=True)
    staff_groups = f.choices("staff groups that it is meant for; empty: everybody", STAFF_GROUPS)
    mentor_ids = f.identifiers("its mentors")
    member_ids = f.identifiers("persons with a confirmed place")
    contact_id = f.identifier("person who answers questions")
    min_size = f.count("fewest members")
    max_size = f.count("most members")
    waiting = f.count("persons on the waiting list")
    merged_into = f.identifier("the group that a cancelled one goes on in", optional=True)
    closes_on = f.date("last day to register: first meeting - 7 days, unless set", optional=True)
    venue = f.nested(Venue, "place", optional=True)
    meeting_minutes = f.count("usual length of a meeting, minutes")
    zone = f.zone()
    slot = f.weekly_slot("part of the week that suits its members; null unless it was put together", optional=True)
    theme = f.public_text("what its members have in common, in a few words", optional=True)
    basis = f.choice("around what it is put together", GROUPING_BASES, optional=True)
    purpose = f.choice("peer mentoring alone, or a workshop of needs and ideas too", PURPOSES, optional=True)
    planned_meetings = f.nested(PlannedMeeting, "dates of the meetings as planned", many=True)
    reserve_dates = f.nested(PlannedMeeting, "reserve dates as planned", many=True)


class SlotAnswer(Schema):
    """Whether a part of a weekday suits."""

    slot = f.weekly_slot("weekday and part of the day, such as thu_pm")
    answer = f.choice("whether it suits", AVAILABILITY)


class RegistrationV1(Aggregate):
    """One person's registration to one group."""

    producer = "registration"
    stream = "registration.events"
    aggregate = "registration"
    events: ClassVar = {
        "registration_submitted": "The form was sent; the address is not confirmed yet (decision 3).",
        "registration_address_confirmed": "The person confirmed the address by the link.",
        "supervisor_approval_requested": "The supervisor was asked.",
        "supervisor_informed": "The employer asks no approval, and the supervisor is told (E.15, policy inform).",
        "supervisor_approval_overdue": "Half of the time to answer has passed without an answer: one reminder.",
        "supervisor_approved": "The supervisor, or a deputy, said yes.",
        "supervisor_denied": "The supervisor said no; the reason is the participant's only (decision 6).",
        "registration_confirmed": "The person has a place.",
        "registration_waitlisted": "The group is full; the person waits.",
        "place_offered": "A place came free, or a second group was opened, and is this person's to take.",
        "place_offer_lapsed": "The offered place was not taken in time.",
        "registration_transferred": "A coordinator moved it to another group of the call, as agreed with the person.",
        "registration_not_seated": "It ended without a place, as `ended_because` says.",
        "participant_dropped_out": "The person left the group after its first meeting; attendance is kept.",
        "registration_changed": "Its place in the queue, its supervisor or a deadline changed.",
        "registration_withdrawn": "The person withdrew.",
        "registration_expired": "The address was not confirmed, or the supervisor did not answer, in time.",
        "participation_completed": "The group has finished and the person had taken part.",
    }

    call_id = f.identifier("call")
    group_id = f.identifier("group")
    person_id = f.identifier("who registers")
    supervisor_id = f.identifier("supervisor who is asked", optional=True)
    state = f.choice("state (dossier D.2, decisions 1 to 4)", REGISTRATION_STATES)
    submitted_at = f.instant("when the form was sent; orders the queue")
    approved = f.flag("the supervisor's approval is there or is not needed")
    offered_group_id = f.identifier("group in which a place is offered; null unless offered", optional=True)
    approved_how = f.choice("who approved, or why nobody had to; null before", APPROVALS, optional=True)
    queue_position = f.count("place in the queue, from 1", optional=True)
    confirm_by = f.instant("last moment to confirm the address", optional=True)
    approve_by = f.instant("last moment for the supervisor's answer", optional=True)
    offer_expires_at = f.instant("last moment to take the offered place", optional=True)
    wishes = f.ranked_identifiers("placed together: groups wished for, the first most", 3)
    availability = f.nested(
        SlotAnswer, "placed together: parts of the week that suit; not named: no", many=True, optional=True
    )
    away_weeks = f.iso_weeks("placed together: weeks away, such as 2013-W42")
    ended_because = f.choice("why it ended without a place; null otherwise", ENDINGS, optional=True)


class IdeaV1(Aggregate):
    """A released training need or idea, as it is reviewed, planned and realised (dossier D.11); it names no member.

    An idea that a group released keeps the id that scheduling gave it.
    """

    producer = "registration"
    stream = "registration.events"
    aggregate = "idea"
    events: ClassVar = {
        "idea_received": "An idea came from a group or a pair period, or was entered.",
        "idea_changed": "Its wording, or who is responsible for it, changed.",
        "idea_reviewed": "The project manager or coordinator took it under review, perhaps anew.",
        "idea_planned": "It will be carried out: somebody is responsible, in a term.",
        "idea_realised": "It was carried out, or a call came of it.",
        "idea_parked": "It waits for a better time.",
        "idea_rejected": "It will not be carried out.",
        "idea_merged": "It goes on as a part of the idea named in `merged_into`.",
        "idea_withdrawn": "The group, or whoever entered it, took it back.",
    }

    state = f.choice("state (dossier D.11)", IDEA_STATES)
    origin = f.choice("where it came from", IDEA_ORIGINS)
    group_id = f.identifier("the group that released it", optional=True)
    period_id = f.identifier("the pair period in which it arose", optional=True)
    call_id = f.identifier("the call of that group or period", optional=True)
    theme = f.public_text("theme")
    idea_type = f.choice("kind of idea", IDEA_TYPES)
    need = f.public_text("what is needed, by which kind of people, and why", maximum=500)
    target_group = f.public_text("whom it is for", maximum=200, optional=True)
    proposed_way = f.choice("how it could be done", IDEA_WAYS, optional=True)
    responsible_id = f.identifier("who sees to it", optional=True)
    term = f.public_text("when it is to be done, such as autumn 2014", maximum=60, optional=True)
    reason = f.choice("why it was parked or rejected", IDEA_REASONS, optional=True)
    merged_into = f.identifier("the idea that it is a part of now", optional=True)
    became_call_id = f.identifier("the call that came of it", optional=True)
    realised_name = f.public_text("name of what was carried out", maximum=200, optional=True)
    realised_from = f.date("first day on which it was carried out", optional=True)
    realised_to = f.date("last day on which it was carried out", optional=True)
    realised_place = f.public_text("where it was carried out", maximum=200, optional=True)
    participants = f.count("how many took part", optional=True)
