"""A list of staff in JSON: the sheet that is sent, and how far it is."""

from base64 import b64decode
from typing import Any

from marshmallow import Schema, ValidationError, fields, pre_dump, validate

from services.registration.schemas.staff_list import ALL, Problem, said
from shared.web.i18n import gettext as _


class Base64(fields.String):
    """A file in JSON."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        try:
            return b64decode(super()._deserialize(value, attr, data, **kwargs), validate=True)
        except ValueError as error:
            raise ValidationError(_("This is not a file in base64.")) from error


class SheetBody(Schema):
    """A sheet in JSON."""

    filename = fields.String(required=True, validate=validate.Length(1, 120))
    employer = fields.String(required=True, validate=validate.Length(1, 40))
    content = Base64(
        required=True, metadata={"description": "the file, .xlsx or .csv, in base64", "example": "bmltaTtvc29pdGU="}
    )


class StaffListShown(Schema):
    """A list: what is wrong with it, or how far it is."""

    id = fields.UUID()
    state = fields.String(attribute="state_name", validate=validate.OneOf(["faulty", "ready", "running", "done"]))
    filename = fields.String()
    total = fields.Integer()
    done = fields.Integer(metadata={"description": "rows brought in so far"})
    created = fields.Integer(metadata={"description": "before it is brought in: how many would be"})
    changed = fields.Integer()
    unchanged = fields.Integer()
    problems = fields.List(fields.Nested(Problem), metadata={"description": "what is wrong, by line and cell"})

    @pre_dump
    def in_words(self, found: Any, **kwargs: Any) -> dict[str, Any]:
        names = ("id", "state_name", "filename", "total", "done", "created", "changed", "unchanged")
        told = [{**each, "text": str(said(each))} for each in found.problems[:ALL]]
        return {name: getattr(found, name) for name in names} | {"problems": told}
