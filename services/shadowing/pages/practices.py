"""What periods have changed in daily work: ways of working that their authors let be listed for the network."""

from services.shadowing import queries
from services.shadowing.domain.forms import PRACTICE_STATES
from services.shadowing.pages.doors import routes
from shared.web import Page, signed_in
from shared.web.i18n import lazy as N_
from shared.web.request import Request
from shared.work import UnitOfWork

STATES = {code: N_(text) for code, text in PRACTICE_STATES}


@routes.page("/shadowing/practices", access=signed_in)
def list_practices(request: Request, work: UnitOfWork) -> Page:
    """The newest first, without names."""
    return Page("shadowing/practices.html", rows=queries.practices(work), states=STATES)
