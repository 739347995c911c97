"""What the rules of polls and of adding dates refuse, and what to do instead."""

from shared.errors import DomainError


class OptionsMissing(DomainError):
    """Too few or too many dates to choose from."""

    code = "options_missing"
    kind = "invalid"
    field = "options"
    text = "Give at least {fewest} and at most {most} dates with their times, each on a line of its own."


class OptionRepeated(DomainError):
    """The same date and times twice."""

    code = "option_repeated"
    kind = "invalid"
    field = "options"
    text = "The same date is there twice. Remove one of them."


class OptionUnknown(DomainError):
    """A date that the poll does not ask about."""

    code = "option_unknown"
    kind = "invalid"
    field = "options"
    text = "Choose one of the dates of this poll. If none is shown as chosen, open the page again."


class OneOptionOnly(DomainError):
    """Several dates for one meeting."""

    code = "one_option_only"
    kind = "invalid"
    field = "options"
    text = "One meeting was asked about: choose one date."


class AbsenteesNotAsked(DomainError):
    """A date on which too few can come, without a word of those who cannot."""

    code = "absentees_not_asked"
    kind = "invalid"
    field = "absentees_agree"
    text = "Too few can come on that date. Ask those who cannot, and say here that they agree; or choose another date."


class DeadlineTooLate(DomainError):
    """The poll would close in the past, or after the first date that it asks about."""

    code = "deadline_too_late"
    kind = "invalid"
    field = "closes_on"
    text = "The last day to answer must be in the future and before the first date: {last} at the latest."


class PollOver(DomainError):
    """Answers after the end."""

    code = "poll_over"
    text = "The poll has ended, so answers can no longer be changed. Ask your mentor to open it again if you must."


class NotAskedAnyMore(DomainError):
    """A good link to a question that is no longer there, or no longer for its reader."""

    code = "not_asked_any_more"
    kind = "gone"
    text = "The question is no longer there, or no longer for you: you need do nothing. Ask whoever leads the group."


class NothingToReplace(DomainError):
    """A poll for a new date of a meeting that does not wait for one."""

    code = "nothing_to_replace"
    text = "This meeting is not waiting for a new date. Look at the group's page: it may have one already."


class PollRunning(DomainError):
    """A second poll beside one that is open."""

    code = "poll_running"
    text = "The group already has an open poll. Wait until it closes, or cancel it first."


class DatesMissing(DomainError):
    """Nothing to add, or too much at once."""

    code = "dates_missing"
    kind = "invalid"
    field = "meetings"
    text = "Give at least one date and at most {most}, each on a line of its own."
