"""What can be done about a cancelled meeting, or one that is about to be (dossier H5, H6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from services.scheduling.domain.meetings import Meeting, after
from services.scheduling.domain.reserve_dates import ReserveDate, is_usable


@dataclass(frozen=True)
class Options:
    """Reserve dates of the group by what became of them; keeping the meeting or agreeing on a date is always open."""

    usable: tuple[ReserveDate, ...]
    passed: tuple[ReserveDate, ...]
    spent: tuple[ReserveDate, ...]

    @property
    def suggested(self) -> ReserveDate | None:
        """The first that can be used."""
        return self.usable[0] if self.usable else None


def options_for_cancellation(meeting: Meeting, reserve_dates: Iterable[ReserveDate], now: datetime) -> Options:
    """The choices of whoever cancels this meeting. Raises NotPossibleNow if it cannot be cancelled or replaced."""
    after(meeting.state, "replace" if meeting.state == "cancelled" else "cancel")
    ordered = sorted((each for each in reserve_dates if each.state != "released"), key=lambda each: each.slot.date)
    usable = tuple(each for each in ordered if is_usable(each, now))
    spent = tuple(each for each in ordered if each.replaces)
    passed = tuple(each for each in ordered if each not in usable and each not in spent)
    return Options(usable, passed, spent)
