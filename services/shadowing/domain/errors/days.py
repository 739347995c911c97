"""What the rules refuse about the days of a period."""

from shared.errors import DomainError


class FirstDayNotReached(DomainError):
    """A period starts on its first day."""

    code = "first_day_not_reached"
    text = "The period starts on its first day, {date}. Nothing needs to be done before that."


class DaysNotPassed(DomainError):
    """The period still has days to come."""

    code = "days_not_passed"
    text = "The last day of the period, {date}, has not passed yet."


class DaysHavePassed(DomainError):
    """The plan's days are gone."""

    code = "days_have_passed"
    text = "The planned day {date} has passed already. Move it to a coming day first."


class WrongNumberOfDays(DomainError):
    """A period has exactly the days of its call."""

    code = "wrong_number_of_days"
    kind = "invalid"
    field = "days"
    text = "Give {needed} different days; there are {given}."


class NotWorkingDay(DomainError):
    """A planned day is a weekend or a public holiday."""

    code = "not_working_day"
    kind = "invalid"
    field = "days"
    text = "{date} is not a working day. Choose another day."


class OutsideWindow(DomainError):
    """A planned day lies outside the call's time."""

    code = "outside_window"
    kind = "invalid"
    field = "days"
    text = "{date} is outside the time of this call, {first} to {last}."


class DayInThePast(DomainError):
    """A planned day is not in the future."""

    code = "day_in_the_past"
    kind = "invalid"
    field = "days"
    text = "{date} is not in the future. Choose a coming day."


class NotOneWeek(DomainError):
    """The days of a week must follow each other."""

    code = "not_one_week"
    kind = "invalid"
    field = "days"
    text = (
        "These days do not make one whole week of {needed} working days. Choose a week without public holidays, "
        "or separate days."
    )


class DayTaken(DomainError):
    """One of the pair has another period's day on that date."""

    code = "day_taken"
    kind = "conflict"
    field = "days"
    text = "On {date} one of you has a day of another pair period. Choose another day."


class DayNotCome(DomainError):
    """A day cannot be missed before it has come."""

    code = "day_not_come"
    text = "The day {date} has not come yet. If it does not suit, move it to another date."


class DayNotMissed(DomainError):
    """Only a missed day can be taken back."""

    code = "day_not_missed"
    text = "This day counts as kept already."


class LongerThanYear(DomainError):
    """A year-long period lasts twelve months at most."""

    code = "longer_than_year"
    kind = "invalid"
    field = "days"
    text = "From {first} to {last} is longer than twelve months. Bring the days closer to each other."
