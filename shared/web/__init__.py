"""HTTP for every service: routes, pages, forms, the JSON API, and what each of them has by itself."""

from shared.web.access import anyone, by_link, signed_in
from shared.web.results import Download, Page, Redirect, Step
from shared.web.routes import Routes

__all__ = ["Download", "Page", "Redirect", "Routes", "Step", "anyone", "by_link", "signed_in"]
