"""What the import of breaks takes and gives."""

from marshmallow import Schema, fields, validate

from shared.web.i18n import lazy as N_


class ClosuresSchema(Schema):
    """Breaks of an organisation on lines: first day; last day; kind; unit."""

    organisation = fields.String(
        required=True,
        validate=validate.Length(max=40),
        metadata={
            "label": N_("Whose breaks?"),
            "choices": lambda context: context.get("organisations", []),
            "widget": "select",
        },
    )
    sheet = fields.String(
        load_default="",
        validate=validate.Length(max=60_000),
        metadata={
            "label": N_("Or write them here, one on a line"),
            "hint": N_(
                "First day; last day; loma, kokeet or suljettu; unit if not all. For example 14.10.2013;18.10.2013;loma"
            ),
            "widget": "textarea",
            "rows": 5,
            "quiet": True,
        },
    )
    seen = fields.Boolean(load_default=False, metadata={"widget": "hidden", "label": ""})


class ClosureSchema(Schema):
    """Days on which people of an organisation, or of one of its units, are away."""

    organisation = fields.String()
    unit = fields.String(allow_none=True)
    kind = fields.String()
    first = fields.Date()
    last = fields.Date()
    assumed = fields.Boolean()


class ClosureFaultSchema(Schema):
    """A line that was not read, and why."""

    line = fields.Integer()
    fault = fields.String()


class SheetReadSchema(Schema):
    """What was read, and what was not."""

    closures = fields.List(fields.Nested(ClosureSchema))
    faults = fields.List(fields.Nested(ClosureFaultSchema))
    saved = fields.Boolean()


class BusySchema(Schema):
    """A calendar with busy times: its text, or its address on the public web."""

    calendar = fields.String(
        load_default=None, validate=validate.Length(max=1_048_576), metadata={"label": N_("Calendar")}
    )
    address = fields.String(
        load_default=None,
        validate=validate.Length(max=2000),
        metadata={
            "label": N_("Or the address of your calendar"),
            "hint": N_("Begins with https://. The address is not kept."),
            "quiet": True,
        },
    )


class BusyAnswerSchema(Schema):
    """How many busy intervals are kept."""

    kept = fields.Integer()
