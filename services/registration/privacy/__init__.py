"""What registration keeps about people, and for how long."""

from services.registration.privacy.kept import kept
from services.registration.privacy.retention import retention

__all__ = ["kept", "retention"]
