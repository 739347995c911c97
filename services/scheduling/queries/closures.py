"""Whose breaks somebody may import, and what is known of them."""

from collections.abc import Sequence

from services.scheduling.domain.closures import Closure, school_year, with_usual
from services.scheduling.queries.surroundings import told_closures
from shared.work import UnitOfWork


def organisations_in_charge(work: UnitOfWork) -> list[str]:
    """Organisations whose breaks the actor may import: one's own, or all for who runs the network."""
    known = [each for each in work.network.organisations if each != work.network.slug]
    if work.actor.may("write", "call", organisation=work.network.slug):
        return known
    return [each for each in known if work.actor.may("write", "call", organisation=each)]


def closures_shown(work: UnitOfWork, organisations: Sequence[str]) -> list[Closure]:
    """This school year's and the next one's, told or assumed, that are not over."""
    year = school_year(work.today)
    found = with_usual(told_closures(work, organisations), organisations, [year, year + 1], {})
    coming = [each for each in found if each.last >= work.today and school_year(each.first) <= year + 1]
    return sorted(coming, key=lambda each: (each.organisation, each.first))
