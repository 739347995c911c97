"""What the API gives."""

from marshmallow import Schema, fields


class PersonName(Schema):
    """Somebody in the group: name and workplace."""

    id = fields.UUID()
    name = fields.String()
    organisation = fields.String()
    unit = fields.String(allow_none=True)


class Place(Schema):
    """Where people meet."""

    name = fields.String()
    town = fields.String(allow_none=True)
    room = fields.String(allow_none=True)


class Names(Schema):
    """A text in Finnish, and in Swedish and English where given."""

    fi = fields.String()
    sv = fields.String(allow_none=True)
    en = fields.String(allow_none=True)


class MeetingSchema(Schema):
    """One meeting."""

    id = fields.UUID()
    group_id = fields.UUID()
    number = fields.Integer()
    state = fields.String(attribute="state_")
    date = fields.Date()
    start = fields.Time(format="%H:%M", allow_none=True)
    end = fields.Time(format="%H:%M", allow_none=True)
    zone = fields.String()
    venue = fields.Nested(Place, allow_none=True)
    remote_url = fields.String(allow_none=True)
    mentor_ids = fields.List(fields.UUID())
    sequence = fields.Integer()
    replaces = fields.UUID(allow_none=True)
    replaced_by = fields.UUID(allow_none=True)
    cancellation_reason = fields.String(allow_none=True)
    held_minutes = fields.Integer(allow_none=True)
    present = fields.Integer(allow_none=True)
    locked_at = fields.AwareDateTime(allow_none=True)


class ReserveDateSchema(Schema):
    """A date held in case a meeting is cancelled."""

    id = fields.UUID()
    state = fields.String(attribute="state_")
    date = fields.Date()
    start = fields.Time(format="%H:%M", allow_none=True)
    end = fields.Time(format="%H:%M", allow_none=True)
    replaces = fields.UUID(allow_none=True)


class MeetingProblemSchema(Schema):
    """Something that a coordinator should look at."""

    code = fields.String()
    date = fields.Date()


class GroupSchema(Schema):
    """A group with its meetings, as one of its people sees it."""

    id = fields.UUID()
    name = fields.Nested(Names)
    organisation = fields.String()
    call_id = fields.UUID()
    scope = fields.String()
    reporting_year = fields.Integer()
    state = fields.String()
    relations = fields.List(fields.String())
    meetings_planned = fields.Integer()
    meetings_held = fields.Integer()
    meetings_moved = fields.Integer()
    agreed_on = fields.Date(allow_none=True)
    mentors = fields.List(fields.Nested(PersonName))
    members = fields.List(fields.Nested(PersonName))
    meetings = fields.List(fields.Nested(MeetingSchema))
    reserve_dates = fields.List(fields.Nested(ReserveDateSchema))
    problems = fields.List(fields.Nested(MeetingProblemSchema))
    calendar_path = fields.String(allow_none=True)


class DateSchema(Schema):
    """A reserve date as an option."""

    id = fields.UUID()
    date = fields.Date(attribute="slot.date")
    start = fields.Time(attribute="slot.start", format="%H:%M", allow_none=True)
    end = fields.Time(attribute="slot.end", format="%H:%M", allow_none=True)


class OptionsSchema(Schema):
    """What can be done about a meeting: reserve dates that can be used, that have passed, that are used up."""

    usable = fields.List(fields.Nested(DateSchema))
    passed = fields.List(fields.Nested(DateSchema))
    spent = fields.List(fields.Nested(DateSchema))
    suggested = fields.Nested(DateSchema, allow_none=True)


class SheetSchema(Schema):
    """Who is expected in a meeting, and the exceptions marked so far."""

    meeting = fields.Nested(MeetingSchema)
    people = fields.List(fields.Nested(PersonName))
    absent_notified = fields.List(fields.UUID(), attribute="marks.absent_notified")
    absent = fields.List(fields.UUID(), attribute="marks.absent")
    partly = fields.List(fields.UUID(), attribute="marks.partial")
    partly_minutes = fields.Integer(allow_none=True)


class CalendarSchema(Schema):
    """The path of one's own calendar."""

    calendar_path = fields.String(allow_none=True)
