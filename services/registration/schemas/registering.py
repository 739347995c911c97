"""The form of a person who registers: eight answers on at most six screens (decision 2), and the JSON body."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from services.registration.schemas.answers import AtWork, OwnQuestions, Times, Wishes, question_fields
from services.registration.schemas.registrations import EMAIL, choices_from
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


class OwnAnswers(AtWork):
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


class RegisterSchema(OwnAnswers, Times, Wishes):
    """Eight answers, and one of them is the commitment (decision 2). `wish_2` and `wish_3`: placed together only."""

    group_id = fields.UUID(
        required=True,
        metadata={
            "label": N_("Which group do you want to join?"),
            "widget": "radios",
            "choices": choices_from("groups"),
        },
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

    @validates_schema(skip_on_field_errors=False)
    def check_wishes(self, data: dict[str, Any], **kwargs: Any) -> None:
        given = [(name, data[name]) for name in SCREENS["group"] if data.get(name)]
        for number, (name, wish) in enumerate(given):
            if wish in [each for _, each in given[:number]]:
                raise ValidationError(_("You have chosen this group already."), name)


class RegisterForm(OwnQuestions, RegisterSchema):
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


def form_with(questions: Iterable[Mapping[str, Any]]) -> RegisterForm:
    """The form of a call with these questions of its own."""
    made: Any = type("RegisterForm", (RegisterForm,), question_fields(questions))
    return made(exclude=("answers",))


class Received(Schema):
    """The same answer for everybody, so that nobody learns who has registered."""

    received = fields.Boolean()
    confirm_by = fields.AwareDateTime()
