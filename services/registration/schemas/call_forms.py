"""The coordinator's forms for calls, which make the same data as the JSON bodies of `schemas.calls`."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, pre_load, validate, validates_schema

from services.registration.schemas.calls import MORE_URL
from services.registration.schemas.desk import DatesForm
from services.registration.schemas.group_facts import GroupFacts
from services.registration.schemas.questions import QUESTION_KINDS
from services.registration.schemas.registrations import choices_from
from shared.clock import at_local
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

TEXT = validate.Length(min=1, max=200)
LONG = validate.Length(max=2000)
QUESTION_NAMES = {"text": N_("Text"), "choice": N_("One of several"), "yes_no": N_("Yes or no")}


FIRST = ("owner", "title_fi", "title_sv", "title_en", "about_fi", "about_sv", "about_en")
TIMES = ("opens_on", "closes_on")
LAST = ("venue_name", "venue_town", "partners", "more_url", "reporting_year")
AS_TYPED = (
    *("owner", "reporting_year", "closes_on", "known_by", "quota", "period_days"),
    *("partners", "more_url", "window_from", "window_to"),
)


def _long(label: Any) -> fields.Field[Any]:
    return fields.String(load_default=None, validate=LONG, metadata={"label": label, "widget": "textarea"})


class CallForm(Schema):
    """What every call says. Its kind and how places are given follow from the form that was chosen."""

    class Meta:
        fields = (*FIRST, *TIMES, *LAST)

    kind, placing = "verme", "fixed"
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
    title_fi = fields.String(required=True, validate=TEXT, metadata={"label": N_("Title in Finnish")})
    title_sv = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Title in Swedish")})
    title_en = fields.String(load_default=None, validate=TEXT, metadata={"label": N_("Title in English")})
    about_fi = _long(N_("What is it about? (in Finnish)"))
    about_sv = _long(N_("What is it about? (in Swedish)"))
    about_en = _long(N_("What is it about? (in English)"))
    reporting_year = fields.Integer(
        required=True,
        validate=validate.Range(2000, 2100),
        metadata={"label": N_("Reporting year"), "hint": N_("The year whose figures this call belongs to.")},
    )
    opens_on = fields.Date(required=True, metadata={"label": N_("Registration begins")})
    closes_on = fields.Date(
        load_default=None,
        metadata={
            "label": N_("Registration ends"),
            "hint": N_("Leave empty: each group closes a week before its first meeting."),
        },
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

    @pre_load
    def leave_others(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        """What was typed into the form of another kind comes along, and is not this call's."""
        return {name: value for name, value in data.items() if name in self.load_fields or name not in EVERY_FIELD}

    @validates_schema(skip_on_field_errors=True)
    def check(self, data: dict[str, Any], **kwargs: Any) -> None:
        first, last = data.get("window_from"), data.get("window_to")
        if first and last and first > last:
            raise ValidationError(_("The last day is before the first."), "window_to")

    @post_load
    def as_call(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        call = {"kind": self.kind, "placing": self.placing} | {name: data[name] for name in AS_TYPED if name in data}
        if "opens_on" in data:
            call["opens_at"] = at_local(data["opens_on"], time(0))
        if "venue_name" in data:
            call["venue"] = {"name": data["venue_name"], "town": data["venue_town"]} if data["venue_name"] else None
        about = {code: data[f"about_{code}"] for code in ("fi", "sv", "en") if data[f"about_{code}"]}
        return call | {"title": {code: data[f"title_{code}"] for code in ("fi", "sv", "en")}, "about": about}


class Season(Schema):
    """One day on which registration ends, and the days between which everything happens."""

    closes_on = fields.Date(required=True, metadata={"label": N_("Registration ends")})
    window_from = fields.Date(load_default=None, metadata={"label": N_("First possible day of the season")})
    window_to = fields.Date(load_default=None, metadata={"label": N_("Last possible day of the season")})


class TogetherCallForm(Season, CallForm):
    """A call whose groups are put together after registration."""

    class Meta:
        fields = (*FIRST, *TIMES, "known_by", "window_from", "window_to", *LAST)

    placing = "together"
    known_by = fields.Date(load_default=None, metadata={"label": N_("By which date will people know their group?")})


class PairCallForm(Season, CallForm):
    """A call for pair periods."""

    class Meta:
        fields = (*FIRST, *TIMES, "quota", "period_days", "window_from", "window_to", *LAST[2:])

    kind = "shadowing"
    quota = fields.Integer(
        load_default=None,
        validate=validate.Range(1, 1000),
        metadata={"label": N_("How many pairs can take part?"), "hint": N_("Needed before the call is published.")},
    )
    period_days = fields.Integer(
        load_default=None,
        validate=validate.Range(1, 20),
        metadata={"label": N_("Working days of one period"), "hint": N_("Five, unless you say otherwise.")},
    )


FORMS: dict[str, type[CallForm]] = {"fixed": CallForm, "together": TogetherCallForm, "pairs": PairCallForm}
"""The form of each thing that a call can invite to."""
EVERY_FIELD = tuple(dict.fromkeys(name for each in FORMS.values() for name in each.Meta.fields))


def form_name(call: Mapping[str, Any]) -> str:
    """Which of FORMS a call has."""
    return "pairs" if call["kind"] == "shadowing" else str(call["placing"])


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
