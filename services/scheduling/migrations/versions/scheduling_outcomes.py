"""what became of the ideas that groups let out"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "scheduling_outcomes"
down_revision = "scheduling_proposed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_ideas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_ideas")),
    )


def downgrade() -> None:
    op.drop_table("known_ideas")
