"""Form tokens: each form that is shown can be sent once.

A token is a signed nonce, bound to the person or link that the form was shown to, and good for a week (nobody loses
a long form to a time limit). The nonce is used up in the transaction of the act itself, so an act that failed can be
sent again, and the same form sent twice at once acts once: the second waits for the first and gets its answer.
"""

import secrets
from datetime import timedelta
from typing import Any

from itsdangerous import BadData, URLSafeTimedSerializer
from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert

from shared.clock import real_now
from shared.database.kit import UsedForm
from shared.errors import DomainError
from shared.settings import Settings
from shared.web.request import Request

_WEEK = timedelta(days=7)


class FormExpired(DomainError):
    """A form came without its token, with a false or old one, or with somebody else's."""

    code = "form_expired"
    kind = "invalid"
    text = "The form has expired. Nothing was lost: check your answers and send the form again."


def new_form_token(request: Request) -> str:
    """A token for one form on the page that is being shown."""
    return _serializer(request.settings).dumps([secrets.token_urlsafe(12), _holder(request)])


def nonce_of(request: Request, token: str) -> str:
    """The nonce of a posted token. Raises FormExpired when it is not one of ours for this holder."""
    try:
        nonce, holder = _serializer(request.settings).loads(token, max_age=int(_WEEK.total_seconds()))
    except (BadData, ValueError, TypeError) as error:
        raise FormExpired() from error
    if holder != _holder(request):
        raise FormExpired()
    return str(nonce)


def use_up(session: Any, nonce: str) -> bool:
    """Take the nonce for this unit of work; False when it has been used. Waits for a unit that is using it."""
    session.execute(delete(UsedForm).where(UsedForm.used_at < real_now() - _WEEK - timedelta(days=1)))
    statement = insert(UsedForm).values(nonce=nonce, used_at=real_now()).on_conflict_do_nothing()
    return bool(session.scalar(statement.returning(UsedForm.nonce)))


def remember_answer(session: Any, nonce: str, location: str) -> None:
    """Keep where the answer led, for the same form sent again."""
    session.execute(update(UsedForm).where(UsedForm.nonce == nonce).values(location=location))


def first_answer(session: Any, nonce: str) -> str | None:
    """Where the first sending of a form led; None when it was answered by a page."""
    found: str | None = session.scalar(select(UsedForm.location).where(UsedForm.nonce == nonce))
    return found


def _holder(request: Request) -> str:
    if request.link is not None:
        return f"{request.link.action}:{request.link.record}:{request.link.person}"
    return str(request.person.id) if request.person is not None else ""


def _serializer(settings: Settings) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings.secret, salt="form")
