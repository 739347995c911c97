"""What the register of ideas takes and gives (dossier E.14); one schema for forms and the API."""

from marshmallow import Schema, fields, validate

from shared.contracts.registration import IDEA_REASONS
from shared.web.i18n import lazy as N_
from shared.web.ideas import IdeaWording

REASON_TEXTS = {
    "offered_already": N_("It is offered already"),
    "no_resources": N_("There are no resources for it"),
    "somebody_elses_task": N_("It is somebody else's task"),
    "too_early": N_("It is too early for it"),
    "other": N_("Another reason"),
}
STATE_TEXTS = {
    "released": N_("new"),
    "under_review": N_("under review"),
    "planned": N_("planned"),
    "realised": N_("carried out"),
    "parked": N_("waits"),
    "rejected": N_("not carried out"),
    "merged": N_("part of another idea"),
    "withdrawn": N_("withdrawn"),
}


ORIGIN_TEXTS = {
    "entered": N_("Somebody told it"),
    "period": N_("From a pair period; the pair has agreed to it"),
}


def _given(label: object, longest: int, **more: object) -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=1, max=longest), metadata={"label": label, **more})


class IdeaEntry(IdeaWording):
    """An idea that came by word of mouth, or from the forms of a pair period with the pair's leave; it names nobody."""

    origin = fields.String(
        load_default="entered",
        validate=validate.OneOf([*ORIGIN_TEXTS]),
        metadata={
            "label": N_("Where does it come from?"),
            "widget": "radios",
            "choices": list(ORIGIN_TEXTS.items()),
            "quiet": True,
        },
    )


class IdeaPlan(Schema):
    """When it will be carried out; who says so sees to it."""

    term = _given(N_("When?"), 60, hint=N_("For example: autumn 2014"))


class IdeaRealised(Schema):
    """What came of it."""

    realised_name = _given(N_("What was it called?"), 200)
    realised_from = fields.Date(required=True, metadata={"label": N_("First day")})
    realised_to = fields.Date(load_default=None, metadata={"label": N_("Last day")})
    realised_place = fields.String(
        load_default=None, validate=validate.Length(max=200), metadata={"label": N_("Place")}
    )
    participants = fields.Integer(
        load_default=None, validate=validate.Range(min=0, max=100_000), metadata={"label": N_("How many took part?")}
    )
    became_call_id = fields.UUID(
        load_default=None,
        metadata={"label": N_("The call that came of it"), "choices": lambda c: c["calls"], "widget": "select"},
    )


class IdeaReason(Schema):
    """Why it is not carried out, or not now."""

    reason = fields.String(
        required=True,
        validate=validate.OneOf(IDEA_REASONS),
        metadata={"label": N_("Why?"), "choices": list(REASON_TEXTS.items()), "widget": "radios"},
    )


class IdeaMerge(Schema):
    """The idea that it goes on in."""

    into = fields.UUID(
        required=True,
        metadata={"label": N_("Which idea does it belong to?"), "choices": lambda c: c["others"], "widget": "radios"},
    )


class IdeaShown(IdeaEntry):
    """An idea of the register."""

    id = fields.UUID()
    organisation = fields.String()
    origin = fields.String()
    state = fields.String()
    group_id = fields.UUID(allow_none=True)
    call_id = fields.UUID(allow_none=True)
    term = fields.String(allow_none=True)
    reason = fields.String(allow_none=True)
    merged_into = fields.UUID(allow_none=True)
    became_call_id = fields.UUID(allow_none=True)
    realised_name = fields.String(allow_none=True)
    realised_from = fields.Date(allow_none=True)
    realised_to = fields.Date(allow_none=True)
    realised_place = fields.String(allow_none=True)
    participants = fields.Integer(allow_none=True)
