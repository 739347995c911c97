"""Plugins: services, policies, channels and exports are entry points.

A service is one manifest. Another distribution that declares an entry point in the group
`vertaisverkko.services` runs, migrates, appears in the menu and in AsyncAPI with no edit here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from shared.contracts import Aggregate
from shared.errors import ConfigurationError

SERVICES = "vertaisverkko.services"
POLICIES = "vertaisverkko.policies"


@dataclass(frozen=True)
class MenuItem:
    """A task in the menu (decision 25: by task, never by service)."""

    task: str  # "own_verme", "own_period", "tasks", "reports"
    title: str  # gettext msgid
    path: str
    roles: frozenset[str] = frozenset()  # empty: everybody who has signed in


@dataclass(frozen=True)
class Manifest:
    """What the kit must know of a service. Cheap to import: code is named, not imported."""

    name: str
    package: str  # "services.registration"
    titles: Mapping[str, str]
    publishes: tuple[type[Aggregate], ...] = ()
    subscribes: tuple[type[Aggregate], ...] = ()
    menu: tuple[MenuItem, ...] = ()
    public: tuple[MenuItem, ...] = ()  # shown on the home page without sign-in
    tool: str | None = None  # "module:command": `vertais NAME …`, for what is done without the stack
    on_setup: str | None = None  # "module:function", called with a unit of work after migrations

    def title(self, language: str) -> str:
        """The service's name in a language, else in Finnish."""
        return self.titles.get(language) or self.titles["fi"]

    def load(self, module: str) -> Any:
        """Import a module of the service's package, e.g. `service`, `tables`."""
        return import_module(f"{self.package}.{module}")


def manifests() -> dict[str, Manifest]:
    """The manifests of all installed services by name."""
    return {each.name: each.load() for each in sorted(entry_points(group=SERVICES), key=lambda found: found.name)}


def manifest(name: str) -> Manifest:
    """One service's manifest. Raises ConfigurationError that lists the known names."""
    known = manifests()
    if name not in known:
        raise ConfigurationError(f"There is no service named {name}. Known: {', '.join(known)}.")
    return known[name]


def policy(name: str) -> Any:
    """A policy by its entry point's name. Raises ConfigurationError that lists the known names."""
    known = {each.name: each for each in entry_points(group=POLICIES)}
    if name not in known:
        raise ConfigurationError(f"There is no policy named {name}. Known: {', '.join(sorted(known))}.")
    return known[name].load()
