"""pair periods: in which call, who, and whether they have ended"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registration_known_periods"
down_revision = "registration_coming_employers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_periods",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("party_ids", postgresql.ARRAY(sa.Uuid()), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_periods")),
    )
    op.create_index("ix_known_periods_call_id", "known_periods", ["call_id"])


def downgrade() -> None:
    op.drop_index("ix_known_periods_call_id", "known_periods")
    op.drop_table("known_periods")
