"""Agreement and plan of a group: who may do what in which state, and what the world is told of it (dossier D.4)."""

import json
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from sqlalchemy import select

from services.scheduling import commands
from services.scheduling.commands import ThemeGiven
from services.scheduling.domain.agreement_errors import (
    AcceptFirst,
    AgreementIncomplete,
    AgreementRewritten,
    MeetingUnknown,
    PlanRewritten,
    PreparerUnknown,
    ThemeMissing,
)
from services.scheduling.domain.attendance import Exceptions
from services.scheduling.domain.errors import AgreedInFuture, NotPossibleNow
from services.scheduling.tables import Agreement, AgreementVersion, Plan, Theme
from shared.errors import DomainError, Forbidden
from shared.privacy import retention
from tests.scheduling.conftest import at, named
from tests.scheduling.test_scheduling_time import record_all

OPE = named("ope")
MEMBERS = [f"ope{number}" for number in range(1, 8)]
TEXT = {
    "goals": ["Jaksaa syksyn yli"],
    "ground_rules": ["Kuunnellaan toista loppuun"],
    "confidentiality_more": None,
    "absence_rule": "Ryhmän sivulla",
    "what_may_leave": ["ideas"],
    "mentor_role": None,
}
PLAN = {
    "uniting_theme": "Erityinen tuki",
    "desired_outcome": "Salainen tavoite",
    "questions": ["Salainen kysymys"],
    "methods": ["dialogue"],
    "idea_session": 3,
}


def agreement_of(scheduling):
    with scheduling.runtime.sessions() as session:
        return session.scalar(select(Agreement).where(Agreement.group_id == OPE))


def written(scheduling, state):
    """Bring the agreement of the open group into a state."""
    scheduling.does("ope1", "write_agreement", OPE, TEXT, 0)
    if state == "draft":
        return
    scheduling.does("mentor", "propose_agreement", OPE)
    if state == "proposed":
        return
    accept(scheduling, *MEMBERS)
    if state == "amended":
        scheduling.does("ope1", "write_agreement", OPE, TEXT | {"goals": ["Toinen"]}, 1)
    if state == "ended":
        scheduling.deliver(scheduling.runtime, scheduling.group("ope", "group_cancelled", state="cancelled"))


def accept(scheduling, *names):
    for each in names:
        scheduling.does(each, "accept_agreement", OPE, agreement_of(scheduling).asked.number)


def let_time_pass(scheduling, text):
    """Until nothing is due any more."""
    scheduling.set_clock(text)
    while scheduling.tick(scheduling.runtime):
        pass


COMMANDS = {
    "write": ("write_agreement", TEXT),
    "propose": ("propose_agreement",),
    "take_back": ("take_back_agreement",),
    "accept": ("accept_agreement",),
    "decline": ("decline_agreement",),
    "drop": ("drop_agreement_draft",),
}
ROLES = ("mentor", "ope7", "pm", "coordinator", "stranger")
# state: what the mentor and what a member may do; coordinators and strangers never anything
ALLOWED = {
    "": ({"write"}, {"write"}),
    "draft": ({"write", "propose", "drop"}, {"write"}),
    "proposed": ({"take_back", "accept", "decline"}, {"accept", "decline"}),
    "in_force": ({"write", "accept", "decline"}, {"write", "accept", "decline"}),
    "amended": ({"write", "propose", "accept", "decline", "drop"}, {"write", "accept", "decline"}),
    "ended": (set(), set()),
}


@pytest.mark.parametrize("state", ALLOWED)
def test_each_role_does_in_each_state_what_the_table_says_and_nothing_else(scheduling, state):
    if state:
        written(scheduling, state)
    kept = agreement_of(scheduling)
    revision, number = (kept.revision, kept.asked.number if kept.asked else 0) if kept else (0, 0)
    more = {"write": (revision,), "accept": (number,), "decline": (number,)}
    may = dict(zip(ROLES, ALLOWED[state], strict=False))
    for role, (act, (command, *args)) in product(ROLES, COMMANDS.items()):
        with scheduling.runtime.work(scheduling.actor(role)) as work:
            try:
                getattr(commands, command)(work, OPE, *args, *more.get(act, ()))
                done = True
            except DomainError:
                done = False
            work.session.rollback()
        assert done == (act in may.get(role, ())), (state, role, act)


