"""The process cell by cell: every command in every state by everybody, and what the guards refuse."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from services.shadowing.domain import errors
from services.shadowing.domain.days import Day, DayRules
from services.shadowing.domain.facts import Facts
from services.shadowing.domain.guards import CONDITIONS, GUARDS
from services.shadowing.domain.machine import possible, stage_of, step, target
from services.shadowing.domain.process import BEFORE, FINAL, NEW, STAGE_OF, THE_SEEDS, TRANSITIONS
from shared.contracts.shadowing import PERIOD_STATES, PeriodV1

NOW = datetime(2013, 9, 2, 9, tzinfo=UTC)
TODAY = date(2013, 9, 2)
DAYS = tuple(date(2013, 9, 10) + timedelta(days=7 * each) for each in range(5))
READY = Facts(
    now=NOW,
    today=TODAY,
    call_open=True,
    formed=True,
    version=1,
    seen_version=1,
    supervisors_named=True,
    time_reserved=True,
    days=DAYS,
    rules=DayRules(count=5, shape="separate_days", today=TODAY),
    statements=("yes", "yes"),
    submitted_on=TODAY,
    criteria=("yes", "yes", "partly"),
    reasons="The time does not suit the school.",
    withdrawn_at=NOW - timedelta(hours=1),
    withdrew_oneself=True,
    questions=("What will you see there?",),
    mid_term_on=TODAY,
    days_kept=3,
    changed=True,
)
WHO = ("party", "invited", "supervisor", "decider", "timer")
UNDECIDED = "submitted under_review returned_for_clarification"
READY_STATES = "approved goals_due goals_reported"
NOT_BEGUN = f"drafting {UNDECIDED} {READY_STATES}"
GOING_ON = f"{READY_STATES} in_progress"
AMENDABLE = f"{GOING_ON} interrupted"

# command, who may, states in which it goes through (facts ready), and the state that follows
ALLOWED = [
    ("invite_partner", "party", "new", "drafting"),
    ("accept_invitation", "invited", "drafting", "same"),
    ("decline_invitation", "invited", "drafting", "withdrawn"),
    ("name_supervisor", "party", "drafting", "same"),
    ("replace_partner", "party", NOT_BEGUN, "drafting"),
    ("save_plan", "party", "drafting returned_for_clarification", "same"),
    ("accept_plan", "party", "drafting returned_for_clarification", "same"),
    ("take_back_acceptance", "party", "drafting returned_for_clarification approved goals_due", "same"),
    ("give_statement", "supervisor", UNDECIDED, "same"),
    ("start_review", "decider timer", "submitted", "under_review"),
    ("ask_for_clarification", "decider", "submitted under_review", "returned_for_clarification"),
    ("approve", "decider", "submitted under_review", "approved"),
    ("keep_in_reserve", "decider", "submitted under_review", "same"),
    ("tell_of_place", "timer", "submitted under_review", "same"),
    ("reject", "decider", UNDECIDED, "rejected"),
    ("ask_for_goals", "timer", "approved", "goals_due"),
    ("save_goals", "party", "approved goals_due in_progress", "same"),
    ("accept_goals", "party", "approved goals_due in_progress", "same"),
    ("start_without_goals", "decider", "approved goals_due", "in_progress"),
    ("start", "party timer", "goals_reported", "in_progress"),
    ("place_day", "party", f"drafting {GOING_ON}", "same"),
    ("move_day", "party", GOING_ON, "same"),
    ("miss_day", "party", "in_progress followup_due followup_partial", "same"),
    ("keep_day", "party", "in_progress followup_due followup_partial", "same"),
    ("ask_for_mid_term", "timer", "in_progress", "same"),
    ("check_mid_term", "party", "in_progress", "same"),
    ("interrupt", "party supervisor decider", "in_progress", "interrupted"),
    ("shorten", "decider", "interrupted", "performed"),
    ("propose_amendment", "party", AMENDABLE, "same"),
    ("take_back_amendment", "party", AMENDABLE, "same"),
    ("accept_amendment", "party", AMENDABLE, "same"),
    ("answer_amendment", "supervisor", GOING_ON, "same"),
    ("answer_amendment", "supervisor", "interrupted", "in_progress"),
    ("approve_amendment", "decider", GOING_ON, "same"),
    ("approve_amendment", "decider", "interrupted", "in_progress"),
    ("turn_down_amendment", "decider", AMENDABLE, "same"),
    ("perform", "timer", "in_progress", "performed"),
    ("ask_for_followup", "timer", "performed", "followup_due"),
    ("submit_followup", "party", "followup_due", "followup_partial"),
    ("submit_followup", "party", "followup_partial", "same"),
    ("lapse", "timer", "followup_due followup_partial", "lapsed"),
    ("record_sharing", "party", "followup_complete", "closed"),
    ("record_sharing", "party", "closed", "same"),
    ("close", "timer", "followup_complete", "closed"),
    ("withdraw", "party", NOT_BEGUN, "withdrawn"),
    ("cancel", "decider", f"{READY_STATES} interrupted", "cancelled"),
    ("cancel", "timer", NOT_BEGUN, "cancelled"),
    ("undo_withdrawal", "party", "withdrawn", "goals_due"),
]
ALWAYS_REFUSING = (
    errors.GoalsNotReported,
    errors.PeriodBegun,
    errors.DaysAreDone,
    errors.PeriodIsOver,
    errors.FormsClosed,
)
COMMANDS = sorted({row.command for row in TRANSITIONS})
CELLS = [(command, state, who) for command in COMMANDS for state in (NEW, *PERIOD_STATES) for who in WHO]


def facts_for(command: str) -> Facts:
    """Facts under which every guard of a command holds."""
    if command in {"accept_invitation", "decline_invitation"}:
        return replace(READY, formed=False)
    if command in {"accept_amendment"}:
        return replace(READY, amendment="proposed")
    if command.endswith("_amendment") and command != "propose_amendment":
        return replace(READY, amendment="submitted")
    if command in {"start", "start_without_goals", "miss_day"}:
        return replace(READY, today=DAYS[0])
    if command == "keep_in_reserve":
        return replace(READY, quota=21, approved_in_call=21)
    if command == "perform":
        return replace(READY, today=DAYS[-1] + timedelta(days=1))
    if command == "keep_day":
        return replace(READY, day=Day(uuid4(), TODAY, "missed"))
    return READY


def expected(command: str, state: str, who: str) -> str | None:
    for name, people, states, after in ALLOWED:
        if name == command and state in states.split() and who in people.split():
            return state if after == "same" else after
    return None


@pytest.mark.parametrize("command, state, who", CELLS)
def test_each_command_goes_through_exactly_where_the_table_says(command: str, state: str, who: str) -> None:
    after = expected(command, state, who)
    if after is None:
        with pytest.raises((errors.NotNow, errors.NotYours, *ALWAYS_REFUSING)):
            step(THE_SEEDS, state, command, {who}, facts_for(command))
    else:
        row = step(THE_SEEDS, state, command, {who}, facts_for(command))
        assert target(row, state, before="goals_due") == after


@pytest.mark.parametrize(
    "command, state, after, event",
    [
        ("accept_plan", "drafting", "submitted", "application_submitted"),
        ("accept_goals", "goals_due", "goals_reported", "goals_reported"),
        ("submit_followup", "followup_partial", "followup_complete", "followup_completed"),
    ],
)
def test_what_needs_both_is_done_when_the_second_does_it(command: str, state: str, after: str, event: str) -> None:
    row = step(THE_SEEDS, state, command, {"party"}, replace(READY, other_ready=True))
    assert (target(row, state), row.event) == (after, event)


@pytest.mark.parametrize("state", ["approved", "goals_due"])
@pytest.mark.parametrize("who", ["party", "timer"])
def test_a_period_cannot_start_before_its_goals_are_reported(state: str, who: str) -> None:
    with pytest.raises(errors.GoalsNotReported) as refused:
        step(THE_SEEDS, state, "start", {who}, replace(READY, today=DAYS[0]))
    assert "goals form" in str(refused.value)


@pytest.mark.parametrize(
    "state, command, who, wrong, refusal",
    [
        (NEW, "invite_partner", "party", {"call_open": False}, errors.CallNotOpen),
        (NEW, "invite_partner", "party", {"same_person": True}, errors.PairNeedsTwo),
        (NEW, "invite_partner", "party", {"inside_call": False}, errors.OutsideCall),
        (NEW, "invite_partner", "party", {"pair_exists": True}, errors.PairExists),
        ("drafting", "accept_invitation", "invited", {"formed": True}, errors.AlreadyFormed),
        ("drafting", "save_plan", "party", {"formed": False}, errors.NotFormed),
        ("drafting", "save_plan", "party", {"seen_version": 0}, errors.NewerVersionSaved),
        ("drafting", "save_plan", "party", {"days": DAYS[:4]}, errors.WrongNumberOfDays),
        ("drafting", "accept_plan", "party", {"version": 0, "seen_version": 0}, errors.NothingWritten),
        ("drafting", "accept_plan", "party", {"seen_version": 2}, errors.NewerVersionSaved),
        (
            "drafting",
            "accept_plan",
            "party",
            {"other_ready": True, "supervisors_named": False},
            errors.SupervisorMissing,
        ),
        ("drafting", "name_supervisor", "party", {"supervisor_is_party": True}, errors.SupervisorIsParty),
        ("submitted", "approve", "decider", {"criteria": ("yes", "no", "yes")}, errors.CriteriaNotMet),
        ("submitted", "approve", "decider", {"statements": ("yes", None)}, errors.StatementsMissing),
        ("submitted", "approve", "decider", {"statements": ("yes", "no")}, errors.SupervisorOpposes),
        ("submitted", "approve", "decider", {"quota": 21, "approved_in_call": 21}, errors.QuotaFull),
        ("submitted", "approve", "decider", {"today": DAYS[1]}, errors.DaysHavePassed),
        ("submitted", "keep_in_reserve", "decider", {"criteria": ("yes", "no", "yes")}, errors.CriteriaNotMet),
        ("submitted", "keep_in_reserve", "decider", {"statements": ("yes", "no")}, errors.SupervisorOpposes),
        ("submitted", "keep_in_reserve", "decider", {"quota": 21, "approved_in_call": 20}, errors.PlaceIsFree),
        ("submitted", "keep_in_reserve", "decider", {"quota": None, "approved_in_call": 99}, errors.PlaceIsFree),
        ("submitted", "reject", "decider", {"reasons": "  "}, errors.ReasonsMissing),
        ("goals_due", "accept_goals", "party", {"time_reserved": False}, errors.TimeNotReserved),
        ("goals_due", "accept_goals", "party", {"today": DAYS[1]}, errors.DaysHavePassed),
        ("goals_due", "start_without_goals", "decider", {"reasons": " "}, errors.ReasonsMissing),
        ("goals_due", "start_without_goals", "decider", {}, errors.FirstDayNotReached),
        ("goals_reported", "start", "party", {"today": DAYS[0] - timedelta(days=1)}, errors.FirstDayNotReached),
        ("goals_due", "move_day", "party", {"new_date": date(2013, 9, 14)}, errors.NotWorkingDay),
        ("in_progress", "perform", "timer", {"today": DAYS[-1]}, errors.DaysNotPassed),
        ("followup_partial", "submit_followup", "party", {"sent_already": True}, errors.FormAlreadySent),
        ("submitted", "start_review", "decider", {"statements": ("yes", None)}, errors.StatementsMissing),
        ("under_review", "ask_for_clarification", "decider", {"questions": ("", " ")}, errors.NothingAsked),
        ("returned_for_clarification", "accept_plan", "party", {"asked_version": 1}, errors.NothingAnswered),
        ("returned_for_clarification", "accept_plan", "party", {"seen_version": 2}, errors.NewerVersionSaved),
        ("goals_due", "start_without_goals", "decider", {"today": DAYS[0], "reasons": ""}, errors.ReasonsMissing),
        (
            "goals_due",
            "start_without_goals",
            "decider",
            {"today": DAYS[0] - timedelta(days=1)},
            errors.FirstDayNotReached,
        ),
        ("in_progress", "save_goals", "party", {"goals_reported": True}, errors.GoalsReportedAlready),
        ("in_progress", "accept_goals", "party", {"goals_reported": True}, errors.GoalsReportedAlready),
        ("in_progress", "check_mid_term", "party", {"mid_term_on": None}, errors.NoMidTerm),
        ("in_progress", "check_mid_term", "party", {"mid_term_on": DAYS[2]}, errors.MidTermNotReached),
        ("interrupted", "shorten", "decider", {"days_kept": 0}, errors.NoDayKept),
        ("interrupted", "cancel", "decider", {"reasons": ""}, errors.ReasonsMissing),
        ("approved", "propose_amendment", "party", {"amendment": "submitted"}, errors.AmendmentWaits),
        ("approved", "propose_amendment", "party", {"changed": False}, errors.NothingChanges),
        ("approved", "propose_amendment", "party", {"seen_version": 0}, errors.NewerVersionSaved),
        ("approved", "propose_amendment", "party", {"days": DAYS[:4]}, errors.WrongNumberOfDays),
        ("approved", "take_back_amendment", "party", {"amendment": None}, errors.NoAmendment),
        ("approved", "accept_amendment", "party", {"amendment": None}, errors.NoAmendment),
        ("approved", "accept_amendment", "party", {"amendment": "submitted"}, errors.AmendmentNotYours),
        (
            "approved",
            "accept_amendment",
            "party",
            {"amendment": "proposed", "proposed_by_oneself": True},
            errors.AmendmentNotYours,
        ),
        ("approved", "answer_amendment", "supervisor", {"amendment": "proposed"}, errors.NoAmendment),
        (
            "approved",
            "answer_amendment",
            "supervisor",
            {"amendment": "submitted", "today": DAYS[1]},
            errors.DaysHavePassed,
        ),
        (
            "approved",
            "approve_amendment",
            "decider",
            {"amendment": "submitted", "statements": ("yes", None)},
            errors.StatementsMissing,
        ),
        (
            "approved",
            "turn_down_amendment",
            "decider",
            {"amendment": "submitted", "reasons": " "},
            errors.ReasonsMissing,
        ),
        ("in_progress", "withdraw", "party", {}, errors.PeriodBegun),
        ("interrupted", "withdraw", "party", {}, errors.PeriodBegun),
        ("followup_due", "withdraw", "party", {}, errors.DaysAreDone),
        ("lapsed", "withdraw", "party", {}, errors.DaysAreDone),
        ("rejected", "withdraw", "party", {}, errors.PeriodIsOver),
        ("lapsed", "submit_followup", "party", {}, errors.FormsClosed),
        ("withdrawn", "undo_withdrawal", "party", {"withdrew_oneself": False}, errors.UndoTooLate),
        ("withdrawn", "undo_withdrawal", "party", {"withdrawn_at": NOW - timedelta(hours=25)}, errors.UndoTooLate),
    ],
)
def test_each_guard_refuses_by_name(state: str, command: str, who: str, wrong: dict, refusal: type) -> None:
    with pytest.raises(refusal):
        step(THE_SEEDS, state, command, {who}, replace(READY, **wrong))


def test_a_silent_supervisor_holds_the_decision_for_seven_days_only() -> None:
    silent = replace(READY, statements=("yes", None), submitted_on=TODAY - timedelta(days=7))
    assert step(THE_SEEDS, "submitted", "approve", {"decider"}, silent).target == "approved"


def test_the_last_free_place_of_the_call_can_be_approved() -> None:
    assert step(THE_SEEDS, "submitted", "approve", {"decider"}, replace(READY, quota=21, approved_in_call=20)).event


def test_every_event_of_the_contract_is_caused_by_some_row() -> None:
    assert {row.event for row in TRANSITIONS if row.event} == set(PeriodV1.events)


def test_the_process_names_only_states_guards_and_conditions_that_exist() -> None:
    states = {NEW, BEFORE, *PERIOD_STATES}
    assert {row.target for row in TRANSITIONS if row.target} <= states
    assert {state for row in TRANSITIONS for state in row.source} <= states
    assert {guard for row in TRANSITIONS for guard in row.guards} == set(GUARDS)
    assert {row.when for row in TRANSITIONS if row.when} == set(CONDITIONS)


def test_every_state_has_a_stage_and_every_state_that_is_not_final_a_way_on() -> None:
    assert set(STAGE_OF) == set(PERIOD_STATES) - {"withdrawn", "cancelled"}
    leads_on = {state for row in TRANSITIONS for state in row.source if row.target not in (None, BEFORE)}
    assert set(PERIOD_STATES) - leads_on <= FINAL


def test_leaving_keeps_the_stage_that_was_reached() -> None:
    assert stage_of("withdrawn", 3) == 3


def test_a_page_offers_only_what_the_state_and_the_role_allow() -> None:
    assert possible(THE_SEEDS, "submitted", {"supervisor"}) == {"give_statement"}
    assert possible(THE_SEEDS, "submitted", {"decider"}) == {
        "approve",
        "keep_in_reserve",
        "reject",
        "start_review",
        "ask_for_clarification",
    }
    assert possible(THE_SEEDS, "closed", {"decider", "supervisor"}) == frozenset()


@pytest.mark.parametrize("state, after", [("approved", None), ("in_progress", None), ("interrupted", "in_progress")])
def test_where_supervisors_are_not_asked_the_second_acceptance_puts_a_change_in_force(
    state: str, after: str | None
) -> None:
    unasked = replace(READY, amendment="proposed", supervisors_confirm=False)
    row = step(THE_SEEDS, state, "accept_amendment", {"party"}, unasked)
    assert (row.target, row.event) == (after, "period_resumed" if after else "period_amended")


@pytest.mark.parametrize(
    "statements, event",
    [
        (("yes", "yes"), "period_amended"),
        (("yes", None), None),
        ((None, "no"), "amendment_turned_down"),
        (("yes", "no"), "amendment_turned_down"),
    ],
)
def test_a_change_is_in_force_when_both_supervisors_say_yes_and_ends_when_one_says_no(
    statements: tuple, event: str | None
) -> None:
    asked = replace(READY, amendment="submitted", statements=statements)
    assert step(THE_SEEDS, "in_progress", "answer_amendment", {"supervisor"}, asked).event == event


@pytest.mark.parametrize("state", PERIOD_STATES)
def test_withdrawing_is_answered_in_words_in_every_state_and_offered_only_where_it_is_possible(state: str) -> None:
    offered = "withdraw" in possible(THE_SEEDS, state, {"party"})
    assert offered == (state in NOT_BEGUN.split())
    if not offered:
        with pytest.raises((errors.PeriodBegun, errors.DaysAreDone, errors.PeriodIsOver)):
            step(THE_SEEDS, state, "withdraw", {"party"}, READY)
