"""Sign-in by a link and a six-digit code in one mail.

Single use, ten minutes of real time, five tries of the code, five requests in a quarter of an hour for one address.
The answer is the same for known and unknown addresses. The link works only in the browser that asked; elsewhere the
code is typed in the window that asked. Only hashes are stored.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from shared.clock import real_now
from shared.database.kit import SignIn
from shared.errors import DomainError
from shared.people.introductions import find_by_email, resolve
from shared.people.tables import Person
from shared.settings import Settings

LASTS = timedelta(minutes=10)
WINDOW = timedelta(minutes=15)
KEPT = timedelta(days=1)
MOST_REQUESTS = 5
MOST_TRIES = 5


class TooManyRequests(DomainError):
    """One address has been asked for too often."""

    code = "too_many_sign_ins"
    kind = "too_many"
    field = "email"
    text = "Sign-in has been asked for this address many times. Wait a quarter of an hour and try again."


class SignInOver(DomainError):
    """The link or code has been used, is too old, or was tried too often."""

    code = "sign_in_over"
    kind = "gone"
    text = "The link and the code work once, for ten minutes. Ask for new ones."


class WrongCode(DomainError):
    """The code is not the one in the mail."""

    code = "wrong_code"
    kind = "invalid"
    field = "code"
    text = "The code is not right. Check the six digits in the newest message."


@dataclass(frozen=True)
class Asked:
    """What was made when somebody asked: secrets for the mail and the browser, and the person when known."""

    token: str
    code: str
    browser: str
    person: Person | None


def ask(session: Session, settings: Settings, email: str, browser: str | None, language: str, next_path: str) -> Asked:
    """Make a link and a code. Raises TooManyRequests."""
    email = email.strip().lower()
    now = real_now()
    session.execute(delete(SignIn).where(SignIn.created_at < now - KEPT))
    recent = select(func.count()).where(SignIn.email == email, SignIn.created_at > now - WINDOW)
    if (session.scalar(recent) or 0) >= MOST_REQUESTS:
        raise TooManyRequests()
    person = find_by_email(session, email)
    made = Asked(secrets.token_urlsafe(32), f"{secrets.randbelow(1_000_000):06}", browser or _secret(), person)
    session.add(_row(settings, made, email, language, next_path, now))
    return made


def by_link(session: Session, settings: Settings, token: str) -> SignIn:
    """The open sign-in of a link. Raises SignInOver."""
    return _open(session.scalar(select(SignIn).where(SignIn.link_hash == _hash(settings, token))))


def by_browser(session: Session, settings: Settings, browser: str | None) -> SignIn:
    """The newest open sign-in that this browser asked for. Raises SignInOver."""
    asked = select(SignIn).where(SignIn.browser_hash == _hash(settings, browser or _secret()))
    return _open(session.scalar(asked.order_by(SignIn.created_at.desc()).limit(1)))


def is_same_browser(found: SignIn, settings: Settings, browser: str | None) -> bool:
    """Whether the browser that opened the link is the one that asked."""
    return hmac.compare_digest(found.browser_hash, _hash(settings, browser or _secret()))


def count_try(session: Session, found: SignIn) -> None:
    """Count one try of the code, in a unit of work that commits whatever comes of it. Raises SignInOver."""
    more = update(SignIn).where(SignIn.id == found.id).values(attempts=SignIn.attempts + 1)
    tries = session.scalar(more.returning(SignIn.attempts))
    if tries is None or tries > MOST_TRIES:
        raise SignInOver()


def check_code(found: SignIn, settings: Settings, code: str) -> None:
    """Raises WrongCode unless the code is the one mailed to somebody known."""
    right = hmac.compare_digest(found.code_hash, _hash(settings, f"{found.browser_hash}:{code.replace(' ', '')}"))
    if not right or found.person_id is None:
        raise WrongCode()


def complete(session: Session, found: SignIn) -> Person:
    """Use the sign-in up and say who it is. Raises SignInOver, also for the second of two at once."""
    free = update(SignIn).where(SignIn.id == found.id, SignIn.used_at.is_(None))
    taken = session.scalar(free.values(used_at=real_now()).returning(SignIn.person_id))
    person = resolve(session, taken)
    if person is None or person.gone:
        raise SignInOver()
    return person


def _open(found: SignIn | None) -> SignIn:
    if found is None or found.used_at is not None or found.expires_at < real_now() or found.attempts > MOST_TRIES:
        raise SignInOver()
    return found


def _row(settings: Settings, made: Asked, email: str, language: str, next_path: str, now: datetime) -> SignIn:
    browser_hash = _hash(settings, made.browser)
    return SignIn(
        email=email,
        person_id=made.person.id if made.person else None,
        link_hash=_hash(settings, made.token),
        code_hash=_hash(settings, f"{browser_hash}:{made.code}"),
        browser_hash=browser_hash,
        created_at=now,
        expires_at=now + LASTS,
        language=language,
        next_path=next_path,
    )


def _secret() -> str:
    return secrets.token_urlsafe(32)


def _hash(settings: Settings, secret: str) -> str:
    return hmac.new(settings.secret.encode(), f"sign-in:{secret}".encode(), hashlib.sha256).hexdigest()
