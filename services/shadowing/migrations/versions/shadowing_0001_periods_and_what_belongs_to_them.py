"""periods and what belongs to them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "shadowing_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "known_calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_calls")),
    )
    op.create_index("ix_known_calls_kind", "known_calls", ["kind"], unique=False)
    op.create_table(
        "periods",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("stage", sa.BigInteger(), nullable=False),
        sa.Column("decider_id", sa.Uuid(), nullable=True),
        sa.Column("shape", sa.Text(), nullable=True),
        sa.Column("reporting_year", sa.BigInteger(), nullable=False),
        sa.Column("days", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("days_granted", sa.BigInteger(), nullable=True),
        sa.Column("additional_colleagues", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("goals_due_on", sa.Date(), nullable=True),
        sa.Column("followup_due_on", sa.Date(), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periods")),
    )
    op.create_index(op.f("ix_periods_call_id"), "periods", ["call_id"], unique=False)
    op.create_index(op.f("ix_periods_state"), "periods", ["state"], unique=False)
    op.create_table(
        "followups",
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_followups_period_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("period_id", "position", name=op.f("pk_followups")),
    )
    op.create_table(
        "form_versions",
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("saved_by", sa.Uuid(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["period_id"], ["periods.id"], name=op.f("fk_form_versions_period_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("period_id", "form", "number", name=op.f("pk_form_versions")),
    )
    op.create_table(
        "parties",
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("'mutual'"), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted_plan", sa.BigInteger(), nullable=True),
        sa.Column("accepted_goals", sa.BigInteger(), nullable=True),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("supervisor_named", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("supports", sa.Text(), nullable=True),
        sa.Column("took_part", sa.Boolean(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("followup_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_parties_period_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("period_id", "position", name=op.f("pk_parties")),
    )
    op.create_index(op.f("ix_parties_person_id"), "parties", ["person_id"], unique=False)
    op.create_index(op.f("ix_parties_supervisor_id"), "parties", ["supervisor_id"], unique=False)
    op.create_table(
        "pair_searches",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("help_wanted", sa.Boolean(), nullable=False),
        sa.Column("wish", sa.Text(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_searches")),
    )
    op.create_index(
        "uq_pair_searches_looking",
        "pair_searches",
        ["call_id", "person_id"],
        unique=True,
        postgresql_where=sa.text("state = 'looking'"),
    )
    op.create_table(
        "sharings",
        sa.Column("period_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["period_id"], ["periods.id"], name=op.f("fk_sharings_period_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("period_id", "position", name=op.f("pk_sharings")),
    )


def downgrade() -> None:
    op.drop_index("uq_pair_searches_looking", table_name="pair_searches")
    op.drop_table("pair_searches")
    op.drop_table("sharings")
    op.drop_index(op.f("ix_parties_supervisor_id"), table_name="parties")
    op.drop_index(op.f("ix_parties_person_id"), table_name="parties")
    op.drop_table("parties")
    op.drop_table("form_versions")
    op.drop_table("followups")
    op.drop_index(op.f("ix_periods_state"), table_name="periods")
    op.drop_index(op.f("ix_periods_call_id"), table_name="periods")
    op.drop_table("periods")
    op.drop_index("ix_known_calls_kind", table_name="known_calls")
    op.drop_table("known_calls")
