"""The commands against a real database: what they keep, what they say, whom they refuse."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.shadowing import commands
from services.shadowing.domain import errors
from services.shadowing.tables import FormVersion, Period
from shared.database.kit import AuditRow, Timer
from shared.errors import DomainError, NotFound, OrganisationHasLeft
from tests.shadowing.conftest import DATES, DECISION, FOLLOWUP, GOALS, PLAN, World, id_of


def test_a_pair_goes_through_all_five_stages(world: World) -> None:
    world.reach("followup_complete")
    world.do("bertta", commands.record_sharing, world.period_id, {"channels": ["talk"]})
    assert world.state() == "closed"
    assert world.said() == [
        "pair_invited",
        "pair_formed",
        "application_submitted",
        "supervisor_statement_given",
        "supervisor_statement_given",
        "review_started",
        "period_approved",
        "goals_form_due",
        "goals_reported",
        "period_started",
        "period_performed",
        "followup_due",
        "followup_submitted",
        "followup_completed",
        "period_closed",
    ]


def test_the_invited_colleague_is_the_second_party_from_the_start(world: World) -> None:
    world.invite()
    data = world.last()
    assert [party["person_id"] for party in data["parties"]] == [str(id_of("anna")), str(id_of("bertta"))]
    assert (data["organisation"], data["scope"], data["stage"]) == ("opelix", "cross_organisation", 1)
    assert data["decider_id"] == str(id_of("pia"))


def test_a_colleague_whom_nobody_knows_is_introduced(world: World) -> None:
    world.invite(invited="uusi")
    names = [name for name, _ in world.emitted(world.runtime)]
    assert names == ["person_introduced", "pair_invited"]


def test_an_introduced_colleague_acts_under_the_id_that_it_turned_out_to_be(world: World) -> None:
    world.invite(invited="uusi")
    introduced = world.last()["parties"][1]["person_id"]
    known = world.person("teuvo", email="uusi@example.org", id=id_of("teuvo"))
    merged = world.person("uusi", id=introduced, same_as=id_of("teuvo"), organisation="tavastia")
    world.deliver(world.runtime, known, merged)
    world.do("teuvo", commands.accept_invitation, world.period_id)
    assert world.said()[-1] == "pair_formed"


def test_the_owner_is_the_employer_when_an_internal_call_brings_two_of_the_same_house(world: World) -> None:
    internal = uuid4()
    world.deliver(
        world.runtime, world.call(internal, scope="internal", organisation="hyria", contact_id=id_of("kaija"))
    )
    world.invite("anna", "cecilia", call=internal)
    assert (world.last()["organisation"], world.last()["scope"]) == ("hyria", "internal")
    assert world.last()["decider_id"] == str(id_of("kaija"))


def test_an_internal_call_refuses_a_colleague_of_another_house(world: World) -> None:
    internal = uuid4()
    world.deliver(world.runtime, world.call(internal, scope="internal", organisation="hyria"))
    with pytest.raises(errors.OutsideCall):
        world.invite(call=internal)


@pytest.mark.parametrize("terms", [{"state": "closed"}, {"opens_at": "2013-10-01T00:00:00+00:00"}])
def test_a_call_that_is_not_open_takes_no_pairs(world: World, terms: dict[str, Any]) -> None:
    world.deliver(world.runtime, world.call(**terms))
    with pytest.raises(errors.CallNotOpen):
        world.invite()


def test_nobody_is_a_pair_alone_or_twice_with_the_same(world: World) -> None:
    with pytest.raises(errors.PairNeedsTwo):
        world.invite(invited="anna")
    world.invite()
    with pytest.raises(errors.PairExists):
        world.invite("bertta", "anna")


def test_a_declined_invitation_ends_it(world: World) -> None:
    world.invite()
    world.do("bertta", commands.decline_invitation, world.period_id)
    assert (world.state(), world.said()[-1]) == ("withdrawn", "period_withdrawn")


def test_an_accepted_invitation_cannot_be_accepted_again(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    with pytest.raises(DomainError):
        world.do("bertta", commands.accept_invitation, world.period_id)


def test_only_when_both_have_accepted_the_same_version_is_it_an_application(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    world.do("anna", commands.accept_plan, world.period_id, 1)
    world.do("bertta", commands.save_plan, world.period_id, {**PLAN, "goal": "Two models."}, 1)
    world.do("bertta", commands.accept_plan, world.period_id, 2)
    assert world.state() == "drafting"
    with pytest.raises(errors.NewerVersionSaved):
        world.do("anna", commands.accept_plan, world.period_id, 1)
    world.do("anna", commands.accept_plan, world.period_id, 2)
    assert world.state() == "submitted"


def test_a_plan_written_over_a_newer_one_is_refused_and_both_versions_stay(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    with pytest.raises(errors.NewerVersionSaved):
        world.do("bertta", commands.save_plan, world.period_id, {**PLAN, "goal": "Mine."}, 0)
    with world.runtime.sessions() as session:
        assert [each.content["goal"] for each in session.scalars(select(FormVersion))] == [PLAN["goal"]]


def test_what_both_have_written_at_the_same_time_is_joined_where_they_answered_different_questions(
    world: World,
) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "goal": "Two models."}, 1)
    later = [*DATES[:4], DATES[4] + timedelta(days=7)]
    world.do("bertta", commands.save_plan, world.period_id, {**PLAN, "days": later}, 1)
    with world.runtime.sessions() as session:
        newest = session.scalars(select(FormVersion).order_by(FormVersion.number.desc())).first()
        assert newest.number == 3
        assert newest.content["goal"] == "Two models."
        assert newest.content["days"] == [day.isoformat() for day in later]
    assert [day[1] for day in world.days()] == later


def test_a_joined_plan_has_to_be_accepted_anew(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    world.do("anna", commands.save_plan, world.period_id, {**PLAN, "goal": "Two models."}, 1)
    world.do("anna", commands.accept_plan, world.period_id, 2)
    world.do("bertta", commands.save_plan, world.period_id, {**PLAN, "purpose": "To learn."}, 1)
    world.do("bertta", commands.accept_plan, world.period_id, 3)
    assert world.state() == "drafting"


def test_a_version_that_never_was_is_joined_with_nothing(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    with pytest.raises(errors.NewerVersionSaved):
        world.do("bertta", commands.save_plan, world.period_id, {**PLAN, "goal": "Mine."}, 99)


def test_of_two_who_accept_at_the_same_moment_the_second_sends_the_application(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("anna", commands.save_plan, world.period_id, PLAN, 0)
    together = Barrier(2)

    def accept(name: str) -> None:
        together.wait()
        world.do(name, commands.accept_plan, world.period_id, 1)

    threads = [Thread(target=accept, args=(name,)) for name in ("anna", "bertta")]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert world.state() == "submitted"
    assert world.said().count("application_submitted") == 1


def test_a_whole_week_is_given_by_its_monday(world: World) -> None:
    world.invite()
    world.do("bertta", commands.accept_invitation, world.period_id)
    week = {**PLAN, "shape": "contiguous_week", "days": [date(2013, 10, 7)]}
    world.do("anna", commands.save_plan, world.period_id, week, 0)
    assert [day for _, day, _ in world.days()] == [date(2013, 10, 7) + timedelta(days=each) for each in range(5)]


def test_a_party_without_a_supervisor_names_one_before_the_application_goes(world: World) -> None:
    world.invite("outi", "bertta")
    world.do("bertta", commands.accept_invitation, world.period_id)
    world.do("outi", commands.save_plan, world.period_id, PLAN, 0)
    world.do("outi", commands.accept_plan, world.period_id, 1)
    with pytest.raises(errors.SupervisorMissing):
        world.do("bertta", commands.accept_plan, world.period_id, 1)
    named = {"email": "hanna@example.org", "first_name": "Hanna", "last_name": "Esimerkki"}
    world.do("outi", commands.name_supervisor, world.period_id, named)
    world.do("bertta", commands.accept_plan, world.period_id, 1)
    assert world.last()["parties"][0]["supervisor_id"] == str(id_of("hanna"))


def test_the_next_level_answers_when_a_supervisor_is_in_the_pair(world: World) -> None:
    boss = world.person("hanna", supervisor_id=id_of("kaija"))
    world.deliver(world.runtime, boss)
    world.invite("anna", "hanna")
    world.do("hanna", commands.accept_invitation, world.period_id)
    assert [party["supervisor_id"] for party in world.last()["parties"]] == [str(id_of("kaija"))] * 2


def test_a_supervisor_in_the_pair_cannot_be_named(world: World) -> None:
    world.invite("outi", "bertta")
    named = {"email": "bertta@example.org", "first_name": "Bertta", "last_name": "Esimerkki"}
    with pytest.raises(errors.SupervisorIsParty):
        world.do("outi", commands.name_supervisor, world.period_id, named)


def test_a_supervisor_may_change_the_answer_until_the_decision(world: World) -> None:
    world.reach("submitted")
    world.do("hanna", commands.give_statement, world.period_id, {"supports": "no"})
    world.do("hanna", commands.give_statement, world.period_id, {"supports": "yes"})
    assert [party["supervisor_supports"] for party in world.last()["parties"]] == ["yes", None]
    world.do("teuvo", commands.give_statement, world.period_id, {"supports": "yes"})
    world.do("pia", commands.decide, world.period_id, DECISION)
    with pytest.raises(errors.NotNow):
        world.do("hanna", commands.give_statement, world.period_id, {"supports": "no"})


def test_a_rejection_carries_its_reasons_only_here(world: World) -> None:
    world.reach("submitted")
    no = {**DECISION, "serves_both": "no", "decision": "reject", "reasons": "Only one of you gains."}
    world.do("pia", commands.decide, world.period_id, no)
    assert world.state() == "rejected"
    assert "gains" not in str(world.emitted(world.runtime))
    with world.runtime.sessions() as session:
        assert session.get(Period, world.period_id).decision["reasons"] == "Only one of you gains."


def test_the_last_place_of_a_call_is_given_once(world: World) -> None:
    world.deliver(world.runtime, world.call(quota=1))
    world.reach("submitted")
    first = world.period_id
    world.invite("cecilia", "outi")
    world.do("outi", commands.accept_invitation, world.period_id)
    world.do("outi", commands.name_supervisor, world.period_id, _kaija())
    later = {**PLAN, "days": [day + timedelta(days=1) for day in DATES]}
    world.do("outi", commands.save_plan, world.period_id, later, 0)
    for name in ("outi", "cecilia"):
        world.do(name, commands.accept_plan, world.period_id, 1)
    for period, supervisor in (
        (first, "hanna"),
        (first, "teuvo"),
        (world.period_id, "hanna"),
        (world.period_id, "kaija"),
    ):
        world.do(supervisor, commands.give_statement, period, {"supports": "yes"})
    world.do("pia", commands.decide, first, DECISION)
    with pytest.raises(errors.QuotaFull):
        world.do("pia", commands.decide, world.period_id, DECISION)


def _kaija() -> dict[str, str]:
    return {"email": "kaija@example.org", "first_name": "Kaija", "last_name": "Esimerkki"}


def test_a_day_that_one_of_the_pair_has_in_another_period_is_refused(world: World) -> None:
    world.reach("submitted")
    world.invite("cecilia", "bertta")
    world.do("bertta", commands.accept_invitation, world.period_id)
    with pytest.raises(errors.DayTaken):
        world.do("cecilia", commands.save_plan, world.period_id, PLAN, 0)


def test_the_goals_form_is_asked_two_weeks_before_the_first_day(world: World) -> None:
    world.reach("approved")
    assert world.last()["goals_due_on"] == "2013-09-24"
    world.go_to(date(2013, 9, 16))
    assert world.state() == "approved"
    world.go_to(date(2013, 9, 17))
    assert world.state() == "goals_due"


def test_the_goals_form_is_asked_at_once_when_the_first_day_is_near(world: World) -> None:
    world.reach("submitted")
    world.go_to(date(2013, 9, 20))
    world.approve()
    assert world.state() == "goals_due"
    assert world.said()[-2:] == ["period_approved", "goals_form_due"]


def test_a_period_does_not_start_before_its_goals_are_reported(world: World) -> None:
    world.reach("goals_due")
    world.go_to(DATES[0])
    assert world.state() == "goals_due"
    with pytest.raises(errors.GoalsNotReported):
        world.do("anna", commands.start, world.period_id)


def test_goals_that_come_in_on_the_first_day_start_the_period(world: World) -> None:
    world.reach("goals_due")
    world.go_to(DATES[0])
    world.report_goals()
    assert world.state() == "in_progress"
    assert world.said()[-2:] == ["goals_reported", "period_started"]


def test_goals_are_not_taken_for_days_that_have_passed(world: World) -> None:
    world.reach("goals_due")
    world.go_to(DATES[0] + timedelta(days=1))
    world.do("anna", commands.save_goals, world.period_id, GOALS, 0)
    with pytest.raises(errors.DaysHavePassed):
        world.do("anna", commands.accept_goals, world.period_id, 1, True)
    world.do("anna", commands.move_day, world.period_id, world.days()[0][0], date(2013, 11, 5))
    world.do("anna", commands.accept_goals, world.period_id, 1, True)
    world.do("bertta", commands.accept_goals, world.period_id, 1, True)
    assert world.state() == "goals_reported"


def test_a_started_period_cannot_be_started_again_by_hand(world: World) -> None:
    world.reach("in_progress")
    with pytest.raises(errors.NotNow):
        world.do("anna", commands.start, world.period_id)


def test_a_moved_day_delays_the_end(world: World) -> None:
    world.reach("in_progress")
    world.do("bertta", commands.move_day, world.period_id, world.days()[4][0], date(2013, 11, 12))
    assert world.said()[-1] == "period_day_moved"
    world.go_to(DATES[-1] + timedelta(days=1))
    assert world.state() == "in_progress"
    world.go_to(date(2013, 11, 13))
    assert world.state() == "followup_due"
    assert {state for _, _, state in world.days()} == {"kept"}
    assert world.last()["followup_due_on"] == "2013-11-26"


def test_a_day_is_moved_only_inside_the_call_and_not_onto_another(world: World) -> None:
    world.reach("in_progress")
    with pytest.raises(errors.OutsideWindow):
        world.do("anna", commands.move_day, world.period_id, world.days()[1][0], date(2014, 1, 7))
    with pytest.raises(errors.DayTaken):
        world.do("anna", commands.move_day, world.period_id, world.days()[1][0], DATES[3])


def test_a_missed_day_is_not_counted_and_can_be_taken_back(world: World) -> None:
    world.reach("in_progress")
    world.go_to(DATES[1])
    first, second = world.days()[0][0], world.days()[1][0]
    world.do("anna", commands.miss_day, world.period_id, second)
    with pytest.raises(errors.DayNotCome):
        world.do("anna", commands.miss_day, world.period_id, world.days()[2][0])
    world.go_to(DATES[-1] + timedelta(days=1))
    assert [state for _, _, state in world.days()] == ["kept", "missed", "kept", "kept", "kept"]
    world.do("bertta", commands.keep_day, world.period_id, second)
    assert {state for _, _, state in world.days()} == {"kept"}
    with pytest.raises(errors.DayNotMissed):
        world.do("bertta", commands.keep_day, world.period_id, first)


def test_each_party_sends_the_follow_up_once(world: World) -> None:
    world.reach("followup_partial")
    with pytest.raises(errors.FormAlreadySent):
        world.do("anna", commands.submit_followup, world.period_id, FOLLOWUP)
    assert [party["followup_submitted"] for party in world.last()["parties"]] == [True, False]


def test_sixty_days_after_both_follow_ups_a_period_is_closed(world: World) -> None:
    world.reach("followup_complete")
    world.go_to(date(2013, 12, 29))
    assert world.state() == "followup_complete"
    world.go_to(date(2013, 12, 30))
    assert world.state() == "closed"


def test_a_withdrawal_can_be_taken_back_for_a_day_by_the_one_who_withdrew(world: World) -> None:
    world.reach("approved")
    world.do("anna", commands.withdraw, world.period_id, "A new job")
    assert world.state() == "withdrawn"
    with pytest.raises(errors.UndoTooLate):
        world.do("bertta", commands.undo_withdrawal, world.period_id)
    world.do("anna", commands.undo_withdrawal, world.period_id)
    assert world.state() == "approved"
    world.go_to(date(2013, 9, 17))
    assert world.state() == "goals_due"


def test_a_withdrawal_stands_after_a_day(world: World) -> None:
    world.reach("approved")
    world.do("anna", commands.withdraw, world.period_id)
    world.go_to(date(2013, 9, 4))
    with pytest.raises(errors.UndoTooLate):
        world.do("anna", commands.undo_withdrawal, world.period_id)
    with world.runtime.sessions() as session:
        assert session.scalars(select(Timer)).all() == []


def test_the_text_that_people_write_is_in_no_event(world: World) -> None:
    world.reach("followup_complete")
    everything = str(world.emitted(world.runtime))
    for text in (
        PLAN["purpose"],
        PLAN["goal"],
        GOALS["ways_of_working"],
        FOLLOWUP["learned"],
        "Esimerkki",
        "@example.org",
    ):
        assert text not in everything


def test_every_step_is_in_the_history_with_who_and_when(world: World) -> None:
    world.reach("submitted")
    with world.runtime.sessions() as session:
        rows = list(session.scalars(select(AuditRow).order_by(AuditRow.id)))
    assert [row.what for row in rows] == [
        "invite_partner",
        "accept_invitation",
        "save_plan",
        "accept_plan",
        "accept_plan",
    ]
    assert rows[-1].data["to"] == "submitted"
    assert rows[-1].who == id_of("bertta")


STRANGERS = [
    ("cecilia", commands.save_plan, (PLAN, 0)),
    ("cecilia", commands.accept_invitation, ()),
    ("outi", commands.give_statement, ({"supports": "yes"},)),
    ("outi", commands.decide, (DECISION,)),
    ("kaija", commands.decide, (DECISION,)),
    ("cecilia", commands.withdraw, ()),
]


@pytest.mark.parametrize("name, command, arguments", STRANGERS)
def test_a_stranger_is_told_that_there_is_no_such_period(
    world: World, name: str, command: Any, arguments: tuple[Any, ...]
) -> None:
    world.invite()
    with pytest.raises(NotFound):
        world.do(name, command, world.period_id, *arguments)


def test_a_party_decides_nothing_even_as_project_manager(world: World) -> None:
    world.invite("pia", "anna")
    assert world.last()["decider_id"] is None
    world.do("anna", commands.accept_invitation, world.period_id)
    with pytest.raises(errors.NotYours):
        world.do("pia", commands.decide, world.period_id, DECISION)


def test_a_supervisor_does_not_write_the_plan(world: World) -> None:
    world.reach("submitted")
    with pytest.raises(errors.NotYours):
        world.do("hanna", commands.save_plan, world.period_id, PLAN, 1)


def test_nothing_is_kept_of_a_command_that_was_refused(world: World) -> None:
    said = world.said()
    with pytest.raises(errors.PairNeedsTwo):
        world.invite(invited="anna")
    assert world.said() == said


@pytest.mark.parametrize("slug", ["hyria", "tavastia"])
def test_nobody_of_a_member_that_has_left_begins_a_pair_and_one_that_goes_on_is_finished(
    world: World, slug: str
) -> None:
    world.invite()
    known = world.runtime.network.organisations
    known[slug] = replace(known[slug], leaves=date(2013, 1, 1))
    with pytest.raises(OrganisationHasLeft):
        world.invite("anna", "kalle")
    world.apply()
    assert world.state() == "submitted"
