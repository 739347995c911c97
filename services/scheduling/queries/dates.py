"""Dates of a group before they are saved: what is known of them, and a proposal from a rhythm."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.scheduling.domain.flags import Flag, flags, of_series
from services.scheduling.domain.rhythm import Rhythm, proposed
from services.scheduling.domain.slots import Slot, checked
from services.scheduling.queries.surroundings import surroundings
from services.scheduling.queries.views import GroupView


def proposed_dates(view: GroupView, wanted: Mapping[str, Any]) -> list[Slot]:
    """Dates of a rhythm, as its schema gives it: from today on, around what is known, never on the group's own.

    Raises DateTooFar.
    """
    since = max(wanted["since"] or view.work.today, view.work.today)
    checked(Slot(since), after=view.work.now)
    rhythm = Rhythm(
        int(wanted["weekday"]),
        since,
        wanted["count"],
        None if wanted["every"] == "month" else int(wanted["every"]),
        wanted["start"],
        wanted["end"],
    )
    taken = [each.date for each in view.meetings if each.state_ == "scheduled"]
    bare = proposed(rhythm, surroundings(view.work, view.series, []), taken)
    return proposed(rhythm, surroundings(view.work, view.series, [each.date for each in bare]), taken)


def new_dates(view: GroupView, slots: Sequence[Slot], reserves: Sequence[Slot] = ()) -> dict[Slot, list[Flag]]:
    """What is known of dates that somebody wrote. Raises DateHasPassed, DateTooFar, TimesReversed, MeetingTooLong."""
    for each in (*slots, *reserves):
        checked(each, after=view.work.now)
    return series_flags(view, slots, reserves)


def series_flags(view: GroupView, slots: Sequence[Slot], reserves: Sequence[Slot] = ()) -> dict[Slot, list[Flag]]:
    """What is known of new dates of a group, alone and together with its other dates."""
    every = [*slots, *reserves]
    around = surroundings(view.work, view.series, [each.date for each in every])
    others = [each.slot for each in view.meetings if each.state_ in ("scheduled", "held", "recorded")]
    together = of_series(slots, others)
    return {each: [*flags(each, around), *(together.get(each.date, []) if each in slots else [])] for each in every}
