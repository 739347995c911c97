"""The way out: refused, unreachable, interrupted, stopped; and what is in the envelope."""

import subprocess
import sys
from datetime import timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from uuid import UUID

import pytest
from sqlalchemy import update

from services.notifications.commands import choosing, sending, stopping
from services.notifications.queries import mails as queries
from services.notifications.service.post import deliver_due
from services.notifications.service.smtp import Connection, Unreachable
from services.notifications.tables import Mail
from shared.clock import real_now
from shared.errors import NotFound
from shared.people.links import LinkExpired, LinkInvalid, read
from shared.testing.broker import eventually
from shared.testing.running import environment
from tests.notifications.conftest import World, at
from tests.notifications.samples import named

SAARA = "saara@hyria.example"


def offer(world: World, **card: str) -> None:
    world.know("saara", **card)
    expires = at("2013-08-10").isoformat()
    world.registration("saara", "place_offered", state="offered", offer_expires_at=expires)


def change(world: World, **values: object) -> None:
    with world.runtime.work() as work:
        work.session.execute(update(Mail).values(**values))


def token(mail: EmailMessage, path: str) -> str:
    text = mail.get_body(("plain",)).get_content()
    return next(line for line in text.splitlines() if path in line).rpartition("/")[2]


def test_the_envelope_says_what_it_is_and_whom_to_answer(world: World) -> None:
    offer(world)
    world.work()
    (mail,) = world.postbox.to(SAARA)
    (row,) = world.mails()
    assert parseaddr(mail["From"])[1] == "verme@opelix.example"
    assert parseaddr(mail["Reply-To"])[1] == "pm@hyria.example"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == f"<{row.id}@opelix.example>"
    assert mail["X-Vertais-Date"].startswith("2013-08-05T06:00")
    assert UUID(mail["X-Vertais-Occasion"])
    assert mail["List-Unsubscribe"] is None
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


def test_the_mail_speaks_the_receivers_language(world: World) -> None:
    offer(world, language="sv")
    world.work()
    assert world.postbox.to(SAARA)[0]["Subject"] == "En plats har blivit ledig: svara senast 10.8.2013 kl. 9.00"


def test_the_link_is_for_one_act_one_record_one_person_until_its_deadline(world: World) -> None:
    offer(world)
    world.work()
    found = token(world.postbox.to(SAARA)[0], "/registration/offer/")
    link = read(world.runtime.settings, found, "take_offer", at("2013-08-09"))
    assert (link.record, link.person) == (named("saara in g"), named("saara"))
    with pytest.raises(LinkExpired):
        read(world.runtime.settings, found, "take_offer", at("2013-08-11"))
    with pytest.raises(LinkInvalid):
        read(world.runtime.settings, found, "my_registration", at("2013-08-09"))


def test_a_refused_receiver_fails_for_good_and_holds_up_nobody(world: World) -> None:
    world.postbox.answers[SAARA] = "550 No such user"
    offer(world)
    world.know("b")
    world.registration("b", "place_offered", state="offered")
    world.work()
    assert world.kinds("b") == ["N14"]
    assert [(each.state, each.reason) for each in world.mails() if each.state != "sent"] == [
        ("failed", "receiver_refused 550")
    ]


def test_a_receiver_who_is_refused_for_now_is_tried_again_with_growing_pauses(world: World) -> None:
    world.postbox.answers[SAARA] = "451 Greylisted"
    offer(world)
    world.work()
    world.work()
    (mail,) = world.mails()
    assert (mail.state, mail.attempts) == ("retrying", 1)
    assert mail.retry_at > real_now()
    del world.postbox.answers[SAARA]
    change(world, retry_at=real_now() - timedelta(seconds=1))
    world.work()
    assert world.kinds("saara") == ["N14"]


def test_after_the_last_pause_a_mail_is_given_up(world: World) -> None:
    world.postbox.answers[SAARA] = "451 Greylisted"
    offer(world)
    change(world, attempts=len(sending.PAUSES))
    world.work()
    assert [each.state for each in world.mails()] == ["failed"]


def test_while_no_mail_server_answers_nothing_is_counted_and_everything_waits(world: World) -> None:
    offer(world)
    here = world.runtime.settings.smtp_url
    object.__setattr__(world.runtime.settings, "smtp_url", "smtp://127.0.0.1:1")
    with pytest.raises(Unreachable):
        deliver_due(world.runtime)
    (mail,) = world.mails()
    assert (mail.state, mail.attempts) == ("retrying", 0)
    with world.runtime.work() as work:
        assert queries.count_due(work) == 1
    object.__setattr__(world.runtime.settings, "smtp_url", here)
    deliver_due(world.runtime)
    assert world.kinds("saara") == ["N14"]
    with world.runtime.work() as work:
        assert queries.count_due(work) == 0


def test_a_mail_that_cannot_be_written_is_shown_and_holds_up_nobody(world: World) -> None:
    offer(world, email="no address at all")
    world.know("b")
    world.registration("b", "place_offered", state="offered")
    world.work()
    assert world.kinds("b") == ["N14"]
    assert "failed" in {each.state for each in world.mails()}


def test_two_post_offices_send_each_mail_once(world: World) -> None:
    offer(world)
    with world.runtime.work() as one, world.runtime.work() as other:
        taken = sending.claim(one, 10)
        assert (len(taken), sending.claim(other, 10)) == (1, [])


