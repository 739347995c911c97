"""What the agreement and the plan of a group take and give; one schema for forms and the API."""

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from services.scheduling.domain.agreement import MAY_LEAVE
from services.scheduling.domain.plan import METHODS
from shared.web.formats import show_date
from shared.web.i18n import gettext as _
from shared.web.i18n import lazy as N_

LEAVE_TEXTS = {
    "public_themes": N_("Themes that the group makes public"),
    "ideas": N_("Ideas that the group releases"),
    "tools": N_("Methods and tools, without what was said"),
}
METHOD_TEXTS = {
    "dialogue": N_("Dialogue"),
    "solution_focused": N_("Solution-focused exercises"),
    "visits": N_("Visits to each other's work"),
    "reading": N_("Reading together"),
    "other": N_("Something else"),
}
_ITEM = fields.String(validate=validate.Length(min=1, max=200))
SEEN = fields.Integer(load_default=0, metadata={"widget": "hidden", "label": ""})


class AgreementTextSchema(Schema):
    """The text of an agreement (dossier E.3). That what is said stays in the group is part of every agreement."""

    goals = fields.List(
        _ITEM,
        load_default=list,
        validate=validate.Length(max=8),
        metadata={
            "label": N_("What the group wants to achieve"),
            "hint": N_("Each goal on a line of its own, 8 at most."),
            "widget": "lines",
            "quiet": True,
        },
    )
    ground_rules = fields.List(
        _ITEM,
        load_default=list,
        validate=validate.Length(max=12),
        metadata={
            "label": N_("Our rules"),
            "hint": N_("Each rule on a line of its own."),
            "widget": "lines",
            "rows": 7,
            "quiet": True,
        },
    )
    confidentiality_more = fields.String(
        load_default=None,
        validate=validate.Length(max=500),
        metadata={
            "label": N_("More about confidentiality"),
            "hint": N_("What is said in the group stays in the group: that is part of every agreement."),
            "widget": "textarea",
            "rows": 3,
        },
    )
    absence_rule = fields.String(
        load_default=None,
        validate=validate.Length(max=200),
        metadata={"label": N_("How we tell that we cannot come"), "quiet": True},
    )
    what_may_leave = fields.List(
        fields.String(validate=validate.OneOf(MAY_LEAVE)),
        load_default=list,
        metadata={
            "label": N_("What may be taken out of the group"),
            "choices": list(LEAVE_TEXTS.items()),
            "widget": "checkboxes",
            "quiet": True,
        },
    )
    mentor_role = fields.String(
        load_default=None,
        validate=validate.Length(max=300),
        metadata={"label": N_("What the mentor does"), "widget": "textarea", "rows": 3},
    )
    revision = SEEN


class AnswerSchema(Schema):
    """Which version was read."""

    number = fields.Integer(required=True, metadata={"widget": "hidden", "label": ""})


def _meetings(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = {each.number: each for each in context["view"].meetings if each.state_ != "moved"}
    return [(str(number), f"{number}. {show_date(each.date)}") for number, each in sorted(found.items())]


def _people(context: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(str(each.id), each.name) for each in context["people"]]


class PlanSchema(Schema):
    """What a plan says besides its themes (dossier E.4)."""

    uniting_theme = fields.String(
        load_default=None,
        validate=validate.Length(max=120),
        metadata={
            "label": N_("What unites the group"),
            "hint": N_("Others may read this once the group has agreed on its plan."),
        },
    )
    desired_outcome = fields.String(
        load_default=None,
        validate=validate.Length(max=600),
        metadata={
            "label": N_("What the group wants to have at the end"),
            "hint": N_("Only the group's members and mentor read it."),
            "widget": "textarea",
        },
    )
    questions = fields.List(
        _ITEM,
        load_default=list,
        validate=validate.Length(max=20),
        metadata={
            "label": N_("Questions to work on"),
            "hint": N_("Each on a line of its own. Only the group reads them. Do not name people or pupils."),
            "widget": "lines",
        },
    )
    methods = fields.List(
        fields.String(validate=validate.OneOf(METHODS)),
        load_default=list,
        metadata={
            "label": N_("How the group works"),
            "choices": list(METHOD_TEXTS.items()),
            "widget": "checkboxes",
            "quiet": True,
        },
    )
    idea_session = fields.Integer(
        load_default=None,
        metadata={
            "label": N_("The meeting in which the group thinks about training needs"),
            "choices": _meetings,
            "widget": "select",
        },
    )
    revision = SEEN


class ThemeSchema(Schema):
    """A theme of the plan."""

    title = fields.String(
        required=True,
        validate=validate.Length(min=1, max=80),
        metadata={
            "label": N_("Theme"),
            "hint": N_("What the group will work on, in a few words. What is said is written nowhere."),
        },
    )
    meeting_number = fields.Integer(
        load_default=None, metadata={"label": N_("In which meeting?"), "choices": _meetings, "widget": "select"}
    )
    prepared_by = fields.UUID(
        load_default=None, metadata={"label": N_("Who prepares it?"), "choices": _people, "widget": "select"}
    )
    public = fields.Boolean(
        load_default=False,
        metadata={"label": N_("Others may read the title of this theme once the group has agreed on its plan")},
    )


class PlanAgreedSchema(Schema):
    """The day on which the group agreed on its plan."""

    agreed_on = fields.Date(required=True, metadata={"label": N_("The day on which the group agreed on its plan")})


class ShownTheme(ThemeSchema):
    """A theme as the group sees it."""

    id = fields.UUID()


class ShownPlan(PlanSchema):
    """A plan as the group sees it."""

    state = fields.String()
    agreed_on = fields.Date(allow_none=True)
    themes = fields.List(fields.Nested(ShownTheme))


class ShownVersion(Schema):
    """A version of an agreement, and who has accepted it."""

    number = fields.Integer()
    text = fields.Nested(AgreementTextSchema, exclude=("revision",))
    proposed_at = fields.AwareDateTime(format="iso")
    in_force_on = fields.Date(allow_none=True)
    accepted_ids = fields.List(fields.UUID())


class ShownAgreement(Schema):
    """An agreement as the group sees it. `asked` is the version that is proposed, else the one in force."""

    state = fields.String()
    in_force_on = fields.Date(allow_none=True)
    revision = fields.Integer()
    draft = fields.Nested(AgreementTextSchema, exclude=("revision",), allow_none=True)
    asked = fields.Nested(ShownVersion, allow_none=True)
    waiting_ids = fields.List(fields.UUID())
    own_answer = fields.Boolean(allow_none=True)


class PublicThemes(Schema):
    """What a group made public of its plan."""

    uniting_theme = fields.String(allow_none=True)
    themes = fields.List(fields.Nested(ThemeSchema(only=("title", "meeting_number"))))


def starting_text() -> dict[str, Any]:
    """The template of an agreement, in the reader's language (dossier R132, E.3)."""
    return {
        "ground_rules": [
            _("We are present."),
            _("We listen to each other."),
            _("We think together."),
            _("We put up with things being unfinished."),
            _("We respect each other."),
        ],
        "absence_rule": _("On the group's page, or to the mentor, as soon as we know."),
        "what_may_leave": ["ideas"],
    }
