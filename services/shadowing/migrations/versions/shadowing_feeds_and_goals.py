"""addresses of calendars; follow-ups answer for each goal; who got the goals form; a start without goals

A follow-up form that was sent before this had one answer for all goals: the goals as they were written, on however
many lines, become its one goal.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "shadowing_feeds_and_goals"
down_revision = "shadowing_0002"
branch_labels = None
depends_on = None

EMPTY_LIST = sa.text("'{}'")


def upgrade() -> None:
    op.create_table(
        "feeds",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("nonce", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_feeds")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_feeds_token_hash")),
    )
    op.add_column("periods", sa.Column("goals_sent", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("periods", sa.Column("started_because", sa.Text(), nullable=True))
    op.add_column(
        "followups",
        sa.Column("goals", postgresql.ARRAY(sa.Text()), server_default=EMPTY_LIST, nullable=False),
    )
    op.execute(
        """
        UPDATE followups SET
            goals = ARRAY[
                coalesce(
                    (
                        SELECT content ->> 'goals' FROM form_versions
                        WHERE form = 'goals' AND form_versions.period_id = followups.period_id
                        ORDER BY number DESC LIMIT 1
                    ),
                    ''
                )
            ],
            content = jsonb_set(content, '{goal_attainment}', jsonb_build_array(content -> 'goal_attainment'))
        WHERE jsonb_typeof(content -> 'goal_attainment') = 'string'
        """
    )


def downgrade() -> None:
    op.execute(
        """
        UPDATE followups SET content = jsonb_set(content, '{goal_attainment}', content -> 'goal_attainment' -> 0)
        WHERE jsonb_typeof(content -> 'goal_attainment') = 'array'
        """
    )
    op.drop_column("followups", "goals")
    op.drop_column("periods", "started_because")
    op.drop_column("periods", "goals_sent")
    op.drop_table("feeds")
