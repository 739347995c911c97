"""The pages of shadowing: by task, with sign-in or by the link of a mail."""

from services.shadowing.pages import (
    alone,
    amendment,
    calendar,
    changes,
    days,
    desk,
    followup,
    goals,
    pair,
    plan,
    practices,
    printed,
    searching,
    statement,
)
from services.shadowing.pages.doors import routes

__all__ = [
    "alone",
    "amendment",
    "calendar",
    "changes",
    "days",
    "desk",
    "followup",
    "goals",
    "pair",
    "plan",
    "practices",
    "printed",
    "routes",
    "searching",
    "statement",
]
