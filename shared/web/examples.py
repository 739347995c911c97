"""Examples of the JSON API, made from the schemas: by a field's own `example`, its choices, its name, its type.

Guaranteed of an example to send: the schema takes it. What cannot be together with the rest is left out.
"""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

UUID = "0e8b5d1c-5c0f-4c7e-9f0a-3d2b8f6a1e47"
BY_NAME: dict[str, Any] = {
    "first_name": "Aino",
    "last_name": "Malli",
    "name": "Aino Malli",
    "organisation": "hyria",
    "employer": "hyria",
    "unit": "Torikatu",
    "job_title": "koulusihteeri",
    "town": "Hämeenlinna",
    "state": "open",
    "id": UUID,
    "fi": "Sihteerien VERME",
    "sv": "VERME för sekreterare",
    "en": "VERME for secretaries",
    "reason": "Ryhmä haluaa aloittaa",
    "reporting_year": 2013,
    "away_weeks": "2013-W42",
    "project": "verme-2013",
    "slot": "thu_pm",
}
BY_TYPE: list[tuple[type[fields.Field[Any]], Any]] = [
    (fields.UUID, UUID),
    (fields.Email, "aino.malli@hyria.example"),
    (fields.Url, "https://verme.example/"),
    (fields.Date, "2013-08-29"),
    (fields.Time, "13:00"),
    (fields.DateTime, "2013-08-29T10:00:00+00:00"),
    (fields.Boolean, True),
    (fields.Integer, 5),
    (fields.Decimal, "2.5"),
    (fields.Float, 2.5),
    (fields.Dict, {}),
    (fields.Raw, None),
    (fields.String, "Malli"),
]
BY_SAID_TYPE = {"string": "Malli", "integer": 5, "number": 2.5, "boolean": True, "array": [], "object": {}}


def example_to_send(schema: Schema) -> Any:
    """A body that the schema takes, with as much in it as goes together."""
    whole = _of(schema, schema.load_fields)
    return whole if _is_taken(schema, whole) else _of(schema, _required(schema.load_fields), sparse=True)


def example_of_answer(schema: Schema) -> Any:
    """A body such as the schema makes."""
    return _of(schema, schema.dump_fields)


def _is_taken(schema: Schema, example: Any) -> bool:
    try:
        schema.load(example)
    except ValidationError:
        return False
    return True


def _required(known: dict[str, fields.Field[Any]]) -> dict[str, fields.Field[Any]]:
    return {name: each for name, each in known.items() if each.required or "example" in each.metadata}


def _of(schema: Schema, known: dict[str, fields.Field[Any]], *, sparse: bool = False) -> Any:
    one = {each.data_key or name: _value(name, each, sparse) for name, each in known.items()}
    return [one] if schema.many else one


def _value(name: str, field: fields.Field[Any], sparse: bool) -> Any:
    if "example" in field.metadata:
        return field.metadata["example"]
    if isinstance(field, fields.Nested):
        nested = field.schema
        inner = _of(nested, _required(nested.load_fields) if sparse else nested.dump_fields)
        return [inner] if field.many and not nested.many else inner
    if isinstance(field, fields.List):
        return [_value(name, field.inner, sparse)]
    return _plain(name, field)


def _plain(name: str, field: fields.Field[Any]) -> Any:
    for check in field.validators:
        if isinstance(check, validate.OneOf):
            return next(each for each in check.choices if each is not None)
        if isinstance(check, validate.Equal):
            return check.comparable
    found = BY_NAME.get(name, _by_type(field))
    return _by_type(field) if isinstance(found, str) != isinstance(_by_type(field), str) else found


def _by_type(field: fields.Field[Any]) -> Any:
    for check in field.validators:
        if isinstance(field, fields.Integer) and isinstance(check, validate.Range) and (check.min or 0) > 5:
            return check.min
    said = BY_SAID_TYPE.get(field.metadata.get("type", ""))
    return next((value for kind, value in BY_TYPE if isinstance(field, kind)), said)
