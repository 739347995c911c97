"""The placement proposal: asked, solved in a process of its own, changed by hand, confirmed."""

from services.scheduling.commands.placement.arranging import arrange_placement, confirm_placement
from services.scheduling.commands.placement.asking import (
    ask_placement,
    give_up_placement,
    propose_when_closed,
    stop_placement,
)
from services.scheduling.commands.placement.working import solve_placement, work_on_placement

__all__ = [
    "arrange_placement",
    "ask_placement",
    "confirm_placement",
    "give_up_placement",
    "propose_when_closed",
    "solve_placement",
    "stop_placement",
    "work_on_placement",
]