def test_the_agreement_comes_into_force_when_the_last_one_accepts_and_the_date_is_noted(scheduling):
    written(scheduling, "proposed")
    accept(scheduling, *MEMBERS[:-1])
    assert agreement_of(scheduling).state_ == "proposed"
    assert agreement_of(scheduling).waiting_ids == [named("ope7")]
    accept(scheduling, "ope7")
    assert (agreement_of(scheduling).state_, scheduling.series("ope").agreed_on) == ("in_force", date(2013, 8, 1))
    assert len(scheduling.told("agreement_accepted")) == 7
    assert [name for name, _ in scheduling.told("agreement_came_into_force", "series_changed")] == [
        "agreement_came_into_force",
        "series_changed",
    ]


def test_accepting_twice_is_once(scheduling):
    written(scheduling, "proposed")
    accept(scheduling, "ope1", "ope1")
    assert len(scheduling.told("agreement_accepted")) == 1


def test_a_date_noted_by_hand_stays(scheduling):
    scheduling.set_clock("2013-09-02")
    scheduling.does("mentor", "mark_agreed", OPE, date(2013, 8, 29))
    written(scheduling, "in_force")
    assert scheduling.series("ope").agreed_on == date(2013, 8, 29)


def test_an_unfinished_text_is_not_proposed(scheduling):
    scheduling.does("ope1", "write_agreement", OPE, TEXT | {"goals": []}, 0)
    with pytest.raises(AgreementIncomplete):
        scheduling.does("mentor", "propose_agreement", OPE)


def test_nobody_writes_over_what_they_have_not_seen(scheduling):
    scheduling.does("ope1", "write_agreement", OPE, TEXT, 0)
    with pytest.raises(AgreementRewritten):
        scheduling.does("ope2", "write_agreement", OPE, TEXT, 0)


def test_nobody_accepts_a_text_that_they_have_not_read(scheduling):
    written(scheduling, "proposed")
    scheduling.does("mentor", "take_back_agreement", OPE)
    scheduling.does("mentor", "write_agreement", OPE, TEXT | {"goals": ["Muu"]}, 2)
    scheduling.does("mentor", "propose_agreement", OPE)
    with pytest.raises(AgreementRewritten):
        scheduling.does("ope1", "accept_agreement", OPE, 1)


def test_what_was_taken_back_counts_no_more(scheduling):
    written(scheduling, "proposed")
    accept(scheduling, *MEMBERS[:-1])
    scheduling.does("mentor", "take_back_agreement", OPE)
    with pytest.raises(NotPossibleNow):
        scheduling.does("ope7", "accept_agreement", OPE, 1)
    scheduling.does("mentor", "propose_agreement", OPE)
    assert len(agreement_of(scheduling).waiting_ids) == 7


def test_a_newcomer_is_asked_and_no_new_version_is_needed(scheduling):
    written(scheduling, "in_force")
    members = [*MEMBERS, "siht11"]
    joined = scheduling.group("ope", "group_changed", member_ids=[named(each) for each in members])
    scheduling.deliver(scheduling.runtime, joined)
    assert agreement_of(scheduling).waiting_ids == [named("siht11")]
    assert len(scheduling.told("agreement_asked")) == 1
    with pytest.raises(AcceptFirst):
        scheduling.does("siht11", "write_plan", OPE, PLAN, 0)
    accept(scheduling, "siht11")
    assert (agreement_of(scheduling).state_, agreement_of(scheduling).waiting_ids) == ("in_force", [])
    scheduling.does("siht11", "write_plan", OPE, PLAN, 0)


