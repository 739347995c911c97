"""Fields of schemas from the questions that the domain declares, and from those that an organisation adds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from services.shadowing.domain.forms import FOLLOWUP, FormOf, Question
from services.shadowing.domain.words import OwnWords
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.web.i18n import lazy as N_

READERS = {
    "pair": N_("your pair"),
    "supervisors": N_("your supervisors"),
    "project_manager": N_("the one who decides on periods"),
    "supervisor_if_shared": N_("your supervisor, if you allow it"),
    "partner_if_shared": N_("your pair, if you allow it"),
    "statistics": N_("nobody as yours: it is only counted"),
}


class ReadBy(str):
    """A hint that says who will read the answer (decision 15), in the reader's language."""

    def __str__(self) -> str:
        codes = [each for each in str.__str__(self).split(",") if each in READERS]
        return _("Read by: {readers}.", readers=", ".join(str(READERS[each]) for each in codes)) if codes else ""


def form_schema(
    form: FormOf, *, tells_readers: bool = False, choices: Mapping[str, Any] | None = None, **more: fields.Field
) -> type[Schema]:
    """A schema class with a field for each question of a form, and more. `choices` may depend on the page's context."""
    made = {each.name: _field(each, tells_readers, (choices or {}).get(each.name)) for each in form.questions}
    return Schema.from_dict({**made, **more}, name=f"{form.name.capitalize()}Form")


def _field(question: Question, tells_readers: bool, choices: Any = None) -> fields.Field:
    hint = ReadBy(",".join(question.readers)) if tells_readers else shown(question.hint) if question.hint else ""
    metadata: dict[str, Any] = {"label": shown(question.label), "hint": hint}
    if question.choices:
        metadata["choices"] = choices or [(value, shown(text)) for value, text in question.choices]
    common: dict[str, Any] = {"required": question.required, "allow_none": not question.required, "metadata": metadata}
    codes = validate.OneOf([value for value, _text in question.choices])
    match question.kind:
        case "choice":
            return fields.String(validate=codes, **common)
        case "choices" | "each_goal":
            return fields.List(fields.String(validate=codes), **common)
        case "flag":
            return fields.Boolean(validate=validate.Equal(True) if question.required else None, **common)
        case "count":
            return fields.Integer(validate=validate.Range(min=0, max=question.maximum), **common)
        case "date":
            return fields.Date(**common)
        case "dates":
            metadata |= {"widget": "lines", "rows": 5}
            return fields.List(fields.Date(), validate=validate.Length(min=1, max=30), **common)
    metadata["widget"] = "textarea"
    return fields.String(validate=[validate.Length(max=question.maximum), _not_blank], **common)


class Shown(str):
    """An organisation's own text, in the reader's language when it is shown."""

    own: OwnWords

    def __str__(self) -> str:
        return self.own.in_language(language())


def shown(text: str) -> str:
    """A text of a form, which is in the reader's language when it is shown."""
    if not isinstance(text, OwnWords):
        return N_(text)
    made = Shown(text)
    made.own = text
    return made


def with_own(base: type[Schema], form: FormOf) -> Schema:
    """The schema of a form with the questions that the organisation has added to it."""
    return _own_fields(base, form)()


def own_answers(base: type[Schema], form: FormOf, data: dict[str, Any]) -> dict[str, Any]:
    """What was sent as JSON, the answers to the added questions checked. Raises ValidationError."""
    known = {name: value for name, value in data.items() if name in base._declared_fields}
    added = {name: value for name, value in data.items() if name not in known}
    own = Schema.from_dict({each.name: _field(each, tells_readers=False) for each in form.questions if each.own})
    return known | dict(own().load(added))


def _own_fields(base: type[Schema], form: FormOf) -> type[Schema]:
    tells_readers = form.name == "followup"
    return type(base.__name__, (base,), {each.name: _field(each, tells_readers) for each in form.questions if each.own})


ATTAINMENT = next(each for each in FOLLOWUP.questions if each.kind == "each_goal")


def with_goals(base: type[Schema], goals: Sequence[str]) -> type[Schema]:
    """The schema of a follow-up form as a page asks it: a question for each goal instead of a list of answers."""
    asked = {f"goal_{number}": _goal_field(goal) for number, goal in enumerate(goals, start=1)}
    others = {name: field for name, field in base._declared_fields.items() if name != ATTAINMENT.name}

    class Asked(Schema.from_dict({**asked, **others}, name=base.__name__)):  # type: ignore[misc]
        """Loads into what the base schema loads into."""

        @post_load
        def gather(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
            return {ATTAINMENT.name: [data.pop(each) for each in asked]} | data

    return Asked


def _goal_field(goal: str) -> fields.Field:
    label = _("How well was this goal met? {goal}", goal=goal)
    return _field(replace(ATTAINMENT, kind="choice", label=label), tells_readers=True)


def _not_blank(text: str) -> None:
    if not text.strip():
        raise ValidationError(_("This cannot be empty."))
