"""clarifications, amendments, interruptions, mid-term checks, replaced partners"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "shadowing_0003"
down_revision = "shadowing_feeds_and_goals"
branch_labels = None
depends_on = None

JSONB = postgresql.JSONB(astext_type=sa.Text())


def columns() -> tuple[sa.Column, ...]:
    return (
        sa.Column("asked_version", sa.BigInteger(), nullable=True),
        sa.Column("clarification_due_on", sa.Date(), nullable=True),
        sa.Column("mid_term_on", sa.Date(), nullable=True),
        sa.Column("mid_term_checked_on", sa.Date(), nullable=True),
        sa.Column("interrupted_on", sa.Date(), nullable=True),
        sa.Column("interruption", sa.Text(), nullable=True),
        sa.Column("amendment", JSONB, nullable=True),
        sa.Column("former", JSONB, server_default=sa.text("'[]'"), nullable=False),
    )


def upgrade() -> None:
    for column in columns():
        op.add_column("periods", column)


def downgrade() -> None:
    for column in columns():
        op.drop_column("periods", column.name)
