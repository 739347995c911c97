"""What scheduling follows of others, and what it does when time passes."""

from uuid import UUID

from services.scheduling import commands
from services.scheduling.tables import KnownCall, KnownConsideration, KnownGroup, KnownIdea, KnownRegistration
from shared.bus import Occasion, Subscriptions, Timers
from shared.contracts.people import ConsiderationV1
from shared.contracts.registration import CallV1, GroupV1, IdeaV1, RegistrationV1
from shared.privacy.erasure import is_erased
from shared.work import UnitOfWork

subscriptions = Subscriptions()
subscriptions.project(GroupV1, KnownGroup)
subscriptions.project(CallV1, KnownCall)
subscriptions.project(RegistrationV1, KnownRegistration)
subscriptions.project(IdeaV1, KnownIdea)
subscriptions.project(ConsiderationV1, KnownConsideration)
timers = Timers()


@subscriptions.on(GroupV1, "group_confirmed")
def schedule_meetings(work: UnitOfWork, group: KnownGroup, occasion: Occasion) -> None:
    """Twice, late or out of order is harmless: a group that has a series keeps it, and the ids are the plan's."""
    if not group.is_cancelled:
        commands.schedule_series(work, group)


@subscriptions.on(GroupV1, "group_cancelled", "groups_merged")
def cancel_meetings(work: UnitOfWork, group: KnownGroup, occasion: Occasion) -> None:
    """Twice, late or out of order is harmless: only what is to come is cancelled, of a group that is."""
    commands.disband(work, group)


@subscriptions.on(CallV1, "call_closed")
def propose_placement(work: UnitOfWork, call: KnownCall, occasion: Occasion) -> None:
    """Twice, late or out of order is harmless: a call that has a proposal keeps it."""
    commands.propose_when_closed(work, call)


@subscriptions.derive(GroupV1)
def make_calendar_addresses(work: UnitOfWork, group: KnownGroup) -> None:
    """Twice, late or out of order is harmless: who has an address keeps it."""
    if group.data.get("state") == "confirmed":
        for person_id in sorted({*group.member_ids, *group.mentor_ids}):
            if not is_erased(work, person_id):
                commands.ensure_feed(work, person_id)


@subscriptions.derive(GroupV1)
def ask_who_joined(work: UnitOfWork, group: KnownGroup) -> None:
    """Twice, late or out of order is harmless: who is asked follows from who is in the group now."""
    commands.follow_members(work, group)


@subscriptions.on(GroupV1, "mentor_assigned", "mentor_replaced", "group_changed")
def lead_meetings(work: UnitOfWork, group: KnownGroup, occasion: Occasion) -> None:
    """Twice, late or out of order is harmless: the coming meetings are led by whoever the newest state names."""
    if not group.gone:
        commands.follow_mentors(work, group)


@timers.on("attendance_locks")
def attendance_locks(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: what is locked stays so."""
    commands.lock_attendance(work, UUID(key))


@timers.on("meeting_ends")
def meeting_ends(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: only a meeting that is still to be held becomes held."""
    commands.hold_meeting(work, UUID(key))


@timers.on("reserve_date_passes")
def reserve_date_passes(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: the series is settled from its state."""
    commands.pass_reserve_date(work, UUID(key))


@timers.on("replacement_ends")
def replacement_ends(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: the series is settled from its state."""
    commands.give_up_replacement(work, UUID(key))


@timers.on("poll_closes")
def poll_closes(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: only an open poll whose time is up, or that all have answered, closes."""
    commands.close_poll_when_due(work, UUID(key))


@timers.on("rest_is_agreed")
def rest_is_agreed(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: the series is settled from its state."""
    commands.stop_waiting_for_dates(work, UUID(key))


@timers.on("placement_solves")
def placement_solves(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: only a proposal that waits is begun."""
    commands.solve_placement(work, UUID(key))


@timers.on("placement_overdue")
def placement_overdue(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: only a proposal that is still worked on is given up."""
    commands.give_up_placement(work, UUID(key))
