"""tables"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "registration_0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("about", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("placing", sa.Text(), server_default=sa.text("'fixed'"), nullable=False),
        sa.Column("questions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("project", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reporting_year", sa.BigInteger(), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("venue", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("quota", sa.BigInteger(), nullable=True),
        sa.Column("period_days", sa.BigInteger(), nullable=True),
        sa.Column("window_from", sa.Date(), nullable=True),
        sa.Column("window_to", sa.Date(), nullable=True),
        sa.Column("known_by", sa.Date(), nullable=True),
        sa.Column("has_started", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
    )
    op.create_table(
        "ideas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("period_id", sa.Uuid(), nullable=True),
        sa.Column("call_id", sa.Uuid(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("idea_type", sa.Text(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("target_group", sa.Text(), nullable=True),
        sa.Column("proposed_way", sa.Text(), nullable=True),
        sa.Column("responsible_id", sa.Uuid(), nullable=True),
        sa.Column("term", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("became_call_id", sa.Uuid(), nullable=True),
        sa.Column("realised_name", sa.Text(), nullable=True),
        sa.Column("realised_from", sa.Date(), nullable=True),
        sa.Column("realised_to", sa.Date(), nullable=True),
        sa.Column("realised_place", sa.Text(), nullable=True),
        sa.Column("participants", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["became_call_id"], ["calls.id"], name=op.f("fk_ideas_became_call_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["ideas.id"], name=op.f("fk_ideas_merged_into")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ideas")),
    )
    op.create_index(op.f("ix_ideas_became_call_id"), "ideas", ["became_call_id"], unique=False)
    op.create_index(op.f("ix_ideas_merged_into"), "ideas", ["merged_into"], unique=False)
    op.create_table(
        "known_ideas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_ideas")),
    )
    op.create_table(
        "known_introductions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_introductions")),
    )
    op.create_table(
        "known_meetings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_meetings")),
    )
    op.create_index(op.f("ix_known_meetings_group_id"), "known_meetings", ["group_id"], unique=False)
    op.create_table(
        "known_reserve_dates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_reserve_dates")),
    )
    op.create_index(op.f("ix_known_reserve_dates_group_id"), "known_reserve_dates", ["group_id"], unique=False)
    op.create_table(
        "known_participations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("attended", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_participations")),
    )
    op.create_index(op.f("ix_known_participations_group_id"), "known_participations", ["group_id"], unique=False)
    op.create_table(
        "known_series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("series_state", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_series")),
    )
    op.create_table(
        "statistics",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("gender", sa.Text(), nullable=False),
        sa.Column("career_stage", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statistics")),
    )
    op.create_table(
        "considerations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("career_stage", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_considerations")),
    )
    op.create_table(
        "groups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("sibling_of", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("name", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("staff_groups", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("mentor_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("member_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("min_size", sa.BigInteger(), nullable=False),
        sa.Column("max_size", sa.BigInteger(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.Column("accepted_size", sa.BigInteger(), nullable=True),
        sa.Column("merged_into", sa.Uuid(), nullable=True),
        sa.Column("was_forming", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("venue", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("meeting_minutes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_groups_call_id")),
        sa.ForeignKeyConstraint(["merged_into"], ["groups.id"], name=op.f("fk_groups_merged_into")),
        sa.ForeignKeyConstraint(["sibling_of"], ["groups.id"], name=op.f("fk_groups_sibling_of")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_index(op.f("ix_groups_call_id"), "groups", ["call_id"], unique=False)
    op.create_table(
        "planned_dates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("reserve", sa.Boolean(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_planned_dates_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_dates")),
        sa.UniqueConstraint("group_id", "date", name=op.f("uq_planned_dates_group_id_date")),
    )
    op.create_table(
        "registrations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("occasions", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("concerns", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("place_group_id", sa.Uuid(), nullable=True),
        sa.Column("refused_group_ids", postgresql.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("supervisor_typed_in", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("supervisor_asks_first", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("deputy", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("address_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("approved_how", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_by_phone", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("queue_position", sa.BigInteger(), nullable=True),
        sa.Column("confirm_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approve_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("denial_reason", sa.Text(), nullable=True),
        sa.Column("denial_text", sa.Text(), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("wishes", postgresql.ARRAY(sa.Uuid()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column(
            "availability", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("away_weeks", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("unsuitable_dates", postgresql.ARRAY(sa.Date()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("late", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("entered_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_registrations_call_id")),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name=op.f("fk_registrations_group_id")),
        sa.ForeignKeyConstraint(["place_group_id"], ["groups.id"], name=op.f("fk_registrations_place_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registrations")),
    )
    op.create_index(op.f("ix_registrations_group_id"), "registrations", ["group_id"], unique=False)
    op.create_index(op.f("ix_registrations_person_id"), "registrations", ["person_id"], unique=False)
    op.create_index("ix_registrations_place_group_id", "registrations", ["place_group_id"], unique=False)
    op.create_index(op.f("ix_registrations_supervisor_id"), "registrations", ["supervisor_id"], unique=False)
    op.create_index(
        "uq_registrations_person_id_group_id_live",
        "registrations",
        ["person_id", "group_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('unconfirmed','awaiting_supervisor','confirmed','waitlisted','offered')"),
    )
    op.create_table(
        "availabilities",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("availability", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_availabilities")),
    )
    op.create_table(
        "saved_forms",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("call_id", sa.Uuid(), nullable=False),
        sa.Column("typed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("good_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_saved_forms_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_forms")),
    )
    op.create_table(
        "sendings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sendings")),
    )
    op.create_index(op.f("ix_sendings_sender"), "sendings", ["sender"], unique=False)
    op.create_index(op.f("ix_sendings_at"), "sendings", ["at"], unique=False)


def downgrade() -> None:
    op.drop_table("sendings")
    op.drop_table("saved_forms")
    op.drop_table("availabilities")
    op.drop_index(
        "uq_registrations_person_id_group_id_live",
        table_name="registrations",
        postgresql_where=sa.text("state IN ('unconfirmed','awaiting_supervisor','confirmed','waitlisted','offered')"),
    )
    op.drop_index(op.f("ix_registrations_supervisor_id"), table_name="registrations")
    op.drop_index("ix_registrations_place_group_id", table_name="registrations")
    op.drop_index(op.f("ix_registrations_person_id"), table_name="registrations")
    op.drop_index(op.f("ix_registrations_group_id"), table_name="registrations")
    op.drop_table("registrations")
    op.drop_table("planned_dates")
    op.drop_index(op.f("ix_groups_call_id"), table_name="groups")
    op.drop_table("groups")
    op.drop_table("considerations")
    op.drop_table("statistics")
    op.drop_table("known_series")
    op.drop_index(op.f("ix_known_participations_group_id"), table_name="known_participations")
    op.drop_table("known_participations")
    for table in ("known_meetings", "known_reserve_dates"):
        op.drop_index(op.f(f"ix_{table}_group_id"), table_name=table)
        op.drop_table(table)
    op.drop_table("known_introductions")
    op.drop_table("known_ideas")
    op.drop_index(op.f("ix_ideas_merged_into"), table_name="ideas")
    op.drop_index(op.f("ix_ideas_became_call_id"), table_name="ideas")
    op.drop_table("ideas")
    op.drop_table("calls")
