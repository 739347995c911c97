"""What every service serves by itself."""

from collections.abc import Iterable

from shared.plugins import Manifest
from shared.web.kit.about import about_routes, api_pages
from shared.web.kit.access_log import access_log_routes
from shared.web.kit.home import home_routes
from shared.web.kit.operations import Agenda, operations_routes
from shared.web.kit.own_data import own_data_routes
from shared.web.kit.retention import retention_routes
from shared.web.kit.sign_in import sign_in_routes
from shared.web.kit.taking import taking_routes
from shared.web.routes import Routes

__all__ = ["Agenda", "kit_routes"]


def kit_routes(manifest: Manifest, own: Iterable[Routes], agenda: Agenda) -> Routes:
    """The kit's routes under a service's name; the API's description covers the service's own routes too."""
    routes = Routes(manifest.name)
    always = (home_routes, sign_in_routes, about_routes, own_data_routes, retention_routes, access_log_routes)
    for add in (*always, taking_routes):
        add(routes)
    operations_routes(routes, agenda)
    api_pages(routes, [route for table in (*own, routes) for route in table], manifest)
    return routes
