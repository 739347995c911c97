"""Who asks, by session or action link, and in which language they read."""

from uuid import UUID

from shared.clock import real_now
from shared.people import links, sessions
from shared.people.introductions import resolve
from shared.people.roles import counting
from shared.privacy.erasure import is_erased
from shared.web import i18n
from shared.web.access import Access
from shared.web.problems import SignInRequired
from shared.web.request import Request
from shared.work import ANONYMOUS, Actor, UnitOfWork

LANGUAGE_COOKIE = "vertais_language"
_YEAR = 365 * 24 * 3600


def identify(request: Request, work: UnitOfWork, access: Access, token: str | None) -> None:
    """Set the request's person and link, and the unit's actor. Raises SignInRequired, LinkInvalid, LinkExpired."""
    request.person = _signed_in_person(request, work)
    if access.kind == "link":
        request.link = links.read(request.settings, token or "", str(access.action), work.now)
        if access.action not in links.OF_THE_ERASED and is_erased(work, request.link.person):
            raise links.LinkInvalid()
    request.user = _user(request, work)
    choose_language(request, work)
    work.actor = _actor(request, work)
    if access.kind == "signed_in" and request.person is None:
        raise SignInRequired()


def remember_language(request: Request, code: str) -> None:
    """Keep the language that was chosen, for a year."""
    request.set_cookie(LANGUAGE_COOKIE, code, _YEAR)


def choose_language(request: Request, work: UnitOfWork | None = None) -> None:
    """The one chosen just now, else the cookie's, the person's, what the browser prefers, or Finnish."""
    chosen = request.chosen_language or request.cookie(LANGUAGE_COOKIE)
    if chosen not in i18n.LANGUAGES:
        chosen = _language_of_reader(request, work) or _language_of_browser(request)
    request.language = chosen or i18n.DEFAULT_LANGUAGE
    i18n.set_language(request.language)


def _language_of_reader(request: Request, work: UnitOfWork | None) -> str | None:
    reader = request.person
    if request.link is not None and work is not None:
        reader = resolve(work.session, request.link.person) or reader
    return str(reader.language) if reader is not None else None


def _language_of_browser(request: Request) -> str | None:
    wanted = (each.partition("-")[0].lower() for each in request.http.accept_languages.values())
    return next((each for each in wanted if each in i18n.LANGUAGES), None)


def _signed_in_person(request: Request, work: UnitOfWork) -> object | None:
    session = sessions.read(request.settings, request.cookie(sessions.COOKIE))
    if session is None:
        return None
    person = resolve(work.session, session.person_id)
    return person if person is not None and session.holds(real_now(), person) else None


def _user(request: Request, work: UnitOfWork) -> UUID | None:
    linked = resolve(work.session, request.link.person) if request.link is not None else None
    user = request.person or linked
    return user.id if user is not None else None


def _actor(request: Request, work: UnitOfWork) -> Actor:
    if request.link is not None:
        return Actor("link", request.link.person, (), request.language)
    if request.person is not None:
        roles = counting(work.network, request.person, work.today)
        return Actor("person", request.person.id, roles, request.language)
    return Actor(ANONYMOUS.kind, None, (), request.language)
