"""How long reporting keeps: hours and credits."""

from datetime import date
from uuid import uuid4

import pytest

from services.reporting.tables import ArrangementHours, VesoCredit
from tests.privacy.aging import AT, BEGAN, kept_to_the_last_day

# table whose rows go, class, the last day from which the time runs, rows
GOING = [
    (
        ArrangementHours,
        "costs",
        date(2026, 12, 31),
        lambda: [
            ArrangementHours(organisation="hyria", mentor_id=uuid4(), date=BEGAN, what="", hours=1, recorded_at=AT)
        ],
    ),
    (
        VesoCredit,
        "costs",
        date(2027, 12, 31),
        lambda: [VesoCredit(organisation="hyria", person_id=uuid4(), school_year="2026-2027", days=1, meetings=4)],
    ),
]


@pytest.mark.parametrize(
    ("table", "name", "since", "rows"), GOING, ids=lambda each: getattr(each, "__tablename__", None)
)
def test_a_record_is_kept_to_the_end_of_its_last_day_and_no_longer(runtime_of, clock, table, name, since, rows):
    kept_to_the_last_day(runtime_of("reporting"), clock, table, name, since, rows)
