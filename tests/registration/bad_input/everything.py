"""A network in which everything is there that a page or a form of registration is about, and who may open it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from html import unescape
from itertools import product
from typing import Any

import orjson
from sqlalchemy import text
from werkzeug.test import Client, TestResponse

from services.registration.commands import erasing, ideas, mentors, saved, staff_lists
from services.registration.service import Web
from shared.clock import real_now
from shared.people import links, sessions
from shared.web.routes import Route
from shared.web.service import application
from tests.registration.conftest import VERME2, Season, meetings
from tests.registration.test_approvals import acting
from tests.registration.test_mentors import PROFILE
from tests.registration.test_pages import held

PARAMETER = re.compile(r"<(?:uuid:)?(\w+)>")
FREE = re.compile(r"<(?:input(?=[^>]*type=\"(?:text|email|number|url|tel|date)\")|textarea)[^>]*name=\"([^\"]+)\"")
CHOICE = re.compile(r"<input(?=[^>]*type=\"(?:radio|checkbox)\")(?=[^>]*name=\"([^\"]+)\")[^>]*value=\"([^\"]*)\"")
LIST = re.compile(r"<select[^>]*name=\"([^\"]*)\".*?<option value=\"([^\"]+)\"", re.S)
BY_LINK = re.compile(r"/([\w-]+)/[<{]token")
ACTIONS = {
    "confirm": "confirm_registration",
    "mine": "my_registration",
    "offer": "take_offer",
    "supervisor": "approve_registrations",
    "saved": "continue_registration",
    "continue": "continue_registration",
    "erasure": "erasure",
    "by-link": "erasure",
}
FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.S)
ROLES = [("project_manager", "opelix"), ("member_coordinator", "hyria"), ("dpo", "opelix")]
IDEA = {"theme": "Kieli", "idea_type": "training_topic", "need": "x", "target_group": None, "proposed_way": "event"}
CSV = "Etunimi;Sukunimi;Sähköposti;Yksikkö;Tehtävänimike\r\nAino;Määttä;aino.maatta@hyria.example;Torikatu;sihteeri"


class Everything:
    """One record at least of everything, in the states in which its forms are open."""

    def __init__(self, season: Season, first_name: str = "Malli") -> None:
        self.season, self.settings = season, season.runtime.settings
        self.app = application(season.runtime, Web.routes)
        self.people = {role: season.person(f"{role[:4]}", at, role) for role, at in ROLES}
        self.pm = acting(self.people["project_manager"], "project_manager", "opelix")
        second = {"name": {"fi": "Toinen"}, "min_size": 1, "max_size": 2, "meetings": meetings(VERME2)}
        question = {"id": "led", "label": {"fi": "Oletko ohjannut?"}, "kind": "text", "required": False}
        self.call = season.call(max_size=2, min_size=1, more=[second], questions=[question])
        self.draft = season.call(publish=False)
        self.group, self.other = sorted(season.groups_of(self.call), key=lambda each: each.name["fi"])
        names = ["aino", "eero", "iida", "olli"]
        named = [{"first_name": first_name, "last_name": f"{each.capitalize()}nen"} for each in names]
        self.ids = [season.register(self.group.id, each, **more) for each, more in zip(names, named, strict=True)]
        for each in self.ids[1:]:
            season.approve(each)
        self.unconfirmed = season.register(self.other.id, "unto", confirm=False)
        self._ideas_mentors_and_lists()

    def _ideas_mentors_and_lists(self) -> None:
        do, by = self.season.do, {"actor": self.pm}
        self.ideas = [do(ideas.enter_idea, "opelix", {**IDEA, "theme": each}, **by).id for each in ("Kieli", "Tieto")]
        self.mentor = self.season.person("ohjaaja", "hyria")
        do(mentors.offer_to_lead, self.mentor.id, PROFILE, actor=acting(self.mentor, "participant", "hyria"))
        self.list = do(staff_lists.receive_sheet, "lista.csv", CSV.encode(), "hyria", **by).id
        forgotten = self.season.person("unohdettu", "hyria")
        self.wish = do(erasing.ask_erasure, actor=acting(forgotten, "participant", "hyria"))
        self.saved = do(saved.save_form, self.call.id, {"first_name": ["Aino"]}, "").id

    def clients(self) -> Iterator[Client]:
        for each in [*self.people.values(), self.mentor, None]:
            client = Client(self.app)
            client.set_cookie("vertais_language", "fi")
            if each is not None:
                value = sessions.begin(self.settings, each.id, remember=False, now=real_now())
                client.set_cookie(sessions.COOKIE, value)
            yield client

    def known(self, path: str, name: str) -> list[Any]:
        """Values of a parameter in a path that exist."""
        if name == "token":
            return self.tokens(path)
        one = self.season.registration(self.ids[0])
        return {
            "call_id": [self.call.id, self.draft.id],
            "group_id": [self.group.id, self.other.id, self.season.group_of(self.draft).id],
            "registration_id": [*self.ids, self.unconfirmed],
            "person_id": [one.person_id, self.mentor.id],
            "second_id": [self.season.registration(self.ids[1]).person_id],
            "idea_id": self.ideas,
            "list_id": [self.list],
            "question": ["led"],
            "slug": ["hyria", "opelix"],
            "what": ["fixed", "together", "pairs"],
        }[name]

    def tokens(self, path: str) -> list[str]:
        """Links that are good for a page or a call of the API."""
        found = BY_LINK.search(path)
        action = ACTIONS.get(found[1]) if found else None
        until = self.season.clock.now() + timedelta(days=60)
        boss = self.season.registration(self.ids[0]).supervisor_id
        held = {
            "approve_registrations": [(boss, boss)],
            "continue_registration": [(self.saved, self.saved)],
            "erasure": [(self.wish.id, self.wish.person_ids[0])],
        }
        own = [(each, self.season.registration(each).person_id) for each in (*self.ids, self.unconfirmed)]
        return [links.mint(self.settings, action, *each, until) for each in held.get(action, own)] if action else []

    def paths(self, route: Route) -> Iterator[str]:
        """The addresses of a route at which something is."""
        names = PARAMETER.findall(route.path)
        for values in product(*(self.known(route.path, each) for each in names)):
            path = route.path
            for name, value in zip(names, values, strict=True):
                path = re.sub(rf"<(uuid:)?{name}>", str(value), path)
            yield path

    def open_forms(self) -> Iterator["Opened"]:
        """Every form, opened by the first who may; raises where nobody can open one."""
        for route in (each for table in Web.routes for each in table if each.kind == "form"):
            yield self.opened(route)

    def opened(self, route: Route) -> "Opened":
        for path, client in product(self.paths(route), self.clients()):
            page = client.get(path)
            if page.status_code == 200:
                return Opened(client, path).screen()
        raise AssertionError(f"nobody can open {route.path}")

    def rows(self) -> bytes:
        """A mark of everything that is stored, but for who has looked at what, and in which month last."""
        with self.season.runtime.sessions() as session:
            names = session.scalars(
                text(
                    "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
                    "AND tablename NOT IN ('access_log', 'account_uses')"
                )
            )
            marks = {
                each: session.scalar(text(f"SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {each} t"))
                for each in names
            }
        return orjson.dumps(marks)

    @contextmanager
    def nothing_stays(self) -> Iterator[None]:
        """Everything is done, to the last row and event, and taken back."""
        whole = self.app.unit

        @contextmanager
        def unit(request: Any, values: Any) -> Iterator[Any]:
            with suppress(TakenBack), whole(request, values) as work:
                yield work
                work.session.flush()
                raise TakenBack

        self.app.unit = unit  # type: ignore[method-assign]
        yield
        del self.app.unit


class TakenBack(Exception):
    """Not an answer: the unit of work is undone."""


class Opened:
    """A form that somebody looks at, filled in as far as it offers choices."""

    def __init__(self, client: Client, path: str) -> None:
        self.client, self.path = client, path
        self.look()

    def look(self, page: TestResponse | None = None) -> "Opened":
        self.html = form_of(page.text if page else self.client.get(self.path).text)
        self.holds, self.free = held(self.html), [*dict.fromkeys(FREE.findall(self.html))]
        return self

    def screen(self) -> "Opened":
        """Of a form by screens: the one on which most is typed."""
        return self.look(self.send(go="you")) if 'name="step"' in self.html else self

    def send(self, /, **values: Any) -> TestResponse:
        return self.client.post(self.path, data=self.filled() | values)

    def filled(self) -> dict[str, list[str]]:
        """The first of every choice, and what the form holds."""
        offered = [*LIST.findall(self.html)[::-1], *CHOICE.findall(self.html)[::-1]]
        first = {name: [unescape(value)] for name, value in offered}
        return first | {name: values for name, values in self.holds.items() if values}

    def typed(self, text: str) -> TestResponse:
        """Send it with a text in every field that is typed in."""
        return self.send(**dict.fromkeys(self.free, text))


def form_of(html: str) -> str:
    """The form of a page, as its text."""
    return max(FORM.findall(html.split("<main", 1)[-1]), key=len, default="")


def faults(html: str) -> list[str]:
    """What the summary of faults says, each with the field that it leads to."""
    summary = html.partition("govuk-error-summary__list")[2].partition("</ul>")[0]
    return re.findall(r"<li>(.*?)</li>", summary, re.S)
