"""Time goes by: rows of a service, the night's run of a day, and what is left."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from shared.clock import HELSINKI
from shared.privacy import retention
from shared.privacy.classes import CLASSES, after

BEGAN = date(2026, 9, 1)
AT = datetime(2026, 9, 1, 10, tzinfo=UTC)


def of_table(each: Any) -> str | None:
    """Ids of parametrised tests: the table's name."""
    return getattr(each, "__tablename__", None)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=HELSINKI)


def night(runtime, clock, day: date) -> int:
    """The number of records that the run of a day deals with."""
    clock.set(noon(day))
    return sum(each.number for each in retention.run(runtime))


def number(runtime, table) -> int:
    with runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(table))


def add(runtime, *rows) -> None:
    with runtime.work() as work:
        for each in rows:
            work.session.add(each)
            work.session.flush()


def kept_to_the_last_day(
    runtime: Any, clock: Any, table: Any, name: str, since: date, rows: Callable[[], list[Any]]
) -> None:
    """A row of the table is there to the end of the last day of its class, and gone the night after."""
    add(runtime, *rows())
    last = after(since, CLASSES[name].period)
    for day in (last - timedelta(days=1), last):
        night(runtime, clock, day)
        assert number(runtime, table) == 1, f"gone on {day}"
    assert night(runtime, clock, last + timedelta(days=1)) >= 1
    assert number(runtime, table) == 0
    assert night(runtime, clock, last + timedelta(days=1)) == 0


def never_touched(runtime: Any, clock: Any, table: Any, rows: Callable[[], list[Any]]) -> None:
    """Rows of the table stay for ever."""
    add(runtime, *rows())
    before = number(runtime, table)
    night(runtime, clock, date(2060, 1, 1))
    assert before > 0
    assert number(runtime, table) == before
