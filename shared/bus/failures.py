"""Events that could not be dealt with: kept in the service's own database, tried again, or given up and shown.

Verdicts: `waiting` (for something to arrive, or for a version of the program that knows it), `retrying` (with
growing delays, at most 8 times in 24 hours), `dead` (a person decides), `refused` (broke the gate; capped per
sender). No reason ever holds a name, an address, or a value of the event.
"""

import hashlib
import traceback
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from greenlet import GreenletExit
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from shared.bus.apply import apply
from shared.bus.envelope import Event
from shared.bus.gate import LARGEST, Delivery, Refused, UnknownType, attributes_of, parsed
from shared.bus.subscriptions import NotYet, Subscriptions
from shared.clock import real_now
from shared.database.kit import FailedEvent
from shared.work import Runtime, UnitOfWork

DELAYS = tuple(timedelta(seconds=each) for each in (1, 5, 30, 120, 600, 1800, 3600, 3600))
PATIENCE = timedelta(hours=1)
KEPT_PER_SENDER = 1000
UNKNOWN = "UnknownType"
QUERY_CANCELED = "57014"
log = structlog.get_logger("shared.bus.failures")


def surroundings(error: BaseException) -> bool:
    """Whether the database or the connection failed, rather than the event."""
    if isinstance(error, DBAPIError) and getattr(error.orig, "pgcode", None) == QUERY_CANCELED:
        return False
    return isinstance(error, OperationalError | InterfaceError | PoolExhausted)


def delay(attempts: int) -> timedelta | None:
    """How long to wait after so many attempts; None when there were enough."""
    return DELAYS[attempts - 1] if attempts < len(DELAYS) else None


def record_failure(work: UnitOfWork, event: Event, error: BaseException) -> FailedEvent:
    """Keep an event that failed, or count another failure of it."""
    kept = work.session.scalar(select(FailedEvent).where(FailedEvent.event_id == str(event.id)).with_for_update())
    if kept is None:
        kept = FailedEvent(body=event.body, attempts=0, **_named(event))
        work.session.add(kept)
    judge(kept, error)
    return kept


def _named(event: Event) -> dict[str, Any]:
    return {
        "event_id": str(event.id),
        "type": event.type.type,
        "aggregate": event.contract.aggregate,
        "subject": str(event.subject),
        "organisation": event.organisation,
        "sender": event.source,
    }


def judge(kept: FailedEvent, error: BaseException) -> None:
    """Decide what becomes of an event after a failure."""
    kept.attempts += 1
    kept.reason, kept.detail = type(error).__name__, place(error)
    pause = delay(kept.attempts)
    kept.verdict = "retrying" if pause else "dead"
    if isinstance(error, NotYet):
        kept.verdict, kept.detail = "waiting", str(error)
        kept.waits_for_aggregate, kept.waits_for_id = error.contract.aggregate, error.record_id
        pause = min(PATIENCE, timedelta(seconds=2 ** min(kept.attempts, 12)))
    kept.next_at = real_now() + pause if pause else None
    say = log.error if kept.verdict == "dead" else log.warning
    say("event failed", verdict=kept.verdict, reason=kept.reason, place=kept.detail, event_id=kept.event_id)


def place(error: BaseException) -> str:
    """Where an error arose; never its text, which may quote values."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [each for each in frames if "site-packages" not in each.filename] or frames
    return f"{own[-1].name}, line {own[-1].lineno}" if own else ""


def keep_refused(work: UnitOfWork, delivery: Delivery, refusal: Refused) -> None:
    """Keep what the gate refused, up to a limit per sender."""
    _keep(work, delivery, "refused", refusal.reason, refusal.detail)


def keep_unknown(work: UnitOfWork, delivery: Delivery) -> None:
    """Keep an event of an unknown type until a program that knows it starts."""
    _keep(work, delivery, "waiting", UNKNOWN, "")


def _keep(work: UnitOfWork, delivery: Delivery, verdict: str, reason: str, detail: str) -> None:
    sender = delivery.user_id
    mine = FailedEvent.sender.is_not_distinct_from(sender) & (FailedEvent.verdict == verdict)
    number = work.session.scalar(select(func.count()).select_from(FailedEvent).where(mine)) or 0
    body = delivery.body if len(delivery.body) <= LARGEST else delivery.body[:1024]
    if number < KEPT_PER_SENDER:
        kept = {"verdict": verdict, "reason": reason, "detail": detail, "body": body, "sender": sender}
        work.session.add(FailedEvent(attempts=1, routing_key=delivery.routing_key[:255], **kept))
    log.warning("event kept", verdict=verdict, reason=reason, sender=sender, body=fingerprint(delivery.body))


def wake_unknown(runtime: Runtime) -> None:
    """Look again at events whose type was unknown; called when a program starts."""
    unknown = (FailedEvent.verdict == "waiting") & (FailedEvent.reason == UNKNOWN)
    with runtime.work() as work:
        work.session.execute(update(FailedEvent).where(unknown).values(next_at=func.now()))


def retry_due(runtime: Runtime, subscriptions: Subscriptions) -> int:
    """Try every event again whose time has come, each in its own unit of work; how many were tried."""
    tried = 0
    while _retry_one(runtime, subscriptions):
        tried += 1
    return tried


def _retry_one(runtime: Runtime, subscriptions: Subscriptions) -> bool:
    due = (FailedEvent.verdict.in_(("waiting", "retrying"))) & (FailedEvent.next_at <= func.clock_timestamp())
    pick = select(FailedEvent).where(due).order_by(FailedEvent.next_at).limit(1).with_for_update(skip_locked=True)
    tried: tuple[UUID, Event] | None = None
    try:
        with runtime.work() as work:
            kept = work.session.scalar(pick)
            if kept is None:
                return False
            try:
                event = parsed(attributes_of(kept.body), kept.body)
            except (UnknownType, Refused) as fault:
                _judge_unreadable(kept, fault)
                return True
            tried = kept.id, event
            work.session.delete(kept)
            work.session.flush()
            apply(work, subscriptions, [event])
    except (KeyboardInterrupt, GreenletExit):
        raise
    except BaseException as error:
        if surroundings(error) or tried is None:
            raise
        _failed_again(runtime, *tried, error)
    return True


def _failed_again(runtime: Runtime, kept_id: UUID, event: Event, error: BaseException) -> None:
    with runtime.work() as work:
        kept = work.session.get(FailedEvent, kept_id, with_for_update=True)
        if kept is not None:
            for name, value in _named(event).items():
                setattr(kept, name, value)
            judge(kept, error)


def _judge_unreadable(kept: FailedEvent, fault: UnknownType | Refused) -> None:
    """A kept event that this program cannot read: it waits on, or is refused."""
    kept.next_at = None
    if isinstance(fault, Refused):
        kept.verdict, kept.reason, kept.detail = "refused", fault.reason, fault.detail


def fingerprint(body: bytes) -> str:
    """What a log may say of a body."""
    return f"sha256:{hashlib.sha256(body).hexdigest()[:12]} {len(body)} bytes"
