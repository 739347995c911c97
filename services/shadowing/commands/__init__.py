"""What can be done with a pair period; one function each, in the order of the five stages."""

from services.shadowing.commands.alone import add_people, ensure_administrators, managed, open_own_call
from services.shadowing.commands.amending import (
    accept_amendment,
    answer_amendment,
    decide_amendment,
    propose_amendment,
    take_back_amendment,
)
from services.shadowing.commands.days import (
    ask_for_mid_term,
    check_mid_term,
    keep_day,
    miss_day,
    move_day,
    perform,
    place_day,
    start,
    start_without_goals,
)
from services.shadowing.commands.deciding import ask_for_clarification, decide, give_statement, tell_of_place
from services.shadowing.commands.feeds import end_feed, renew_feed
from services.shadowing.commands.following import close, lapse, record_sharing, submit_followup
from services.shadowing.commands.goals import accept_goals, ask_for_goals, save_goals
from services.shadowing.commands.interrupting import cancel, cancel_periods_of_call, interrupt, shorten
from services.shadowing.commands.leaving import leave_for_erased, undo_withdrawal, withdraw
from services.shadowing.commands.pairing import accept_invitation, decline_invitation, invite_partner, name_supervisor
from services.shadowing.commands.planning import (
    accept_plan,
    merged_form,
    save_plan,
    start_review,
    take_back_acceptance,
)
from services.shadowing.commands.posting import send_letter
from services.shadowing.commands.replacing import replace_partner
from services.shadowing.commands.searching import end_searches, look_for_partner, stop_looking
from services.shadowing.commands.setup import check_processes, set_up
from services.shadowing.commands.steps import plain

__all__ = [
    "accept_amendment",
    "accept_goals",
    "accept_invitation",
    "accept_plan",
    "add_people",
    "answer_amendment",
    "ask_for_clarification",
    "ask_for_goals",
    "ask_for_mid_term",
    "cancel",
    "cancel_periods_of_call",
    "check_mid_term",
    "check_processes",
    "close",
    "decide",
    "decide_amendment",
    "decline_invitation",
    "end_feed",
    "end_searches",
    "ensure_administrators",
    "give_statement",
    "interrupt",
    "invite_partner",
    "keep_day",
    "lapse",
    "leave_for_erased",
    "look_for_partner",
    "managed",
    "merged_form",
    "miss_day",
    "move_day",
    "name_supervisor",
    "open_own_call",
    "perform",
    "place_day",
    "plain",
    "propose_amendment",
    "record_sharing",
    "renew_feed",
    "replace_partner",
    "save_goals",
    "save_plan",
    "send_letter",
    "set_up",
    "shorten",
    "start",
    "start_review",
    "start_without_goals",
    "stop_looking",
    "submit_followup",
    "take_back_acceptance",
    "take_back_amendment",
    "tell_of_place",
    "undo_withdrawal",
    "withdraw",
]
