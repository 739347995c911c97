"""What can be wrong with a search for a partner."""

from shared.errors import DomainError


class NothingChosen(DomainError):
    """A search without any way of looking."""

    code = "nothing_chosen"
    kind = "invalid"
    field = "listed"
    text = "Choose at least one: the list, or help."
