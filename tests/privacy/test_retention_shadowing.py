"""How long shadowing keeps: texts of pair periods, the periods, searches for a partner."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.shadowing.tables import Followup, FormVersion, PairSearch, Period
from tests.privacy.aging import AT, BEGAN, add, kept_to_the_last_day, never_touched, night, number, of_table
from tests.privacy.test_own_data import period_of

CLOSED = {"period_closed": {"version": 1, "at": AT.isoformat()}}


def period(state: str = "closed", occasions: dict | None = None) -> Period:
    found = period_of(uuid4(), "of-aino")
    found.state_name, found.occasions = state, CLOSED if occasions is None else occasions
    return found


def followed_period():
    found = period()
    return [found, Followup(period_id=found.id, position=0, submitted_at=AT, goals=[], content={"learned": "Much"})]


# table whose rows go, class, the last day from which the time runs, rows
GOING = [
    (Period, "pair_period", BEGAN, lambda: [period()]),
    (Followup, "pair_period", BEGAN, followed_period),
    (
        PairSearch,
        "pair_search",
        BEGAN,
        lambda: [
            PairSearch(
                organisation="hyria",
                call_id=uuid4(),
                person_id=uuid4(),
                state_name="ended",
                listed=True,
                help_wanted=False,
                begun_at=AT,
                ended_at=AT,
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("table", "name", "since", "rows"), GOING, ids=lambda each: getattr(each, "__tablename__", None)
)
def test_a_record_is_kept_to_the_end_of_its_last_day_and_no_longer(runtime_of, clock, table, name, since, rows):
    kept_to_the_last_day(runtime_of("shadowing"), clock, table, name, since, rows)


NEEDED = [
    (Period, lambda: [period("in_progress", {}), period("followup_due", CLOSED)]),
    (
        PairSearch,
        lambda: [
            PairSearch(
                organisation="hyria",
                call_id=uuid4(),
                person_id=uuid4(),
                state_name="looking",
                listed=True,
                help_wanted=False,
                begun_at=AT,
            )
        ],
    ),
]


@pytest.mark.parametrize(("table", "rows"), NEEDED, ids=of_table)
def test_what_goes_on_or_is_needed_is_never_touched(runtime_of, clock, table, rows):
    never_touched(runtime_of("shadowing"), clock, table, rows)


def test_texts_of_a_pair_period_go_after_two_years_and_what_was_chosen_stays(runtime_of, clock):
    runtime = runtime_of("shadowing")
    found = period()
    found.withdrawal_reason, found.decision = "Illness", {"decision": "approve", "reasons": "Fits well"}
    plan = {"purpose": "To learn", "own_question_1": "Private", "kind": "work_pair"}
    add(
        runtime,
        found,
        FormVersion(period_id=found.id, form="plan", number=1, saved_by=uuid4(), saved_at=AT, content=plan),
    )
    assert night(runtime, clock, date(2028, 9, 1)) == 0
    assert night(runtime, clock, date(2028, 9, 2)) == 3
    with runtime.sessions() as session:
        kept = session.get(Period, found.id)
        assert (kept.withdrawal_reason, kept.decision) == (None, {"decision": "approve"})
        assert [each.comment for each in kept.parties] == [None, None]
        assert session.scalars(select(FormVersion.content)).all() == [{"kind": "work_pair"}]
    assert night(runtime, clock, date(2028, 9, 3)) == 0


def test_what_another_deployment_acts_for_is_its_own_to_delete(runtime_of, clock, monkeypatch):
    runtime = runtime_of("shadowing")
    monkeypatch.setattr("shared.work.UnitOfWork.acts_for", lambda work, organisation, at=None: organisation != "opelix")
    add(runtime, period())
    assert night(runtime, clock, date(2060, 1, 1)) <= 1  # the comment of a party, not the period
    assert number(runtime, Period) == 1
