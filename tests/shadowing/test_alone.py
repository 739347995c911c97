"""A deployment with nothing but shadowing and a mail server (decision 17): useful from sign-in to the last form.

A small institution types in its people, opens a call, and a pair goes through to both follow-ups by the links of
mails alone; only the administrator signs in, and the one who invites.
"""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
import yaml
from sqlalchemy import func, select
from werkzeug.test import Client

from services.shadowing import commands
from services.shadowing.domain import errors
from services.shadowing.domain.alone import people_of
from services.shadowing.service import Web
from services.shadowing.tables import KnownCall, Period
from shared.database.kit import Timer
from shared.people import Person, find_by_email
from shared.testing import network
from shared.testing.network import CONTENT
from shared.web.service import application
from shared.work import Runtime
from tests.notifications.postbox import Postbox, open_postbox
from tests.shadowing.conftest import World
from tests.shadowing.test_pages import TYPED_FOLLOWUP, TYPED_GOALS, TYPED_PLAN
from tests.shadowing.web import Browser, browser

BEGIN = datetime(2013, 9, 2, 6, tzinfo=UTC)
ADDRESS = re.compile(r"https?://\S+")
CODE = re.compile(r"\b(\d{3}) ?(\d{3})\b")
PEOPLE = """Anna;Opettaja;anna@hyria.example;hanna@hyria.example
Hanna;Esihenkilö;hanna@hyria.example
"Teuvo"\tPäällikkö\tteuvo@tavastia.example
Bertta, Ohjaaja, BERTTA@tavastia.example, teuvo@tavastia.example"""


@pytest.fixture
def network_file(tmp_path: Path) -> Path:
    """A network in which nothing is served but shadowing."""
    content = CONTENT | {"serves": [{"deployment": "hub", "services": ["shadowing"], "organisations": "all"}]}
    path = tmp_path / "network.yml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as box:
        yield box


class Alone:
    """The deployment, its mails, and browsers."""

    def __init__(self, runtime: Runtime, clock: Any, tick: Callable[[Runtime], int], postbox: Postbox) -> None:
        self.runtime, self.clock, self.tick, self.postbox = runtime, clock, tick, postbox
        self.application = application(runtime, Web.routes)

    def nobody(self) -> Browser:
        client = Client(self.application)
        client.set_cookie("vertais_language", "en")
        return Browser(client)

    def signed_in(self, email: str) -> Browser:
        """Through the kit's own sign-in, with the code of its mail."""
        found, before = self.nobody(), len(self.postbox.to(email))
        found.send("/shadowing/sign-in", email=email)
        for _ in range(200):
            if len(self.postbox.to(email)) > before:
                break
            time.sleep(0.05)
        code = CODE.search(self.postbox.to(email)[-1].get_content())
        assert code
        found.send("/shadowing/sign-in/code", code="".join(code.groups()))
        return found

    def go_to(self, day: date) -> None:
        self.clock.set(datetime(day.year, day.month, day.day, 7, tzinfo=UTC))
        while self.tick(self.runtime):
            pass

    def link(self, email: str, action: str) -> str:
        """The path of the link in the newest mail to somebody."""
        while self.tick(self.runtime):
            pass
        mail = self.postbox.to(email)[-1]
        path = urlsplit(ADDRESS.findall(mail.get_content())[0]).path
        assert f"/{action}" in path, (action, path, mail["Subject"])
        return path


@pytest.fixture
def alone(runtime_of: Any, clock: Any, tick: Any, postbox: Postbox) -> Alone:
    clock.set(BEGIN)
    runtime = runtime_of("shadowing", smtp_url=postbox.url)
    with runtime.work() as work:
        commands.set_up(work)
    return Alone(runtime, clock, tick, postbox)


def entered(alone: Alone) -> Browser:
    """The administrator, who has typed in the people and opened a call."""
    pia = alone.signed_in("pm@opelix.example")
    assert "/shadowing/own" in pia.get("/shadowing/desk")
    assert "No call is open yet" in pia.get("/shadowing/own")
    hyria, tavastia = "\n".join(PEOPLE.splitlines()[:2]), "\n".join(PEOPLE.splitlines()[2:])
    pia.send("/shadowing/own/people", organisation="hyria", people=hyria)
    assert "The people are entered" in pia.follow(
        pia.send("/shadowing/own/people", organisation="tavastia", people=tavastia)
    )
    opened = pia.send(
        "/shadowing/own/calls",
        organisation="opelix",
        title="Työparijaksot syksyllä 2013",
        closes_on="30.9.2013",
        window_from="9.9.2013",
        window_to="20.12.2013",
        quota="2",
    )
    assert "Työparijaksot syksyllä 2013" in pia.follow(opened)
    return pia


def test_a_pair_goes_from_typing_in_people_to_both_follow_ups_on_shadowing_alone(alone: Alone) -> None:
    pia = entered(alone)
    anna, nobody = alone.signed_in("anna@hyria.example"), alone.nobody()
    with alone.runtime.sessions() as session:
        call = session.scalar(select(KnownCall.id))
    colleague = {"first_name": "Bertta", "last_name": "Ohjaaja", "email": "bertta@tavastia.example"}
    anna.send(f"/shadowing/calls/{call}/invite", organisation="tavastia", **colleague)

    invitation = alone.link("bertta@tavastia.example", "invitation")
    own = nobody.send(invitation, to=f"{invitation}/accept").headers["Location"].split("?")[0]
    page = alone.link("anna@hyria.example", "my-period")
    nobody.send(f"{page}/plan", **TYPED_PLAN)
    nobody.send(page, to=f"{page}/accept-plan/1")
    nobody.send(own, to=f"{own}/accept-plan/1")

    for supervisor in ("hanna@hyria.example", "teuvo@tavastia.example"):
        nobody.send(alone.link(supervisor, "statement"), supports="yes", took_part="true")
    assert alone.link("pm@opelix.example", "desk") == "/shadowing/desk"
    with alone.runtime.sessions() as session:
        period: UUID = session.scalar(select(Period.id))
    criteria = dict.fromkeys(("purposeful", "serves_cooperation", "serves_both"), "yes")
    pia.send(f"/shadowing/periods/{period}/decision", **criteria, decision="approve")

    alone.go_to(date(2013, 9, 17))
    nobody.send(f"{alone.link('bertta@tavastia.example', 'my-period')}/goals", **TYPED_GOALS)
    for base in (page, own):
        nobody.send(f"{base}/accept-goals", time_reserved="true")
    assert alone.link("hanna@hyria.example", "statement")
    alone.go_to(date(2013, 10, 1))
    alone.go_to(date(2013, 10, 30))
    for email in ("anna@hyria.example", "bertta@tavastia.example"):
        assert "Thank you" in nobody.follow(nobody.send(alone.link(email, "followup"), **TYPED_FOLLOWUP))
    with alone.runtime.sessions() as session:
        assert session.get(Period, period).state_name == "followup_complete"
    assert alone.link("teuvo@tavastia.example", "statement")
    told = [len(alone.postbox.to(each)) for each in ("hanna@hyria.example", "bertta@tavastia.example")]
    assert told == [3, 4]  # the supervisor: application, goals, talk; the party: invitation, decision, goals, follow-up


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
        assert "/shadowing/own" not in browser(world, "pia").get("/shadowing/desk")

    def test_no_letter_waits(self, world: World) -> None:
        world.reach("followup_complete")
        world.go_to(world.clock.now().date() + timedelta(days=1))
        with world.runtime.sessions() as session:
            assert session.scalar(select(func.count()).where(Timer.kind == "letter")) == 0
