"""Units of work: one transaction in which rows change and events are published, or nothing happens at all.

Guaranteed: what a unit emits goes out if and only if the unit commits; two units that changed the same version of
a record never both commit. Not guaranteed: when the event arrives elsewhere.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Engine, delete, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from shared.actor import ANONYMOUS, SYSTEM, Actor
from shared.bus.envelope import outbox_row, state_of
from shared.clock import DomainClock, local_date, real_microseconds
from shared.contracts import Aggregate, EventType, event_types_of
from shared.database.engine import engine, sessions
from shared.database.kit import AuditRow, DomainClockRow, Timer, TombstoneRow
from shared.database.mixins import Published
from shared.errors import DomainError
from shared.network import Network
from shared.people.tables import Person
from shared.plugins import Manifest
from shared.privacy.classes import check_periods
from shared.settings import Settings

__all__ = ["ANONYMOUS", "SYSTEM", "Actor", "ChangedMeanwhile", "Runtime", "UnitOfWork"]


class ChangedMeanwhile(DomainError):
    """Somebody else changed the same record at the same moment."""

    code = "changed_meanwhile"
    kind = "conflict"
    text = "Somebody else changed this at the same moment. Look at it again, and repeat what you did if it is needed."


@dataclass
class UnitOfWork:
    """One transaction. Only the entrypoint that opened it commits."""

    session: Session
    now: datetime
    actor: Actor
    runtime: "Runtime"
    correlation: str = field(default_factory=lambda: str(uuid4()))
    causation: str | None = None
    _concerned: dict[UUID, set[str]] = field(default_factory=dict)
    _held: list[tuple[str, Published]] | None = None
    _employers: dict[UUID, str] | None = None

    @property
    def settings(self) -> Settings:
        return self.runtime.settings

    @property
    def network(self) -> Network:
        return self.runtime.network

    @property
    def manifest(self) -> Manifest:
        return self.runtime.manifest

    @property
    def today(self) -> Any:
        """The local date in domain time."""
        return local_date(self.now)

    def acts_for(self, organisation: str, at: datetime | None = None) -> bool:
        """Whether this deployment acts for an organisation in this service (default: now)."""
        return self.network.acts(self.settings.deployment, self.manifest.name, organisation, at or self.now)

    def emit(self, event_name: str, record: Published) -> None:
        """Publish the record's state as an event that says what just happened to it."""
        self.session.add(record)
        record.version = max((record.version or 0) + 1, real_microseconds())
        happened = {"version": record.version, "at": self.now.isoformat()}
        record.occasions = {**(record.occasions or {}), event_name: happened}
        if self._held is None:
            self._publish(_event_type(record.contract, event_name), record, state_of(record), self._concerns(record))
        else:
            self._held.append((event_name, record))

    @contextmanager
    def together(self) -> Iterator[None]:
        """For long lists: events go out at the end, with the last states, after one look at everybody named."""
        held = self._held = []
        with self.session.no_autoflush:
            yield
            self._held = None
            named = Person.id.in_({each for _, record in held for each in record.people_named()})
            found = self.session.execute(select(Person.id, Person.organisation).where(named))
            here = {record.id: record.organisation for _, record in held if isinstance(record, Person)}
            self._employers = dict(found.all()) | here
            for name, record in held:
                self._publish(_event_type(record.contract, name), record, state_of(record), self._concerns(record))
        self._employers = None

    def republish(self, record: Published, queue: str | None = None) -> None:
        """Publish the current state again, to everybody or to one reader's queue; nothing has happened to it."""
        name = f"{record.contract.aggregate}_republished"
        self._publish(_event_type(record.contract, name), record, state_of(record), set(record.concerns), queue)

    def bury(self, record: Published) -> None:
        """Delete the record and publish its tombstone; no version undoes it."""
        contract, concerns = record.contract, self._concerns(record)
        record.version = max((record.version or 0) + 1, real_microseconds())
        stone = TombstoneRow(
            stream=contract.stream,
            aggregate=contract.aggregate,
            major=contract.major,
            id=record.id,
            organisation=record.organisation,
            version=record.version,
            concerns=sorted(concerns),
        )
        self.session.add(stone)
        self.repeat_tombstone(contract, stone)
        self.session.delete(record)

    def repeat_tombstone(self, contract: type[Aggregate], stone: TombstoneRow, queue: str | None = None) -> None:
        """Publish a tombstone, for the first time or again."""
        data = {"id": str(stone.id), "organisation": stone.organisation, "gone": True}
        self._publish(_event_type(contract, f"{contract.aggregate}_gone"), stone, data, set(stone.concerns), queue)

    def set_timer(self, kind: str, key: UUID | str, due_at: datetime) -> None:
        """Call the service's timer `kind` with `key` when domain time reaches `due_at`; replaces an earlier one."""
        fresh = {"due_at": due_at, "attempts": 0, "retry_at": None, "dead": False, "reason": None}
        statement = insert(Timer).values(kind=kind, key=str(key), **fresh)
        self.session.execute(statement.on_conflict_do_update(index_elements=["kind", "key"], set_=fresh))
        self.session.info["wake"] = True

    def cancel_timer(self, kind: str | Collection[str], key: UUID | str) -> None:
        """Forget a timer, or those of several kinds at once; harmless when there is none."""
        kinds = [kind] if isinstance(kind, str) else kind
        self.session.execute(delete(Timer).where(Timer.kind.in_(kinds), Timer.key == str(key)))

    def record_history(self, record: Any, what: str, **data: Any) -> None:
        """Write into the record's history who did what; `data` holds JSON values, such as from and to."""
        row = AuditRow(
            record_type=record.__tablename__,
            record_id=record.id,
            organisation=getattr(record, "organisation", None),
            what=what,
            who=self.actor.person_id,
            who_kind=self.actor.kind,
            at=self.now,
            data=data,
        )
        self.session.add(row)

    def _publish(
        self,
        event_type: EventType,
        record: Any,
        data: dict[str, Any],
        concerns: set[str],
        queue: str | None = None,
    ) -> None:
        row = outbox_row(self, event_type, record.version, data, concerns | {record.organisation}, queue)
        self.session.info.setdefault("outbox", []).append(row)

    def _concerns(self, record: Published) -> set[str]:
        """Organisations of everybody named, before and after the change."""
        named = set(record.people_named())
        after: set[str] = set()
        if self._employers is not None:
            after = {self._employers[each] for each in named if each in self._employers}
        elif named:
            after = set(self.session.scalars(select(Person.organisation).where(Person.id.in_(named))))
        known = self._concerned.setdefault(record.id, set(record.concerns or ()))
        record.concerns = sorted(after)
        known |= after
        return set(known)


