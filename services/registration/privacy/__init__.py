"""What registration keeps about people, and for how long."""

from services.registration.commands.accounts import review
from services.registration.privacy.kept import kept
from services.registration.privacy.retention import retention

beforehand = (review,)

__all__ = ["beforehand", "kept", "retention"]
