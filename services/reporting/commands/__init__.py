"""What can be done in reporting, one function each."""

from services.reporting.commands.arrangement import record_arrangement, remove_arrangement
from services.reporting.commands.credits import credit_person
from services.reporting.commands.setup import check_policies

__all__ = ["check_policies", "credit_person", "record_arrangement", "remove_arrangement"]
