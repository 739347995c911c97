"""Forgetting a person in one service: what no duty keeps goes, what stays has the id alone, and nothing comes back.

Guaranteed: an erased id stays erased. Its card and whatever else is told of it on the `people.*` streams is buried as
by a tombstone, so that no event that is late, doubled or out of order writes it again. Not guaranteed: that a backup
knows; the journal does, and `vertais privacy replay` reads it back.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import delete, exists, select
from sqlalchemy import text as sql
from sqlalchemy.dialects.postgresql import insert

from shared.bus.envelope import Event
from shared.clock import real_now
from shared.contracts import Aggregate
from shared.contracts.people import AccountUseV1, ConsiderationV1, IntroductionV1, PersonV1, StatisticsV1
from shared.database.kit import AuditRow, FailedEvent, SignIn, TombstoneRow
from shared.database.mixins import Projected, Published
from shared.people.tables import AccountUse, ErasureAnswer, Introduction, Person
from shared.privacy.classes import after, period_of
from shared.privacy.declared import COPY, DELETE, Kept, declared
from shared.work import Actor, UnitOfWork

ABOUT_A_PERSON: tuple[type[Aggregate], ...] = (PersonV1, IntroductionV1, StatisticsV1, ConsiderationV1, AccountUseV1)
Contracts = tuple[type[Aggregate], ...]
Stays = dict[str, Any]


def forget_as_told(work: UnitOfWork, event: Event) -> None:
    """Forget whom registration told of, and answer it. Twice is harmless: the answer exists once."""
    if event.gone:
        return
    ids = [UUID(each) for each in event.data["person_ids"]]
    deleted, kept = forget(work, ids, event.organisation, spare=spared(event.data["cause"]))
    deployment, service = work.settings.deployment, work.manifest.name
    answer_id = uuid5(event.subject, f"{deployment}.{service}")
    if work.session.get(ErasureAnswer, answer_id) is not None:
        return
    told = {"erasure_id": event.subject, "deployment": deployment, "service": service, "deleted": deleted, "kept": kept}
    work.emit("erasure_done", ErasureAnswer(id=answer_id, organisation=event.organisation, **told))


def forget(
    work: UnitOfWork, ids: Collection[UUID], organisation: str, *, journal: bool = True, spare: Contracts = ()
) -> tuple[int, list[Stays]]:
    """Erase what this service keeps about a person, but `spare`; how many records went, and what stays by class."""
    actor, work.actor = work.actor, Actor("person", next(iter(ids)))  # what follows is the person's own leaving
    deleted, stays = 0, dict[str, Stays]()
    for kept in (each for each in declared(work.manifest) if isinstance(each, Kept)):
        if getattr(kept.table, "contract", None) in spare:
            continue
        for row in work.session.scalars(kept.of(ids)).all():
            if kept.on_erasure == DELETE:
                remove(work, row)
                deleted += 1
            elif kept.on_erasure != COPY:
                if callable(kept.on_erasure):
                    kept.on_erasure(work, row)
                _count(work, stays, kept, row, organisation)
        work.session.flush()
    work.actor = actor
    deleted += _forget_in_kit(work, ids, organisation, spare)
    if journal:
        _write_journal(work, ids, organisation)
    return deleted, [stays[each] for each in sorted(stays)]


def spared(cause: str) -> Contracts:
    """What goes on being counted under the id alone: of an account that nobody used, what was told for statistics."""
    return (StatisticsV1,) if cause == "retention" else ()


def remove(work: UnitOfWork, row: Any) -> None:
    """Delete a row; one that was published leaves a tombstone."""
    if isinstance(row, Published):
        work.bury(row)
    else:
        work.session.delete(row)


def is_erased(work: UnitOfWork, person_id: UUID) -> bool:
    """Whether somebody is gone for good."""
    stone = exists().where(TombstoneRow.stream == PersonV1.stream, TombstoneRow.aggregate == PersonV1.aggregate)
    return bool(work.session.scalar(select(stone.where(TombstoneRow.id == person_id))))


def _count(work: UnitOfWork, stays: dict[str, Stays], kept: Kept, row: Any, organisation: str) -> None:
    began = kept.since(row) if kept.since else None
    until = after(began, period_of(work.network, kept.retention, organisation)) if began else None
    found = stays.setdefault(kept.retention, {"data": kept.retention, "number": 0, "until": None})
    found["number"] += 1
    if until is not None:
        found["until"] = max(filter(None, (found["until"], until.isoformat())))


def _forget_in_kit(work: UnitOfWork, ids: Collection[UUID], organisation: str, spare: Contracts) -> int:
    session, texts = work.session, [str(each) for each in ids]

    def done(statement: Any) -> int:
        return int(session.connection().execute(statement).rowcount)

    addresses = [each for each in session.scalars(select(Person.email).where(Person.id.in_(ids))) if each]
    gone = done(delete(SignIn).where(SignIn.person_id.in_(ids) | SignIn.email.in_(addresses)))
    gone += done(delete(AccountUse).where(AccountUse.id.in_(ids)))
    gone += done(delete(Introduction).where(Introduction.id.in_(ids)))
    gone += done(delete(FailedEvent).where(FailedEvent.subject.in_(texts)))
    cards = AuditRow.record_type == Person.__tablename__
    session.execute(AuditRow.__table__.update().where(cards, AuditRow.record_id.in_(ids)).values(data={}))
    for table in (each for each in _tables_about_people(work) if each.contract not in spare):
        known = table.__table__
        alive = (known.c.id.in_(ids), ~known.c.gone)
        gone += done(known.update().where(*alive).values({"gone": True, **table.blank()}))
    if PersonV1 not in work.manifest.publishes:
        rows = [{"id": each, "organisation": organisation, "gone": True, **Person.blank()} for each in ids]
        session.execute(insert(Person.__table__).values(rows).on_conflict_do_nothing())
    if stones := list(_stones(work, ids, organisation, spare)):
        session.execute(sql("SELECT pg_advisory_xact_lock(hashtext('tombstones'))"))  # as `shared.bus.rows` does
        session.execute(insert(TombstoneRow.__table__).values(stones).on_conflict_do_nothing())
    session.expire_all()
    return gone


def _tables_about_people(work: UnitOfWork) -> list[Any]:
    """Projections whose ids are people's, with the cards themselves where others write them."""
    mapped = (each.class_ for each in work.manifest.load("tables").Base.registry.mappers)
    known = [each for each in mapped if issubclass(each, Projected) and each.contract in ABOUT_A_PERSON]
    return known if PersonV1 in work.manifest.publishes else [Person, *known]


