"""Connections to a service's own database.

Every statement, lock and idle transaction has a limit, so that nothing waits for ever; the connection is named
`<service>.<part>`, which is how others see what this process is doing.
"""

from typing import Any

import orjson
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from shared.database.kit import OutboxRow

LIMITS = {
    "statement_timeout": "15s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "30s",
    "timezone": "UTC",
}


def engine(url: str, name: str, *, size: int = 10, **limits: str) -> Engine:
    """An engine whose connections are named `name`; connects lazily, gives up after 3 seconds."""
    options = " ".join(f"-c {key}={value}" for key, value in (LIMITS | limits).items())
    return create_engine(
        url,
        connect_args={"application_name": name, "connect_timeout": 3, "options": options},
        hide_parameters=True,
        executemany_mode="values_plus_batch",
        pool_size=size,
        max_overflow=size,
        pool_timeout=3,
        pool_pre_ping=True,
        pool_use_lifo=True,
        json_serializer=dumped,
        json_deserializer=orjson.loads,
    )


def dumped(value: Any) -> str:
    """JSON text; Decimals become their digits."""
    return orjson.dumps(value, default=str).decode()


def sessions(engine_: Engine) -> "sessionmaker[Session]":
    """Sessions that write the outbox right before they commit, and then wake the relay."""
    maker = sessionmaker(engine_, expire_on_commit=False)
    event.listen(maker, "before_commit", _write_outbox)
    event.listen(maker, "after_commit", _wake)
    event.listen(maker, "after_rollback", _forget_events)
    return maker


def _write_outbox(session: Session) -> None:
    if rows := session.info.pop("outbox", None):
        session.flush()
        session.connection().execute(OutboxRow.__table__.insert(), rows)
        session.info["wake"] = True


def _forget_events(session: Session) -> None:
    """What was rolled back has not happened, also where the session goes on."""
    session.info.pop("outbox", None)
    session.info.pop("wake", None)


def _wake(session: Session) -> None:
    wake = session.info.pop("wake", False) and session.info.get("relay_wake")
    if wake:
        wake()
