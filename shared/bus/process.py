"""One batch of admitted events: all at once, and one by one when that fails.

Every event ends in one of four ways: done; waiting for something (`NotYet`); failed, and kept in `failed_events`;
or the surroundings failed, and then nothing was counted and the whole batch is to be tried again.
"""

from collections.abc import Sequence

from greenlet import GreenletExit

from shared.bus.apply import apply
from shared.bus.envelope import Event
from shared.bus.failures import record_failure, surroundings
from shared.bus.subscriptions import Subscriptions
from shared.work import Runtime


def process(runtime: Runtime, subscriptions: Subscriptions, events: Sequence[Event]) -> list[BaseException]:
    """Apply a batch; the errors of the events that failed. Raises when the surroundings fail."""
    try:
        with runtime.work() as work:
            apply(work, subscriptions, events)
        return []
    except (KeyboardInterrupt, GreenletExit):
        raise
    except BaseException as error:
        if surroundings(error):
            raise
    found = (_alone(runtime, subscriptions, event) for event in events)
    return [error for error in found if error is not None]


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
