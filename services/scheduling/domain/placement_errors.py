"""What is refused on the board of a placement proposal, and what to do instead."""

from shared.errors import DomainError


class NotPlacedTogether(DomainError):
    """The call gives its places in order of arrival."""

    code = "not_placed_together"
    text = "The places of this call are given in order of arrival: there is nothing to put together."


class NotOnBoard(DomainError):
    """A person or group that the proposal does not have."""

    code = "not_on_board"
    kind = "invalid"
    field = "moves"
    text = "Somebody, or a group, is no longer in this proposal. Look at the board again."


class NotFreeThen(DomainError):
    """Moved to a group that meets when the person cannot."""

    code = "not_free_then"
    kind = "invalid"
    field = "moves"
    text = "The group meets at a time that does not suit this person. Ask them first, and let them change their answer."


class BoardChanged(DomainError):
    """The board was changed by somebody else, or solved anew, since it was opened."""

    code = "board_changed"
    kind = "conflict"
    text = "The proposal has changed since you opened it. Look at it again, and repeat what is still needed."


class NobodyProposed(DomainError):
    """A confirmation of nothing."""

    code = "nobody_proposed"
    text = "Nobody has been put in a group yet: there is nothing to confirm."


class ProposedGroupTooLarge(DomainError):
    """More people than the group takes."""

    code = "proposed_group_too_large"
    text = "A group has {people} people and takes {most} at most. Move somebody, or change the size of the group."


class ProposedGroupTooSmall(DomainError):
    """Fewer people than the group needs."""

    code = "proposed_group_too_small"
    text = (
        "A group has {people} people and needs {least}. Move somebody there, or move its people out and leave it empty."
    )


class OwnPlacement(DomainError):
    """Somebody confirms a group that they would be in."""

    code = "own_placement"
    kind = "forbidden"
    text = "You are in one of these groups yourself: ask the project manager, or another coordinator, to confirm."
