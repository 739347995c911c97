"""processes of organisations: whether the supervisors are asked"""

import sqlalchemy as sa
from alembic import op

revision = "shadowing_0002"
down_revision = "shadowing_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    asked = sa.Column("supervisors_asked", sa.Boolean(), server_default=sa.text("true"), nullable=False)
    op.add_column("periods", asked)
