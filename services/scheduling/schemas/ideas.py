"""What an idea takes and gives (dossier E.14); one schema for forms and the API."""

from marshmallow import Schema, fields

from shared.web.i18n import lazy as N_
from shared.web.ideas import IdeaWording, need_field


class IdeaSchema(IdeaWording):
    """A training need or idea; it names nobody."""

    need = need_field(hint=N_("No names and nothing that was said of anybody."))


OUTCOME_TEXTS = {
    "under_review": N_("under review"),
    "planned": N_("planned"),
    "realised": N_("carried out"),
    "parked": N_("waits"),
    "rejected": N_("not carried out"),
    "merged": N_("part of another idea"),
}
REASON_TEXTS = {
    "offered_already": N_("It is offered already"),
    "no_resources": N_("There are no resources for it"),
    "somebody_elses_task": N_("It is somebody else's task"),
    "too_early": N_("It is too early for it"),
    "other": N_("Another reason"),
}


class Outcome(Schema):
    """What those who plan training have done with an idea that the group let out."""

    state = fields.String()
    reason = fields.String(allow_none=True)
    term = fields.String(allow_none=True)
    realised_name = fields.String(allow_none=True)
    realised_from = fields.Date(allow_none=True)
    realised_place = fields.String(allow_none=True)
    became_call_id = fields.UUID(allow_none=True)


class ShownIdea(IdeaSchema):
    """An idea as its group sees it."""

    id = fields.UUID()
    state = fields.String()
    outcome = fields.Nested(Outcome, allow_none=True)
