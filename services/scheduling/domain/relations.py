"""How somebody stands to a group: member, mentor, or the coordinator in charge of it (dossier C.2, decision 7).

A substitute leads a single meeting: sees the group, and records who was there.
"""

LEADS = frozenset({"mentor", "coordinator"})
SEES = frozenset({"member", "mentor", "substitute", "coordinator"})


def relations(*, member: bool, mentor: bool, coordinator: bool, substitute: bool = False) -> frozenset[str]:
    """The names of the relations that hold."""
    found = {"member": member, "mentor": mentor, "coordinator": coordinator}
    found["substitute"] = substitute and not mentor
    return frozenset(name for name, holds in found.items() if holds)


def may_lead(found: frozenset[str]) -> bool:
    """Whether meetings may be moved, cancelled and recorded."""
    return not found.isdisjoint(LEADS)


def may_see(found: frozenset[str]) -> bool:
    """Whether the group's dates and people may be seen."""
    return not found.isdisjoint(SEES)


def inside(found: frozenset[str]) -> frozenset[str]:
    """The relations by which what the group keeps to itself may be read, as the table of rights names them."""
    names = {"member": "group", "mentor": "led"}
    return frozenset(names[each] for each in found if each in names)
