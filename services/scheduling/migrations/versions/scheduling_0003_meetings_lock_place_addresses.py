"""meetings are locked and may be remote; addresses of groups"""

import sqlalchemy as sa
from alembic import op

revision = "scheduling_0003"
down_revision = "scheduling_placements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("meetings", sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("meetings", sa.Column("remote_url", sa.Text(), nullable=True))
    op.create_table(
        "group_addresses",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["series.id"], name=op.f("fk_group_addresses_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "purpose", name=op.f("pk_group_addresses")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_group_addresses_token_hash")),
    )


def downgrade() -> None:
    op.drop_table("group_addresses")
    op.drop_column("meetings", "remote_url")
    op.drop_column("meetings", "locked_at")