def _event_type(contract: type[Aggregate], name: str) -> EventType:
    for each in event_types_of(contract):
        if each.name == name:
            return each
    raise LookupError(f"{contract.__name__} has no event named {name}")


@dataclass
class Runtime:
    """What one process of a service shares: settings, network, manifest, database."""

    settings: Settings
    network: Network
    manifest: Manifest
    part: str = "web"
    after_commit: list[Callable[[], None]] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=dict)

    @classmethod
    def build(cls, manifest: Manifest, settings: Settings, part: str = "web") -> "Runtime":
        """Read the network file; connects to nothing. Raises ConfigurationError."""
        return cls(settings, check_periods(Network.read(settings.network_file)), manifest, part)

    @cached_property
    def database(self) -> Engine:
        """This service's own database."""
        return engine(self.settings.database_url(self.manifest.name), f"{self.manifest.name}.{self.part}")

    @cached_property
    def sessions(self) -> Any:
        return sessions(self.database)

    @contextmanager
    def work(self, actor: Actor = SYSTEM, *, read_only: bool = False) -> Iterator[UnitOfWork]:
        """A unit of work: committed when the block ends, rolled back when it raises."""
        with self.sessions(info={"relay_wake": self.wake}) as session:
            if read_only:
                session.execute(sql("SET TRANSACTION READ ONLY"))
            try:
                yield UnitOfWork(session, self.clock(session).now(), actor, self)
                session.commit()
            except StaleDataError as stale:
                raise ChangedMeanwhile from stale

    def wake(self) -> None:
        """Tell the relay and the timers of this process that something was committed."""
        for each in self.after_commit:
            each()

    def clock(self, session: Session) -> DomainClock:
        """Domain time; costs a query only where it may be set."""
        if not self.settings.clock_is_settable:
            return DomainClock()
        offset = session.scalar(select(DomainClockRow.offset_microseconds))
        return DomainClock(timedelta(microseconds=offset or 0))

    def set_clock(self, instant: datetime) -> None:
        """Let domain time show `instant` now; only where VERTAIS_CLOCK=settable."""
        if not self.settings.clock_is_settable:
            raise DomainError
        offset = DomainClock.showing(instant).offset // timedelta(microseconds=1)
        statement = insert(DomainClockRow).values(id=1, offset_microseconds=offset)
        with self.sessions.begin() as session:
            changed = {"offset_microseconds": offset}
            session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed))
        self.wake()
