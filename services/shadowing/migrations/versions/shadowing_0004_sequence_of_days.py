"""SEQUENCE of the days of a period in calendars

Calendars that have seen a period know its last change in seconds as SEQUENCE; counting goes on from there.
"""

import sqlalchemy as sa
from alembic import op

revision = "shadowing_0004"
down_revision = "shadowing_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("periods", sa.Column("revision", sa.BigInteger(), server_default=sa.text("0"), nullable=False))
    op.execute("UPDATE periods SET revision = (version / 1000000) % 2147483647")


def downgrade() -> None:
    op.drop_column("periods", "revision")
