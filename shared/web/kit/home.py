"""The home page, and the language switch."""

from shared.web.access import anyone
from shared.web.i18n import LANGUAGES
from shared.web.identity import remember_language
from shared.web.paths import safe_path
from shared.web.request import Request
from shared.web.results import Page, Redirect
from shared.web.routes import Routes
from shared.work import UnitOfWork


def home_routes(routes: Routes) -> None:
    """Add `/X/` and `/X/language/<code>`."""
    service = routes.service

    @routes.page(f"/{service}/", access=anyone)
    def home(request: Request, work: UnitOfWork) -> Page:
        return Page("home.html")

    @routes.page(f"/{service}/language/<any({','.join(LANGUAGES)}):code>", access=anyone)
    def switch_language(request: Request, work: UnitOfWork, code: str) -> Redirect:
        remember_language(request, code)
        return Redirect(safe_path(request.args.get("next"), f"/{service}/"))
