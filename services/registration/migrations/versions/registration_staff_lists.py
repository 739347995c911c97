"""lists of staff"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registration_staff_lists"
down_revision = "registration_placements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "staff_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("rows", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("problems", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("created", sa.BigInteger(), nullable=False),
        sa.Column("changed", sa.BigInteger(), nullable=False),
        sa.Column("unchanged", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_lists")),
    )
    op.create_index(op.f("ix_staff_lists_sent_by"), "staff_lists", ["sent_by"])
    op.create_table(
        "listed_cards",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("line", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["staff_lists.id"], name=op.f("fk_listed_cards_list_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_cards")),
    )
    op.create_index(op.f("ix_listed_cards_list_id"), "listed_cards", ["list_id"])
    op.create_index(op.f("ix_listed_cards_person_id"), "listed_cards", ["person_id"])


def downgrade() -> None:
    op.drop_table("listed_cards")
    op.drop_table("staff_lists")
