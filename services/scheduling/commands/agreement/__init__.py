"""A group's agreement: the date alone, or the text, which is drafted, proposed and accepted by everybody in it."""

from services.scheduling.commands.agreement.answering import accept_agreement, decline_agreement
from services.scheduling.commands.agreement.ending import end_agreement
from services.scheduling.commands.agreement.following import follow_members
from services.scheduling.commands.agreement.marking import mark_agreed
from services.scheduling.commands.agreement.writing import (
    drop_agreement_draft,
    propose_agreement,
    take_back_agreement,
    write_agreement,
)

__all__ = [
    "accept_agreement",
    "decline_agreement",
    "drop_agreement_draft",
    "end_agreement",
    "follow_members",
    "mark_agreed",
    "propose_agreement",
    "take_back_agreement",
    "write_agreement",
]
