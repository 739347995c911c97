"""Being forgotten: what it does, the wish, what every service answered; and the data protection officer's list."""

from typing import Any

from services.registration.commands import erasing
from services.registration.queries import erasures as queries
from services.registration.schemas.erasures import ErasureForm
from shared.clock import local_date
from shared.people import sessions
from shared.plugins import manifests
from shared.privacy.classes import CLASSES, period_of, words
from shared.web import Page, Redirect, Routes, by_link, signed_in
from shared.web.i18n import language
from shared.work import UnitOfWork

routes = Routes("registration")


@routes.form("/registration/erasure", ErasureForm, "registration/erasure.html", access=signed_in)
def erasure(request: Any, work: UnitOfWork) -> dict[str, Any]:
    kept = ("attendance", "registration", "pair_period", "costs")
    periods = [(CLASSES[each], period_of(work.network, each, request.person.organisation)) for each in kept]
    return {"periods": periods, "address": request.person.email, "period_words": words}


@erasure.submit
def submit_erasure(request: Any, work: UnitOfWork, data: dict[str, Any]) -> Redirect:
    wish = erasing.ask_erasure(work)
    request.set_cookie(sessions.COOKIE, "")
    return Redirect(erasing.address_of(work, wish).removeprefix(work.settings.base_url))


@routes.page("/registration/erasure/<token>", access=by_link("erasure"))
def erased(request: Any, work: UnitOfWork, token: str) -> Page:
    wish = queries.by_link(work, request.link.record, request.link.person)
    until = local_date(request.link.expires_at)
    return Page("registration/erased.html", wish=wish, until=until, classes=CLASSES, titles=_titles())


@routes.page("/registration/erasures", access=signed_in)
def erasures(request: Any, work: UnitOfWork) -> Page:
    wishes = queries.of_organisations(work)
    return Page("registration/erasures.html", wishes=wishes, classes=CLASSES, titles=_titles())


def _titles() -> dict[str, str]:
    return {name: each.title(language()) for name, each in manifests().items()}
