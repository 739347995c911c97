"""Texts in several languages, and a call's own questions."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from shared.web.i18n import gettext as _

TEXT = validate.Length(min=1, max=200)
QUESTION_KINDS = ("text", "choice", "yes_no")
QUESTION_ID = validate.Regexp(r"^[a-z0-9_]{1,20}$")


class Localised(Schema):
    """A text in Finnish, and in other languages where given."""

    fi = fields.String(required=True, validate=TEXT)
    sv = fields.String(load_default=None, allow_none=True, validate=TEXT)
    en = fields.String(load_default=None, allow_none=True, validate=TEXT)


class OnlyIf(Schema):
    """An earlier question, and the answer to it that makes this one asked."""

    question = fields.String(required=True, validate=QUESTION_ID, metadata={"example": "q1"})
    answer = fields.String(required=True, validate=validate.Length(min=1, max=20))


class QuestionSchema(Schema):
    """A question of the call's own. Answers to a choice are "1", "2", …; to yes or no "yes" and "no"."""

    id = fields.String(required=True, validate=QUESTION_ID, metadata={"example": "q1"})
    label = fields.Nested(Localised, required=True)
    kind = fields.String(load_default="text", validate=validate.OneOf(QUESTION_KINDS))
    choices = fields.List(fields.Nested(Localised), load_default=list, validate=validate.Length(max=10))
    required = fields.Boolean(load_default=False)
    only_if = fields.Nested(OnlyIf, load_default=None, allow_none=True)

    @validates_schema(skip_on_field_errors=True)
    def check(self, data: dict[str, Any], **kwargs: Any) -> None:
        if (data["kind"] == "choice") != (len(data["choices"]) >= 2):
            raise ValidationError(_("A choice has at least two answers; other questions have none."), "choices")
