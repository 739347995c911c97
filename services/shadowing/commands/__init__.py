"""What can be done with a pair period; one function each, in the order of the five stages."""

from services.shadowing.commands.alone import add_people, ensure_administrators, managed, open_own_call
from services.shadowing.commands.days import (
    keep_day,
    miss_day,
    move_day,
    perform,
    place_day,
    start,
    start_without_goals,
)
from services.shadowing.commands.deciding import decide, give_statement
from services.shadowing.commands.feeds import end_feed, renew_feed
from services.shadowing.commands.following import close, record_sharing, submit_followup
from services.shadowing.commands.goals import accept_goals, ask_for_goals, save_goals
from services.shadowing.commands.leaving import undo_withdrawal, withdraw
from services.shadowing.commands.pairing import accept_invitation, decline_invitation, invite_partner, name_supervisor
from services.shadowing.commands.planning import accept_plan, merged_form, save_plan, take_back_acceptance
from services.shadowing.commands.posting import send_letter
from services.shadowing.commands.searching import end_searches, look_for_partner, stop_looking
from services.shadowing.commands.setup import check_processes, set_up

__all__ = [
    "accept_goals",
    "accept_invitation",
    "accept_plan",
    "add_people",
    "ask_for_goals",
    "check_processes",
    "close",
    "decide",
    "decline_invitation",
    "end_feed",
    "end_searches",
    "ensure_administrators",
    "give_statement",
    "invite_partner",
    "keep_day",
    "look_for_partner",
    "managed",
    "merged_form",
    "miss_day",
    "move_day",
    "name_supervisor",
    "open_own_call",
    "perform",
    "place_day",
    "record_sharing",
    "renew_feed",
    "save_goals",
    "save_plan",
    "send_letter",
    "set_up",
    "start",
    "start_without_goals",
    "stop_looking",
    "submit_followup",
    "take_back_acceptance",
    "undo_withdrawal",
    "withdraw",
]
