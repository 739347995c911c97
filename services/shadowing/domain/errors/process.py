"""What the rules refuse about the pair and the steps of the process."""

from shared.errors import DomainError


class NotNow(DomainError):
    """The period is in a state in which this cannot be done."""

    code = "not_now"
    text = "This cannot be done now: the period has moved on, or is not that far yet. Its page says what is next."


class NotYours(DomainError):
    """The act belongs to somebody else."""

    code = "not_yours"
    kind = "forbidden"
    text = "This is not yours to do. The period's page says who does it."


class GoalsUnanswered(DomainError):
    """A follow-up form answers for each goal."""

    code = "goals_unanswered"
    kind = "invalid"
    field = "goal_attainment"
    text = "Answer for each goal: there are {goals}, and you have answered for {answered}."


class CallNotOpen(DomainError):
    """Periods are applied for in an open call only."""

    code = "call_not_open"
    text = "This call does not take applications now. Ask its contact person when the next one opens."


class PairNeedsTwo(DomainError):
    """Somebody invited themselves."""

    code = "pair_needs_two"
    kind = "invalid"
    field = "email"
    text = "This is your own address. A pair is two people: give your colleague's work e-mail."


class OutsideCall(DomainError):
    """An internal call is for the staff of one organisation."""

    code = "outside_call"
    kind = "invalid"
    field = "organisation"
    text = "This call is for one organisation's own staff: both of you must work there."


class UnknownOrganisation(DomainError):
    """The employer is not one of the network's organisations."""

    code = "unknown_organisation"
    kind = "invalid"
    field = "organisation"
    text = "Choose your colleague's workplace from the list."


class PairExists(DomainError):
    """The same two have a period going on in the same call."""

    code = "pair_exists"
    kind = "conflict"
    field = "email"
    text = "You two have a period in this call already. Open it under My pair periods."


class AlreadyFormed(DomainError):
    """The invitation has been answered."""

    code = "already_formed"
    text = "This invitation has been accepted already. Go on with the plan."


class NotFormed(DomainError):
    """The invited colleague has not accepted."""

    code = "not_formed"
    text = "Your colleague has not accepted the invitation yet. The plan can be written as soon as that is done."


class NothingWritten(DomainError):
    """There is no version to accept."""

    code = "nothing_written"
    text = "Nothing has been written yet. Fill in the form first, then accept it."


class NewerVersionSaved(DomainError):
    """A newer version was saved in between."""

    code = "newer_version_saved"
    text = (
        "Your colleague saved a newer version while you were writing. Nothing of yours was lost: compare the two, "
        "complete yours, and save again."
    )


class SupervisorMissing(DomainError):
    """The application has nobody to answer for a party."""

    code = "supervisor_missing"
    text = "Both of you need a supervisor who can answer. Name the missing supervisor first."


class SupervisorIsParty(DomainError):
    """A supervisor is one of the pair, and the next level is not known."""

    code = "supervisor_is_party"
    kind = "invalid"
    field = "supervisor_email"
    text = "Nobody answers for themselves: name the next level supervisor, somebody who is not in the pair."


class StatementsMissing(DomainError):
    """The supervisors have still time to answer."""

    code = "statements_missing"
    text = "A supervisor has not answered yet. You can decide without the answer from {date} on."


class SupervisorOpposes(DomainError):
    """A supervisor does not support the period."""

    code = "supervisor_opposes"
    text = "A supervisor does not support this period. Settle it with the supervisor first, or turn the plan down."


class CriteriaNotMet(DomainError):
    """An approval needs all three criteria."""

    code = "criteria_not_met"
    kind = "invalid"
    text = "A plan is approved when none of the three criteria is answered with no."


class ReasonsMissing(DomainError):
    """A rejection was given without reasons."""

    code = "reasons_missing"
    kind = "invalid"
    field = "reasons"
    text = "Give the pair the reasons for the decision."


class QuotaFull(DomainError):
    """All places of the call are taken."""

    code = "quota_full"
    text = "All {quota} places of this call are taken. Keep the application in reserve, or turn it down."


class PlaceIsFree(DomainError):
    """Only what has no place is kept in reserve."""

    code = "place_is_free"
    text = "This call has a place left: approve the application, or turn it down."


class TimeNotReserved(DomainError):
    """A party has not reserved the days."""

    code = "time_not_reserved"
    kind = "invalid"
    field = "time_reserved"
    text = "Reserve the days in your calendar and tick that you have done so."


class GoalsNotReported(DomainError):
    """The gate between the stages 3 and 4."""

    code = "goals_not_reported"
    text = (
        "The period cannot start before its goals are reported. Fill in the goals form together; "
        "when both have accepted it, the period can start."
    )


class FormAlreadySent(DomainError):
    """Each party sends the follow-up form once."""

    code = "form_already_sent"
    text = "You have sent your follow-up form already. Thank you: nothing more is needed from you."


class UndoTooLate(DomainError):
    """A withdrawal can be taken back for a day, by the one who withdrew, before the first day."""

    code = "undo_too_late"
    text = "A withdrawal can be taken back within {hours} hours and only by the one who withdrew."


class ServedElsewhere(DomainError):
    """Another deployment acts for this record."""

    code = "served_elsewhere"
    kind = "conflict"
    text = "Pairs of this kind are handled at {address}. Sign in there with the same e-mail."
