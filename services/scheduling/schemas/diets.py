"""What a special diet takes and gives; one schema for the form and the API."""

from marshmallow import Schema, fields, validate

from services.scheduling.domain.diets import DIETS
from shared.web.i18n import lazy as N_

DIET_TEXTS = {
    "vegetarian": N_("vegetarian"),
    "vegan": N_("vegan"),
    "gluten_free": N_("gluten-free"),
    "lactose_free": N_("lactose-free"),
    "milk_free": N_("milk-free"),
    "no_fish": N_("no fish"),
    "no_nuts": N_("no nuts"),
    "no_pork": N_("no pork"),
    "other": N_("something else"),
}


class DietSchema(Schema):
    """One's own special diets; none at all takes them back."""

    diets = fields.List(
        fields.String(validate=validate.OneOf(DIETS)),
        load_default=list,
        metadata={
            "label": N_("What should whoever orders the coffee know?"),
            "hint": N_("If it is something else, tell the host or your mentor yourself what it is."),
            "choices": list(DIET_TEXTS.items()),
            "widget": "checkboxes",
            "quiet": True,
        },
    )
