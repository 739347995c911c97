"""Schemas of what people send, by form or JSON; most are made from the forms that the domain declares."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.shadowing.domain import forms
from services.shadowing.domain.forms import FormOf, Question
from services.shadowing.domain.words import OwnWords
from shared.contracts.shadowing import PERIOD_STATES
from shared.web.i18n import gettext as _
from shared.web.i18n import language
from shared.web.i18n import lazy as N_

NAME = validate.Length(min=1, max=80)

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
        case "choices":
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


def _not_blank(text: str) -> None:
    if not text.strip():
        raise ValidationError(_("This cannot be empty."))


def _version() -> fields.Field:
    return fields.Integer(required=True, metadata={"widget": "hidden", "label": N_("Version on the screen")})


def visits(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Who visits whom, by the names of the two."""
    inviter, invited = context["names"]
    return [
        ("mutual", _("We visit each other")),
        ("inviter_visits", _("{visitor} visits {host}", visitor=inviter, host=invited)),
        ("invited_visits", _("{visitor} visits {host}", visitor=invited, host=inviter)),
    ]


PlanSchema = form_schema(forms.PLAN, choices={"visits": visits}, version=_version())
StatementSchema = form_schema(forms.STATEMENT)
DecisionSchema = form_schema(forms.DECISION)
FollowupSchema = form_schema(forms.FOLLOWUP, tells_readers=True)


class GoalsSchema(form_schema(forms.GOALS, version=_version())):  # type: ignore[misc]
    """The goals form; a talk with the supervisors that did not happen needs a word why."""

    @validates_schema
    def check_reason(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("with_supervisors") != "both" and not (data.get("without_supervisors_because") or "").strip():
            raise ValidationError(_("Say shortly why not with both."), "without_supervisors_because")


class SharingSchema(form_schema(forms.SHARING)):  # type: ignore[misc]
    """The sharing of what was learned: how, or why not."""

    @validates_schema
    def check_something(self, data: dict[str, Any], **kwargs: Any) -> None:
        if not data.get("channels") and not (data.get("not_shared_because") or "").strip():
            raise ValidationError(_("Choose how it was shared, or say why it was not."), "channels")


class PersonSchema(Schema):
    """Somebody by name and work e-mail."""

    first_name = fields.String(required=True, validate=NAME, metadata={"label": N_("First name")})
    last_name = fields.String(required=True, validate=NAME, metadata={"label": N_("Last name")})
    email = fields.Email(required=True, validate=validate.Length(max=320), metadata={"label": N_("Work e-mail")})


def _workplaces(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    return list(context["workplaces"])


class InvitationSchema(PersonSchema):
    """The colleague who is invited."""

    organisation = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={"label": N_("Workplace"), "widget": "select", "choices": _workplaces},
    )
    kind = fields.String(
        load_default="work_pair",
        validate=validate.OneOf([value for value, _text in forms.KINDS]),
        metadata={"label": N_("What kind of period?"), "choices": [(value, N_(text)) for value, text in forms.KINDS]},
    )


class SearchSchema(Schema):
    """How somebody looks for a partner."""

    listed = fields.Boolean(
        load_default=False, metadata={"label": N_("Put me on the list of those who look for a partner")}
    )
    help_wanted = fields.Boolean(
        load_default=False,
        metadata={
            "label": N_("I ask the one who runs the call to help me"),
            "hint": N_("You are contacted by e-mail or phone."),
        },
    )
    wish = fields.String(
        allow_none=True,
        validate=validate.Length(max=200),
        metadata={
            "label": N_("What would you like to see or learn, and what can you show?"),
            "hint": N_("Shown on the list. One or two sentences."),
            "widget": "textarea",
        },
    )


class NewPeriod(InvitationSchema):
    """An invitation into a call."""

    call_id = fields.UUID(required=True)


class MoveSchema(Schema):
    """The new date of a day."""

    date = fields.Date(required=True, metadata={"label": N_("New date")})


class VersionSchema(Schema):
    """The version of a form that was on the screen."""

    version = _version()


class AcceptGoalsSchema(VersionSchema):
    """Acceptance of the goals form, with the time reserved."""

    time_reserved = fields.Boolean(
        required=True, metadata={"label": N_("I have reserved the days of the period in my calendar")}
    )


class WithdrawSchema(Schema):
    """Why somebody withdraws, if they want to say."""

    reason = fields.String(
        allow_none=True,
        validate=validate.Length(max=500),
        metadata={
            "label": N_("Do you want to say why?"),
            "hint": N_("It is not sent to anybody."),
            "widget": "textarea",
        },
    )


class DeskQuery(Schema):
    """Which page of all periods, and perhaps of one state alone."""

    state = fields.String(validate=validate.OneOf(PERIOD_STATES))
    page = fields.Integer(load_default=1, validate=validate.Range(min=1, max=10_000))
