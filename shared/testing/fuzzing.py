"""A service's JSON API under schemathesis: what its OpenAPI allows and forbids, sent to it, and the answers judged.

Every operation is called by each of the senders given, with ids and tokens that exist as often as with made-up ones.
Guaranteed of the answers: none is a fault of ours (5xx), none has a status, a content type or a body that the document
does not tell of.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, cast

import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = (not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance)
SENT_BY = {"X-Requested-By": "vertais"}


def faults(
    application: Any,
    service: str,
    *,
    senders: Sequence[Mapping[str, str]],
    known: Callable[[str, str], Sequence[Any]],
    seconds: float = 60,
    examples: int = 12,
) -> Iterator[str]:
    """What was found, one sentence for each operation with a fault.

    `senders`: cookies of each sender; `known(path, name)`: values that exist of a parameter in a path of the document.
    """
    schema = schemathesis.openapi.from_wsgi(f"/{service}/openapi.json", application)
    operations = [cast(Any, each).ok() for each in schema.get_all_operations()]
    until = time.monotonic() + seconds
    for number, operation in enumerate(operations):
        share = max((until - time.monotonic()) / (len(operations) - number), 0.2)
        yield from _faults_of(operation, senders, known, time.monotonic() + share, examples)


def _faults_of(
    operation: Any,
    senders: Sequence[Mapping[str, str]],
    known: Callable[[str, str], Sequence[Any]],
    until: float,
    most: int,
) -> Iterator[str]:
    names = [each.name for each in operation.path_parameters]
    values = {name: found for name in names if (found := [*map(str, known(operation.path, name))])}
    existing = st.fixed_dictionaries({name: st.sampled_from(found) for name, found in values.items()})

    @seed(1)
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(), st.sampled_from(list(senders)), existing, st.booleans())
    def calls(case: Any, cookies: Mapping[str, str], values: Mapping[str, str], exists: bool) -> None:
        if time.monotonic() > until:
            return
        if exists:
            case.path_parameters = {**(case.path_parameters or {}), **values}
        response = case.call(headers=SENT_BY, cookies=dict(cookies))
        case.validate_response(response, checks=list(CHECKS))

    try:
        calls()
    except (Exception, FailureGroup) as found:
        yield f"{operation.label}: {found}"
