"""whether a proposal was made because registration ended"""

import sqlalchemy as sa
from alembic import op

revision = "scheduling_proposed"
down_revision = "scheduling_ideas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("placements", sa.Column("by_itself", sa.Boolean(), server_default=sa.text("false"), nullable=False))


def downgrade() -> None:
    op.drop_column("placements", "by_itself")
