"""Mails about a pair period that leave long after what caused them, and only if they are still true."""

from typing import Any

import pytest

from tests.notifications.conftest import World, pair


@pytest.fixture
def period(world: World) -> World:
    """Anna and Bertta, their supervisors, and a period whose days are over on 5 August."""
    for name in ("anna", "bertta", "annas boss", "berttas boss"):
        world.know(name, email=f"{name.replace(' ', '.')}@hyria.example")
    world.call("shadowing", kind="shadowing")
    world.period("followup_due", state="followup_due")
    world.work()
    return world


def sent(*who_has: str) -> list[dict[str, Any]]:
    names = ("anna", "bertta")
    return [each | {"followup_submitted": name in who_has} for name, each in zip(names, pair(), strict=True)]


def test_whoever_has_not_sent_the_follow_up_is_reminded_once(period: World) -> None:
    period.period("followup_submitted", state="followup_partial", parties=sent("anna"))
    period.pass_time("2013-08-23 12:00")
    assert "N48" not in period.kinds("bertta")
    period.pass_time("2013-08-26 12:00")
    period.pass_time("2013-10-26 12:00")
    assert period.kinds("bertta") == ["N47", "N48"]
    assert period.kinds("anna") == ["N47"]


def test_nobody_is_reminded_of_forms_that_are_in(period: World) -> None:
    period.period("followup_completed", state="followup_complete", parties=sent("anna", "bertta"))
    period.pass_time("2013-08-28 12:00")
    assert (period.kinds("anna"), period.kinds("bertta")) == (["N47"], ["N47"])


def test_a_month_after_both_forms_the_two_are_encouraged_to_share(period: World) -> None:
    period.period("followup_completed", state="followup_complete", parties=sent("anna", "bertta"))
    period.pass_time("2013-09-03 12:00")
    assert "N51" not in period.kinds("anna")
    period.pass_time("2013-09-05 12:00")
    assert period.kinds("anna") == period.kinds("bertta") == ["N47", "N51"]
    assert period.kinds("annas.boss") == ["N50"]


def test_those_who_have_shared_already_are_left_in_peace(period: World) -> None:
    period.period("followup_completed", state="followup_complete", parties=sent("anna", "bertta"))
    period.pass_time("2013-08-20 12:00")
    period.period("period_closed", state="closed")
    period.pass_time("2013-11-20 12:00")
    assert (period.kinds("anna"), period.kinds("bertta")) == (["N47"], ["N47"])


@pytest.mark.parametrize(
    ("occasion", "state", "told"),
    [
        ("clarification_requested", "returned_for_clarification", {"anna": "N39", "bertta": "N39"}),
        (
            "period_interrupted",
            "interrupted",
            dict.fromkeys(("anna", "bertta", "annas.boss", "berttas.boss", "pm"), "N46"),
        ),
        ("period_shortened", "followup_due", {"annas.boss": "N46_shortened", "berttas.boss": "N46_shortened"}),
        ("mid_term_due", "in_progress", {"anna": "N53", "bertta": "N53"}),
        ("amendment_submitted", "in_progress", {"annas.boss": "amendment", "berttas.boss": "amendment"}),
        ("period_amended", "in_progress", {"anna": "amendment_decided", "bertta": "amendment_decided"}),
        (
            "period_cancelled",
            "cancelled",
            dict.fromkeys(("anna", "bertta", "annas.boss", "berttas.boss", "pm"), "N4_period"),
        ),
    ],
)
def test_what_is_not_the_ordinary_course_is_told_to_the_right_people(
    period: World, occasion: str, state: str, told: dict[str, str]
) -> None:
    everybody = ("anna", "bertta", "annas.boss", "berttas.boss", "pm")
    before = {name: len(period.kinds(name)) for name in everybody}
    period.period(occasion, state=state)
    period.work()
    period.pass_time("2013-08-05 12:00")
    new = {name: period.kinds(name)[before[name] :] for name in everybody}
    assert {name: kinds for name, kinds in new.items() if kinds} == {name: [kind] for name, kind in told.items()}


def test_an_interruption_that_is_over_within_the_undo_time_is_told_to_nobody(period: World) -> None:
    period.period("period_interrupted", state="interrupted")
    period.period("period_resumed", state="in_progress")
    period.pass_time("2013-08-05 12:00")
    assert "N46" not in period.kinds("anna")


def test_whoever_is_replaced_in_a_pair_is_told_once_and_the_new_colleague_is_invited(world: World) -> None:
    for name in ("anna", "bertta", "cecilia", "dora"):
        world.know(name, email=f"{name}@hyria.example")
    world.call("shadowing", kind="shadowing")
    world.period("pair_formed", state="drafting")
    world.work()
    anna, bertta = pair()
    cecilia, dora = (bertta | {"person_id": str(world.id_of(each))} for each in ("cecilia", "dora"))
    left = [bertta["person_id"]]
    world.period("partner_replaced", parties=[anna, cecilia], former_party_ids=left)
    world.work()
    world.period("partner_replaced", parties=[anna, dora], former_party_ids=[*left, cecilia["person_id"]])
    world.work()
    told = {name: world.kinds(name) for name in ("anna", "bertta", "cecilia", "dora")}
    assert told == {
        "anna": [],
        "bertta": ["partner_replaced"],
        "cecilia": ["N37", "partner_replaced"],
        "dora": ["N37"],
    }


def test_whoever_comes_back_into_the_pair_is_not_told_to_have_left(world: World) -> None:
    world.know("bertta", email="bertta@hyria.example")
    world.call("shadowing", kind="shadowing")
    world.period("partner_replaced", state="drafting", former_party_ids=[str(world.id_of("bertta"))])
    world.work()
    assert world.kinds("bertta") == ["N37"]
