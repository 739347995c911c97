"""What shadowing keeps about people, and for how long."""

from services.shadowing.privacy.kept import kept
from services.shadowing.privacy.retention import retention

__all__ = ["kept", "retention"]
