"""What one row of the table of rules says."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from services.notifications.domain import receivers, timing
from services.notifications.domain.receivers import Receivers
from services.notifications.domain.situation import Situation

Due = Callable[[datetime, date | None], datetime]


@dataclass(frozen=True)
class LinkRule:
    """A signed link of a letter: what it lets its holder do, about which record, until when, and who gets it."""

    action: str
    record: Callable[[Situation, UUID], UUID]
    expires: Callable[[Situation], datetime]
    to: Receivers | None = None  # None: every receiver


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    `once`: the rule speaks once per occasion, once per record, or once per act (all that one unit of work did to
    the records of a group). `bundle`: what may share a mail with it: the same record, group, or person.
    """

    kind: str
    aggregate: str
    occasions: tuple[str, ...]
    receivers: Receivers
    holds: Callable[[Situation], bool]
    letter: str
    due: Due = timing.at_once
    links: tuple[LinkRule, ...] = ()
    once: Literal["occasion", "record", "act"] = "occasion"
    bundle: Literal["record", "group", "person"] = "record"
    caused_by: Receivers | None = None  # who may stop it while it waits
    can_be_switched_off: bool = False

    def concerns(self, situation: Situation) -> frozenset[UUID]:
        """Everybody who is to be told in this situation; nobody when the rule does not hold."""
        return self.receivers(situation) if self.holds(situation) else receivers.NOBODY
