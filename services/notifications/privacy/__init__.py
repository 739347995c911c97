"""What notifications keeps about people, and for how long."""

from services.notifications.privacy.kept import kept
from services.notifications.privacy.retention import retention

__all__ = ["kept", "retention"]
