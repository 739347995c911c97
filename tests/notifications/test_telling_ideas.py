"""Ideas by mail: the group hears once that its own was realised, whoever runs the call that a new one came in."""

from shared.contracts.registration import IdeaV1
from tests.notifications.conftest import World
from tests.notifications.samples import named
from tests.notifications.test_telling import confirmed_group


def idea(world: World, occasion: str, state: str, *, group: str | None = "g") -> None:
    values = {
        "state": state,
        "origin": "group" if group else "entered",
        "group_id": str(named(group)) if group else None,
    }
    rest = {"period_id": None, "call_id": str(named("call")) if group else None, "merged_into": None}
    world.happen(IdeaV1, occasion, "idea", **values, **rest, became_call_id=None)


def test_members_and_mentor_hear_once_that_their_idea_was_realised(world: World) -> None:
    confirmed_group(world, "saara", "liisa")
    world.pass_time("2013-08-12 09:00")
    idea(world, "idea_received", "released")
    world.pass_time("2013-08-12 09:10")
    assert world.kinds("saara") == ["N21"]
    idea(world, "idea_realised", "realised")
    world.pass_time("2013-08-12 09:20")
    idea(world, "idea_realised", "realised")
    world.pass_time("2013-08-12 09:30")
    for name in ("saara", "liisa", "mentor"):
        assert world.kinds(name).count("N57") == 1


def test_an_idea_that_is_realised_by_mistake_and_put_back_is_told_to_nobody(world: World) -> None:
    confirmed_group(world, "saara")
    world.pass_time("2013-08-12 09:00")
    idea(world, "idea_realised", "realised")
    idea(world, "idea_reviewed", "under_review")
    world.pass_time("2013-08-12 09:10")
    assert "N57" not in world.kinds("saara")


def test_an_idea_of_no_group_is_told_to_no_group(world: World) -> None:
    confirmed_group(world, "saara")
    idea(world, "idea_realised", "realised", group=None)
    world.pass_time("2013-08-12 09:10")
    assert "N57" not in world.kinds("saara")


def test_a_new_idea_is_a_line_of_the_weekly_mail_to_whoever_runs_the_call(world: World) -> None:
    confirmed_group(world, "saara")
    idea(world, "idea_received", "released")
    world.pass_time("2013-08-19 09:00")
    assert "desk" in world.kinds("pm")
    mail = world.postbox.to("pm@hyria.example")[-1].get_body(("plain",)).get_content()
    assert "1 uusi koulutusidea" in mail
