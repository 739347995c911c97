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
