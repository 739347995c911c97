"""agreements and plans"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "scheduling_agreements"
down_revision = "scheduling_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("uniting_theme", sa.Text(), nullable=True),
        sa.Column("desired_outcome", sa.Text(), nullable=True),
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("methods", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("idea_session", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "agreements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("in_force_number", sa.BigInteger(), nullable=True),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.Column("waiting_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("declined", sa.BigInteger(), nullable=False),
        sa.Column("draft", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["series.id"], name=op.f("fk_agreements_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint("group_id", name=op.f("uq_agreements_group_id")),
    )
    op.create_table(
        "plan_themes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("meeting_number", sa.BigInteger(), nullable=True),
        sa.Column("prepared_by", sa.Uuid(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f("fk_plan_themes_plan_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_themes")),
    )
    op.create_index(op.f("ix_plan_themes_plan_id"), "plan_themes", ["plan_id"], unique=False)
    op.create_table(
        "agreement_versions",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("text", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("in_force_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreements.id"], name=op.f("fk_agreement_versions_agreement_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("agreement_id", "number", name=op.f("pk_agreement_versions")),
    )
    op.create_table(
        "agreement_answers",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id", "number"],
            ["agreement_versions.agreement_id", "agreement_versions.number"],
            name="fk_agreement_answers_version",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("agreement_id", "number", "person_id", name=op.f("pk_agreement_answers")),
    )


def downgrade() -> None:
    op.drop_table("agreement_answers")
    op.drop_table("agreement_versions")
    op.drop_index(op.f("ix_plan_themes_plan_id"), table_name="plan_themes")
    op.drop_table("plan_themes")
    op.drop_table("agreements")
    op.drop_table("plans")
