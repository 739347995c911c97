"""For how long registration keeps what is about people."""

from typing import Any

from sqlalchemy import Date, DateTime, and_, cast, func, or_, select

from services.registration.commands.accounts import forget
from services.registration.commands.calls import archive_call
from services.registration.privacy.kept import TOLD_AS_LISTS, TOLD_AS_TEXTS, without_answers
from services.registration.tables import (
    AccountWarning,
    Availability,
    Bulletin,
    Call,
    ComingEmployer,
    Consideration,
    Deputy,
    Erasure,
    Evidence,
    Group,
    Idea,
    KnownSeries,
    ListedCard,
    Mentor,
    PlannedDate,
    Registration,
    SavedForm,
    Sending,
    StaffList,
    Statistics,
)
from shared.privacy import Follows, Rule, Stays
from shared.privacy.rules import day_of, end_of_year, of_owner
from shared.work import UnitOfWork

HELD_A_PLACE = ("confirmed", "completed", "dropped_out")
NEVER_HELD_ONE = ("denied", "expired", "withdrawn")
OVER = ("closed", "running", "completed", "archived", "cancelled")


def _group_ended() -> Any:
    """The day on which the group met for the last time; of one that never met, the day of the call's close."""
    at = cast(KnownSeries.data["occasions"]["group_finished"]["at"].astext, DateTime(timezone=True))
    met = of_owner(day_of(at), KnownSeries, Registration.place_group_id)
    return func.coalesce(met, CALL_CLOSED, type_=Date())


_CLOSED = func.coalesce(
    Call.closes_on,
    day_of(Call.closes_at),
    select(func.max(Group.closes_on)).where(Group.call_id == Call.id).correlate(Call).scalar_subquery(),
    end_of_year(Call.reporting_year),
    type_=Date(),
)
CALL_CLOSED = (
    select(_CLOSED)
    .where(Call.id == Registration.call_id, Call.state_name.in_(OVER))
    .correlate_except(Call, Group)
    .scalar_subquery()
)
_ANSWERED = or_(
    Registration.answers != {},
    *(getattr(Registration, name) != [] for name in TOLD_AS_LISTS),
    *(getattr(Registration, name).is_not(None) for name in TOLD_AS_TEXTS),
)


_NAMES_PEOPLE = or_(Group.member_ids != [], Group.mentor_ids != [])


def _about_people(table: Any, *conditions: Any) -> Any:
    """Whether a call has rows of a table; what is kept of it then is the offer, and of people the contact's id."""
    return select(table.id).where(table.call_id == Call.id, *conditions).correlate(Call).exists()


def _without_people(work: UnitOfWork, row: Group) -> None:
    row.member_ids, row.mentor_ids = [], []
    work.emit("group_changed", row)


retention = (
    Rule(
        Registration,
        "answers",
        _group_ended(),
        and_(_ANSWERED, Registration.state_name.in_(("completed", "dropped_out", *NEVER_HELD_ONE, "not_seated"))),
        without_answers,
    ),
    Rule(Registration, "waiting_list", CALL_CLOSED, Registration.state_name == "not_seated"),
    Rule(Registration, "not_seated", CALL_CLOSED, Registration.state_name.in_(NEVER_HELD_ONE)),
    Rule(
        Registration,
        "registration",
        of_owner(end_of_year(Call.reporting_year), Call, Registration.call_id),
        Registration.state_name.in_(HELD_A_PLACE),
    ),
    Rule(
        Group,
        "registration",
        of_owner(end_of_year(Call.reporting_year), Call, Group.call_id),
        _NAMES_PEOPLE,
        _without_people,
    ),
    Rule(
        Call,
        "registration",
        end_of_year(Call.reporting_year),
        and_(Call.state_name == "completed", ~_about_people(Registration), ~_about_people(Group, _NAMES_PEOPLE)),
        archive_call,
    ),
    Rule(
        AccountWarning,
        "account",
        AccountWarning.unused_since,
        AccountWarning.told_on.is_not(None),
        forget,
        not_before=AccountWarning.kept_until,
    ),
    Rule(Statistics, "attendance", Statistics.until, dated=True),
    Rule(Deputy, "account", Deputy.last),
    Rule(Availability, "account", Availability.given_at),
    Rule(SavedForm, "technical", SavedForm.good_until),
    Rule(Bulletin, "messages", Bulletin.sent_at),
    Rule(Sending, "technical", Sending.at),
    Rule(
        StaffList, "staff_list", func.coalesce(StaffList.finished_at, StaffList.sent_at, type_=StaffList.sent_at.type)
    ),
    Rule(Evidence, "attendance", Evidence.until, dated=True),
    Follows(ComingEmployer, "the card, on its day"),
    Follows(ListedCard, "the list of staff"),
    Follows(PlannedDate, "the group"),
    Follows(Mentor, "the person"),
    Follows(Consideration, "the person"),
    Stays(Idea, "no personal data (dossier C.6)"),
    Stays(Erasure, "that the forgotten were forgotten; ids alone, the address goes with the mail"),
)
