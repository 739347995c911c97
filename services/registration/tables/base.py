"""The service's declarative base, and what its tables share."""

from typing import Any

from shared.database.base import service_base

Base: Any = service_base()
ZONE = "Europe/Helsinki"