def _stones(work: UnitOfWork, ids: Iterable[UUID], organisation: str, spare: Contracts) -> Iterator[dict[str, Any]]:
    """Of what others tell; what this service publishes itself has been buried by a tombstone of its own."""
    for each in ids:
        for contract in set(ABOUT_A_PERSON) - {*work.manifest.publishes, *spare}:
            same = {"stream": contract.stream, "aggregate": contract.aggregate, "major": contract.major}
            yield {**same, "id": each, "organisation": organisation, "version": 0}


def replay(work: UnitOfWork, lines: Iterable[str]) -> int:
    """Forget again everybody in a journal; how many wishes it held. Harmless for who is forgotten already."""
    found = [json.loads(each) for each in lines if each.strip()]
    for each in found:
        forget(work, [UUID(known) for known in each["ids"]], each["organisation"], journal=False)
    return len(found)


def _write_journal(work: UnitOfWork, ids: Iterable[UUID], organisation: str) -> None:
    """Keep the ids outside the database too. Written before the commit: one line too many does no harm."""
    if work.settings.erasure_journal is None:
        return
    line = {"at": real_now().isoformat(), "organisation": organisation, "ids": sorted(map(str, ids))}
    with work.settings.erasure_journal.open("a", encoding="utf-8") as journal:
        journal.write(json.dumps(line) + "\n")
