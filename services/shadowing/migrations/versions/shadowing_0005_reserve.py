"""approved applications that wait for a place"""

import sqlalchemy as sa
from alembic import op

revision = "shadowing_0005"
down_revision = "shadowing_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("periods", sa.Column("in_reserve_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("periods", "in_reserve_since")
