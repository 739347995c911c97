"""The nightly run: what is over its time is deleted, or made anonymous, in each service's own database.

Guaranteed: a row is kept to the end of its last day, and a second run changes nothing. A row that cannot be dealt with
is counted as such and stops no other. Not guaranteed: that it runs on the very next night; what one night missed, the
next one does.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import structlog
from sqlalchemy import ColumnElement, func, select, text, true, tuple_
from sqlalchemy.dialects.postgresql import insert

from shared.bus.failures import surroundings
from shared.clock import HELSINKI, local_date, real_now
from shared.database.kit import RetentionRun
from shared.database.mixins import Published
from shared.plugins import Manifest
from shared.privacy.erasure import remove
from shared.privacy.kit import KIT_RETENTION
from shared.privacy.rules import Rule, beforehand_of, retention_of
from shared.work import Runtime, UnitOfWork

PORTION = 200
FROM = time(2)
ABANDONED = "1 hour"
log = structlog.get_logger("shared.privacy.retention")


@dataclass(frozen=True)
class Counted:
    """What a rule found: rows of a table, and how many could not be dealt with."""

    table: str
    retention: str
    number: int
    failed: int = 0


def rules(manifest: Manifest) -> list[Rule]:
    """Every rule that holds in a service, the service's own first."""
    return [each for each in (*retention_of(manifest), *KIT_RETENTION) if isinstance(each, Rule)]


def count(runtime: Runtime) -> list[Counted]:
    """How many rows are over their time now; changes nothing."""
    with runtime.work(read_only=True) as work:
        return [
            Counted(each.table.__tablename__, each.retention, _number(work, each)) for each in rules(runtime.manifest)
        ]


def run(runtime: Runtime) -> list[Counted]:
    """Deal with everything that is over its time; what each rule did. Raises when the surroundings fail."""
    _prepare(runtime)
    found = [_apply(runtime, each) for each in rules(runtime.manifest)]
    for each in found:
        if each.number or each.failed:
            say = log.error if each.failed else log.info
            facts = {"table": each.table, "retention": each.retention, "number": each.number, "failed": each.failed}
            say("kept no longer", service=runtime.manifest.name, **facts)
    return found


def _prepare(runtime: Runtime) -> None:
    """What comes before the rules; if it fails, they are applied all the same."""
    for each in beforehand_of(runtime.manifest):
        try:
            with runtime.work() as work:
                each(work)
        except Exception as error:
            if surroundings(error):
                raise
            log.error("the night was not prepared", service=runtime.manifest.name, error=type(error).__name__)


def run_tonight(runtime: Runtime) -> bool:
    """Run once a day, after two at night, whichever process comes first; whether this one did. Keeps the report."""
    with runtime.work() as work:
        day = work.today
        if work.now.astimezone(HELSINKI).time() < FROM or not _claim(work, day):
            return False
    keep_report(runtime, day, run(runtime))
    return True


def keep_report(runtime: Runtime, day: date, found: Iterable[Counted]) -> None:
    """Write down what a run did, for the data protection officer; runs of one day are added up."""
    with runtime.work() as work:
        _claim(work, day, anew=True)
        row = work.session.get_one(RetentionRun, day, populate_existing=True)
        sums = {(each["table"], each["retention"]): each for each in row.counted}
        for each in found:
            before = sums.get((each.table, each.retention), {"number": 0})
            if each.number or each.failed or before["number"]:
                told = {"table": each.table, "retention": each.retention, "failed": each.failed}
                sums[each.table, each.retention] = told | {"number": before["number"] + each.number}
        row.counted, row.ended_at = list(sums.values()), work.now


def _claim(work: UnitOfWork, day: date, *, anew: bool = False) -> bool:
    """Take the day's run; one that was begun and not ended within an hour is taken over."""
    statement = insert(RetentionRun).values(day=day, began_at=real_now())
    left = RetentionRun.ended_at.is_(None) & (RetentionRun.began_at < func.now() - text(f"interval '{ABANDONED}'"))
    again = {"began_at": real_now()}
    taken = statement.on_conflict_do_update(index_elements=["day"], set_=again, where=true() if anew else left)
    return work.session.scalar(taken.returning(RetentionRun.day)) is not None


def over(work: UnitOfWork, rule: Rule) -> ColumnElement[bool]:
    """What is true of the rows whose time is over, and which no organisation holds back."""
    day = local_date(real_now()) if rule.real else work.today
    found = rule.ends(work.network) < day
    if rule.where is not None:
        found &= rule.where
    held = {slug for slug, each in work.network.organisations.items() if each.holds.get(rule.retention, day) > day}
    if work.network.slug in held or (held and rule.owner is None):
        return ~true()
    if held:
        found &= rule.owner.not_in(held)
    if issubclass(rule.table, Published):
        others = [each for each in work.network.organisations if not work.acts_for(each)]
        found &= rule.table.organisation.not_in(others)
    return found


def _number(work: UnitOfWork, rule: Rule) -> int:
    return work.session.scalar(select(func.count()).select_from(rule.table).where(over(work, rule))) or 0


def _apply(runtime: Runtime, rule: Rule) -> Counted:
    """A portion at a time, each in its own unit of work; row by row around one that fails."""
    number, failed, size = 0, 0, PORTION
    last: Sequence[Any] | None = None
    while keys := _keys(runtime, rule, last, size):
        try:
            number += _act(runtime, rule, keys)
        except Exception as error:
            if surroundings(error):
                raise
            if size > 1:
                size = 1
                continue
            failed += 1
            log.error("a row is kept too long", table=rule.table.__tablename__, error=type(error).__name__)
        last, size = keys[-1], PORTION
    return Counted(rule.table.__tablename__, rule.retention, number, failed)


def _keys(runtime: Runtime, rule: Rule, last: Sequence[Any] | None, size: int) -> list[Any]:
    primary = list(rule.table.__table__.primary_key)
    with runtime.work(read_only=True) as work:
        chosen = select(*primary).where(over(work, rule)).order_by(*primary).limit(size)
        if last is not None:
            chosen = chosen.where(tuple_(*primary) > tuple_(*last))
        return [tuple(each) for each in work.session.execute(chosen)]


def _act(runtime: Runtime, rule: Rule, keys: Sequence[Any]) -> int:
    """Look again at the rows, locked: what has been changed meanwhile may be needed."""
    with runtime.work() as work:
        primary = list(rule.table.__table__.primary_key)
        chosen = select(rule.table).where(tuple_(*primary).in_(keys), over(work, rule)).with_for_update(of=rule.table)
        rows = work.session.scalars(chosen).all()
        for row in rows:
            (rule.act or remove)(work, row)
            work.session.flush()
        return len(rows)
