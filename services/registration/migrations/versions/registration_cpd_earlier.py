"""earlier in-service training, told for statistics"""

import sqlalchemy as sa
from alembic import op

revision = "registration_cpd_earlier"
down_revision = "registration_bulletins"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("statistics", sa.Column("cpd_earlier", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("statistics", "cpd_earlier")