def test_a_claim_that_was_left_behind_is_taken_up_again(world: World) -> None:
    offer(world)
    with world.runtime.work() as work:
        sending.claim(work, 10)
    world.work()
    assert world.kinds("saara") == []
    change(world, claimed_at=real_now() - sending.LEASE - timedelta(seconds=1))
    world.work()
    assert world.kinds("saara") == ["N14"]


def test_killed_after_the_server_took_the_mail_it_is_repeated_with_the_same_message_id(world: World) -> None:
    """P18: at least once over a kill -9, recognisable as the same mail."""
    offer(world)
    world.postbox.seconds_before_answer = 30
    program = (
        "from shared.plugins import manifest; from shared.settings import Settings; from shared.work import Runtime;"
        "from services.notifications.service.post import deliver_due;"
        "deliver_due(Runtime.build(manifest('notifications'), Settings.read()))"
    )
    process = subprocess.Popen([sys.executable, "-c", program], env=environment(world.runtime.settings))
    try:
        assert eventually(lambda: bool(world.postbox.mails), 30)
    finally:
        process.kill()
        process.wait()
    world.postbox.seconds_before_answer = 0
    change(world, claimed_at=real_now() - sending.LEASE - timedelta(seconds=1))
    world.work()
    ids = [each["Message-ID"] for each in world.postbox.to(SAARA)]
    assert len(ids) == 2
    assert len(set(ids)) == 1
    assert [each.state for each in world.mails()] == ["sent"]


def test_reminders_can_be_switched_off_and_then_none_comes(world: World) -> None:
    world.know("a", "b")
    ids = [str(named(each)) for each in ("a", "b")]
    world.group("g", "group_confirmed", state="confirmed", member_ids=ids)
    world.meeting("m2")
    with world.runtime.work() as work:
        choosing.choose(work, named("b"), reminders=False)
    world.pass_time("2013-09-24 09:00")
    assert world.kinds("a") == ["N21", "N58"]
    assert world.kinds("b") == ["N21"]
    reminder = world.postbox.to("a@hyria.example")[1]
    assert "/notifications/reminders/" in reminder["List-Unsubscribe"]


def test_the_mentor_may_stop_a_mail_within_two_minutes_and_let_it_go_after_all(world: World) -> None:
    world.know("a")
    world.group("g", "group_confirmed", state="confirmed", member_ids=[str(named("a"))])
    world.pass_time("2013-08-05 09:02")
    world.meeting("m2")
    world.meeting("m2", "meeting_cancelled", state="cancelled")
    with world.runtime.work(world.acting("mentor")) as work:
        (act,) = queries.outgoing(work)
        assert (act.kind, act.receivers) == ("N28_29", 2)
        assert stopping.stop(work, act.act_id) == 2
    world.pass_time("2013-08-05 09:30")
    assert world.kinds("a") == ["N21"]
    with world.runtime.work(world.acting("mentor")) as work:
        assert stopping.resume(work, act.act_id) == 2
    world.work()
    assert world.kinds("a") == ["N21", "N28_29"]


def test_what_has_left_cannot_be_stopped(world: World) -> None:
    world.know("a")
    world.meeting("m2")
    world.group("g", "group_confirmed", state="confirmed", member_ids=[str(named("a"))])
    with world.runtime.work(world.acting("pm")) as work:
        (act,) = queries.outgoing(work)
    world.pass_time("2013-08-05 09:02")
    with world.runtime.work(world.acting("pm")) as work, pytest.raises(stopping.AlreadySent):
        stopping.stop(work, act.act_id)


def test_nobody_else_sees_or_stops_it(world: World) -> None:
    world.know("a", "stranger")
    world.group("g", "group_confirmed", state="confirmed", member_ids=[str(named("a"))])
    with world.runtime.work(world.acting("pm")) as work:
        (act,) = queries.outgoing(work)
    for actor in (world.acting("a"), world.acting("stranger", ("project_manager", "hyria"))):
        with world.runtime.work(actor) as work:
            assert queries.outgoing(work) == []
            with pytest.raises(NotFound):
                stopping.stop(work, act.act_id)


def test_an_operator_sees_the_failures_of_her_organisation_only_and_sends_again(world: World) -> None:
    world.postbox.answers[SAARA] = "550 No such user"
    offer(world)
    world.work()
    (mail,) = world.mails()
    with world.runtime.work(world.acting("pm", ("project_manager", "hyria"))) as work:
        assert queries.failures(work) == []
        with pytest.raises(NotFound):
            choosing.send_again(work, mail.id)
    del world.postbox.answers[SAARA]
    with world.runtime.work(world.acting("pm", ("project_manager", "opelix"))) as work:
        (failure,) = queries.failures(work)
        assert failure.receiver.email == SAARA
        choosing.send_again(work, failure.id)
    world.work()
    assert world.kinds("saara") == ["N14"]


def test_the_next_mail_to_leave_is_known(world: World) -> None:
    world.know("a")
    world.registration("a", "supervisor_approval_requested", state="awaiting_supervisor", approved=False)
    with world.runtime.work() as work:
        assert queries.next_due(work) == at("2013-08-05 16:00")
        assert queries.count_due(work) == 0


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_a_server_without_the_demanded_encryption_gets_no_mail(world: World, scheme: str) -> None:
    mail = EmailMessage()
    mail["To"], mail["From"] = "a@example.org", "b@example.org"
    with pytest.raises(Unreachable), Connection(f"{scheme}://127.0.0.1:{world.postbox.port}") as server:
        server.send(mail)
    assert world.postbox.mails == []
