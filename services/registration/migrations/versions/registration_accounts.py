"""accounts that nobody uses; those that there are count as used on the day of the migration"""

import sqlalchemy as sa
from alembic import op

revision = "registration_accounts"
down_revision = "registration_known_periods"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_warnings",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("unused_since", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("kept_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_account_warnings")),
    )
    op.add_column("statistics", sa.Column("until", sa.Date(), nullable=True))
    op.execute(
        "INSERT INTO account_uses (id, organisation, month) "
        "SELECT id, organisation, date_trunc('month', current_date) FROM people WHERE NOT gone "
        "ON CONFLICT (id) DO NOTHING"
    )


def downgrade() -> None:
    op.drop_column("statistics", "until")
    op.drop_table("account_warnings")
