"""How long notifications keeps: mails that were sent."""

import pytest

from services.notifications.tables import Mail
from tests.privacy.aging import BEGAN, kept_to_the_last_day, never_touched, of_table
from tests.privacy.rows import mail

# table whose rows go, class, the last day from which the time runs, rows
GOING = [
    (Mail, "messages", BEGAN, lambda: [mail()]),
]


@pytest.mark.parametrize(
    ("table", "name", "since", "rows"), GOING, ids=lambda each: getattr(each, "__tablename__", None)
)
def test_a_record_is_kept_to_the_end_of_its_last_day_and_no_longer(runtime_of, clock, table, name, since, rows):
    kept_to_the_last_day(runtime_of("notifications"), clock, table, name, since, rows)


NEEDED = [
    (Mail, lambda: [mail(state="retrying", sent_at=None)]),
]


@pytest.mark.parametrize(("table", "rows"), NEEDED, ids=of_table)
def test_what_goes_on_or_is_needed_is_never_touched(runtime_of, clock, table, rows):
    never_touched(runtime_of("notifications"), clock, table, rows)
