"""Instances of the placement benchmark: people free in some of twenty slots, ten organisations, mentors."""

import random
from typing import Any

SLOTS = [f"s{each:02}" for each in range(20)]
ORGANISATIONS = {f"o{number}": weight for number, weight in enumerate((30, 20, 15, 10, 8, 6, 4, 3, 2, 2))}


def instance_of(people: int, groups: int, *, tight: bool = False, seed: int = 1) -> dict[str, Any]:
    """An instance. Tight: everybody is free in two slots, each mentor in three."""
    chance = random.Random(seed)
    popular = {slot: chance.uniform(0.15, 0.65) for slot in SLOTS}

    def free(few: int) -> list[str]:
        if tight:
            return chance.sample(SLOTS, few)
        return [slot for slot in SLOTS if chance.random() < popular[slot]] or [chance.choice(SLOTS)]

    return {
        "people": [_person(chance, number, free(2)) for number in range(people)],
        "mentors": [{"id": f"m{number:04}", "slots": free(3)} for number in range(int(groups * 1.15))],
        "slots": SLOTS,
        "size": {"min": 5, "max": 9},
        "groups_max": groups,
        "rules": {"spread": ["organisation"]},
    }


def _person(chance: random.Random, number: int, slots: list[str]) -> dict[str, Any]:
    return {
        "id": f"p{number:05}",
        "organisation": chance.choices(list(ORGANISATIONS), list(ORGANISATIONS.values()))[0],
        "slots": {slot: "yes" if chance.random() < 0.7 else "if_needed" for slot in slots},
        "wishes": [chance.choice(slots)],
        "kind": {"gender": chance.choice("ffm"), "staff": chance.choice(["t", "t", "a", "l", "s"])},
    }
