"""How long scheduling keeps: polls soon, attendance with everything of a group after ten years."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services.scheduling.tables import (
    Agreement,
    BusyTime,
    KnownGroup,
    Meeting,
    Participation,
    Plan,
    Poll,
    PollAnswer,
    Series,
)
from tests.privacy.aging import AT, BEGAN, add, kept_to_the_last_day, never_touched, night, number, of_table


def series(**values) -> Series:
    known = {"organisation": "hyria", "call_id": uuid4(), "scope": "internal", "reporting_year": 2026, "mentor_ids": []}
    ended = {"group_finished": {"version": 1, "at": AT.isoformat()}}
    known |= {"meetings_planned": 1, "meetings_held": 1, "meetings_moved": 0, "state_": "finished"}
    return Series(**known | {"occasions": ended} | values)


def poll(of: Series, state: str = "decided", **values) -> Poll:
    known = {"organisation": "hyria", "group_id": of.id, "state_": state, "purpose": "single", "quorum": 5}
    known |= {"mode": "proposer_decides", "answers_visible": True, "proposer_id": uuid4(), "opened_at": AT}
    decided = {f"poll_{state}": {"version": 1, "at": AT.isoformat()}}
    answers = [PollAnswer(person_id=uuid4(), given={}, wish=None, answered_at=AT)]
    known |= {"closes_at": AT, "chosen_ids": [], "answered_ids": [], "answers": answers, "occasions": decided}
    return Poll(**known | values)


# table whose rows go, class, the last day from which the time runs, rows
GOING = [
    (
        BusyTime,
        "technical",
        BEGAN,
        lambda: [BusyTime(person_id=uuid4(), begins=AT, ends=AT + timedelta(hours=1))],
    ),
    (PollAnswer, "poll_answers", BEGAN, lambda: (lambda of: [of, poll(of)])(series())),
    (Series, "attendance", date(2026, 12, 31), lambda: [series()]),
    (
        Participation,
        "attendance",
        date(2026, 12, 31),
        lambda: (
            lambda of: [
                of,
                Participation(
                    organisation="hyria", group_id=of.id, person_id=uuid4(), scope="internal", reporting_year=2026
                ),
            ]
        )(series()),
    ),
]


@pytest.mark.parametrize(
    ("table", "name", "since", "rows"), GOING, ids=lambda each: getattr(each, "__tablename__", None)
)
def test_a_record_is_kept_to_the_end_of_its_last_day_and_no_longer(runtime_of, clock, table, name, since, rows):
    kept_to_the_last_day(runtime_of("scheduling"), clock, table, name, since, rows)


NEEDED = [
    (
        PollAnswer,
        lambda: (lambda of: [of, poll(of, "open", occasions={})])(series(occasions={}, state_="active")),
    ),
    (Series, lambda: [series(occasions={}, state_="active")]),
]


@pytest.mark.parametrize(("table", "rows"), NEEDED, ids=of_table)
def test_what_goes_on_or_is_needed_is_never_touched(runtime_of, clock, table, rows):
    never_touched(runtime_of("scheduling"), clock, table, rows)


def test_a_group_of_ten_years_ago_goes_with_everything_that_leans_on_it(runtime_of, clock):
    runtime, of = runtime_of("scheduling"), series()
    known = KnownGroup(id=of.id, organisation="hyria", version=1, data={})
    meeting = Meeting(
        organisation="hyria",
        group_id=of.id,
        number=1,
        date=BEGAN,
        zone="Europe/Helsinki",
        sequence=0,
        state_="recorded",
        mentor_ids=[uuid4()],
    )
    plan = Plan(
        id=of.id, organisation="hyria", call_id=of.call_id, state_="closed", revision=1, questions=[], methods=[]
    )
    agreement = Agreement(
        organisation="hyria",
        group_id=of.id,
        call_id=of.call_id,
        state_="ended",
        number=1,
        waiting_ids=[],
        declined=0,
        revision=1,
    )
    add(runtime, known, of, meeting, plan, agreement, poll(of, meeting_id=meeting.id))
    night(runtime, clock, date(2037, 1, 1))
    assert [number(runtime, each) for each in (Series, Meeting, Plan, Agreement, Poll)] == [0, 0, 0, 0, 0]
