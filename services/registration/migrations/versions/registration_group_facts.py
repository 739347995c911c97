"""what groups are for; partners of a call; what somebody tells the mentor"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registration_group_facts"
down_revision = "registration_erasures"
branch_labels = None
depends_on = None

GROUPS = ("theme", "basis", "purpose")
LISTS = ("education_levels", "especially_for")
CALLS = ("partners", "more_url")
REGISTRATIONS = ("themes", "expectations")


def upgrade() -> None:
    for name in CALLS:
        op.add_column("calls", sa.Column(name, sa.Text(), nullable=True))
    for name in GROUPS:
        op.add_column("groups", sa.Column(name, sa.Text(), nullable=True))
    for name in LISTS:
        column = sa.Column(name, postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False)
        op.add_column("groups", column)
    for name in REGISTRATIONS:
        op.add_column("registrations", sa.Column(name, sa.Text(), nullable=True))


def downgrade() -> None:
    for name in REGISTRATIONS:
        op.drop_column("registrations", name)
    for name in (*GROUPS, *LISTS):
        op.drop_column("groups", name)
    for name in CALLS:
        op.drop_column("calls", name)
