"""What registration hears: people met elsewhere, and how the confirmed groups get on; and what its clocks do."""

from uuid import UUID

from services.registration.commands import (
    accounts,
    approvals,
    calls,
    decisions,
    employment,
    erasing,
    ideas,
    participation,
    placements,
    registration_lists,
    registrations,
    sent_lists,
    staff_lists,
    unconfirmed,
)
from services.registration.commands.introductions import welcome
from services.registration.tables import (
    KnownErasureAnswer,
    KnownIdea,
    KnownIntroduction,
    KnownMeeting,
    KnownParticipation,
    KnownPeriod,
    KnownPlacement,
    KnownReserveDate,
    KnownSeries,
)
from shared.bus.subscriptions import Occasion, Subscriptions, Timers
from shared.contracts.people import AccountUseV1, ErasureAnswerV1, IntroductionV1
from shared.contracts.scheduling import (
    MeetingSeriesV1,
    MeetingV1,
    ParticipationV1,
    PlacementV1,
    ReleasedIdeaV1,
    ReserveDateV1,
)
from shared.contracts.shadowing import PeriodV1
from shared.people.tables import AccountUse
from shared.work import UnitOfWork

subscriptions = Subscriptions()
subscriptions.project(IntroductionV1, KnownIntroduction)
subscriptions.project(MeetingSeriesV1, KnownSeries)
subscriptions.project(MeetingV1, KnownMeeting)
subscriptions.project(ReserveDateV1, KnownReserveDate)
subscriptions.project(ParticipationV1, KnownParticipation)
subscriptions.project(PeriodV1, KnownPeriod)
subscriptions.project(ReleasedIdeaV1, KnownIdea)
subscriptions.project(PlacementV1, KnownPlacement)
subscriptions.project(ErasureAnswerV1, KnownErasureAnswer)
subscriptions.project(AccountUseV1, AccountUse)


@subscriptions.on(IntroductionV1, "person_introduced")
def welcome_person(work: UnitOfWork, introduction: KnownIntroduction, occasion: Occasion) -> None:
    """Harmless twice or late: an id that has a card keeps it."""
    state = introduction.state()
    card = {name: state[name] for name in ("first_name", "last_name", "email", "language")}
    welcome(work, introduction.id, introduction.organisation, card)


@subscriptions.on(PlacementV1, "placement_confirmed")
def form_groups(work: UnitOfWork, placement: KnownPlacement, occasion: Occasion) -> None:
    """Harmless twice or late: whoever holds a place keeps it, and nobody gets one past an approval."""
    placements.form_groups(work, placement)


@subscriptions.on(ReleasedIdeaV1, "idea_released", "idea_taken_back")
def follow_idea(work: UnitOfWork, known: KnownIdea, occasion: Occasion) -> None:
    """Harmless in any order: the register follows the newest wording, and what is planned goes on."""
    ideas.follow_released(work, known)


@subscriptions.on(MeetingSeriesV1, "group_started")
def start_call(work: UnitOfWork, series: KnownSeries, occasion: Occasion) -> None:
    """Harmless twice or late: a call that runs, or has been completed, stays so."""
    participation.group_started(work, series.id)


@subscriptions.on(MeetingSeriesV1, "group_finished")
def finish_group(work: UnitOfWork, series: KnownSeries, occasion: Occasion) -> None:
    """Harmless twice or late: only who is still `confirmed` is completed."""
    participation.group_finished(work, series.id)


@subscriptions.on(ParticipationV1, "participation_recorded")
def complete_late(work: UnitOfWork, known: KnownParticipation, occasion: Occasion) -> None:
    """Harmless in any order: whichever of attendance and finish comes last completes the registration."""
    if known.group_id is not None:
        participation.complete_participations(work, known.group_id)


@subscriptions.derive(PeriodV1)
def follow_period(work: UnitOfWork, period: KnownPeriod) -> None:
    """Harmless twice or in any order: the first to begin starts the call, the last to end completes it."""
    participation.period_changed(work, period)


@subscriptions.derive(ErasureAnswerV1)
def note_erasure(work: UnitOfWork, answer: KnownErasureAnswer) -> None:
    """Harmless twice or in any order: the last answer to come finds all the others."""
    erasing.answered(work, answer)


timers = Timers()


@timers.on("erasure_told")
def tell_of_erasure(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: the address is forgotten with the mail."""
    erasing.tell(work, UUID(key))


@timers.on("account_warned")
def warn_of_end(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: who has been told is told no second time."""
    accounts.warn(work, UUID(key))


@timers.on("call_opens")
def open_call(work: UnitOfWork, key: str) -> None:
    calls.open_call(work, UUID(key))


@timers.on("call_closes")
def close_call(work: UnitOfWork, key: str) -> None:
    calls.close_call(work, UUID(key))


@timers.on("group_closes")
def close_group(work: UnitOfWork, key: str) -> None:
    decisions.close_group(work, UUID(key))


@timers.on("group_begins")
def end_queue(work: UnitOfWork, key: str) -> None:
    decisions.end_queue(work, UUID(key))


@timers.on("employer_changes")
def change_employer(work: UnitOfWork, key: str) -> None:
    """Harmless when repeated: the change is made or dropped once."""
    employment.make_coming_change(work, UUID(key))


@timers.on("address_unconfirmed")
def expire_address(work: UnitOfWork, key: str) -> None:
    registrations.expire_address(work, UUID(key))


@timers.on("approval_reminder")
def remind_supervisor(work: UnitOfWork, key: str) -> None:
    approvals.remind(work, UUID(key))


@timers.on("approval_expires")
def expire_approval(work: UnitOfWork, key: str) -> None:
    approvals.expire(work, UUID(key))


@timers.on("offer_lapses")
def lapse_offer(work: UnitOfWork, key: str) -> None:
    registrations.lapse_offer(work, UUID(key))


@timers.on("saved_form_lapses")
def delete_saved_form(work: UnitOfWork, key: str) -> None:
    unconfirmed.delete_saved_form(work, UUID(key))


@timers.on("staff_list_portion")
def bring_portion(work: UnitOfWork, key: str) -> None:
    staff_lists.bring_portion(work, UUID(key))


@timers.on("registration_list_portion")
def register_portion(work: UnitOfWork, key: str) -> None:
    registration_lists.bring_portion(work, UUID(key))


@timers.on("staff_list_lapses")
def forget_list(work: UnitOfWork, key: str) -> None:
    sent_lists.forget(work, UUID(key))
