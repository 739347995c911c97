"""what is written to people of a call"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "notifications_bulletins"
down_revision = "notifications_ideas"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_bulletins",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_bulletins")),
    )


def downgrade() -> None:
    op.drop_table("known_bulletins")
