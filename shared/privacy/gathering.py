"""One person's data from every service that runs here, asked with the person's own session.

A page is put together from what the services answer to its reader, as the home page is; no service asks another for
itself. One that does not answer within a few seconds is shown as such, and its own page is named.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from shared.people import sessions
from shared.web.identity import LANGUAGE_COOKIE
from shared.web.request import Request
from shared.work import UnitOfWork

SECONDS = 5
COOKIES = (sessions.COOKIE, LANGUAGE_COOKIE)


def gather(
    request: Request, work: UnitOfWork, names: Iterable[str], path: str, own: Callable[[], dict[str, Any]]
) -> list[dict[str, Any]]:
    """What each service answers at `/api/<name>/v1/<path>` for this reader; `answered` is False where none came."""
    others = [each for each in names if each != work.manifest.name]
    addresses = [f"{work.settings.neighbour(each)}/api/{each}/v1/{path}" for each in others]
    cookies = {request.cookie_name(each): request.cookie(each) or "" for each in COOKIES}
    with ThreadPoolExecutor(max(1, len(others))) as asking:
        answers = asking.map(lambda address: _asked(address, cookies), addresses)
        found = [{"answered": True, **own()}]
        for name, answer in zip(others, answers, strict=True):
            found.append({"answered": True, **answer} if answer else {"answered": False, "service": name})
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
