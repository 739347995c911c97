"""What the rules of scheduling refuse, and what to do instead."""

from shared.errors import DomainError


class NotPossibleNow(DomainError):
    """The record is in a state in which this act has no meaning."""

    code = "not_possible_now"
    text = "This is not possible any more: somebody has changed it meanwhile. Look at the group's page and try again."


class NotStartedYet(DomainError):
    """Attendance of a meeting that has not begun."""

    code = "meeting_not_started"
    text = "The meeting has not begun yet. Attendance can be recorded from its start, {starts}."


class TooLateToUndo(DomainError):
    """The cancelled meeting's time has come."""

    code = "too_late_to_undo"
    text = (
        "The cancellation can no longer be undone: the meeting should have begun already. Agree on a new date instead."
    )


class ReserveDateUnavailable(DomainError):
    """The reserve date has passed, or it has been used already."""

    code = "reserve_date_unavailable"
    field = "reserve_date_id"
    text = "This reserve date cannot be used: it has passed, or it already replaces a meeting. Agree on a new date."


class MentorDoubleBooked(DomainError):
    """A mentor leads another meeting at that time."""

    code = "mentor_double_booked"
    field = "start"
    text = "The mentor has another meeting at that time, on {date}. Choose another time."


class TimesReversed(DomainError):
    """The end is not after the start."""

    code = "times_reversed"
    kind = "invalid"
    field = "end"
    text = "The meeting must end after it starts. Check both times."


class TimeIncomplete(DomainError):
    """Only one of start and end was given."""

    code = "time_incomplete"
    kind = "invalid"
    field = "end"
    text = "Give both the start and the end, or neither."


class MeetingTooLong(DomainError):
    """Longer than six hours (dossier E.5)."""

    code = "meeting_too_long"
    kind = "invalid"
    field = "end"
    text = "A meeting can last six hours at most. Check the times."


class DateHasPassed(DomainError):
    """A new date or time that is not in the future."""

    code = "date_has_passed"
    kind = "invalid"
    field = "date"
    text = "The date has passed. Choose a date in the future."


class DateTooFar(DomainError):
    """A date years ahead: surely a slip of the keyboard."""

    code = "date_too_far"
    kind = "invalid"
    field = "date"
    text = "The date is more than three years ahead. Check the year."


class NotAMember(DomainError):
    """Attendance of somebody who is not in the group."""

    code = "not_a_member"
    kind = "invalid"
    text = "Attendance was given for somebody who is not in the group. Open the page again and mark once more."


class MarkedTwice(DomainError):
    """The same person in two lists."""

    code = "marked_twice"
    kind = "invalid"
    field = "absent"
    text = "The same person is marked in two ways. Choose one for each."


class PartialMinutesMissing(DomainError):
    """Somebody was there for a part, but not how long."""

    code = "partly_minutes_missing"
    kind = "invalid"
    field = "partly_minutes"
    text = "Say how many minutes they were present: at least 1 and less than the {minutes} minutes of the meeting."


class CorrectionTooLate(DomainError):
    """A mentor corrects attendance long after the meeting."""

    code = "correction_too_late"
    kind = "forbidden"
    text = "Attendance can be corrected for {days} days. Ask your coordinator to correct it."


class ReasonMissing(DomainError):
    """A coordinator corrects attendance that is locked, and does not say why."""

    code = "reason_missing"
    kind = "invalid"
    field = "reason"
    text = "More than {days} days have passed since the meeting. Say why attendance is corrected."


class NotAMentor(DomainError):
    """Somebody who leads no group is to lead a meeting."""

    code = "not_a_mentor"
    kind = "invalid"
    field = "mentor_id"
    text = "This person is not known as a mentor. Choose a mentor from the list."


class SeriesFinished(DomainError):
    """The group has finished."""

    code = "series_finished"
    text = "The group has finished: its meetings can no longer be changed."


class GroupCancelled(DomainError):
    """The group was cancelled, or goes on in another."""

    code = "group_cancelled"
    text = "The group was cancelled: it has no meetings to come."


class NothingToSet(DomainError):
    """No meeting of the series is still to come."""

    code = "nothing_to_set"
    text = "No meeting of the group is still to come, so there is no time to set."


class CardMissing(DomainError):
    """A member's card has not arrived."""

    code = "card_missing"
    text = "The details of a member have not arrived yet. Try again in a few minutes; nothing was saved."


class AgreedTooEarly(DomainError):
    """A day long before the group: surely a slip of the keyboard."""

    code = "agreed_too_early"
    kind = "invalid"
    field = "agreed_on"
    text = "The group was not there yet on that day. The earliest day is {first}. Check the year."


class AgreedInFuture(DomainError):
    """A day that has not come yet."""

    code = "agreed_in_future"
    kind = "invalid"
    field = "agreed_on"
    text = "The day of the agreement cannot be in the future."
