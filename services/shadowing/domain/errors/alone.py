"""What is refused when people and calls are typed in."""

from shared.errors import DomainError


class PeopleUnreadable(DomainError):
    """Some lines are not people."""

    code = "people_unreadable"
    kind = "invalid"
    field = "people"
    text = "Look at these lines: {lines}. Each is: first name; last name; e-mail; supervisor's e-mail if known."


class RunElsewhere(DomainError):
    """Registration runs in this network: people and calls are its."""

    code = "run_elsewhere"
    text = "People and calls are kept in registration. Enter them there."
