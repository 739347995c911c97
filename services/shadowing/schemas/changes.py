"""Schemas of what people send when a period does not go as planned."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.shadowing.domain import forms
from services.shadowing.schemas.forms import PlanSchema, form_schema
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

TEXT = validate.Length(max=500)
ClarificationSchema = form_schema(forms.CLARIFICATION)
MidTermSchema = form_schema(forms.MID_TERM)


def _number() -> fields.Field:
    return fields.Integer(required=True, metadata={"widget": "hidden", "label": N_("Change on the screen")})


class ReasonsSchema(Schema):
    """The reasons of whoever decides; the pair reads them."""

    reasons = fields.String(
        required=True,
        validate=TEXT,
        metadata={"label": N_("Reasons"), "hint": N_("The pair and both supervisors read them."), "widget": "textarea"},
    )


class ShorteningSchema(Schema):
    """A word to the pair, if there is something to say."""

    comment = fields.String(
        allow_none=True,
        validate=TEXT,
        metadata={"label": N_("Do you want to say something to the pair?"), "widget": "textarea"},
    )


class InterruptSchema(Schema):
    """Why a period is interrupted, from a list, if somebody wants to say; health is never asked."""

    reason = fields.String(
        allow_none=True,
        validate=validate.OneOf([code for code, _words in forms.INTERRUPTIONS]),
        metadata={
            "label": N_("Why?"),
            "hint": N_("Nobody has to say. Do not tell about anybody's health here."),
            "choices": [(code, N_(words)) for code, words in forms.INTERRUPTIONS],
        },
    )


class NumberSchema(Schema):
    """The change that was on the screen."""

    number = _number()


class AmendmentSchema(PlanSchema):  # type: ignore[misc, valid-type]
    """A change of the plan, and the change that was on the screen: 0 where there was none."""

    number = fields.Integer(
        load_default=None, allow_none=True, metadata={"widget": "hidden", "label": N_("Change on the screen")}
    )


class AmendmentStatementSchema(NumberSchema):
    """A supervisor's answer to a change."""

    supports = fields.String(
        required=True,
        validate=validate.OneOf(["yes", "no"]),
        metadata={
            "label": N_("Do you support this change?"),
            "choices": [("yes", N_("Yes: the working time is arranged")), ("no", N_("No"))],
        },
    )


class AmendmentDecisionSchema(NumberSchema):
    """The decision on a change whose supervisors are silent, or that cannot be."""

    decision = fields.String(
        required=True,
        validate=validate.OneOf(["approve", "turn_down"]),
        metadata={
            "label": N_("Decision"),
            "choices": [("approve", N_("The plan is changed")), ("turn_down", N_("The plan stays as it is"))],
        },
    )
    reasons = fields.String(
        allow_none=True,
        validate=TEXT,
        metadata={
            "label": N_("Reasons"),
            "hint": N_("Needed when the plan stays as it is. The pair reads them."),
            "widget": "textarea",
        },
    )

    @validates_schema
    def check_reasons(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("decision") == "turn_down" and not (data.get("reasons") or "").strip():
            raise ValidationError(_("Give the pair the reasons for the decision."), "reasons")
