"""The form of a person who registers: eight answers on at most six screens (decision 2), and the JSON body.

A call's own questions are fields of its own form: `q_` and the question's id.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from services.registration.domain.availability import SLOTS
from services.registration.schemas.registrations import EMAIL, choices_from
from shared.contracts.fields import LANGUAGES
from shared.web.i18n import NAMES, language
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

SCREENS: dict[str, tuple[str, ...]] = {
    "group": ("group_id", "wish_2", "wish_3"),
    "when": ("unsuitable_dates", "fits", "if_needed", "away_weeks"),
    "you": (
        "first_name",
        "last_name",
        "email",
        "employer",
        "unit",
        "job_title",
        "supervisor_email",
        "language",
        "commitment",
    ),
    "questions": (),
    "check": (),
}
"""The screens in their order, each with its fields; those of a call's own questions begin with `q_`."""
WEEK = validate.Regexp(r"^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$")


class OwnAnswers(Schema):
    """Who registers, and who is asked for approval."""

    first_name = fields.String(
        required=True,
        validate=validate.Length(min=1, max=80),
        metadata={"label": N_("First name"), "autocomplete": "given-name"},
    )
    last_name = fields.String(
        required=True,
        validate=validate.Length(min=1, max=80),
        metadata={"label": N_("Last name"), "autocomplete": "family-name"},
    )
    email = fields.Email(
        required=True,
        validate=EMAIL,
        metadata={"label": N_("Work e-mail"), "hint": N_("We send a link there: confirm your address with it.")},
    )
    employer = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={"label": N_("Employer"), "widget": "select", "choices": choices_from("employers")},
    )
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
    supervisor_email = fields.Email(
        load_default=None,
        allow_none=True,
        validate=EMAIL,
        metadata={
            "label": N_("Your supervisor's work e-mail"),
            "hint": N_(
                "We ask your supervisor for approval after you have confirmed your own address. "
                "Guests without an employer in the network leave this empty."
            ),
            "autocomplete": "off",
            "quiet": True,
        },
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


class RegisterSchema(OwnAnswers, Times):
    """Eight answers, and one of them is the commitment (decision 2). `wish_2` and `wish_3`: placed together only."""

    group_id = fields.UUID(
        required=True,
        metadata={
            "label": N_("Which group do you want to join?"),
            "widget": "radios",
            "choices": choices_from("groups"),
        },
    )
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
    commitment = fields.Boolean(
        required=True,
        validate=validate.Equal(True, error=N_("Tick the box to register.")),
        metadata={
            "label": N_(
                "I commit to the meetings and to keeping what is said in the group, and I have read the privacy notice"
            )
        },
    )
    answers = fields.Dict(
        keys=fields.String(validate=validate.Length(max=20)),
        values=fields.String(validate=validate.Length(max=500)),
        load_default=dict,
        validate=validate.Length(max=10),
        metadata={"description": "answers to the call's own questions, by the question's id"},
    )

    @validates_schema(skip_on_field_errors=False)
    def check_wishes(self, data: dict[str, Any], **kwargs: Any) -> None:
        given = [(name, data[name]) for name in SCREENS["group"] if data.get(name)]
        for number, (name, wish) in enumerate(given):
            if wish in [each for _, each in given[:number]]:
                raise ValidationError(_("You have chosen this group already."), name)


class RegisterForm(RegisterSchema):
    """The form on the page, a screen at a time: `step` is the screen that was sent, `go` another one to see first."""

    step = fields.String(load_default="you", validate=validate.OneOf(list(SCREENS)), metadata={"widget": "hidden"})
    go = fields.String(load_default="", metadata={"widget": "hidden"})
    saved = fields.String(load_default="", validate=validate.Length(max=400), metadata={"widget": "hidden"})

    def load(self, data: Any, **kwargs: Any) -> Any:
        """Whoever goes back, or saves what is there, is not asked for the rest yet."""
        if data.get("go"):
            return {"go": str(data["go"]), "step": str(data.get("step", "")), "saved": str(data.get("saved", ""))}
        return super().load(data, partial=self.later(str(data.get("step", "you"))))

    def later(self, step: str) -> tuple[str, ...]:
        """The fields of the screens after this one."""
        order = list(SCREENS)
        after = order[order.index(step) + 1 :] if step in SCREENS else []
        return tuple(name for each in after for name in self.screen(each))

    def screen(self, name: str) -> tuple[str, ...]:
        """The fields of a screen."""
        return (
            tuple(each for each in self.load_fields if each.startswith("q_")) if name == "questions" else SCREENS[name]
        )

    @post_load
    def gather_answers(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        data["answers"] = {name[2:]: value for name, value in data.items() if name.startswith("q_") and value}
        return data


def form_with(questions: Iterable[Mapping[str, Any]]) -> RegisterForm:
    """The form of a call with these questions of its own."""
    own = {f"q_{each['id']}": _field(each) for each in questions}
    made: Any = type("RegisterForm", (RegisterForm,), own)
    return made(exclude=("answers",))


def _field(question: Mapping[str, Any]) -> fields.Field[Any]:
    text = {"label": _in_own_language(question["label"]), "quiet": bool(question.get("only_if"))}
    asked = bool(question.get("required")) and not question.get("only_if")
    common: dict[str, Any] = {"required": True} if asked else {"load_default": None}
    if question["kind"] == "text":
        more = {"widget": "textarea", "rows": 3}
        return fields.String(validate=validate.Length(max=500), metadata=text | more, **common)
    pairs = [(each["value"], _in_own_language(each["label"])) for each in choices_of(question)]
    check = validate.OneOf([value for value, _label in pairs])
    return fields.String(validate=check, metadata=text | {"widget": "radios", "choices": pairs}, **common)


def choices_of(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The answers to choose from: value and label."""
    if question["kind"] == "yes_no":
        return [{"value": "yes", "label": {language(): _("Yes")}}, {"value": "no", "label": {language(): _("No")}}]
    return [{"value": str(n), "label": label} for n, label in enumerate(question.get("choices") or (), start=1)]


def _in_own_language(text: Mapping[str, Any]) -> str:
    return str(text.get(language()) or text.get("fi") or "")


class Received(Schema):
    """The same answer for everybody, so that nobody learns who has registered."""

    received = fields.Boolean()
    confirm_by = fields.AwareDateTime()
