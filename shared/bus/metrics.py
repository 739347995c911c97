"""Figures of the bus for Prometheus, and the counters that `bus_state` shares between processes."""

from collections import Counter as Tally

from prometheus_client import Counter, Gauge
from sqlalchemy.dialects.postgresql import insert

from shared.database.kit import BusState
from shared.work import Runtime

PUBLISHED = Counter("vertais_events_published", "Events confirmed by the broker.")
UNROUTED = Counter("vertais_events_unrouted", "Events that nobody is bound to, dropped.")
HELD = Counter("vertais_events_held", "Events kept because the reader that should be bound is not.")
CONSUMED = Counter("vertais_events_consumed", "Events taken off the queue, by how they ended.", ["ended"])
PAUSED = Gauge("vertais_consumer_paused", "1 while the surroundings fail and nothing is taken off the queue.")
CONNECTED = Gauge("vertais_broker_connected", "1 while the part is connected to the broker.", ["part"])
TIMERS = Counter("vertais_timers_run", "Timers that ran.")

_unsaved: Tally[str] = Tally()


def count(name: str, number: int = 1) -> None:
    """Add to a counter of `bus_state`; written by the next `save`."""
    _unsaved[name] += number


def save(runtime: Runtime) -> None:
    """Add what was counted since the last time to `bus_state`."""
    if not _unsaved:
        return
    counted = dict(_unsaved)
    statement = insert(BusState)
    upsert = statement.on_conflict_do_update(
        index_elements=["name"], set_={"value": BusState.value + statement.excluded.value}
    )
    with runtime.sessions.begin() as session:
        session.execute(upsert, [{"name": name, "value": counted[name]} for name in sorted(counted)])
    _unsaved.subtract(counted)
    for name in [name for name, value in _unsaved.items() if value == 0]:
        del _unsaved[name]
