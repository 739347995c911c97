"""ideas that a group keeps to itself"""

import sqlalchemy as sa
from alembic import op

revision = "scheduling_ideas"
down_revision = "scheduling_agreements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "idea_notes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("written_by", sa.Uuid(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("idea_type", sa.Text(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=True),
        sa.Column("proposed_way", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["series.id"], name=op.f("fk_idea_notes_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea_notes")),
    )
    op.create_index(op.f("ix_idea_notes_group_id"), "idea_notes", ["group_id"], unique=False)


def downgrade() -> None:
    op.drop_table("idea_notes")
