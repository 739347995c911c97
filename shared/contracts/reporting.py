"""What reporting publishes: VESO credit (dossier D.12, F.2)."""

from typing import ClassVar

from shared.contracts import fields as f
from shared.contracts.base import Aggregate


class VesoCreditV1(Aggregate):
    """Teacher working days that one person has earned in one school year by taking part."""

    producer = "reporting"
    stream = "reporting.events"
    aggregate = "veso_credit"
    events: ClassVar = {
        "veso_day_earned": "Recorded attendance reached another full day by the employer's rule.",
        "veso_day_revoked": "A correction of attendance took an earned day back.",
    }

    person_id = f.identifier("person")
    school_year = f.school_year("school year in which the days count")
    days = f.count("days earned")
    meetings = f.count("meetings attended in the school year")
