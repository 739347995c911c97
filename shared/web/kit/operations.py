"""For demonstrations and tests, where VERTAIS_CLOCK=settable: is everything still, and what time is it.

`idle` means that no event of this service is on its way, no timer is due and its events process does nothing. A
driver that has seen every service idle, twice with the same counters, may go on.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marshmallow import Schema, fields
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from shared.bus import metrics
from shared.bus.connection import LOST, Link
from shared.database.kit import BusState, FailedEvent, OutboxRow, Timer
from shared.errors import NotFound
from shared.settings import broker_user
from shared.web.access import anyone
from shared.web.moments import Moment
from shared.web.request import Request
from shared.web.routes import Routes
from shared.work import UnitOfWork

BUSY = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name IN (:events, :web)
      AND state <> 'idle' AND xact_start IS NOT NULL
      AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class Agenda:
    """What a service has to do by itself beside the kit's timers: how much is due, and when something is next."""

    due: Callable[[UnitOfWork], int] = lambda work: 0
    next_due: Callable[[UnitOfWork], datetime | None] = lambda work: None


class ActivitySchema(Schema):
    """What is under way in one service."""

    outbox = fields.Integer(metadata={"description": "events committed and not confirmed by the broker"})
    queue = fields.Integer(
        allow_none=True, metadata={"description": "events ready in the queue; null when the broker does not answer"}
    )
    waiting = fields.Integer(metadata={"description": "failed events that wait or will be tried again"})
    due = fields.Integer(metadata={"description": "what should have been done by now: timers, mails"})
    next_due = fields.AwareDateTime(
        allow_none=True, format="iso", metadata={"description": "when something is due next (domain time)"}
    )
    busy = fields.Integer(metadata={"description": "other transactions that the service has open"})
    published = fields.Integer(metadata={"description": "events published so far"})
    consumed = fields.Integer(metadata={"description": "events consumed so far"})
    failed = fields.Integer(metadata={"description": "failed events that a person must look at"})
    idle = fields.Boolean(metadata={"description": "nothing is under way"})


class ClockSchema(Schema):
    """Domain time."""

    now = Moment(required=True, format="iso", metadata={"description": "domain time"})


def operations_routes(routes: Routes, agenda: Agenda) -> None:
    """Add `/api/X/v1/activity` and `/api/X/v1/clock`."""
    base = f"/api/{routes.service}/v1"
    queue_length = QueueLength()

    @routes.api("GET", f"{base}/activity", response=ActivitySchema, access=anyone, summary="What is under way")
    def activity(request: Request, work: UnitOfWork) -> dict[str, Any]:
        _only_where_settable(work)
        metrics.save(work.runtime)
        found = counted(work) | {"queue": queue_length(work), "busy": busy(work)}
        found["outbox"] = max(found["outbox"], outbox(work))
        found["due"] += agenda.due(work)
        found["next_due"] = min((each for each in (found["next_due"], agenda.next_due(work)) if each), default=None)
        under_way = (found["outbox"], found["queue"], found["due"], found["busy"], found.pop("retrying_soon"))
        return found | {"idle": not any(each is None or each > 0 for each in under_way)}

    @routes.api("GET", f"{base}/clock", response=ClockSchema, access=anyone, summary="Domain time")
    def clock(request: Request, work: UnitOfWork) -> dict[str, Any]:
        _only_where_settable(work)
        return {"now": work.now}

    @routes.api(
        "PUT", f"{base}/clock", body=ClockSchema, response=ClockSchema, access=anyone, summary="Set domain time"
    )
    def set_clock(request: Request, work: UnitOfWork, data: dict[str, Any]) -> dict[str, Any]:
        _only_where_settable(work)
        work.runtime.set_clock(data["now"])
        return data


def outbox(work: UnitOfWork) -> int:
    """Events that wait for the relay; asked before and after the rest, because consuming can publish."""
    return _number(work.session, OutboxRow, OutboxRow.held_until.is_(None))


def busy(work: UnitOfWork) -> int:
    """Other open transactions of the service, of either part; asked after the queue, because events go there."""
    name = work.manifest.name
    return work.session.scalar(text(BUSY), {"events": f"{name}.events", "web": f"{name}.web"}) or 0


def counted(work: UnitOfWork) -> dict[str, Any]:
    """The figures that the database knows."""
    session = work.session
    retrying = FailedEvent.verdict.in_(("waiting", "retrying"))
    soon = FailedEvent.next_at <= func.now() + text("interval '5 seconds'")
    state = dict(session.execute(select(BusState.name, BusState.value)).all())
    return {
        "outbox": outbox(work),
        "waiting": _number(session, FailedEvent, retrying),
        "retrying_soon": _number(session, FailedEvent, retrying, soon),
        "due": _number(session, Timer, Timer.due_at <= work.now, ~Timer.dead),
        "next_due": session.scalar(select(func.min(Timer.due_at)).where(Timer.due_at > work.now, ~Timer.dead)),
        "published": state.get("published", 0),
        "consumed": state.get("consumed", 0),
        "failed": _number(session, FailedEvent, FailedEvent.verdict.in_(("dead", "refused"))),
    }


class QueueLength:
    """Events ready in this service's queue, asked over one connection that is kept while it answers."""

    def __init__(self) -> None:
        self.link: Link | None = None
        self.turn = threading.Lock()

    def __call__(self, work: UnitOfWork) -> int | None:
        """The number; None when the broker does not answer within a few seconds."""
        with self.turn:
            kept = self.link is not None
            found = self._asked(work)
            return self._asked(work) if found is None and kept else found

    def _asked(self, work: UnitOfWork) -> int | None:
        name = work.manifest.name
        try:
            link = self.link = self.link or Link(work.settings.amqp_uri(name))
            with link.bounded(3):
                declared = link.channel.queue_declare(broker_user(work.settings.deployment, name), passive=True)
            return int(declared.message_count)
        except LOST:
            self._forget()
            return None

    def _forget(self) -> None:
        if self.link:
            self.link.drop()
        self.link = None


def _number(session: Session, table: Any, *conditions: Any) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*conditions)) or 0


def _only_where_settable(work: UnitOfWork) -> None:
    if not work.settings.clock_is_settable:
        raise NotFound()
