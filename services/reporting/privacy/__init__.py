"""What reporting keeps about people, and for how long."""

from services.reporting.privacy.kept import kept
from services.reporting.privacy.retention import retention

__all__ = ["kept", "retention"]
