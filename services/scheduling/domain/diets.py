"""Special diets for whoever orders the coffee: told by each for themselves, given on as numbers alone (decision 12)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

DIETS = ("vegetarian", "vegan", "gluten_free", "lactose_free", "milk_free", "no_fish", "no_nuts", "no_pork", "other")


def counted(told: Mapping[UUID, Iterable[str]], expected: Collection[UUID]) -> dict[str, int]:
    """How many of those expected follow each diet, in the order of the list; diets that nobody follows left out."""
    found = Counter(diet for person, diets in told.items() if person in expected for diet in set(diets))
    return {each: found[each] for each in DIETS if found[each]}
