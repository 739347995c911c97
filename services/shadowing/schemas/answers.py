"""Schemas of what the JSON API answers."""

from marshmallow import Schema, fields

from shared.web.i18n import gettext as _


class Title(Schema):
    """A public title in the languages in which it was given."""

    fi = fields.String()
    sv = fields.String(allow_none=True)
    en = fields.String(allow_none=True)


class CallSchema(Schema):
    """A call that takes pairs."""

    id = fields.UUID()
    title = fields.Nested(Title)
    scope = fields.String(metadata={"description": "network or internal"})
    organisation = fields.String()
    closes_at = fields.AwareDateTime(allow_none=True)
    period_days = fields.Integer(metadata={"description": "exactly so many working days make a period"})
    window_from = fields.Date(allow_none=True)
    window_to = fields.Date(allow_none=True)
    contact_id = fields.UUID()


class NamedSchema(Schema):
    """Somebody by name."""

    person_id = fields.UUID()
    name = fields.String(allow_none=True, metadata={"description": "null while the card has not arrived"})
    email = fields.String(allow_none=True)


class BriefPartySchema(NamedSchema):
    """One of the two; the one who sent the invitation first."""

    organisation = fields.String()
    role = fields.String(metadata={"description": "visitor, host or mutual"})
    followup_submitted = fields.Boolean()


class PartySchema(BriefPartySchema):
    """One of the two, with the supervisor's answer."""

    joined = fields.Boolean()
    accepted_plan = fields.Integer(allow_none=True, metadata={"description": "version of the plan accepted"})
    accepted_goals = fields.Integer(allow_none=True, metadata={"description": "version of the goals form accepted"})
    supervisor = fields.Nested(NamedSchema, allow_none=True)
    supervisor_supports = fields.String(allow_none=True)
    supervisor_took_part = fields.Boolean(allow_none=True)
    supervisor_comment = fields.String(allow_none=True, metadata={"description": "for the pair and the decider only"})


class DaySchema(Schema):
    """One planned day."""

    id = fields.UUID()
    date = fields.Date()
    state = fields.String(
        metadata={"description": "planned, moved (planned on another date), kept, missed or called_off"}
    )
    method = fields.String(allow_none=True, metadata={"description": "how the two learn on it"})
    place = fields.String(allow_none=True)
    starts = fields.Time(allow_none=True)
    ends = fields.Time(allow_none=True)
    agreed_on = fields.Date(allow_none=True, metadata={"description": "the date first agreed, of a moved day"})


class TallySchema(Schema):
    """Planned against realised."""

    agreed = fields.Integer()
    kept = fields.Integer()
    missed = fields.Integer()
    to_come = fields.Integer()
    called_off = fields.Integer()
    moved = fields.Integer(metadata={"description": "of all, those on another date than first agreed"})


class CalendarSchema(Schema):
    """The address of one's own calendar."""

    calendar_path = fields.String(allow_none=True)


class PracticeSchema(Schema):
    """A way of working that was taken into use; without names."""

    practice = fields.String()
    where = fields.String(allow_none=True)
    state = fields.String(metadata={"description": "planned or in_use"})
    organisation = fields.String()
    recorded_on = fields.Date()


class NextSchema(Schema):
    """What happens next, who does it, by when."""

    who = fields.List(fields.String())
    what = fields.Function(lambda step: _(step["what"]), metadata={"type": "string"})
    by = fields.Date(allow_none=True)


class PeriodRowSchema(Schema):
    """A period in a list."""

    id = fields.UUID()
    call_id = fields.UUID()
    organisation = fields.String()
    kind = fields.String()
    scope = fields.String()
    state = fields.String()
    stage = fields.Integer()
    parties = fields.List(fields.Nested(BriefPartySchema))
    shape = fields.String(allow_none=True)
    days = fields.List(fields.Nested(DaySchema))
    days_granted = fields.Integer(allow_none=True)
    additional_colleagues = fields.Integer()
    submitted_on = fields.Date(allow_none=True)
    turn_in_reserve = fields.Integer(
        allow_none=True, metadata={"description": "of an application approved in reserve, from 1 in its call"}
    )
    goals_due_on = fields.Date(allow_none=True)
    followup_due_on = fields.Date(allow_none=True)
    missed_days = fields.Integer()
    tally = fields.Nested(TallySchema)
    next = fields.List(fields.Nested(NextSchema))
    late = fields.Boolean(metadata={"description": "something that was due has not come"})


class VersionOfForm(Schema):
    """The newest saved version of a form."""

    version = fields.Integer()
    saved_by = fields.Nested(NamedSchema)
    saved_at = fields.AwareDateTime()
    answers = fields.Dict(keys=fields.String())


