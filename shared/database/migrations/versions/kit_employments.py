"""employers by date on a person's card"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "kit_employments"
down_revision = "kit_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    column = sa.Column("employments", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False)
    op.add_column("people", column)


def downgrade() -> None:
    op.drop_column("people", "employments")
