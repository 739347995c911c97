"""Making valid events from the contracts' examples."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import orjson

from shared.bus.envelope import Event, check, read
from shared.clock import real_microseconds
from shared.contracts import Aggregate, EventType, event_types_of
from shared.contracts.export import example

_ticks = count()


@dataclass
class EventFactory:
    """`event(GroupV1, "group_confirmed", state="confirmed")`: the example, with your values, under a new id.

    `id`, `organisation`, `version`, `occasions`, `at` and `source` may be given like any field of the contract.
    """

    now: Callable[[], datetime]

    def __call__(
        self,
        contract: type[Aggregate],
        name: str,
        /,
        *,
        id: UUID | str | None = None,
        at: datetime | None = None,
        version: int | None = None,
        source: str | None = None,
        **data: Any,
    ) -> Event:
        event_type = next(each for each in event_types_of(contract) if each.name == name)
        version, at = version or real_microseconds() + next(_ticks), at or self.now()
        state = self._data(contract, event_type, version, at, {**data, "id": str(id or uuid4())})
        check(event_type, state)
        envelope = {
            "specversion": "1.0",
            "id": str(uuid4()),
            "source": source or f"/hub/{contract.producer.replace('*', 'shadowing')}",
            "type": event_type.type,
            "subject": state["id"],
            "time": at.isoformat(),
            "datacontenttype": "application/json",
            "dataschema": event_type.dataschema,
            "organisation": state["organisation"],
            "version": version,
            "concerns": state["organisation"],
            "data": state,
        }
        body = orjson.dumps(envelope)
        return read(orjson.loads(body), body)

    def _data(
        self, contract: type[Aggregate], type_: EventType, version: int, at: datetime, given: dict[str, Any]
    ) -> dict[str, Any]:
        known = example(contract)
        given = orjson.loads(orjson.dumps(given, default=str))
        if type_.kind == "gone":
            return {"organisation": known["organisation"], **given, "gone": True}
        happened = {type_.name: {"version": version, "at": at.isoformat()}} if type_.kind == "event" else {}
        if unknown := given.keys() - contract().fields.keys():
            raise LookupError(f"{contract.__name__} has no field {', '.join(sorted(unknown))}")
        return {**known, "occasions": known["occasions"] | happened, **given}
