"""A deployment with nothing but shadowing and a mail server (decision 17): useful from sign-in to the last form.

A small institution types in its people, opens a call, and a pair goes through to both follow-ups by the links of
mails alone; only the administrator signs in, and the one who invites.
"""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select

from services.shadowing import commands
from services.shadowing.domain import errors
from services.shadowing.domain.alone import people_of
from services.shadowing.tables import KnownCall
from shared.database.kit import Timer
from shared.people import Person, find_by_email
from shared.testing import network
from tests.notifications.postbox import Postbox, open_postbox
from tests.shadowing.alone import BEGIN, NETWORK, Alone, entered, play
from tests.shadowing.conftest import World
from tests.shadowing.web import browser


@pytest.fixture
def network_file(tmp_path: Path) -> Path:
    """A network in which nothing is served but shadowing."""
    path = tmp_path / "network.yml"
    path.write_text(yaml.safe_dump(NETWORK, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


@pytest.fixture
def alone(runtime_of: Any, clock: Any, tick: Any, postbox: Postbox) -> Alone:
    clock.set(BEGIN)
    runtime = runtime_of("shadowing", smtp_url=postbox.url)
    with runtime.work() as work:
        commands.set_up(work)
    return Alone(runtime, clock, tick, postbox)


def test_a_pair_goes_from_typing_in_people_to_both_follow_ups_on_shadowing_alone(alone: Alone) -> None:
    play(alone)


def test_a_mail_names_nobody_else_and_is_in_the_receivers_language(alone: Alone) -> None:
    entered(alone)
    anna = alone.signed_in("anna@hyria.example")
    with alone.runtime.sessions() as session:
        call = session.scalar(select(KnownCall.id))
    colleague = {"first_name": "Bertta", "last_name": "Ohjaaja", "email": "bertta@tavastia.example"}
    anna.send(f"/shadowing/calls/{call}/invite", organisation="tavastia", **colleague)
    alone.link("bertta@tavastia.example", "invitation")
    mail = alone.postbox.to("bertta@tavastia.example")[-1]
    assert mail["Subject"] == "Kutsu työpariksi"
    assert "Hei Bertta!" in mail.get_content()
    assert "Anna" not in mail.get_content()


def test_a_mail_that_the_server_does_not_take_is_tried_again(alone: Alone) -> None:
    entered(alone)
    anna = alone.signed_in("anna@hyria.example")
    with alone.runtime.sessions() as session:
        call = session.scalar(select(KnownCall.id))
    alone.postbox.answers["bertta@tavastia.example"] = "451 Later"
    colleague = {"first_name": "Bertta", "last_name": "Ohjaaja", "email": "bertta@tavastia.example"}
    anna.send(f"/shadowing/calls/{call}/invite", organisation="tavastia", **colleague)
    alone.tick(alone.runtime)
    with alone.runtime.work() as work:
        waiting = work.session.scalars(select(Timer).where(Timer.kind == "letter")).one()
        assert (waiting.attempts, waiting.dead) == (1, False)
        waiting.retry_at = None
    del alone.postbox.answers["bertta@tavastia.example"]
    assert alone.link("bertta@tavastia.example", "invitation")


def test_entering_people_again_changes_them_and_doubles_nobody(alone: Alone) -> None:
    pia = entered(alone)
    pia.send("/shadowing/own/people", organisation="hyria", people="Anne;Opettaja;anna@hyria.example")
    with alone.runtime.sessions() as session:
        anna = find_by_email(session, "anna@hyria.example")
        assert (anna.first_name, session.get(Person, anna.supervisor_id).first_name) == ("Anne", "Hanna")
        assert session.scalar(select(func.count()).select_from(Person)) == 5


def test_a_sheet_with_a_fault_enters_nobody_and_keeps_what_was_typed(alone: Alone) -> None:
    pia = alone.signed_in("pm@opelix.example")
    wrong = "Anna;Opettaja;anna@hyria.example\nBertta;Ohjaaja\n;;c@hyria.example"
    refused = pia.send("/shadowing/own/people", status=422, organisation="hyria", people=wrong)
    assert "Look at these lines: 2, 3." in refused.text
    assert "Bertta;Ohjaaja" in refused.text
    with alone.runtime.sessions() as session:
        assert find_by_email(session, "anna@hyria.example") is None


@pytest.mark.parametrize("line", ["a", "A;B;c", "A;B;c@d.fi;e@", "x" * 81 + ";B;c@d.fi", "A;B;c@d.fi;e@f.fi;g"])
def test_a_line_that_is_nobody_is_refused(line: str) -> None:
    with pytest.raises(errors.PeopleUnreadable):
        people_of([line])


def test_setting_up_again_changes_nothing(alone: Alone) -> None:
    with alone.runtime.work() as work:
        commands.set_up(work)
    with alone.runtime.sessions() as session:
        roles = [(each.email, each.roles) for each in session.scalars(select(Person))]
    assert [(email, len(held)) for email, held in roles] == [("pm@opelix.example", 1)]


def test_only_who_manages_enters_people_and_calls(alone: Alone) -> None:
    entered(alone)
    anna = alone.signed_in("anna@hyria.example")
    anna.get("/shadowing/own", status=403)
    body = {"organisation": "hyria", "people": ["Eve;Muu;eve@hyria.example"]}
    anna.api("POST", "/own/people", body, 403)
    alone.nobody().api("POST", "/own/people", body, 401)
    assert alone.signed_in("pm@opelix.example").api("POST", "/own/people", body, 201) == {"people": 1}


class TestBesideRegistration:
    """Where registration and notifications run, shadowing types in nothing and mails nothing."""

    @pytest.fixture
    def network_file(self, tmp_path: Path) -> Path:
        return network.write(tmp_path)

    def test_people_and_calls_are_registrations(self, world: World) -> None:
        body = {"organisation": "hyria", "people": ["Eve;Muu;eve@hyria.example"]}
        problem = browser(world, "pia").api("POST", "/own/people", body, 409)
        assert problem["code"] == "run_elsewhere"
        assert 'href="/shadowing/own"' not in browser(world, "pia").get("/shadowing/desk")

    def test_no_letter_waits(self, world: World) -> None:
        world.reach("followup_complete")
        world.go_to(world.clock.now().date() + timedelta(days=1))
        with world.runtime.sessions() as session:
            assert session.scalar(select(func.count()).where(Timer.kind == "letter")) == 0
