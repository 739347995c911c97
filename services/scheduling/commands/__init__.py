"""What can be done: one function each, which loads, asks the domain, saves and emits. None commits.

Whatever changes a series first locks its row, so two people never decide on the same meeting at once.
"""

from services.scheduling.commands.absence import take_back_absence, tell_absence
from services.scheduling.commands.adding import add_dates
from services.scheduling.commands.addresses import end_group_address, renew_group_address
from services.scheduling.commands.agreement import (
    accept_agreement,
    decline_agreement,
    drop_agreement_draft,
    follow_members,
    mark_agreed,
    propose_agreement,
    take_back_agreement,
    write_agreement,
)
from services.scheduling.commands.attendance import lock_attendance, record_attendance
from services.scheduling.commands.busy import forget_busy_times, import_busy_times
from services.scheduling.commands.cancellation import (
    Replacement,
    cancel_meeting,
    replace_meeting,
    undo_cancellation,
)
from services.scheduling.commands.closures import import_closures, sheet_of
from services.scheduling.commands.diets import tell_diet
from services.scheduling.commands.disbanding import disband
from services.scheduling.commands.feeds import end_feed, ensure_feed, renew_feed
from services.scheduling.commands.ideas import (
    capture_idea,
    change_idea,
    release_idea,
    remove_idea,
    take_back_idea,
)
from services.scheduling.commands.passing import (
    give_up_replacement,
    hold_meeting,
    pass_reserve_date,
    stop_waiting_for_dates,
)
from services.scheduling.commands.placement import (
    arrange_placement,
    ask_placement,
    confirm_placement,
    give_up_placement,
    propose_when_closed,
    solve_placement,
    stop_placement,
    work_on_placement,
)
from services.scheduling.commands.places import Whereabouts, set_place
from services.scheduling.commands.plan import (
    ThemeGiven,
    add_theme,
    agree_plan,
    change_theme,
    remove_theme,
    write_plan,
)
from services.scheduling.commands.polls import (
    Proposal,
    answer_poll,
    cancel_poll,
    close_poll,
    close_poll_when_due,
    decide_poll,
    extend_poll,
    open_poll,
)
from services.scheduling.commands.schedule import schedule_series
from services.scheduling.commands.substitutes import follow_mentors, substitute_mentor
from services.scheduling.commands.times import set_meeting_time, set_series_times

__all__ = [
    "Proposal",
    "Replacement",
    "ThemeGiven",
    "Whereabouts",
    "accept_agreement",
    "add_dates",
    "add_theme",
    "agree_plan",
    "answer_poll",
    "arrange_placement",
    "ask_placement",
    "cancel_meeting",
    "cancel_poll",
    "capture_idea",
    "change_idea",
    "change_theme",
    "close_poll",
    "close_poll_when_due",
    "confirm_placement",
    "decide_poll",
    "decline_agreement",
    "disband",
    "drop_agreement_draft",
    "end_feed",
    "end_group_address",
    "ensure_feed",
    "extend_poll",
    "follow_members",
    "follow_mentors",
    "forget_busy_times",
    "give_up_placement",
    "give_up_replacement",
    "hold_meeting",
    "import_busy_times",
    "import_closures",
    "lock_attendance",
    "mark_agreed",
    "open_poll",
    "pass_reserve_date",
    "propose_agreement",
    "propose_when_closed",
    "record_attendance",
    "release_idea",
    "remove_idea",
    "remove_theme",
    "renew_feed",
    "renew_group_address",
    "replace_meeting",
    "schedule_series",
    "set_meeting_time",
    "set_place",
    "set_series_times",
    "sheet_of",
    "solve_placement",
    "stop_placement",
    "stop_waiting_for_dates",
    "substitute_mentor",
    "take_back_absence",
    "take_back_agreement",
    "take_back_idea",
    "tell_absence",
    "tell_diet",
    "undo_cancellation",
    "work_on_placement",
    "write_agreement",
    "write_plan",
]
