"""The published language: every contract is documented, has an example, and carries no personal data."""

import json
from itertools import chain
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import Schema, ValidationError, fields, validate

from shared.contracts import Aggregate, contracts, event_types, event_types_of
from shared.contracts.export import EXAMPLES, asyncapi, example, json_schema, schemas
from shared.plugins import manifests


def state_check(contract: type[Aggregate]) -> Any:
    """The compiled JSON Schema of a contract's state."""
    carrying_state = next(each for each in event_types_of(contract) if each.kind == "event")
    return jsonschema_rs.validator_for(json_schema(carrying_state), validate_formats=True).validate


by_name = pytest.mark.parametrize("contract", contracts(), ids=lambda each: each.__name__)


def leaves(schema: Schema) -> list[tuple[str, fields.Field]]:
    """All fields of a schema with those nested in it."""
    return list(chain.from_iterable(_leaf(name, field) for name, field in schema.fields.items()))


def _leaf(name: str, field: fields.Field) -> list[tuple[str, fields.Field]]:
    if isinstance(field, fields.Nested):
        return [(name, field), *((f"{name}.{inner}", each) for inner, each in leaves(field.schema))]
    if isinstance(field, fields.List):
        return [(name, field), *((inner, each) for inner, each in _leaf(f"{name}[]", field.inner) if each.metadata)]
    return [(name, field)]


@by_name
def test_every_field_has_a_description(contract: type[Aggregate]) -> None:
    silent = [name for name, field in leaves(contract()) if not field.metadata.get("description")]
    assert silent == []


@by_name
def test_text_is_public_closed_or_on_a_people_stream(contract: type[Aggregate]) -> None:
    open_text = [name for name, field in leaves(contract()) if _is_open_text(field)]
    personal = [name for name, field in leaves(contract()) if field.metadata.get("personal")]
    assert open_text == []
    assert personal == [] or contract.stream.startswith("people.")


def _is_open_text(field: fields.Field) -> bool:
    if type(field) is not fields.String:
        return False
    closed = any(isinstance(each, validate.OneOf | validate.Regexp) for each in field.validators)
    return not closed and not field.metadata.get("public") and not field.metadata.get("personal")


@by_name
def test_the_example_fits_the_contract_and_its_json_schema(contract: type[Aggregate]) -> None:
    state = example(contract)
    assert contract().load(state)["id"]
    for event_type in event_types_of(contract):
        if event_type.kind != "gone":
            jsonschema_rs.validate(json_schema(event_type), state, validate_formats=True)


@by_name
def test_a_reader_ignores_an_unknown_field_and_a_writer_refuses_it(contract: type[Aggregate]) -> None:
    state = {**example(contract), "added_next_year": 1}
    state_check(contract)(state)
    with pytest.raises(ValidationError, match="added_next_year"):
        contract().load(state)


@by_name
def test_a_required_field_that_is_missing_is_refused_by_both(contract: type[Aggregate]) -> None:
    state = {key: value for key, value in example(contract).items() if key != "organisation"}
    with pytest.raises(ValidationError):
        contract().load(state)
    with pytest.raises(jsonschema_rs.ValidationError):
        state_check(contract)(state)


@by_name
@given(wrong=st.one_of(st.integers(), st.text(max_size=8), st.lists(st.integers()), st.none(), st.booleans()))
def test_a_wrong_id_never_passes_the_json_schema(contract: type[Aggregate], wrong: Any) -> None:
    check = state_check(contract)
    with pytest.raises(jsonschema_rs.ValidationError):
        check({**example(contract), "id": wrong})


def test_there_is_no_orphaned_example() -> None:
    known = {f"{each.aggregate}.v{each.major}.json" for each in contracts()}
    assert {path.name for path in EXAMPLES.iterdir()} == known


def test_every_event_says_when_it_is_sent() -> None:
    assert [each.name for each in event_types() if not each.sent_when.endswith(".")] == []


def test_every_contract_has_exactly_one_service_that_sends_it() -> None:
    for contract in contracts():
        senders = [name for name, manifest in manifests().items() if contract in manifest.publishes]
        if contract.producer == "*":
            assert senders
        else:
            assert senders == [contract.producer]


def test_what_one_service_alone_may_read_is_read_by_it_alone() -> None:
    readers = {
        stream: {n for n, m in manifests().items() if any(c.stream == stream for c in m.subscribes)}
        for stream in ("people.statistics", "people.introductions", "people.considerations", "people.erasures")
    }
    assert readers == {
        "people.statistics": {"reporting"},
        "people.introductions": {"registration"},
        "people.considerations": {"scheduling"},
        "people.erasures": {"registration"},
    }


def test_the_asyncapi_document_points_only_at_what_exists() -> None:
    document = asyncapi(manifests())
    for operation in document["operations"].values():
        name = operation["channel"]["$ref"].removeprefix("#/channels/").replace("~1", "/")
        assert name in document["channels"]
    payloads = {each["payload"]["properties"]["data"]["$ref"] for each in document["components"]["messages"].values()}
    assert payloads <= set(schemas())
    assert json.dumps(document)
