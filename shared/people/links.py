"""Signed action links: one task, one record, one person, until a moment in domain time.

A link is not stored anywhere. Whether it may be used again is the receiving command's decision.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

from shared.errors import DomainError
from shared.settings import Settings

PATHS = {
    "confirm_registration": "/registration/confirm/{token}",
    "continue_registration": "/registration/continue/{token}",
    "my_registration": "/registration/mine/{token}",
    "approve_registrations": "/registration/supervisor/{token}",
    "take_offer": "/registration/offer/{token}",
    "group": "/scheduling/my-group/{token}",
    "attendance": "/scheduling/attendance/{token}",
    "poll": "/scheduling/poll/{token}",
    "agreement": "/scheduling/agreement/{token}",
    "accept_invitation": "/shadowing/invitation/{token}",
    "statement": "/shadowing/statement/{token}",
    "period": "/shadowing/my-period/{token}",
    "followup": "/shadowing/followup/{token}",
    "certificate": "/reporting/certificate/{token}",
    "reminders": "/notifications/reminders/{token}",
    "erasure": "/registration/erasure/{token}",
}
OF_THE_ERASED = frozenset({"erasure"})
"""Links that go on working for somebody who was erased: what was done about the wish."""


@dataclass(frozen=True)
class ActionLink:
    """What a link allows: an action on a record by a person."""

    action: str
    record: UUID
    person: UUID
    expires_at: datetime


class LinkInvalid(DomainError):
    """The link is cut, changed, or for something else."""

    code = "link_invalid"
    kind = "not_found"
    text = "The link does not work. Check that all of it was copied from the message, or ask your coordinator."


class LinkExpired(DomainError):
    """The link was good once."""

    code = "link_expired"
    kind = "gone"
    text = "The link has expired. Ask the contact person named in the message for a new one."


def mint(settings: Settings, action: str, record: UUID, person: UUID, expires_at: datetime) -> str:
    """The token of a new link; `expires_at` is domain time."""
    return _serializer(settings).dumps([action, record.hex, person.hex, int(expires_at.timestamp())])


def address(settings: Settings, action: str, record: UUID, person: UUID, expires_at: datetime) -> str:
    """The whole address of a new link, as it is put into a mail. KeyError for an unknown action."""
    token = mint(settings, action, record, person, expires_at)
    return settings.base_url + PATHS[action].format(token=token)


def read(settings: Settings, token: str, action: str, now: datetime) -> ActionLink:
    """What a token allows. Raises LinkInvalid, or LinkExpired."""
    try:
        found, record, person, expires = _serializer(settings).loads(token)
        link = ActionLink(found, UUID(record), UUID(person), datetime.fromtimestamp(expires, UTC))
    except (BadData, ValueError, TypeError) as error:
        raise LinkInvalid() from error
    if link.action != action:
        raise LinkInvalid()
    if link.expires_at < now:
        raise LinkExpired()
    return link


def _serializer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret, salt="action-link")
