"""What scheduling keeps about people, and for how long."""

from services.scheduling.privacy.kept import kept
from services.scheduling.privacy.retention import retention

__all__ = ["kept", "retention"]
