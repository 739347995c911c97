"""ideas, to tell a group what came of its own"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "notifications_ideas"
down_revision = "notifications_agreements"
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
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_ideas")),
    )
    op.create_index(op.f("ix_known_ideas_group_id"), "known_ideas", ["group_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_known_ideas_group_id"), table_name="known_ideas")
    op.drop_table("known_ideas")
