"""What scheduling publishes: meetings, reserve dates, series, attendance (dossier D.3, D.5, D.6).

Nothing here can hold what was said in a meeting.
"""

from typing import ClassVar

from marshmallow import Schema

from shared.contracts import fields as f
from shared.contracts.base import Aggregate
from shared.contracts.registration import IDEA_TYPES, IDEA_WAYS, SCOPES, Venue

MEETING_STATES = ("scheduled", "cancelled", "moved", "held", "recorded")
RESERVE_DATE_STATES = ("held_available", "activated", "used", "released", "lapsed")
SERIES_STATES = ("planned", "active", "finished")
ATTENDANCE = ("present", "partial", "absent_notified", "absent")
POLL_STATES = ("open", "closed", "decided", "failed", "cancelled")
POLL_PURPOSES = ("series", "single", "replacement")
PLACEMENT_STATES = ("waiting", "running", "ready", "failed", "confirmed")
CANCELLATION_REASONS = ("mentor_ill", "too_few", "venue", "weather", "other")


class MeetingV1(Aggregate):
    """One meeting of a group. A cancelled meeting and its replacement are one of the planned meetings."""

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "meeting"
    events: ClassVar = {
        "meeting_scheduled": "The meeting got its date; the time may still be open.",
        "meeting_time_confirmed": "An open time was set, or a time was changed.",
        "meeting_cancelled": "The meeting will not take place on its date.",
        "meeting_restored": "Its cancellation was undone in time: it takes place on its date after all.",
        "meeting_moved": "A cancelled meeting got another date; the replacement names it in `replaces`.",
        "meeting_held": "The meeting took place.",
        "meeting_place_changed": "The place or the room is another one.",
        "meeting_mentor_changed": "Somebody else leads this one meeting.",
        "attendance_recorded": "The mentor recorded who was present.",
        "attendance_corrected": "What had been recorded of who was present was corrected.",
        "meeting_locked": "The time to correct attendance is over; only a coordinator may from now on, with a reason.",
    }

    group_id = f.identifier("group")
    number = f.count("ordinal among the planned meetings, from 1; a replacement keeps it")
    state = f.choice("state (dossier D.5)", MEETING_STATES)
    date = f.date("local date")
    start = f.local_time("start; null while open")
    end = f.local_time("end; null while open")
    zone = f.zone()
    venue = f.nested(Venue, "place", optional=True)
    sequence = f.count("iCalendar SEQUENCE; grows with every change")
    replaces = f.identifier("the cancelled meeting that this one replaces", optional=True)
    replaced_by = f.identifier("the meeting that replaces this cancelled one", optional=True)
    cancellation_reason = f.choice("why it was cancelled", CANCELLATION_REASONS, optional=True)
    mentor_ids = f.identifiers("mentors who lead it")
    held_minutes = f.count("actual length, minutes; null until recorded", optional=True)
    present = f.count("how many were present; null until recorded", optional=True)
    locked_at = f.instant("since when only a coordinator may correct attendance", optional=True)


class ReserveDateV1(Aggregate):
    """A date held in case a meeting is cancelled; it replaces one meeting, once, if still in the future."""

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "reserve_date"
    events: ClassVar = {
        "reserve_date_held": "A reserve date was put into the calendars as tentative.",
        "reserve_date_activated": "It replaces a cancelled meeting.",
        "reserve_date_returned": "The cancellation was undone: it is held again as before.",
        "reserve_date_used": "The meeting on it took place.",
        "reserve_date_lapsed": "It passed unused while meetings remain.",
        "reserve_date_released": "No meeting is left that it could replace.",
    }

    group_id = f.identifier("group")
    state = f.choice("state (dossier D.6)", RESERVE_DATE_STATES)
    date = f.date("local date")
    start = f.local_time("start; null while open")
    end = f.local_time("end; null while open")
    zone = f.zone()
    sequence = f.count("iCalendar SEQUENCE; grows with every change")
    replaces = f.identifier("the cancelled meeting that it replaces", optional=True)


class MeetingSeriesV1(Aggregate):
    """All meetings of one group together; its id is the group's id."""

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "meeting_series"
    events: ClassVar = {
        "series_scheduled": "The dates of a confirmed group are in the calendars.",
        "series_times_confirmed": "The open times of a series were set together: one notice for all.",
        "series_dates_added": "Dates were agreed on, by the group or by a poll: meetings or a reserve date were added.",
        "series_changed": "Its numbers or its agreement changed; nothing else happened.",
        "group_started": "The first meeting took place.",
        "group_finished": "The last meeting took place and no reserve date is waiting.",
    }

    call_id = f.identifier("call")
    scope = f.choice("whole network or one organisation", SCOPES)
    reporting_year = f.count("year by which its persons are counted")
    state = f.choice("state (dossier D.3)", SERIES_STATES)
    mentor_ids = f.identifiers("mentors")
    meetings_planned = f.count("meetings planned")
    meetings_held = f.count("meetings held; a moved one counts once")
    meetings_moved = f.count("meetings that took or will take place on another date")
    agreed_on = f.date("day on which the group had agreed on its rules and plan", optional=True)


