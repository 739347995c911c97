"""special diets, for the host's count"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "scheduling_diets"
down_revision = "scheduling_timers_gone"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "diets",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("diets", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["series.id"], name=op.f("fk_diets_group_id")),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_diets")),
    )


def downgrade() -> None:
    op.drop_table("diets")
