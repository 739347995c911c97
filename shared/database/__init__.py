"""A service's own database: bases and mixins of its tables, connections, migrations."""

from shared.database.base import service_base
from shared.database.migrate import migrations_env
from shared.database.mixins import Projected, Published

__all__ = ["Projected", "Published", "migrations_env", "service_base"]
