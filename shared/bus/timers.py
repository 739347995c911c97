"""Timers: what is due in domain time is done, each in its own unit of work.

Guaranteed: a timer that succeeds runs once, however many processes look; one that fails is tried again with
growing delays, eight times, and is then kept as dead and shown. Not guaranteed: order between timers.
"""

from sqlalchemy import func, select, update

from shared.bus.failures import delay, place, surroundings
from shared.bus.subscriptions import Timers
from shared.clock import real_now
from shared.database.kit import Timer
from shared.work import Runtime


def run_due(runtime: Runtime, timers: Timers) -> int:
    """Run what is due; how many ran."""
    ran = 0
    while _run_one(runtime, timers):
        ran += 1
    return ran


def _run_one(runtime: Runtime, timers: Timers) -> bool:
    found = None
    try:
        with runtime.work() as work:
            ripe = (Timer.due_at <= work.now) & (Timer.retry_at.is_(None) | (Timer.retry_at <= func.clock_timestamp()))
            pick = select(Timer).where(ripe, ~Timer.dead, Timer.kind.in_(timers.kinds)).order_by(Timer.due_at)
            timer = work.session.scalar(pick.limit(1).with_for_update(skip_locked=True))
            if timer is None:
                return False
            found = (timer.kind, timer.key, timer.attempts + 1)
            work.session.delete(timer)
            work.session.flush()
            timers.kinds[timer.kind](work, timer.key)
    except Exception as error:
        if surroundings(error) or found is None:
            raise
        _count_failure(runtime, *found, error)
    return True


def _count_failure(runtime: Runtime, kind: str, key: str, attempts: int, error: Exception) -> None:
    pause = delay(attempts)
    kept = {
        "attempts": attempts,
        "retry_at": real_now() + pause if pause else None,
        "dead": pause is None,
        "reason": f"{type(error).__name__} in {place(error)}",
    }
    with runtime.work() as work:
        work.session.execute(update(Timer).where(Timer.kind == kind, Timer.key == key).values(**kept))
