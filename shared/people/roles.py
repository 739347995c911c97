"""The roles that count."""

from datetime import date

from shared.network import Network
from shared.people.tables import Person, Role


def counting(network: Network, person: Person, on: date) -> tuple[Role, ...]:
    """The roles that hold on a day; those in an organisation that has left the network give no rights (H1)."""
    return tuple(each for each in person.held_roles(on) if not network.has_left(each.organisation, on))
