"""changes of employer that are dated ahead"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registration_coming_employers"
down_revision = "registration_cpd_earlier"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "coming_employers",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("card", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_coming_employers")),
    )


def downgrade() -> None:
    op.drop_table("coming_employers")