def test_the_last_one_waited_for_leaves_and_the_agreement_comes_into_force(scheduling):
    written(scheduling, "proposed")
    accept(scheduling, *MEMBERS[:-1])
    left = scheduling.group("ope", "group_changed", member_ids=[named(each) for each in MEMBERS[:-1]])
    scheduling.deliver(scheduling.runtime, left)
    assert agreement_of(scheduling).state_ == "in_force"
    with pytest.raises(Forbidden):
        scheduling.does("ope7", "accept_agreement", OPE, 1)


def test_a_new_mentor_accepts_too(scheduling):
    written(scheduling, "in_force")
    replaced = scheduling.group("ope", "mentor_replaced", mentor_ids=[named("siht19")])
    scheduling.deliver(scheduling.runtime, replaced)
    assert agreement_of(scheduling).waiting_ids == [named("siht19")]


def test_of_a_refusal_only_the_fact_is_told(scheduling):
    written(scheduling, "proposed")
    scheduling.does("ope3", "decline_agreement", OPE, 1)
    _, told = scheduling.told("agreement_declined")[-1]
    assert told["declined"] == 1
    assert str(named("ope3")) in told["waiting_ids"]
    assert str(named("ope4")) in told["waiting_ids"]
    accept(scheduling, "ope3")
    assert agreement_of(scheduling).declined == 0


def test_an_amendment_leaves_the_version_in_force_until_everybody_has_accepted(scheduling):
    written(scheduling, "amended")
    scheduling.does("mentor", "propose_agreement", OPE)
    accept(scheduling, *MEMBERS[:-1])
    assert agreement_of(scheduling).in_force.text["goals"] == ["Jaksaa syksyn yli"]
    accept(scheduling, "ope7")
    kept = agreement_of(scheduling)
    assert kept.in_force.text["goals"] == ["Toinen"]
    assert [each.number for each in kept.versions] == [1, 2]


def test_a_first_draft_that_is_dropped_is_gone_and_the_group_can_begin_anew(scheduling):
    written(scheduling, "draft")
    scheduling.does("mentor", "drop_agreement_draft", OPE)
    assert agreement_of(scheduling) is None
    scheduling.does("ope1", "write_agreement", OPE, TEXT, 0)
    assert agreement_of(scheduling).state_ == "draft"


def test_no_event_carries_a_text_of_the_agreement_or_what_is_not_public_of_the_plan(scheduling):
    written(scheduling, "amended")
    scheduling.does("ope1", "write_plan", OPE, PLAN, 0)
    scheduling.does("ope2", "add_theme", OPE, ThemeGiven("Salainen teema", 2, named("ope2")))
    scheduling.does("ope2", "add_theme", OPE, ThemeGiven("Arjen keinot", 3, None, public=True))
    assert scheduling.told("group_plan_begun")[0][1]["themes"] == []
    scheduling.does("mentor", "agree_plan", OPE, date(2013, 8, 1))
    told = json.dumps(scheduling.emitted(scheduling.runtime), ensure_ascii=False)
    assert "Salainen" not in told
    assert "Jaksaa" not in told
    assert "Kuunnellaan" not in told
    assert scheduling.told("group_plan_agreed")[0][1]["themes"] == [{"title": "Arjen keinot", "meeting_number": 3}]


def test_every_member_revises_the_plan_and_public_themes_follow(scheduling):
    scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Rajaaminen", 1, named("mentor"), public=True))
    scheduling.does("mentor", "agree_plan", OPE, date(2013, 8, 1))
    with scheduling.runtime.sessions() as session:
        theme = session.scalars(select(Theme)).one()
    scheduling.does("ope5", "change_theme", OPE, theme.id, ThemeGiven("Rajaaminen", 1))
    assert scheduling.told("group_plan_revised")[-1][1]["themes"] == []
    scheduling.does("ope6", "remove_theme", OPE, theme.id)
    with scheduling.runtime.sessions() as session:
        assert session.get_one(Plan, OPE).themes == []


