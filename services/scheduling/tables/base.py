"""What all tables of scheduling share."""

from typing import Any

from shared.database import service_base

Base: Any = service_base()
