"""A network in which nothing runs but shadowing, and a pair that goes through it by links and two sign-ins."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from werkzeug.test import Client

from services.shadowing.service import Web
from services.shadowing.tables import KnownCall, Period
from shared.testing.broker import eventually
from shared.testing.network import CONTENT
from shared.web.service import application
from shared.work import Runtime
from tests.notifications.postbox import Postbox
from tests.shadowing.test_pages import TYPED_FOLLOWUP, TYPED_GOALS, TYPED_PLAN
from tests.shadowing.web import Browser

NETWORK = CONTENT | {"serves": [{"deployment": "hub", "services": ["shadowing"], "organisations": "all"}]}
BEGIN = datetime(2013, 9, 2, 6, tzinfo=UTC)
ADDRESS = re.compile(r"https?://\S+")
CODE = re.compile(r"\b(\d{3}) ?(\d{3})\b")
PEOPLE = """Anna;Opettaja;anna@hyria.example;hanna@hyria.example
Hanna;Esihenkilö;hanna@hyria.example
"Teuvo"\tPäällikkö\tteuvo@tavastia.example
Bertta, Ohjaaja, BERTTA@tavastia.example, teuvo@tavastia.example"""


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
        assert eventually(lambda: len(self.postbox.to(email)) > before, 20)
        code = CODE.search(self.postbox.to(email)[-1].get_content())
        assert code
        found.send("/shadowing/sign-in/code", code="".join(code.groups()))
        return found

    def go_to(self, day: date) -> None:
        self.clock.set(datetime(day.year, day.month, day.day, 7, tzinfo=UTC))
        self.settle()

    def settle(self) -> None:
        """Do what is due."""
        while self.tick(self.runtime):
            pass

    def period(self) -> Period | None:
        """The only period, if there is one."""
        with self.runtime.sessions() as session:
            return session.scalar(select(Period))

    def link(self, email: str, action: str) -> str:
        """The path of the link in the newest mail to somebody."""
        self.settle()
        assert eventually(lambda: f"/{action}" in self.newest_path(email), 20), (action, self.newest_path(email))
        return self.newest_path(email)

    def newest_path(self, email: str) -> str:
        mails = [each for each in self.postbox.to(email) if each["X-Vertais-Kind"].startswith("shadowing_")]
        return urlsplit(ADDRESS.findall(mails[-1].get_content())[0]).path if mails else ""


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


def play(alone: Alone) -> None:
    """From typing in people to both follow-ups."""
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
    period = alone.period()
    assert period
    criteria = dict.fromkeys(("purposeful", "serves_cooperation", "serves_both"), "yes")
    pia.send(f"/shadowing/periods/{period.id}/decision", **criteria, decision="approve")

    alone.go_to(date(2013, 9, 17))
    nobody.send(f"{alone.link('bertta@tavastia.example', 'my-period')}/goals", **TYPED_GOALS)
    for base in (page, own):
        nobody.send(f"{base}/accept-goals", time_reserved="true")
    assert alone.link("hanna@hyria.example", "statement")
    alone.go_to(date(2013, 10, 1))
    assert eventually(lambda: alone.period().state_name == "in_progress", 20)
    alone.go_to(date(2013, 10, 30))
    for email in ("anna@hyria.example", "bertta@tavastia.example"):
        assert "Thank you" in nobody.follow(nobody.send(alone.link(email, "followup"), **TYPED_FOLLOWUP))
    assert alone.period().state_name == "followup_complete"
    assert alone.link("teuvo@tavastia.example", "statement")
    told = [len(alone.postbox.to(each)) for each in ("hanna@hyria.example", "bertta@tavastia.example")]
    assert told == [3, 4]  # the supervisor: application, goals, talk; the party: invitation, decision, goals, follow-up
