"""The table that the pages add themselves to."""

from shared.web import Routes

routes = Routes("reporting")