class _Attendance(Schema):
    meeting_id = f.identifier("meeting")
    date = f.date("local date of the meeting; its year is the accounting year")
    status = f.choice("present, partial, absent (told in advance or not); never why", ATTENDANCE)
    minutes = f.count("minutes present")
    employer = f.slug("employer on that date")


class ParticipationV1(Aggregate):
    """One person's attendance in one group; delivered to the person's own organisation too."""

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "participation"
    events: ClassVar = {"participation_recorded": "The person's attendance in the group changed."}

    group_id = f.identifier("group")
    person_id = f.identifier("person")
    scope = f.choice("whole network or one organisation", SCOPES)
    reporting_year = f.count("year by which the person is counted")
    attendances = f.nested(
        _Attendance,
        "recorded meetings, and coming ones that the person said no to (absent_notified), by date",
        many=True,
    )


class ReleasedIdeaV1(Aggregate):
    """A training need or idea that a group let out of its idea session (dossier D.11, E.14); it names nobody.

    Registration goes on with it under the same id. What the group keeps to itself is never published.
    """

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "released_idea"
    events: ClassVar = {
        "idea_released": "The group agreed that the idea may leave it, or changed its public wording.",
        "idea_taken_back": "The group took the idea back; it counts unless it has been planned already.",
    }

    group_id = f.identifier("the group")
    call_id = f.identifier("the group's call")
    state = f.choice("released, or taken back", ("released", "taken_back"))
    theme = f.public_text("theme")
    idea_type = f.choice("kind of idea", IDEA_TYPES)
    need = f.public_text("what is needed, by which kind of people, and why", maximum=500)
    target_group = f.public_text("whom it is for", maximum=200, optional=True)
    proposed_way = f.choice("how it could be done", IDEA_WAYS, optional=True)


class _PollOption(Schema):
    id = f.identifier("option")
    date = f.date("local date")
    start = f.local_time("start")
    end = f.local_time("end")


class PollV1(Aggregate):
    """A question to a group: which of these dates suit? Who has answered is told, what they answered never is."""

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "poll"
    events: ClassVar = {
        "poll_opened": "A group was asked which dates suit.",
        "poll_answered": "Somebody has answered for every date.",
        "poll_extended": "The last day to answer was moved, or a poll that had ended was opened again.",
        "poll_closed": "The time to answer is over, or everybody has answered, and some date suits enough people.",
        "poll_failed": "The time to answer is over, or everybody has answered, and no date suits enough people.",
        "poll_decided": "Dates were chosen, and meetings stand on them.",
        "poll_cancelled": "The question was taken back.",
    }

    group_id = f.identifier("group")
    state = f.choice("state (dossier D.7)", POLL_STATES)
    purpose = f.choice("dates of a series, one date, or a new date for a cancelled meeting", POLL_PURPOSES)
    meeting_id = f.identifier("the cancelled meeting that needs a new date", optional=True)
    proposer_id = f.identifier("who asked")
    quorum = f.count("how many members must be able to come")
    closes_at = f.instant("until when one can answer")
    zone = f.zone()
    options = f.nested(_PollOption, "dates asked about, the earliest first", many=True)
    answered_ids = f.identifiers("who has answered for every date")
    chosen_ids = f.identifiers("options that were chosen")


class PlacedGroup(Schema):
    """A group as it was put together: when it can meet, who leads it, who is in it."""

    group_id = f.identifier("group of the call")
    slot = f.weekly_slot("the part of the week that suits all of them")
    mentor_id = f.identifier("who would lead it; null where nobody was chosen", optional=True)
    member_ids = f.identifiers("persons put in it")


class PlacementV1(Aggregate):
    """The groups of a call that are put together: that a proposal waits, and who is in which group once confirmed.

    What is only proposed stays with its coordinator; registration forms the groups that are confirmed.
    """

    producer = "scheduling"
    stream = "scheduling.events"
    aggregate = "placement"
    events: ClassVar = {
        "placement_proposed": "A proposal is ready for whoever runs the call; nothing is decided by it.",
        "placement_failed": "No proposal could be made: the solver ended without an answer, or refused the question.",
        "placement_confirmed": "The coordinator confirmed who is in which group, for the first time or anew.",
    }

    call_id = f.identifier("call")
    state = f.choice("how far the proposal is", PLACEMENT_STATES, optional=True)
    by_itself = f.flag("made because registration ended, rather than asked for on the board", optional=True)
    placed = f.count("how many have a group in the proposal", optional=True)
    left = f.count("how many have none in it", optional=True)
    groups = f.nested(PlacedGroup, "groups with their people, as last confirmed; none before", many=True)
