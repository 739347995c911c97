"""What every service serves by itself."""

from shared.web.kit.home import home_routes
from shared.web.routes import Routes

__all__ = ["kit_routes"]


def kit_routes(service: str) -> Routes:
    """The kit's routes under a service's name."""
    routes = Routes(service)
    home_routes(routes)
    return routes
