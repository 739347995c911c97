"""What those who run a call write: each receiver gets one mail after the undo time, and the writer may stop it."""

import pytest
from sqlalchemy import select

from services.notifications.commands import stopping
from services.notifications.tables import Message
from shared.contracts.bulletins import BulletinV1
from shared.errors import NotFound
from tests.notifications.conftest import World
from tests.notifications.samples import named
from tests.notifications.test_telling import confirmed_group


def bulletin(world: World, *receivers: str, audience: str = "participants", group: str | None = "g") -> None:
    values = {
        "call_id": str(named("call")),
        "group_id": str(named(group)) if group else None,
        "audience": audience,
        "sent_by": str(named("pm")),
        "subject": "Pysäköinti",
        "text": "Pihan puolelle.\n\nOvi on remontissa.",
        "receiver_ids": [str(named(each)) for each in receivers],
    }
    world.happen(BulletinV1, "bulletin_sent", "bulletin", **values)


def test_each_receiver_gets_one_mail_after_two_minutes_and_nobody_else_does(world: World) -> None:
    confirmed_group(world, "saara", "liisa")
    world.pass_time("2013-08-12 09:00")
    bulletin(world, "saara")
    bulletin(world, "saara")
    assert "bulletin" not in world.kinds("saara")
    world.pass_time("2013-08-12 09:10")
    assert world.kinds("saara").count("bulletin") == 1
    assert "bulletin" not in world.kinds("liisa") + world.kinds("mentor")


def test_the_mail_says_what_was_written_and_names_no_other_receiver(world: World) -> None:
    confirmed_group(world, "saara", "liisa")
    world.pass_time("2013-08-12 09:00")
    bulletin(world, "saara", "liisa")
    world.pass_time("2013-08-12 09:10")
    mail = world.postbox.to("saara@hyria.example")[-1]
    text = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Pysäköinti"
    assert "Pihan puolelle." in text
    assert "Ovi on remontissa." in text
    assert "liisa" not in mail.as_string().lower()


def test_a_message_to_a_whole_call_is_of_no_group(world: World) -> None:
    confirmed_group(world, "saara")
    world.pass_time("2013-08-12 09:00")
    bulletin(world, "mentor", audience="mentors", group=None)
    world.pass_time("2013-08-12 09:10")
    assert world.kinds("mentor").count("bulletin") == 1


def test_the_writer_stops_it_while_it_waits_and_nobody_of_the_group_does(world: World) -> None:
    confirmed_group(world, "saara", "liisa")
    world.pass_time("2013-08-12 09:00")
    bulletin(world, "saara", "liisa")
    with world.runtime.work() as work:
        act = work.session.scalars(select(Message.act_id).where(Message.kind == "bulletin")).first()
    with world.runtime.work(world.acting("saara")) as work, pytest.raises(NotFound):
        stopping.stop(work, act)
    with world.runtime.work(world.acting("pm")) as work:
        assert stopping.stop(work, act) == 2
    world.pass_time("2013-08-12 09:10")
    assert "bulletin" not in world.kinds("saara")
