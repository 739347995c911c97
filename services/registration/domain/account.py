"""Accounts that nobody uses (dossier C.6, last row): who is warned, and from when on an account may go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

WARNED_AHEAD = timedelta(days=30)
LATE = timedelta(days=7)  # what another service has seen by the last day may arrive until then


@dataclass(frozen=True)
class Account:
    """A card as it is used. `ends`: last day of the time that runs from the last sign of life; None: no sign is known.

    `needed`: something that goes on names the person, whatever they do themselves.
    """

    person_id: UUID
    organisation: str
    supervisor_id: UUID | None
    last_sign: date | None
    ends: date | None
    needed: bool


def asleep(accounts: Iterable[Account], today: date) -> dict[UUID, Account]:
    """Those whose time is over, or will be when they have been warned; a supervisor of people who are awake is not."""
    known = list(accounts)
    awake = [each for each in known if each.needed or each.ends is None or each.ends >= today]
    asked = {each.supervisor_id for each in awake if each.supervisor_id != each.person_id}
    return {
        each.person_id: each
        for each in known
        if not each.needed and each.ends and each.ends - WARNED_AHEAD < today and each.person_id not in asked
    }


def last_day(told_on: date) -> date:
    """The day by which the warned must have come."""
    return told_on + WARNED_AHEAD


def kept_until(told_on: date) -> date:
    """The day after which the account of somebody warned may go."""
    return last_day(told_on) + LATE


def gives_rights(roles: Iterable[Mapping[str, Any]], today: date) -> bool:
    """Whether a role holds, or is going to. Supervising is no right of its own: it follows who is supervised."""
    return any(
        each["role"] != "supervisor"
        and (not each.get("valid_to") or date.fromisoformat(str(each["valid_to"])) >= today)
        for each in roles
    )


def ended_on(state: str, series: str | None, finished_on: date | None, year: int, today: date) -> date | None:
    """The day on which a group was over; None while it goes on.

    A group of which no series of meetings is known is over with the year of its call.
    """
    if state == "cancelled":
        return date.min
    if series == "finished" and finished_on is not None:
        return finished_on
    last = date(year, 12, 31)
    return last if series is None and last < today else None
