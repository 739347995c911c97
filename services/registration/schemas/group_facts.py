"""What a group is for: theme, around what it is put together, school levels, for whom especially. All voluntary."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from shared.contracts.registration import EDUCATION_LEVELS, ESPECIALLY_FOR, GROUPING_BASES, PURPOSES
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

LEVEL_NAMES = {
    "basic": N_("Comprehensive school"),
    "general_upper": N_("General upper secondary"),
    "vocational": N_("Vocational"),
    "liberal_adult": N_("Liberal adult education"),
    "higher": N_("Higher education"),
}
BASIS_NAMES = {
    "subject": N_("a subject"),
    "field_of_education": N_("a field of education"),
    "education_level": N_("a school level"),
    "theme": N_("a theme"),
    "same_job": N_("the same job in different organisations"),
    "competence_area": N_("an area of competence"),
    "career_stage": N_("the stage of the working career"),
    "region": N_("a region"),
}
PURPOSE_NAMES = {
    "peer_mentoring": N_("Peer mentoring"),
    "needs_workshop": N_("Peer mentoring, and a workshop of needs and ideas"),
}
ESPECIALLY_NAMES = {
    "early_career": N_("those at the beginning of their career"),
    "long_career": N_("those with a long career"),
}


def said(group: Any) -> list[tuple[str, str]]:
    """What a group says of itself, in the reader's language: label and text, as far as it was said."""
    rows = [
        (_("Theme"), group.theme),
        (_("What the members have in common"), BASIS_NAMES.get(group.basis)),
        (_("School levels"), _listed(LEVEL_NAMES, group.education_levels)),
        (_("The group supports especially"), _listed(ESPECIALLY_NAMES, group.especially_for)),
        (_("Purpose"), PURPOSE_NAMES[group.purpose] if group.purpose == "needs_workshop" else None),
    ]
    return [(label, str(text)) for label, text in rows if text]


def _listed(names: Mapping[str, Any], codes: Iterable[str]) -> str:
    return ", ".join(str(names[each]) for each in codes)


class GroupFacts(Schema):
    """What a group is for; nothing of it has to be said."""

    theme = fields.String(
        allow_none=True,
        validate=validate.Length(max=120),
        metadata={
            "label": N_("Theme that the members have in common"),
            "hint": N_("For example: special needs, educational technology, entrepreneurship education."),
        },
    )
    basis = fields.String(
        allow_none=True,
        validate=validate.OneOf(GROUPING_BASES),
        metadata={
            "label": N_("Around what is the group put together?"),
            "widget": "select",
            "choices": list(BASIS_NAMES.items()),
        },
    )
    purpose = fields.String(
        allow_none=True,
        validate=validate.OneOf(PURPOSES),
        metadata={"label": N_("Purpose"), "widget": "select", "choices": list(PURPOSE_NAMES.items())},
    )
    education_levels = fields.List(
        fields.String(validate=validate.OneOf(EDUCATION_LEVELS)),
        validate=validate.Length(max=10),
        metadata={
            "label": N_("School levels"),
            "hint": N_("Tick none if the level does not matter."),
            "widget": "checkboxes",
            "choices": list(LEVEL_NAMES.items()),
        },
    )
    especially_for = fields.List(
        fields.String(validate=validate.OneOf(ESPECIALLY_FOR)),
        validate=validate.Length(max=10),
        metadata={
            "label": N_("The group supports especially"),
            "hint": N_("A hint for the reader; nobody is left out, and nobody's age is asked."),
            "widget": "checkboxes",
            "choices": list(ESPECIALLY_NAMES.items()),
        },
    )
