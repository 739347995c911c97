"""What polls take and give; one schema for forms and the API."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_load, validate, validates_schema

from services.scheduling.domain.polls import MODES, MOST, PURPOSES
from services.scheduling.domain.ranking import ANSWERS
from services.scheduling.schemas.dates import FlaggedDateSchema, SlotLine
from shared.web.i18n import lazy as N_

PREFIX = "answer-"
WHO_DECIDES = [("proposer_decides", N_("I choose by the answers")), ("group_decides", N_("Anybody in the group"))]
PURPOSE_TEXTS = [("single", N_("One more meeting")), ("series", N_("Several meetings: several dates can be chosen"))]


class PollSchema(Schema):
    """What a group is asked: 2 to 20 dates, each on a line of its own."""

    purpose = fields.String(
        load_default="single",
        validate=validate.OneOf(PURPOSES),
        metadata={"label": N_("What is it for?"), "choices": PURPOSE_TEXTS, "widget": "radios", "quiet": True},
    )
    meeting_id = fields.UUID(load_default=None, metadata={"widget": "hidden", "label": ""})
    options = fields.List(
        SlotLine(),
        required=True,
        validate=validate.Length(max=MOST),
        metadata={
            "label": N_("Dates to choose from, each on a line of its own"),
            "hint": N_("For example 24.10.2013 13.00–15.30"),
            "example": ["24.10.2013 13.00–15.30", "31.10.2013 13.00–15.30"],
            "widget": "lines",
            "rows": 6,
        },
    )
    closes_on = fields.Date(
        load_default=None, metadata={"label": N_("Last day to answer"), "hint": N_("A week unless you say otherwise.")}
    )
    quorum = fields.Integer(
        load_default=None,
        validate=validate.Range(min=1, max=50),
        metadata={
            "label": N_("How many members must be able to come"),
            "hint": N_("All but one, and at least five, unless you say otherwise."),
        },
    )
    answers_visible = fields.Boolean(
        load_default=False, metadata={"label": N_("Everybody in the group sees the answers")}
    )
    mode = fields.String(
        load_default="proposer_decides",
        validate=validate.OneOf(MODES),
        metadata={"label": N_("Who chooses the date?"), "choices": WHO_DECIDES, "widget": "radios", "quiet": True},
    )
    seen = fields.Boolean(load_default=False, metadata={"widget": "hidden", "label": ""})


class PollAnswerSchema(Schema):
    """Answers by option; those left out stay as they were. `all` gives one answer to every date."""

    answers = fields.Dict(
        keys=fields.UUID(),
        values=fields.String(validate=validate.OneOf(ANSWERS)),
        load_default=dict,
        validate=validate.Length(max=MOST),
        metadata={"label": N_("Answers")},
    )
    all = fields.String(load_default=None, validate=validate.OneOf(ANSWERS), metadata={"label": N_("The same for all")})
    wish = fields.String(
        allow_none=True,
        validate=validate.Length(max=200),
        metadata={
            "label": N_("A wish about the times"),
            "hint": N_("Your mentor reads it. It is forgotten 30 days after the poll has ended."),
            "widget": "textarea",
            "rows": 2,
        },
    )

    @pre_load
    def gather(self, data: Any, **kwargs: Any) -> Any:
        """A form sends one field for each date."""
        if not isinstance(data, dict):
            return data
        loose = {key: value for key, value in data.items() if str(key).startswith(PREFIX)}
        rest = {key: value for key, value in data.items() if key not in loose}
        return rest | {"answers": {key[len(PREFIX) :]: value for key, value in loose.items()}} if loose else rest

    @validates_schema
    def something_is_answered(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not data.get("answers") and not data.get("all") and "wish" not in data:
            raise ValidationError(str(N_("Choose an answer for at least one date.")), "answers")


class PollDeadlineSchema(Schema):
    """A new last day to answer."""

    closes_on = fields.Date(required=True, metadata={"label": N_("Last day to answer")})


class DecisionSchema(Schema):
    """The chosen dates."""

    options = fields.List(
        fields.UUID(), required=True, validate=validate.Length(min=1, max=MOST), metadata={"label": N_("Chosen dates")}
    )
    absentees_agree = fields.Boolean(
        load_default=False,
        metadata={"label": N_("Those who cannot come have agreed that the group meets without them")},
    )


class PollOptionSchema(FlaggedDateSchema):
    """A date that is asked about."""

    id = fields.UUID()


class RankSchema(Schema):
    """How a date suits. `absent` names people only to those who may see who answered what."""

    option_id = fields.UUID()
    yes = fields.Integer()
    if_needed = fields.Integer()
    no = fields.Integer()
    silent = fields.Integer()
    enough = fields.Boolean()
    organisations = fields.Integer()
    mentors_missing = fields.Integer()
    absent = fields.List(fields.UUID())


class PollAnswerSheet(Schema):
    """A poll as one of its people sees it; the ranking is empty for those who do not see it."""

    id = fields.UUID()
    group_id = fields.UUID()
    state = fields.String()
    purpose = fields.String()
    meeting_id = fields.UUID(allow_none=True)
    mode = fields.String()
    answers_visible = fields.Boolean()
    quorum = fields.Integer()
    closes_at = fields.AwareDateTime(format="iso")
    asked = fields.Integer()
    answered = fields.Integer()
    options = fields.List(fields.Nested(PollOptionSchema))
    own_answers = fields.Dict(keys=fields.String(), values=fields.String())
    suggested_answers = fields.Dict(keys=fields.String(), values=fields.String())
    chosen_ids = fields.List(fields.UUID())
    ranking = fields.List(fields.Nested(RankSchema))
