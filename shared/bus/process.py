"""One batch off the queue: through the gate, applied all at once, and one by one when that fails.

Every message ends in one of four ways: done; waiting for something (`NotYet`, or a type that is not known yet);
failed or refused, and kept in `failed_events`; or the surroundings failed: then nothing was counted, and the whole
batch is to be tried again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from greenlet import GreenletExit

from shared.bus import metrics
from shared.bus.apply import apply
from shared.bus.envelope import Event
from shared.bus.failures import keep_refused, keep_unknown, record_failure, surroundings
from shared.bus.gate import Delivery, Gate, Refused, UnknownType
from shared.bus.subscriptions import Subscriptions
from shared.work import Runtime, UnitOfWork


@dataclass
class Sorted:
    """A batch after the gate."""

    admitted: list[Event] = field(default_factory=list)
    refused: list[tuple[Delivery, Refused]] = field(default_factory=list)
    unknown: list[Delivery] = field(default_factory=list)

    def keep(self, work: UnitOfWork) -> None:
        """Write down what did not pass."""
        for delivery, refusal in self.refused:
            keep_refused(work, delivery, refusal)
        for delivery in self.unknown:
            keep_unknown(work, delivery)


def pass_gate(gate: Gate, deliveries: Sequence[Delivery]) -> Sorted:
    """Sort a batch; never raises."""
    found = Sorted()
    for delivery in deliveries:
        try:
            found.admitted.append(gate.admit(delivery))
        except Refused as refusal:
            found.refused.append((delivery, refusal))
        except UnknownType:
            found.unknown.append(delivery)
        except Exception as error:  # a hole in the gate must not stop the queue
            found.refused.append((delivery, Refused("gate", type(error).__name__)))
    return found


def receive(runtime: Runtime, subscriptions: Subscriptions, gate: Gate, deliveries: Sequence[Delivery]) -> None:
    """Deal with a batch. Raises when the surroundings fail."""
    batch = pass_gate(gate, deliveries)
    failed = process(runtime, subscriptions, batch.admitted, batch)
    ended = {"refused": len(batch.refused), "unknown": len(batch.unknown), "failed": len(failed)}
    for name, number in {**ended, "applied": len(batch.admitted) - len(failed)}.items():
        metrics.CONSUMED.labels(name).inc(number)
    metrics.count("consumed", len(deliveries))
    metrics.count("failed", sum(ended.values()))


def process(
    runtime: Runtime, subscriptions: Subscriptions, events: Sequence[Event], batch: Sorted | None = None
) -> list[BaseException]:
    """Apply events; the errors of those that failed. Raises when the surroundings fail."""
    try:
        with runtime.work() as work:
            apply(work, subscriptions, events)
            if batch:
                batch.keep(work)
        return []
    except (KeyboardInterrupt, GreenletExit):
        raise
    except BaseException as error:
        if surroundings(error):
            raise
    errors = [_alone(runtime, subscriptions, event) for event in events]
    if batch:
        with runtime.work() as work:
            batch.keep(work)
    return [error for error in errors if error is not None]


def _alone(runtime: Runtime, subscriptions: Subscriptions, event: Event) -> BaseException | None:
    try:
        with runtime.work() as work:
            apply(work, subscriptions, [event])
        return None
    except (KeyboardInterrupt, GreenletExit):
        raise
    except BaseException as error:  # a time-out of a handler is not an Exception
        if surroundings(error):
            raise
        with runtime.work() as work:
            record_failure(work, event, error)
        return error
