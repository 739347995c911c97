"""What is answered about oneself, times and wishes: when registering, and changed later by the same schemas.

A call's own questions are fields of its own form: `q_` and the question's id.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from services.registration.domain.availability import SLOTS
from services.registration.schemas.registrations import choices_from
from shared.contracts.fields import LANGUAGES
from shared.web.i18n import NAMES, language, local
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

WEEK = validate.Regexp(r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$")


class AtWork(Schema):
    """Where somebody works, as what, and the language for mails."""

    unit = fields.String(
        required=True,
        validate=validate.Length(min=1, max=120),
        metadata={"label": N_("Unit or site"), "autocomplete": "off"},
    )
    job_title = fields.String(
        required=True,
        validate=validate.Length(min=2, max=80),
        metadata={"label": N_("Job title"), "autocomplete": "organization-title"},
    )
    language = fields.String(
        required=True,
        validate=validate.OneOf(LANGUAGES),
        metadata={"label": N_("Language"), "widget": "radios", "choices": list(NAMES.items())},
    )


def slots_field(label: object, **metadata: object) -> fields.List:
    """Tick boxes by weekday and part of the day."""
    return fields.List(
        fields.String(validate=validate.OneOf(SLOTS)),
        load_default=list,
        validate=validate.Length(max=15),
        metadata={"label": label, **metadata},
    )


class Times(Schema):
    """What is asked about time: of a group with dates those that do not suit, else when one can usually meet."""

    unsuitable_dates = fields.List(
        fields.Date(),
        load_default=list,
        validate=validate.Length(max=60),
        metadata={
            "label": N_("Which of the dates do not suit you?"),
            "hint": N_("Tick none if all of them suit. You can register all the same."),
            "widget": "checkboxes",
            "choices": choices_from("dates"),
            "quiet": True,
        },
    )
    fits = slots_field(N_("Which times suit you?"), quiet=True)
    if_needed = slots_field(N_("Which other times will do if needed?"))
    away_weeks = fields.List(
        fields.String(validate=WEEK),
        load_default=list,
        validate=validate.Length(max=60),
        metadata={
            "label": N_("Weeks in which you are away"),
            "widget": "checkboxes",
            "choices": choices_from("weeks"),
        },
    )


class Wishes(Schema):
    """The wishes after the first, and the answers to the call's own questions."""

    wish_2 = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"label": N_("Second wish"), "widget": "select", "choices": choices_from("groups")},
    )
    wish_3 = fields.UUID(
        load_default=None,
        allow_none=True,
        metadata={"label": N_("Third wish"), "widget": "select", "choices": choices_from("groups")},
    )
    answers = fields.Dict(
        keys=fields.String(validate=validate.Length(max=20)),
        values=fields.String(validate=validate.Length(max=500)),
        load_default=dict,
        validate=validate.Length(max=10),
        metadata={"description": "answers to the call's own questions, by the question's id"},
    )


class OwnQuestions(Schema):
    """A form with the call's own questions: their answers are gathered in `answers`."""

    @post_load
    def gather_answers(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        data["answers"] = {name[2:]: value for name, value in data.items() if name.startswith("q_") and value}
        return data


class ChangedAnswers(AtWork, Times, Wishes):
    """What a person changes about a registration: the place, and the one in the queue, stay."""


class ChangedAnswersForm(OwnQuestions, ChangedAnswers):
    """The same on a page."""


TOGETHER = ("wish_2", "wish_3", "fits", "if_needed", "away_weeks")
FIXED = ("unsuitable_dates",)


def changed_answers_form(placing: str, questions: Iterable[Mapping[str, Any]]) -> ChangedAnswersForm:
    """The form for a call with these questions of its own, by how its places are given."""
    made: Any = type("ChangedAnswersForm", (ChangedAnswersForm,), question_fields(questions))
    return made(exclude=("answers", *(FIXED if placing == "together" else TOGETHER)))


def question_fields(questions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields of a call's own questions."""
    return {f"q_{each['id']}": _field(each) for each in questions}


def _field(question: Mapping[str, Any]) -> fields.Field[Any]:
    text = {"label": local(question["label"]), "quiet": bool(question.get("only_if"))}
    asked = bool(question.get("required")) and not question.get("only_if")
    common: dict[str, Any] = {"required": True} if asked else {"load_default": None}
    if question["kind"] == "text":
        more = {"widget": "textarea", "rows": 3}
        return fields.String(validate=validate.Length(max=500), metadata=text | more, **common)
    pairs = [(each["value"], local(each["label"])) for each in choices_of(question)]
    check = validate.OneOf([value for value, _label in pairs])
    return fields.String(validate=check, metadata=text | {"widget": "radios", "choices": pairs}, **common)


def choices_of(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers to choose from: value and label."""
    if question["kind"] == "yes_no":
        return [{"value": "yes", "label": {language(): _("Yes")}}, {"value": "no", "label": {language(): _("No")}}]
    return [{"value": str(n), "label": label} for n, label in enumerate(question.get("choices") or (), start=1)]
