"""HTML forms from marshmallow schemas: one schema for the form and the JSON body.

A field's `metadata` gives its `label`, `hint`, `widget`, `choices` (pairs, or a function of the page's context),
`autocomplete`, `rows`, `inputmode`, `quiet` (never says "(optional)"). Whatever was typed is shown again, right or
wrong.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from werkzeug.datastructures import MultiDict

from shared.web.i18n import gettext as _
from shared.web.messages import by_field, required_message
from shared.web.text import clean

FORM_TOKEN = "form_token"
IN_LANGUAGE = "in_language"
"""A form sent with this is shown again in that language, with all that was typed; nothing else happens."""
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TIME = re.compile(r"(?:klo\s*|kl\.?\s*)?(\d{1,2})(?:[.:](\d{2}))?")


class FormField:
    """One field as the macros need it."""

    def __init__(self, form: "Form", name: str, field: fields.Field) -> None:
        self.form = form
        self.name = name
        self.field = field
        self.metadata: Mapping[str, Any] = field.metadata

    @property
    def label(self) -> str:
        return str(self.metadata.get("label", self.name))

    @property
    def hint(self) -> str:
        return str(self.metadata.get("hint", ""))

    @property
    def optional(self) -> bool:
        """Whether the label says "(optional)"; a lone tick box never does."""
        return not self.field.required and self.widget not in {"checkbox", "hidden"} and not self.metadata.get("quiet")

    @property
    def widget(self) -> str:
        if "widget" in self.metadata:
            return str(self.metadata["widget"])
        return _widget(self.field, bool(self.metadata.get("choices")))

    @property
    def choices(self) -> list[dict[str, Any]]:
        """Items for the macros: value, text and, of triples, a hint."""
        given = self.metadata.get("choices") or [(each, each) for each in _one_of(self.field)]
        pairs = given(self.form.context) if callable(given) else given
        chosen = set(self.values)
        return [
            {
                "value": str(each[0]),
                "text": str(each[1]),
                "checked": str(each[0]) in chosen,
                "selected": str(each[0]) in chosen,
                "hint": {"text": str(each[2])} if len(each) > 2 and each[2] else None,
            }
            for each in pairs
        ]

    @property
    def values(self) -> list[str]:
        return self.form.typed_of(self.name)

    @property
    def value(self) -> str:
        return "\n".join(self.values) if self.widget == "lines" else (self.values or [""])[0]

    @property
    def error(self) -> str:
        return " ".join(self.form.errors.get(self.name, ()))

    @property
    def maximum(self) -> int | None:
        """The longest text allowed, if limited."""
        lengths = [each.max for each in self.field.validators if isinstance(each, validate.Length) and each.max]
        return min(lengths, default=None)

    def missing(self) -> str:
        """What to say when it was left empty: the schema's own words, else made of the label."""
        own = str(self.field.error_messages["required"])
        default = fields.Field.default_error_messages["required"]
        return required_message(self.label, self.widget) if own == default else own


class Form:
    """A schema, what was typed, and what was wrong with it."""

    def __init__(self, schema: Schema, context: Mapping[str, Any] | None = None, initial: Any = None) -> None:
        self.schema = schema
        self.context: Mapping[str, Any] = context or {}
        self.typed: dict[str, list[str]] = {}
        self.errors: dict[str, list[str]] = {}
        self.fill(initial)

    def fill(self, initial: Any) -> None:
        """Show these values (a mapping or an object) in fields that nobody has typed in."""
        for name in self.schema.load_fields:
            value = initial.get(name) if isinstance(initial, Mapping) else getattr(initial, name, None)
            if value is not None and name not in self.typed:
                self.typed[name] = [_shown(each) for each in (value if isinstance(value, list | tuple) else [value])]

    def receive(self, posted: MultiDict[str, str]) -> None:
        """Keep what was typed."""
        self.typed = {name: posted.getlist(name) for name in posted if name not in (FORM_TOKEN, IN_LANGUAGE)}

    def load(self) -> Any:
        """What the schema makes of the typed. Raises ValidationError after noting every fault at its field."""
        try:
            data = clean({name: self._plain(name, values) for name, values in self.typed.items()})
            return self.schema.load({name: value for name, value in data.items() if value not in ("", None)})
        except ValidationError as error:
            self.note(error)
            raise

    def fault(self, name: str | None, text: str) -> None:
        """Note a fault at a field, or for the whole form."""
        known = name if name in self.schema.load_fields else "_schema"
        self.errors.setdefault(str(known), []).append(text)

    def typed_of(self, name: str) -> list[str]:
        """The raw texts typed in a field."""
        return self.typed.get(name, [])

    def field(self, name: str) -> FormField:
        """One field. KeyError when the schema has no such field."""
        return FormField(self, name, self.schema.load_fields[name])

    def __getitem__(self, name: str) -> FormField:
        return self.field(name)

    @property
    def error_list(self) -> list[dict[str, str | None]]:
        """Faults for the error summary, in the order of the fields."""
        order = [*self.schema.load_fields, *self.errors]
        names = sorted(self.errors, key=order.index)
        return [
            {"text": text, "href": f"#{name}" if name in self.schema.load_fields else None}
            for name in names
            for text in self.errors[name]
        ]

    def _plain(self, name: str, values: list[str]) -> Any:
        field = self.schema.load_fields.get(name)
        if isinstance(field, fields.List):
            parts = [part for each in values for part in each.splitlines()] if self._is_lines(field) else values
            return [_written(field.inner, each.strip()) for each in parts if each.strip()]
        return _written(field, values[-1].strip() if values else "")

    def _is_lines(self, field: fields.Field) -> bool:
        return field.metadata.get("widget") == "lines"

    def note(self, error: ValidationError) -> None:
        """Note a schema's faults at their fields."""
        known = self.schema.load_fields
        for path, texts in by_field(error.messages).items():
            name = path.split(".")[0]
            if name in known and name not in self.errors and not any(self.typed_of(name)) and known[name].required:
                self.errors[name] = [self.field(name).missing()]
            elif name in known:
                self.errors.setdefault(name, []).extend(each for each in texts if each not in self.errors.get(name, ()))
            else:
                unknown = path != "_schema"
                said = [_("The form has changed. Load the page again.")] if unknown else texts
                self.errors.setdefault("_schema", []).extend(said)


def _widget(field: fields.Field, has_choices: bool) -> str:
    if isinstance(field, fields.List):
        return "checkboxes" if has_choices or _one_of(field) else "lines"
    if has_choices or _one_of(field):
        return "radios"
    by_type = {fields.Email: "email", fields.Date: "date", fields.Time: "time", fields.Boolean: "checkbox"}
    by_type |= {fields.Integer: "number", fields.Decimal: "number"}
    return next((widget for kind, widget in by_type.items() if isinstance(field, kind)), "text")


def _one_of(field: fields.Field) -> list[Any]:
    checked = field.inner if isinstance(field, fields.List) else field
    found = [each.choices for each in checked.validators if isinstance(each, validate.OneOf)]
    return list(found[0]) if found else []


def _written(field: fields.Field | None, text: str) -> str:
    if isinstance(field, fields.Date) and (found := _DATE.fullmatch(text)):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if isinstance(field, fields.Time) and (found := _TIME.fullmatch(text)):
        return f"{int(found[1]):02}:{found[2] or '00'}"
    if isinstance(field, fields.Decimal | fields.Float):
        return text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    return text


def _shown(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    if isinstance(value, time):
        return f"{value.hour}.{value.minute:02}"
    if isinstance(value, Decimal | float):
        return str(value).replace(".", ",")
    return str(value).lower() if isinstance(value, bool) else str(value)
