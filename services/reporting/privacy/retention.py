"""For how long reporting keeps hours and credits."""

from sqlalchemy import func

from services.reporting.tables import ArrangementHours, VesoCredit
from shared.privacy import Rule
from shared.privacy.rules import end_of_year

retention = (
    Rule(VesoCredit, "costs", end_of_year(func.right(VesoCredit.school_year, 4))),
    Rule(ArrangementHours, "costs", end_of_year(func.extract("year", ArrangementHours.date))),
)