class AnsweredSchema(Schema):
    """A party's own form, with the answers that the reader may read."""

    position = fields.Integer(metadata={"description": "0: the one who sent the invitation, 1: the one invited"})
    answers = fields.Dict(keys=fields.String())


class FollowupAnswersSchema(AnsweredSchema):
    """A follow-up form; the attainments are in the order of its goals."""

    goals = fields.List(fields.String())


class GoalSchema(Schema):
    """A goal and how far each party came, as far as the reader may read it."""

    goal = fields.String()
    attainment = fields.List(fields.String(allow_none=True), metadata={"description": "of the two, the inviter first"})


class SentSchema(Schema):
    """When the goals form was sent, and to whom."""

    at = fields.AwareDateTime()
    to = fields.List(fields.Nested(NamedSchema))


class AmendmentAnswer(Schema):
    """A change of the plan that is being accepted."""

    number = fields.Integer()
    state = fields.String(metadata={"description": "proposed: by one of the pair; submitted: by both"})
    proposed_by = fields.Integer(metadata={"description": "position of the party"})
    proposed_on = fields.String()
    submitted_on = fields.String(allow_none=True)
    answers = fields.List(fields.String(allow_none=True), metadata={"description": "of the two supervisors"})
    answers_now = fields.Dict(keys=fields.String(), metadata={"description": "the plan, with the days still open"})
    answers_proposed = fields.Dict(keys=fields.String())


class PeriodSchema(PeriodRowSchema):
    """A period as its reader may see it."""

    parties = fields.List(fields.Nested(PartySchema))
    relations = fields.List(fields.String(), metadata={"description": "what the reader is to it"})
    can = fields.List(fields.String(), metadata={"description": "commands that the state and the reader's part allow"})
    call = fields.Nested(CallSchema, allow_none=True)
    decider = fields.Nested(NamedSchema, allow_none=True)
    plan = fields.Nested(VersionOfForm, allow_none=True)
    goals = fields.Nested(VersionOfForm, allow_none=True)
    clarifications = fields.List(fields.Nested(VersionOfForm), metadata={"description": "questions, the newest first"})
    clarification_due_on = fields.Date(allow_none=True)
    amendment = fields.Nested(AmendmentAnswer, allow_none=True)
    amendment_decision = fields.Nested(VersionOfForm, allow_none=True)
    interrupted_on = fields.Date(allow_none=True)
    interruption = fields.String(allow_none=True)
    cancellation = fields.Nested(VersionOfForm, allow_none=True)
    started_without_goals = fields.Boolean()
    mid_term_on = fields.Date(allow_none=True)
    mid_term_checked_on = fields.Date(allow_none=True)
    mid_term = fields.Nested(VersionOfForm, allow_none=True)
    decision = fields.Dict(keys=fields.String(), allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    goals_sent = fields.Nested(SentSchema, allow_none=True)
    started_because = fields.String(allow_none=True, metadata={"description": "why without the goals form"})
    goals_to_answer = fields.List(fields.String(), metadata={"description": "for which one's own follow-up answers"})
    followups = fields.List(fields.Nested(FollowupAnswersSchema))
    goals_compared = fields.List(fields.Nested(GoalSchema))
    same_unit = fields.Boolean(metadata={"description": "both work in the same unit; a pair learns most from another"})
    sharings = fields.List(fields.Nested(AnsweredSchema))


class ApplicationSchema(PeriodRowSchema):
    """An application beside the others."""

    plan = fields.Dict(keys=fields.String(), allow_none=True, metadata={"description": "answers of the newest version"})
    statements = fields.List(fields.String(allow_none=True), metadata={"description": "of the two supervisors"})


class PlacesSchema(Schema):
    """A call and its places."""

    id = fields.UUID()
    title = fields.Nested(Title)
    quota = fields.Integer(allow_none=True)
    taken = fields.Integer(metadata={"description": "approved periods"})
    applied = fields.Integer(metadata={"description": "applications that wait for a decision"})
    in_reserve = fields.Integer(metadata={"description": "of them, approved in reserve"})


class DeskSchema(Schema):
    """What waits for the one who decides; the lists hold the 50 that have waited longest."""

    applications = fields.List(fields.Nested(PeriodRowSchema))
    late = fields.List(fields.Nested(PeriodRowSchema))
    missed = fields.List(fields.Nested(PeriodRowSchema))
    calls = fields.List(fields.Nested(PlacesSchema))
    states = fields.Dict(keys=fields.String(), values=fields.Integer(), metadata={"description": "periods by state"})
    all = fields.List(fields.Nested(PeriodRowSchema), metadata={"description": "one page"})
    state = fields.String(allow_none=True)
    page = fields.Integer()
    pages = fields.Integer()
