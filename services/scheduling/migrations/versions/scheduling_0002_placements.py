"""placement proposals"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "scheduling_placements"
down_revision = "scheduling_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    json = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "placements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", json, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("mentors", json, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("rules", json, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("progress", json, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("result", json, server_default=sa.text("'{}'"), nullable=False),
        sa.Column("groups", json, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("unplaced", json, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("confirmed", json, server_default=sa.text("'[]'"), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
        sa.UniqueConstraint("call_id", name=op.f("uq_placements_call_id")),
    )


def downgrade() -> None:
    op.drop_table("placements")
