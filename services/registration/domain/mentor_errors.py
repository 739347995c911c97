"""What is refused about mentors."""

from typing import ClassVar

from shared.errors import DomainError, Kind


class MentorPaused(DomainError):
    """The mentor has said not to take new groups, or does not lead any more."""

    code = "mentor_takes_no_groups"
    field = "mentor_ids"
    text = "{name} takes no new groups now. Choose another mentor, or ask the mentor to change the own page first."


class TrainingNeedsReason(DomainError):
    """The network asks for trained mentors in its groups, and this one is not trained yet."""

    code = "training_needs_reason"
    kind: ClassVar[Kind] = "invalid"
    field = "reason"
    text = "{name} has not completed the verme training, which the network asks for. Give a reason to choose them."


class SupervisorNotAsked(DomainError):
    """The employer asks for the supervisor's approval, and nobody has said that it is there."""

    code = "supervisor_not_asked"
    kind: ClassVar[Kind] = "invalid"
    field = "supervisor_agrees"
    text = "This employer asks for the supervisor's approval. Ask the supervisor first, then tick the box."


class TrainingDatesContradict(DomainError):
    """The training ends before it begins, or in the future."""

    code = "training_dates_contradict"
    kind: ClassVar[Kind] = "invalid"
    field = "training_completed_on"
    text = "The training must end after it began, and by today. Check the dates."


class OwnMentoring(DomainError):
    """Nobody accepts themselves as a mentor (decision 7)."""

    code = "own_mentoring"
    kind: ClassVar[Kind] = "forbidden"
    text = "This is your own offer, so somebody else must accept it. Ask the project manager or another coordinator."


class UnknownArea(DomainError):
    """The area names an organisation that is not in the network."""

    code = "unknown_area"
    kind: ClassVar[Kind] = "invalid"
    field = "service_area"
    text = "One of these is not in the network any more. Choose again."
