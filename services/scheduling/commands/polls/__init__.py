"""What can be done to a poll: open, answer, close, extend, decide, cancel."""

from services.scheduling.commands.polls.answering import answer_poll
from services.scheduling.commands.polls.closing import cancel_poll, close_poll, close_poll_when_due
from services.scheduling.commands.polls.deciding import decide_poll
from services.scheduling.commands.polls.opening import Proposal, extend_poll, open_poll

__all__ = [
    "Proposal",
    "answer_poll",
    "cancel_poll",
    "close_poll",
    "close_poll_when_due",
    "decide_poll",
    "extend_poll",
    "open_poll",
]
