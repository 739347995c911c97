"""What notifications keeps of others' records, and when it tells somebody.

Every effect is the same: the occasion is looked up in the table of rules. A message exists once for an occasion and
a person, and is decided and sent from the newest state; so repeated, late and shuffled events change nothing.
"""

from typing import Any
from uuid import UUID

from services.notifications.commands import reminding, telling
from services.notifications.domain.rules import RULES
from services.notifications.domain.situation import Happened
from services.notifications.tables import KNOWN, KnownMeeting, KnownPoll
from shared.bus import Occasion, Subscriptions, Timers
from shared.contracts.scheduling import MeetingV1, PollV1
from shared.work import UnitOfWork

TIMED = ("reminder_due", "attendance_still_missing", "poll_reminder_due")  # occasions that no event carries

subscriptions = Subscriptions()
timers = Timers()


def announce(work: UnitOfWork, record: Any, occasion: Occasion) -> None:
    """Tell those concerned. A message is unique by occasion and person, so running again adds nothing."""
    happened = Happened(occasion.name, occasion.version, occasion.at)
    telling.tell(work, record.contract.aggregate, record.id, happened)


for table in KNOWN:
    subscriptions.project(table.contract, table)
    occasions = {name for rule in RULES if rule.aggregate == table.contract.aggregate for name in rule.occasions} - set(
        TIMED
    )
    subscriptions.on(table.contract, *sorted(occasions))(announce)


@subscriptions.derive(MeetingV1)
def plan_reminders(work: UnitOfWork, meeting: KnownMeeting) -> None:
    """Set the meeting's timer; setting it again replaces it, and its message exists once."""
    reminding.plan(work, meeting)


@subscriptions.derive(PollV1)
def plan_poll_reminder(work: UnitOfWork, poll: KnownPoll) -> None:
    """Set the poll's timer; setting it again replaces it, and its message exists once."""
    reminding.plan_poll(work, poll)


@timers.on("meeting_reminder")
def remind(work: UnitOfWork, key: str) -> None:
    """Two working days before a meeting."""
    reminding.remind(work, UUID(key))


@timers.on("attendance_nudge")
def nudge(work: UnitOfWork, key: str) -> None:
    """On the working day after a meeting."""
    reminding.nudge(work, UUID(key))


@timers.on("poll_reminder")
def remind_of_poll(work: UnitOfWork, key: str) -> None:
    """Two days before a poll closes."""
    reminding.remind_of_poll(work, UUID(key))
