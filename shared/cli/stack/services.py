"""Which services are installed: the names of the entry points, without importing any of them."""

from importlib.metadata import entry_points


def installed() -> tuple[str, ...]:
    """Registration first, where home is; the others by name."""
    names = sorted({each.name for each in entry_points(group="vertaisverkko.services")})
    return tuple(sorted(names, key=lambda name: name != "registration"))
