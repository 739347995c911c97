"""What an idea takes and gives (dossier E.14); one schema for forms and the API."""

from marshmallow import Schema, fields, validate

from shared.contracts.registration import IDEA_TYPES, IDEA_WAYS
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


class IdeaSchema(Schema):
    """A training need or idea; it names nobody."""

    theme = fields.String(
        required=True, validate=validate.Length(min=1, max=120), metadata={"label": N_("Idea in a few words")}
    )
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
    need = fields.String(
        required=True,
        validate=validate.Length(min=1, max=500),
        metadata={
            "label": N_("What is needed, by which kind of people, and why?"),
            "hint": N_("No names and nothing that was said of anybody."),
            "widget": "textarea",
        },
    )
    target_group = fields.String(
        load_default=None, validate=validate.Length(max=200), metadata={"label": N_("Whom is it for?")}
    )
    proposed_way = fields.String(
        load_default=None,
        validate=validate.OneOf(IDEA_WAYS),
        metadata={"label": N_("How could it be done?"), "choices": list(WAY_TEXTS.items()), "widget": "select"},
    )


class ShownIdea(IdeaSchema):
    """An idea as its group sees it."""

    id = fields.UUID()
    state = fields.String()