@pytest.mark.parametrize("who", ["pm", "coordinator", "stranger", "siht11"])
def test_nobody_outside_the_group_writes_its_plan(scheduling, who):
    with pytest.raises(Forbidden):
        scheduling.does(who, "write_plan", OPE, PLAN, 0)


def test_a_plan_is_agreed_by_the_mentor_with_a_theme_and_not_in_the_future(scheduling):
    scheduling.does("ope1", "write_plan", OPE, PLAN, 0)
    with pytest.raises(ThemeMissing):
        scheduling.does("mentor", "agree_plan", OPE, date(2013, 8, 1))
    scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Rajaaminen"))
    with pytest.raises(AgreedInFuture):
        scheduling.does("mentor", "agree_plan", OPE, date(2013, 8, 2))
    with pytest.raises(Forbidden):
        scheduling.does("ope1", "agree_plan", OPE, date(2013, 8, 1))


def test_a_theme_is_of_a_meeting_of_the_group_and_prepared_by_somebody_in_it(scheduling):
    with pytest.raises(MeetingUnknown):
        scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Teema", 6))
    with pytest.raises(PreparerUnknown):
        scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Teema", 1, named("siht11")))


def test_two_who_write_the_plan_at_once_lose_nothing(scheduling):
    scheduling.does("ope1", "write_plan", OPE, PLAN, 0)
    with pytest.raises(PlanRewritten):
        scheduling.does("ope2", "write_plan", OPE, PLAN, 0)


def test_texts_end_with_the_group_and_are_deleted_by_the_retention_alone_a_year_later(scheduling):
    scheduling.does("ope1", "write_plan", OPE, PLAN, 0)
    scheduling.does("ope1", "add_theme", OPE, ThemeGiven("Teema", 1, named("ope1")))
    written(scheduling, "ended")
    assert agreement_of(scheduling).state_ == "ended"
    let_time_pass(scheduling, "2014-12-12 08:00")
    retention.run(scheduling.runtime)
    assert agreement_of(scheduling).versions
    let_time_pass(scheduling, "2014-12-13 08:00")
    assert agreement_of(scheduling).versions
    retention.run(scheduling.runtime)
    with scheduling.runtime.sessions() as session:
        assert not any(session.scalars(select(each)).all() for each in (Agreement, AgreementVersion, Plan, Theme))
    assert [name for name, _ in scheduling.told("agreement_gone", "group_plan_gone")] == [
        "agreement_gone",
        "group_plan_gone",
    ]


def test_texts_that_an_organisation_holds_back_stay(scheduling):
    written(scheduling, "ended")
    organisations = scheduling.runtime.network.organisations
    held = replace(organisations["opelix"], holds={"agreement": date(2020, 1, 1)})
    scheduling.runtime.network = replace(scheduling.runtime.network, organisations={**organisations, "opelix": held})
    let_time_pass(scheduling, "2014-12-20")
    retention.run(scheduling.runtime)
    assert agreement_of(scheduling).versions


@pytest.mark.parametrize("kind", ["agreement_kept", "busy_times_kept", "poll_wishes_kept"])
def test_a_timer_of_a_kind_that_is_no_more_hinders_nobody(scheduling, kind):
    with scheduling.runtime.work() as work:
        work.set_timer(kind, OPE, at("2013-08-01"))
    scheduling.pass_time("2013-08-16")
    assert scheduling.meeting("siht1", "2013-08-15").state_ == "held"


def test_the_end_of_the_last_meeting_ends_them_too(scheduling):
    written(scheduling, "in_force")
    scheduling.pass_time("2013-12-13")
    record_all(scheduling, "ope")
    assert agreement_of(scheduling).state_ == "ended"
    assert len(scheduling.told("agreement_ended")) == 1


def test_attendance_depends_on_no_agreement(scheduling):
    written(scheduling, "proposed")
    scheduling.set_clock("2013-10-10 15:00")
    scheduling.does("mentor", "record_attendance", named("ope 2013-10-10"), Exceptions())
    assert scheduling.meeting("ope", "2013-10-10").present == 7
