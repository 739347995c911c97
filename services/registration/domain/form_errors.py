"""What forms refuse: what was typed, how often, and what no longer changes."""

from typing import ClassVar

from shared.errors import DomainError, Kind


class TooManyForms(DomainError):
    """More forms from one place in an hour than people send."""

    code = "too_many_forms"
    kind: ClassVar[Kind] = "too_many"
    text = "Many forms have come from your network just now. Nothing was lost: wait an hour and send this form again."


class NotThisCallsGroup(DomainError):
    """A wish names a group that does not belong to the call or is not open."""

    code = "not_this_calls_group"
    kind: ClassVar[Kind] = "invalid"
    text = "This group cannot be chosen any more. Choose another one."

    def __init__(self, field: str) -> None:
        super().__init__()
        self.field = field  # type: ignore[misc]


class TimesMissing(DomainError):
    """Groups are placed together, and no time was ticked."""

    code = "times_missing"
    kind: ClassVar[Kind] = "invalid"
    field = "fits"
    text = "Tick at least one time that suits you, or will do if needed: the groups' times are chosen by them."


class SupervisorMissing(DomainError):
    """No supervisor was named, and the employer's policy asks or tells one."""

    code = "supervisor_missing"
    kind: ClassVar[Kind] = "invalid"
    field = "supervisor_email"
    text = "Give the work e-mail of your supervisor. Your employer asks or tells supervisors."


class PlacedTogether(DomainError):
    """Nobody else knows which times suit a person, so a sheet cannot tell them."""

    code = "placed_together"
    text = "In this call everybody tells which times suit. Send people the address of the call's page."


class ListTooLong(DomainError):
    """More rows than people take part in a call."""

    code = "list_too_long"
    kind: ClassVar[Kind] = "invalid"
    field = "file"
    text = "At most {most} people can be registered from one list. Send it in parts."


class QuestionUnanswered(DomainError):
    """One of the call's own questions has no answer, or an answer that it does not offer."""

    code = "question_unanswered"
    kind: ClassVar[Kind] = "invalid"
    text = "Answer this question."

    def __init__(self, question: str) -> None:
        super().__init__()
        self.field = f"q_{question}"  # type: ignore[misc]


class TooManyQuestions(DomainError):
    """A call asks more of its own than people want to answer."""

    code = "too_many_questions"
    text = "A call has at most {most} questions of its own. Remove one first."


class FixedByNow(DomainError):
    """What people relied on when the call became public, or registration began, no longer changes."""

    code = "fixed_by_now"
    text = "This can no longer be changed: {fields}. Make the call anew if it has to be different."
