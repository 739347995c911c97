"""What can be done with a meeting (dossier D.5), cell by cell: every command, in every state, by everybody."""

from datetime import date, time

import pytest

from services.scheduling import commands
from services.scheduling.commands import Replacement, Whereabouts
from services.scheduling.domain import meetings as rules
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.errors import NotPossibleNow
from services.scheduling.tables import Meeting
from shared.errors import Forbidden
from tests.scheduling.conftest import named

STATES = {  # a meeting of the open group, and the state that it is brought to
    "recorded": "ope 2013-08-29",
    "held": "ope 2013-09-19",
    "cancelled": "ope 2013-11-07",
    "moved": "ope 2013-12-12",
    "scheduled": "siht2 2013-12-19",
}
NEW_DATE = Replacement("new_date", None, date(2013, 12, 3), time(9), time(11))
COMMANDS = {
    "set_time": lambda work, id_: commands.set_meeting_time(work, id_, time(9), time(11)),
    "set_place": lambda work, id_: commands.set_place(work, id_, Whereabouts("Otava")),
    "substitute": lambda work, id_: commands.substitute_mentor(work, id_, named("other")),
    "cancel": lambda work, id_: commands.cancel_meeting(work, id_, "venue"),
    "replace": lambda work, id_: commands.replace_meeting(work, id_, NEW_DATE),
    "restore": lambda work, id_: commands.undo_cancellation(work, id_),
    "record": lambda work, id_: commands.record_attendance(work, id_, Exceptions()),
}
ROLES = """
              set_time  set_place  substitute  cancel  replace  restore  record
mentor        yes       yes        yes         yes     yes      yes      yes
pm            yes       yes        yes         yes     yes      yes      yes
ope1          -         -          -           -       -        -        -
siht11        -         -          -           -       -        -        -
coordinator   -         -          -           -       -        -        -
stranger      -         -          -           -       -        -        -
"""


class Undone(Exception):
    """Nothing of what was tried stays."""


def role_cells():
    head, *rows = [line.split() for line in ROLES.strip().splitlines()]
    return [(row[0], dict(zip(head, row[1:], strict=True))) for row in rows]


@pytest.fixture
def in_all_states(scheduling):
    theirs = scheduling.group("siht1", "mentor_replaced", mentor_ids=[named("other")])
    scheduling.deliver(scheduling.runtime, scheduling.person("other", "tavastia"), theirs)
    scheduling.pass_time("2013-09-20")
    scheduling.does("mentor", "record_attendance", named(STATES["recorded"]), Exceptions())
    scheduling.does("mentor", "cancel_meeting", named(STATES["cancelled"]), "weather")
    scheduling.does("mentor", "cancel_meeting", named(STATES["moved"]), "weather", Replacement("reserve_date"))
    with scheduling.runtime.sessions() as session:
        found = {state: session.get_one(Meeting, named(name)).state_ for state, name in STATES.items()}
    assert found == {state: state for state in rules.STATES}
    return scheduling


def outcome(scheduling, who, command, meeting_id):
    """What came of a command that was then taken back: `yes`, or the error."""
    try:
        with scheduling.runtime.work(scheduling.actor(who)) as work:
            COMMANDS[command](work, meeting_id)
            raise Undone()
    except Undone:
        return "yes"
    except (Forbidden, NotPossibleNow) as error:
        return type(error).__name__


def expected(state, command, allowed):
    """Who may not is told so, whatever the state; who may is held to the table of the machine."""
    if allowed != "yes":
        return "Forbidden"
    may_begin = command == "record" and state == "scheduled"  # recording holds a meeting that has begun
    return "yes" if (state, command) in rules.TRANSITIONS or may_begin else "NotPossibleNow"


@pytest.mark.parametrize("who, allowed", role_cells())
def test_every_command_in_every_state_by_everybody_is_in_the_tables_or_refused(in_all_states, who, allowed):
    for state, name in STATES.items():
        if state == "scheduled" and who == "ope1":
            continue  # of another group: siht11's cells
        in_all_states.set_clock("2013-12-19 00:05" if state == "scheduled" else "2013-09-20")
        for command, may in allowed.items():
            found = outcome(in_all_states, who, command, named(name))
            wanted = expected(state, command, may)
            assert (state, command, found) == (state, command, wanted)


def test_a_substitute_records_the_one_meeting_and_does_nothing_else(in_all_states):
    in_all_states.does("pm", "substitute_mentor", named(STATES["held"]), named("other"))
    found = {each: outcome(in_all_states, "other", each, named(STATES["held"])) for each in COMMANDS}
    assert found == {each: "yes" if each == "record" else "Forbidden" for each in COMMANDS}
    assert outcome(in_all_states, "other", "record", named(STATES["recorded"])) == "Forbidden"
