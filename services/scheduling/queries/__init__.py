"""What pages and the API read; everything only for those who may see it."""

from services.scheduling.queries.addresses import calendar_path
from services.scheduling.queries.agreement import (
    AgreementView,
    PlanView,
    agreement,
    agreement_json,
    plan,
    plan_json,
    public_themes,
    written,
)
from services.scheduling.queries.calendars import GroupCalendar, calendar_of, calendar_of_group
from services.scheduling.queries.closures import closures_shown, organisations_in_charge
from services.scheduling.queries.dates import new_dates, proposed_dates, series_flags
from services.scheduling.queries.diets import own_diets
from services.scheduling.queries.groups import (
    cancellation,
    group,
    led_group,
    led_meeting,
    my_groups,
)
from services.scheduling.queries.ideas import IdeasView, idea_note, ideas
from services.scheduling.queries.overview import overview
from services.scheduling.queries.placements import BoardView, board, boards, placement
from services.scheduling.queries.polls import PollView, led_poll, poll, poll_json, polls_of
from services.scheduling.queries.records import (
    Change,
    Lent,
    Sheet,
    attendance,
    group_address,
    group_of_address,
    history,
    lent,
    mentors_to_choose,
)
from services.scheduling.queries.shown import group_json
from services.scheduling.queries.surroundings import busy_count
from services.scheduling.queries.views import GroupView

__all__ = [
    "AgreementView",
    "BoardView",
    "Change",
    "GroupCalendar",
    "GroupView",
    "IdeasView",
    "Lent",
    "PlanView",
    "PollView",
    "Sheet",
    "agreement",
    "agreement_json",
    "attendance",
    "board",
    "boards",
    "busy_count",
    "calendar_of",
    "calendar_of_group",
    "calendar_path",
    "cancellation",
    "closures_shown",
    "group",
    "group_address",
    "group_json",
    "group_of_address",
    "history",
    "idea_note",
    "ideas",
    "led_group",
    "led_meeting",
    "led_poll",
    "lent",
    "mentors_to_choose",
    "my_groups",
    "new_dates",
    "organisations_in_charge",
    "overview",
    "own_diets",
    "placement",
    "plan",
    "plan_json",
    "poll",
    "poll_json",
    "polls_of",
    "proposed_dates",
    "public_themes",
    "series_flags",
    "written",
]
