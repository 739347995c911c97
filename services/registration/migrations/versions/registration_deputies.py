"""deputies of supervisors, and who was asked before"""

import sqlalchemy as sa
from alembic import op

revision = "registration_deputies"
down_revision = "registration_lists_of_calls"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deputies",
        sa.Column("supervisor_id", sa.Uuid(), nullable=False),
        sa.Column("deputy_id", sa.Uuid(), nullable=False),
        sa.Column("typed_in", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("supervisor_id", name=op.f("pk_deputies")),
    )
    op.create_index("ix_deputies_deputy_id", "deputies", ["deputy_id"])
    op.add_column("registrations", sa.Column("asked_before", sa.Uuid(), nullable=True))
    op.create_index("ix_registrations_asked_before", "registrations", ["asked_before"])


def downgrade() -> None:
    op.drop_index("ix_registrations_asked_before", "registrations")
    op.drop_column("registrations", "asked_before")
    op.drop_table("deputies")
