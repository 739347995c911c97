"""What registration keeps about people."""

from datetime import date

from sqlalchemy import or_

from services.registration.tables import (
    AccountWarning,
    Availability,
    Bulletin,
    Call,
    ComingEmployer,
    Consideration,
    Deputy,
    Evidence,
    Group,
    Idea,
    KnownIntroduction,
    ListedCard,
    Mentor,
    Registration,
    StaffList,
    Statistics,
)
from shared.privacy import COPY, KEEP, Kept, Named
from shared.web.i18n import lazy as N_
from shared.work import UnitOfWork

STATES = {
    "unconfirmed": N_("Address not confirmed"),
    "awaiting_supervisor": N_("Waits for the supervisor"),
    "confirmed": N_("Has a place"),
    "waitlisted": N_("In the queue"),
    "offered": N_("A place is offered"),
    "denied": N_("Not approved"),
    "expired": N_("Expired"),
    "withdrawn": N_("Withdrew"),
    "completed": N_("Completed"),
    "dropped_out": N_("Left the group"),
    "not_seated": N_("No place"),
}
ANSWERS = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "language": N_("Language"),
    "unit": N_("Unit or site"),
    "job_title": N_("Job title"),
    "organisation": N_("Employer"),
    "own": N_("The call's own questions"),
    "slot": N_("Time"),
    "answer": N_("Answer"),
    "yes": N_("suits"),
    "if_needed": N_("suits if needed"),
    "no": N_("does not suit"),
}
TOLD = {
    "female": N_("female"),
    "male": N_("male"),
    "other": N_("other"),
    "not_stated": N_("not stated"),
    "early": N_("at the beginning"),
    "mid": N_("in the middle"),
    "long": N_("long career"),
    "returning": N_("returning"),
    "prefer_not": N_("not stated"),
    "never": N_("never"),
    "once": N_("once"),
    "2_3": N_("two or three times"),
    "more": N_("more often"),
}
LISTED = {
    "created": N_("the card was made"),
    "changed": N_("the card was changed"),
    "registered": N_("you were registered to a group"),
}
TOLD_AS_LISTS = ("availability", "away_weeks", "unsuitable_dates", "wishes")
TOLD_AS_TEXTS = ("denial_text", "approved_by_phone", "themes", "expectations")
FOR_STATISTICS = ((N_("Gender"), "gender"), (N_("Career stage"), "career_stage"))
EARLIER = (N_("In-service training in the last three years"), "cpd_earlier")


def without_answers(work: UnitOfWork, row: Registration) -> None:
    """That somebody took part, or asked to, is evidence; what they told of themselves is not."""
    row.answers = {}
    for name in TOLD_AS_LISTS:
        setattr(row, name, [])
    for name in TOLD_AS_TEXTS:
        setattr(row, name, None)
    work.emit("registration_changed", row)


kept = (
    Kept(
        Registration,
        N_("Registrations"),
        "person_id",
        facts=(
            (N_("Group"), lambda row: row.group.name),
            (N_("State"), "state_name"),
            (N_("Sent"), "submitted_at"),
            (N_("The supervisor's reason"), "denial_text"),
            (N_("Answers in the form"), "answers"),
            (N_("Times that suit"), "availability"),
            (N_("Weeks away"), "away_weeks"),
            (N_("Dates that do not suit"), "unsuitable_dates"),
            (N_("Matters important to you, for the mentor"), "themes"),
            (N_("What you expect, for the mentor"), "expectations"),
        ),
        words=STATES | ANSWERS,
        on_erasure=without_answers,
        retention="registration",
        since=lambda row: date(row.call.reporting_year, 12, 31),
    ),
    Kept(Statistics, N_("Told for statistics"), "id", facts=(*FOR_STATISTICS, EARLIER), words=TOLD),
    Kept(Consideration, N_("May be considered when groups are put together"), "id", facts=FOR_STATISTICS, words=TOLD),
    Kept(
        Availability,
        N_("Times offered again in the next form"),
        "person_id",
        facts=((N_("Told on"), "given_at"), (N_("Times that suit"), "availability")),
        words=ANSWERS,
    ),
    Kept(
        Mentor,
        N_("Mentor's profile"),
        "id",
        facts=(
            (N_("Told on"), "registered_at"),
            (N_("Professional field"), "professional_field"),
            (N_("Training by"), "training_provider"),
            (N_("Times that suit"), "availability"),
        ),
        words=ANSWERS,
    ),
    Kept(
        ListedCard,
        N_("Lists of people that you were on"),
        "person_id",
        facts=((N_("What it did"), "what"), (N_("Line of the list"), "line")),
        words=LISTED,
        retention="staff_list",
    ),
    Kept(
        KnownIntroduction,
        N_("As another service met you first"),
        "id",
        facts=((N_("Card"), lambda row: {each: row.data[each] for each in ANSWERS if each in row.data}),),
        words=ANSWERS,
        on_erasure=COPY,
    ),
    Kept(
        ComingEmployer,
        N_("A change of employer that is to come"),
        "person_id",
        facts=((N_("Employer"), "organisation"), (N_("First day there"), "on")),
    ),
    Kept(
        AccountWarning,
        N_("Your account is about to be removed"),
        "person_id",
        facts=((N_("Not used after"), "unused_since"), (N_("You were told on"), "told_on")),
    ),
    Kept(
        Deputy,
        N_("Deputies of supervisors"),
        lambda ids: or_(Deputy.supervisor_id.in_(ids), Deputy.deputy_id.in_(ids)),
        facts=((N_("First day"), "first"), (N_("Last day"), "last")),
    ),
    Named(Registration, N_("Registrations that name you as supervisor"), ("supervisor_id", "asked_before")),
    Named(Registration, N_("Registrations that you entered or approved"), ("entered_by", "approved_by")),
    Named(Group, N_("Groups with you as a member or mentor"), ("member_ids", "mentor_ids")),
    Named(Call, N_("Calls with you as the contact person"), ("contact_id",)),
    Named(Bulletin, N_("Messages that you wrote to people of a call"), ("sent_by",)),
    Named(Bulletin, N_("Messages to people of a call that you got"), ("receiver_ids",)),
    Named(Idea, N_("Ideas that you are responsible for"), ("responsible_id",)),
    Kept(
        Evidence,
        N_("Name and employer for evidence, which only an opened audit reads"),
        "person_id",
        facts=((N_("Kept until"), "until"),),
        on_erasure=KEEP,
        retention="attendance",
    ),
    Named(StaffList, N_("Lists of people that you brought in"), ("sent_by",)),
)
