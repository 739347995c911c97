"""What every page has around its own matter: the menu by task, the language switch, the addresses of the footer.

A task of a service that another deployment runs is a link to that deployment.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

from shared.clock import local_date, real_now
from shared.people.roles import counting
from shared.plugins import Manifest, MenuItem, manifests
from shared.web.i18n import gettext as _
from shared.web.i18n import gettext_of
from shared.web.i18n import lazy as N_
from shared.web.request import Request
from shared.work import Runtime

TASKS = {
    "own_verme": N_("Own verme"),
    "own_period": N_("Own pair period"),
    "tasks": N_("Tasks"),
    "reports": N_("Reports"),
}


class Surroundings:
    """Functions for templates; each looks at the request that is being answered."""

    def __init__(self, runtime: Runtime, current: Callable[[], Request]) -> None:
        self.runtime = runtime
        self.current = current
        self.manifests = manifests() | {runtime.manifest.name: runtime.manifest}

    def functions(self) -> dict[str, Callable[..., Any]]:
        """What templates may call."""
        return {
            "navigation": self.navigation,
            "menu_by_task": self.menu_by_task,
            "public_links": self.public_links,
            "home_path": self.home_path,
            "kit_path": self.kit_path,
            "address_of": self.address_of,
            "language_path": self.language_path,
            "demonstration_now": self.demonstration_now,
        }

    def home_path(self) -> str:
        return f"/{self.runtime.manifest.name}/"

    def kit_path(self, name: str) -> str:
        return f"/{self.runtime.manifest.name}/{name}"

    def address_of(self, service: str) -> str:
        """Empty for a service that runs here, else the base address of the deployment that runs it for the reader."""
        return self.address(self.manifests[service]) if service in self.manifests else ""

    def language_path(self, code: str) -> str:
        """Switches the language and comes back to this page."""
        request = self.current()
        back = request.path if request.is_safe else self.home_path()
        return f"{self.kit_path(f'language/{code}')}?next={quote(back)}"

    def demonstration_now(self) -> datetime | None:
        """Domain time where it can be set."""
        return self.current().now if self.runtime.settings.clock_is_settable else None

    def menu_by_task(self) -> list[dict[str, Any]]:
        """Tasks with what this person may do in each."""
        visible = [(each, item) for each in self.manifests.values() for item in each.menu if self._is_for_reader(item)]
        grouped = []
        for task, title in TASKS.items():
            links = [self._link(manifest, item) for manifest, item in visible if item.task == task]
            if links:
                grouped.append({"task": task, "title": str(title), "links": links})
        return grouped

    def navigation(self) -> list[dict[str, Any]]:
        """The menu's first level, with sign-in or sign-out at its end."""
        path = self.current().path
        items = []
        for each in self.menu_by_task():
            only = each["links"][0] if len(each["links"]) == 1 else None
            current = any(path.startswith(link["href"]) for link in each["links"])
            items.append(
                {"text": each["title"], "href": only["href"] if only else f"{self.home_path()}#{each['task']}"}
                | {"active": current}
            )
        signed_in = self.current().person is not None
        if signed_in:
            own = self.kit_path("own-data")
            items.append({"text": _("My data"), "href": own, "active": path.startswith(own)})
        last = (_("Sign out"), "sign-out") if signed_in else (_("Sign in"), "sign-in")
        return [*items, {"text": last[0], "href": self.kit_path(last[1]), "current": path == self.kit_path(last[1])}]

    def public_links(self) -> list[dict[str, str]]:
        """What anybody may open."""
        return [self._link(each, item) for each in self.manifests.values() for item in each.public]

    def _is_for_reader(self, item: MenuItem) -> bool:
        person = self.current().person
        if person is None:
            return False
        today = local_date(self.current().now or real_now())
        return not item.roles or any(each.role in item.roles for each in counting(self.runtime.network, person, today))

    def _link(self, manifest: Manifest, item: MenuItem) -> dict[str, str]:
        return {"text": gettext_of(manifest.package, item.title), "href": self.address(manifest) + item.path}

    def address(self, manifest: Manifest) -> str:
        """Empty for a service that runs here, else the base address of the deployment that acts for the reader."""
        network, own = self.runtime.network, self.runtime.settings.deployment
        if manifest.name in network.services_of(own, tuple(self.manifests)):
            return ""
        person = self.current().person
        organisation = person.organisation if person is not None else network.slug
        return network.deployments[network.acting(manifest.name, organisation, real_now())].base_url
