"""Pages of reporting."""

from services.reporting.pages import own, reports
from services.reporting.pages.routes import routes

__all__ = ["own", "reports", "routes"]
