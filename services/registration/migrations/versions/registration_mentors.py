"""the registry of mentors"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registration_mentors"
down_revision = "registration_staff_lists"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mentors",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("professional_field", sa.Text(), nullable=False),
        sa.Column("lead_languages", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("capacity_groups", sa.BigInteger(), nullable=False),
        sa.Column("service_area", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("remote", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("availability", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("training", sa.Text(), nullable=False),
        sa.Column("training_provider", sa.Text(), nullable=True),
        sa.Column("training_credits", sa.Numeric(4, 1), nullable=True),
        sa.Column("training_began_on", sa.Date(), nullable=True),
        sa.Column("training_completed_on", sa.Date(), nullable=True),
        sa.Column("training_checked", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentors")),
    )


def downgrade() -> None:
    op.drop_table("mentors")
