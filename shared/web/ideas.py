"""What an idea says (dossier E.14), the same in the group that had it and in the register; forms and JSON alike."""

from typing import Any

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


NEED: dict[str, Any] = {"label": N_("What is needed, by which kind of people, and why?"), "widget": "textarea"}


def need_field(**more: Any) -> fields.String:
    """What is needed; `more`: further metadata, such as a hint."""
    return fields.String(required=True, validate=validate.Length(min=1, max=500), metadata={**NEED, **more})


class IdeaWording(Schema):
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
    need = need_field()
    target_group = fields.String(
        load_default=None, validate=validate.Length(max=200), metadata={"label": N_("Whom is it for?")}
    )
    proposed_way = fields.String(
        load_default=None,
        validate=validate.OneOf(IDEA_WAYS),
        metadata={"label": N_("How could it be done?"), "choices": list(WAY_TEXTS.items()), "widget": "select"},
    )
