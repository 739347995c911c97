"""What the register of ideas takes and gives (dossier E.14); one schema for forms and the API."""

from marshmallow import Schema, fields, validate

from shared.contracts.registration import IDEA_REASONS, IDEA_TYPES, IDEA_WAYS
from shared.web.i18n import lazy as N_

TYPE_TEXTS = {
    "need": N_("Something that people need to learn"),
    "training_topic": N_("A topic for training"),
    "way_of_developing": N_("A way of learning together"),
}
WAY_TEXTS = {
    "course": N_("Course"),
    "event": N_("Event"),
    "visit": N_("Visit"),
    "peer_group": N_("Peer group"),
    "material": N_("Material"),
    "other": N_("Another way"),
}
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


def _given(label: object, longest: int, **more: object) -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=1, max=longest), metadata={"label": label, **more})


class IdeaEntry(Schema):
    """An idea that came by word of mouth; it names nobody."""

    theme = _given(N_("Idea in a few words"), 120)
    idea_type = fields.String(
        load_default="need",
        validate=validate.OneOf(IDEA_TYPES),
        metadata={
            "label": N_("What kind of idea is it?"),
            "choices": list(TYPE_TEXTS.items()),
            "widget": "radios",
            "quiet": True,
        },
    )
    need = _given(N_("What is needed, by which kind of people, and why?"), 500, widget="textarea")
    target_group = fields.String(
        load_default=None, validate=validate.Length(max=200), metadata={"label": N_("Whom is it for?")}
    )
    proposed_way = fields.String(
        load_default=None,
        validate=validate.OneOf(IDEA_WAYS),
        metadata={"label": N_("How could it be done?"), "choices": list(WAY_TEXTS.items()), "widget": "select"},
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
    """Why it is not carried out, or not now; the group reads it."""

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
