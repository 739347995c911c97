"""The coordinator's forms for calls, which make the same data as the JSON bodies of `schemas.calls`."""

from datetime import time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate, validates_schema

from services.registration.schemas.calls import KINDS, MORE_URL, PLACING
from services.registration.schemas.desk import DatesForm
from services.registration.schemas.group_facts import GroupFacts
from services.registration.schemas.questions import QUESTION_KINDS
from services.registration.schemas.registrations import choices_from
from shared.clock import at_local
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

TEXT = validate.Length(min=1, max=200)
LONG = validate.Length(max=2000)
KIND_NAMES = {"verme": N_("Verme groups"), "shadowing": N_("Pair periods")}
PLACING_NAMES = [
    ("fixed", N_("Fixed groups"), N_("The dates are known; places are given in order of arrival.")),
    (
        "together",
        N_("Groups are put together"),
        N_("People tell their wishes and times; groups are made after the deadline."),
    ),
]
QUESTION_NAMES = {"text": N_("Text"), "choice": N_("One of several"), "yes_no": N_("Yes or no")}


def _long(label: Any) -> fields.Field[Any]:
    return fields.String(load_default=None, validate=LONG, metadata={"label": label, "widget": "textarea"})


class CallForm(Schema):
    """A call; its groups are added next."""

    kind = fields.String(
        required=True,
        validate=validate.OneOf(KINDS),
        metadata={"label": N_("What does it invite to?"), "widget": "radios", "choices": list(KIND_NAMES.items())},
    )
    owner = fields.String(
        load_default=None,
        validate=validate.Length(max=40),
        metadata={
            "label": N_("Whose call is it?"),
            "hint": N_("The network's is for everybody, an organisation's for its own people."),
            "widget": "radios",
            "choices": choices_from("owners"),
            "quiet": True,
        },
    )
    placing = fields.String(
        load_default="fixed",
        validate=validate.OneOf(PLACING),
        metadata={
            "label": N_("How are places given?"),
            "widget": "radios",
            "choices": PLACING_NAMES,
            "quiet": True,
        },
    )
    title_fi = fields.String(required=True, validate=TEXT, metadata={"label": N_("Title in Finnish")})
    title_sv = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Title in Swedish")})
    title_en = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Title in English")})
    about_fi = _long(N_("What is it about? (in Finnish)"))
    about_sv = _long(N_("What is it about? (in Swedish)"))
    about_en = _long(N_("What is it about? (in English)"))
    reporting_year = fields.Integer(
        required=True, validate=validate.Range(2000, 2100), metadata={"label": N_("Reporting year")}
    )
    opens_on = fields.Date(required=True, metadata={"label": N_("Registration begins")})
    closes_on = fields.Date(
        load_default=None,
        metadata={
            "label": N_("Registration ends"),
            "hint": N_("Fixed groups: leave empty, each group closes a week before its first meeting."),
        },
    )
    known_by = fields.Date(
        load_default=None,
        metadata={"label": N_("Groups are put together: by which date will people know?")},
    )
    venue_name = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Place")})
    venue_town = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Town")})
    partners = fields.String(
        load_default=None,
        validate=TEXT,
        metadata={
            "label": N_("In co-operation with"),
            "hint": N_("Projects or organisations, as the page names them."),
        },
    )
    more_url = fields.Url(
        load_default=None,
        schemes={"https", "http"},
        validate=MORE_URL,
        metadata={"label": N_("Address of a page with more information")},
    )
    quota = fields.Integer(
        load_default=None, validate=validate.Range(1, 1000), metadata={"label": N_("Pair periods: how many pairs")}
    )
    period_days = fields.Integer(
        load_default=None, validate=validate.Range(1, 20), metadata={"label": N_("Pair periods: working days")}
    )
    window_from = fields.Date(load_default=None, metadata={"label": N_("First possible day of the season")})
    window_to = fields.Date(load_default=None, metadata={"label": N_("Last possible day of the season")})

    @validates_schema(skip_on_field_errors=True)
    def check(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data.get("placing") == "together" and not data.get("closes_on"):
            raise ValidationError(
                _("Groups that are put together need one day on which registration ends."), "closes_on"
            )
        if data["window_from"] and data["window_to"] and data["window_from"] > data["window_to"]:
            raise ValidationError(_("The last day is before the first."), "window_to")

    @post_load
    def as_call(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        same = (
            "kind",
            "placing",
            "reporting_year",
            "closes_on",
            "known_by",
            "quota",
            "period_days",
            "owner",
            "partners",
            "more_url",
        )
        venue = {"name": data["venue_name"], "town": data["venue_town"]} if data["venue_name"] else None
        about = {code: data[f"about_{code}"] for code in ("fi", "sv", "en") if data[f"about_{code}"]}
        found = {name: data[name] for name in (*same, "window_from", "window_to") if name in data}
        opens = {"opens_at": at_local(data["opens_on"], time(0))} if "opens_on" in data else {}
        titles = {code: data[f"title_{code}"] for code in ("fi", "sv", "en")}
        return found | opens | {"title": titles, "about": about, "venue": venue}


class GroupChangeForm(DatesForm, GroupFacts):
    """What may change of a group until it is confirmed."""

    class Meta:
        fields = (
            *("name_fi", "name_sv", "name_en", "meetings", "reserve_dates", "closes_on"),
            *("theme", "basis", "purpose", "education_levels", "especially_for"),
        )

    name_fi = fields.String(required=True, validate=TEXT, metadata={"label": N_("Name in Finnish")})
    name_sv = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Name in Swedish")})
    name_en = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Name in English")})
    closes_on = fields.Date(
        load_default=None,
        metadata={
            "label": N_("Registration ends"),
            "hint": N_("Leave empty: a week before the first meeting. A later day opens registration again."),
        },
    )

    @post_load
    def as_group(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        return data | {"name": {code: data.pop(f"name_{code}") for code in ("fi", "sv", "en")}}


class QuestionForm(Schema):
    """A question of the call's own; at most five, asked on a screen of their own."""

    label_fi = fields.String(required=True, validate=TEXT, metadata={"label": N_("Question in Finnish")})
    label_sv = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Question in Swedish")})
    label_en = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Question in English")})
    kind = fields.String(
        required=True,
        validate=validate.OneOf(QUESTION_KINDS),
        metadata={"label": N_("How is it answered?"), "widget": "radios", "choices": list(QUESTION_NAMES.items())},
    )
    choices = fields.List(
        fields.String(validate=TEXT),
        load_default=list,
        validate=validate.Length(max=10),
        metadata={
            "label": N_("The answers to choose from"),
            "hint": N_("One on each line, in Finnish; other languages after a slash: Kyllä / Ja / Yes."),
            "widget": "lines",
        },
    )
    required = fields.Boolean(load_default=False, metadata={"label": N_("It must be answered")})
    only_if = fields.String(
        load_default=None,
        validate=validate.Regexp(r"^[a-z0-9_]{1,20}=[a-z0-9_]{1,20}$"),
        metadata={
            "label": N_("Asked only of those who answered"),
            "widget": "select",
            "choices": choices_from("earlier"),
        },
    )

    @validates_schema(skip_on_field_errors=True)
    def check(self, data: dict[str, Any], **kwargs: Any) -> None:
        if (data["kind"] == "choice") != (len(data["choices"]) >= 2):
            raise ValidationError(_("A choice has at least two answers; other questions have none."), "choices")

    @post_load
    def as_question(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        condition = data["only_if"].split("=") if data["only_if"] else None
        return {
            "label": {code: data[f"label_{code}"] for code in ("fi", "sv", "en")},
            "kind": data["kind"],
            "choices": [_in_languages(each) for each in data["choices"]],
            "required": data["required"],
            "only_if": {"question": condition[0], "answer": condition[1]} if condition else None,
        }


def _in_languages(line: str) -> dict[str, str | None]:
    parts: list[str | None] = [each.strip() or None for each in line.split("/")]
    return dict(zip(("fi", "sv", "en"), [*parts, None, None][:3], strict=True))
