"""lists of people for a call"""

import sqlalchemy as sa
from alembic import op

revision = "registration_lists_of_calls"
down_revision = "registration_group_facts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_lists", sa.Column("call_id", sa.Uuid(), nullable=True))
    op.create_foreign_key(
        op.f("fk_staff_lists_call_id"), "staff_lists", "calls", ["call_id"], ["id"], ondelete="CASCADE"
    )
    op.create_index(op.f("ix_staff_lists_call_id"), "staff_lists", ["call_id"])


def downgrade() -> None:
    op.drop_column("staff_lists", "call_id")
