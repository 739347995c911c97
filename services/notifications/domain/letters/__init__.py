"""The letters by the name that the table of rules gives them."""

from collections.abc import Callable

from services.notifications.domain.letter import Letter
from services.notifications.domain.letters import (
    changed_periods,
    desk,
    groups,
    meetings,
    periods,
    polls,
    registering,
    supervisors,
)
from services.notifications.domain.letters.material import Item, Material, Person

Compose = Callable[[Material], Letter]

LETTERS: dict[str, Compose] = {
    compose.__name__: compose
    for module in (registering, supervisors, groups, meetings, polls, periods, changed_periods, desk)
    for compose in module.LETTERS
}

__all__ = ["LETTERS", "Compose", "Item", "Letter", "Material", "Person"]
