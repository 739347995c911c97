"""What the rules of agreement and plan refuse, and what to do instead."""

from shared.errors import DomainError


class AgreementIncomplete(DomainError):
    """Proposed without what every agreement has."""

    code = "agreement_incomplete"
    kind = "invalid"
    text = "Write at least one goal, one rule of the group and how absence is told before you propose the agreement."


class AgreementRewritten(DomainError):
    """The text is another one than the one that was read."""

    code = "agreement_rewritten"
    field = "revision"
    text = (
        "Somebody else has changed the text meanwhile. What you wrote is below and not saved. "
        "Open the agreement in another window, compare, and save again."
    )


class PlanRewritten(DomainError):
    """The plan is another one than the one that was read."""

    code = "plan_rewritten"
    field = "revision"
    text = (
        "Somebody else has changed the plan meanwhile. What you wrote is below and not saved. "
        "Open the plan in another window, compare, and save again."
    )


class PlanClosed(DomainError):
    """The group has finished."""

    code = "plan_closed"
    text = "The group has finished: its plan can no longer be changed."


class ThemeMissing(DomainError):
    """Agreed without a theme."""

    code = "theme_missing"
    field = "agreed_on"
    text = "Add at least one theme to the plan before you say that the group has agreed on it."


class TooManyThemes(DomainError):
    """More themes than anybody can read."""

    code = "too_many_themes"
    kind = "invalid"
    field = "title"
    text = "A plan can have {most} themes at most. Change or remove one of them."


class TooManyIdeas(DomainError):
    """More ideas than anybody can read."""

    code = "too_many_ideas"
    text = "A group can keep {most} ideas at most. Remove some that are not out."


class MeetingUnknown(DomainError):
    """A theme for a meeting that the group does not have."""

    code = "meeting_unknown"
    kind = "invalid"
    field = "meeting_number"
    text = "The group has no such meeting. Choose one of its meetings, or leave it open."


class PreparerUnknown(DomainError):
    """Somebody outside the group is to prepare a theme."""

    code = "preparer_unknown"
    kind = "invalid"
    field = "prepared_by"
    text = "Only somebody in the group can prepare a theme. Choose from the list, or leave it open."


class AcceptFirst(DomainError):
    """A newcomer looks at the plan before accepting the agreement in force (dossier H30)."""

    code = "accept_first"
    kind = "forbidden"
    text = "Accept the group's agreement first. The plan opens after that."
