"""What every service that runs here answers to one reader, asked with the reader's own session.

A page is put together from what the services answer to its reader, as the home page is; no service asks another for
itself. One that does not answer within a few seconds is shown as such, and its own page is named.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from shared.errors import Forbidden
from shared.people import sessions
from shared.plugins import manifests
from shared.web.i18n import language
from shared.web.identity import LANGUAGE_COOKIE
from shared.web.request import Request
from shared.work import UnitOfWork

SECONDS = 5
COOKIES = (sessions.COOKIE, LANGUAGE_COOKIE)


def gather(request: Request, work: UnitOfWork, path: str, own: Callable[[], dict[str, Any]]) -> list[dict[str, Any]]:
    """What each service that runs here answers at `/api/<name>/v1/<path>` for this reader, in the menu's order.

    Each has its `service` and `title` in the reader's language; `answered` is False where nothing came.
    """
    running = work.network.services_of(work.settings.deployment, tuple(manifests()))
    names = dict.fromkeys((*running, work.manifest.name))
    others = [each for each in names if each != work.manifest.name]
    addresses = [f"{work.settings.neighbour(each)}/api/{each}/v1/{path}" for each in others]
    cookies = {request.cookie_name(each): request.cookie(each) or "" for each in COOKIES}
    with ThreadPoolExecutor(max(1, len(others))) as asking:
        answers = asking.map(lambda address: _asked(address, cookies), addresses)
        found = {work.manifest.name: own()} | dict(zip(others, answers, strict=True))
    titles = {name: each.title(language()) for name, each in manifests().items()}
    return [
        {"service": each, **(found[each] or {}), "title": titles.get(each, each), "answered": found[each] is not None}
        for each in names
    ]


def officer_of(work: UnitOfWork, data: str) -> list[str]:
    """The organisations of whose people the actor may read such data. Raises Forbidden where there is none."""
    found = [each for each in work.network.organisations if work.actor.may("read", data, each)]
    if not found:
        raise Forbidden()
    return found


def _asked(address: str, cookies: dict[str, str]) -> dict[str, Any] | None:
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(address, cookies=cookies, timeout=SECONDS, allow_redirects=False)
        found = answer.json() if answer.status_code == 200 else None
    except (requests.RequestException, ValueError):
        return None
    return found if isinstance(found, dict) else None
