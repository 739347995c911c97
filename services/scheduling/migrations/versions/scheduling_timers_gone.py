"""forget timers of kinds that are no more: what they deleted, the nightly retention deletes"""

from alembic import op

revision = "scheduling_timers_gone"
down_revision = "scheduling_outcomes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DELETE FROM timers WHERE kind IN ('agreement_kept', 'busy_times_kept', 'poll_wishes_kept')")


def downgrade() -> None:
    """What was due then has been deleted by the retention."""
