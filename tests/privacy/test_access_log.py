"""Every read of another's data is written down, and one's own never is: on every route of every service."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from werkzeug.routing import UUIDConverter
from werkzeug.test import Client
from werkzeug.wrappers import Response

from services.registration.commands import erasing
from shared.clock import real_now
from shared.database.kit import AccessRow
from shared.people import Person, links, sessions
from shared.plugins import manifests
from shared.privacy import retention
from shared.web import Page, Redirect
from shared.web.handling import Application
from shared.web.routes import Route
from shared.web.service import application
from shared.work import Actor

OFFICER = [{"role": "dpo", "organisation": "hyria", "valid_from": "2020-01-01", "valid_to": None}]
COORDINATOR = [{"role": "member_coordinator", "organisation": "hyria", "valid_from": "2020-01-01", "valid_to": None}]
CARD = {"organisation": "hyria", "language": "fi", "version": 1, "last_name": "Malli"}


def rows(runtime) -> list[AccessRow]:
    with runtime.sessions() as session:
        return list(session.scalars(select(AccessRow).order_by(AccessRow.id)))


def number(runtime) -> int:
    with runtime.sessions() as session:
        return session.scalar(select(func.count()).select_from(AccessRow))


def two_people(runtime) -> tuple[Person, Person]:
    found = Person(first_name="Aino", email="a@hyria.example", **CARD), Person(first_name="Bo", email="b", **CARD)
    with runtime.work() as work:
        work.session.add_all(found)
    return found


class Visitor:
    """Asks every route of a service with a handler that reads one card; a page shows nothing else."""

    def __init__(self, app: Application, monkeypatch: pytest.MonkeyPatch, reader: UUID) -> None:
        self.app, self.monkeypatch, self.reader = app, monkeypatch, reader
        self.client = Client(app)
        began = sessions.begin(app.runtime.settings, reader, remember=False, now=real_now())
        self.client.set_cookie(sessions.COOKIE, began)
        monkeypatch.setattr(app, "page", lambda page, request, work=None: Response("read", page.status))
        monkeypatch.setattr(
            "shared.web.answers.once", lambda app, request, work, act: app.present(act(), request, work)
        )

    def reads(self, route: Route, whose: UUID) -> Response:
        def handler(request: Any, work: Any, *more: Any, **values: Any) -> Any:
            name = work.session.get(Person, whose).name
            return {"name": name} if route.kind == "api" else Page("privacy.html", name=name)

        for name, value in {"handler": handler, "body": None, "query": None, "response": None, "status": 200}.items():
            self.monkeypatch.setattr(route, name, value)
        answer = self.client.open(self.path(route), method=route.methods[0], headers={"X-Requested-By": "vertais"})
        assert answer.status_code == 200, (route.path, answer.status_code)
        return answer

    def path(self, route: Route) -> str:
        (rule,) = [each for each in self.app.map.iter_rules() if each.endpoint is route]
        values: dict[str, Any] = {}
        for name in rule.arguments:
            values[name] = uuid4() if isinstance(rule._converters[name], UUIDConverter) else "1"
        if route.access.action:
            record, until = uuid4(), datetime.now(UTC) + timedelta(days=1)
            values["token"] = links.mint(self.app.runtime.settings, route.access.action, record, self.reader, until)
        return str(self.app.map.bind("localhost").build(route, values, method=route.methods[0]))


@pytest.mark.parametrize("service", sorted(manifests()))
def test_every_route_writes_down_that_anothers_card_was_read_and_none_ones_own(runtime_of, monkeypatch, service):
    runtime = runtime_of(service)
    app = application(runtime, runtime.manifest.load("service").Web.routes)
    reader, other = two_people(runtime)
    visitor = Visitor(app, monkeypatch, reader.id)
    closed = [each for each in app.routes if each.access.kind != "anyone"]
    assert len(closed) > 8
    for number_before, route in enumerate(closed):
        visitor.reads(route, reader.id)
        assert number(runtime) == number_before, route.path
        visitor.reads(route, other.id)
        assert number(runtime) == number_before + 1, route.path
    found = rows(runtime)
    assert [each.route for each in found] == [each.path for each in closed]
    assert {(each.who, *each.whose, *each.organisations) for each in found} == {(reader.id, other.id, "hyria")}


def test_a_coordinator_who_looks_is_told_of_by_role_and_organisation_and_never_by_name(hub):
    aino = hub.person("aino")
    cora = hub.browser(hub.person("cora", roles=COORDINATOR))
    assert "aino.malli" in cora.get("/registration/people").text
    cora.get("/registration/people")
    assert len(rows(hub.runtimes["registration"])) == 2
    page = hub.browser(aino).get("/shadowing/own-data").text
    assert "coordinator (Hyria), 2 times" in page
    assert "Cora" not in page
    told = hub.browser(aino).get("/registration/own-data.json")
    assert "cora" not in told.text.lower()
    (look,) = [look for each in told.json()["services"] for look in each["looks"]]
    assert (look["times"], look["who"]) == (2, "coordinator (Hyria)")
    assert len(hub.browser(aino).get("/registration/own-data.pdf").content) > 1000


def test_the_sheet_of_people_and_the_api_are_reads_like_the_page(hub):
    aino, bertta = hub.person("aino"), hub.person("bertta")
    cora_id = hub.person("cora", roles=COORDINATOR)
    cora = hub.browser(cora_id)
    cora.get("/registration/people/csv")
    cora.api("GET", "/api/registration/v1/people")
    found = rows(hub.runtimes["registration"])
    assert [set(each.whose) for each in found] == [{aino, bertta}] * 2
    assert {(each.who, each.organisation, *each.roles) for each in found} == {
        (cora_id, "hyria", "member_coordinator@hyria")
    }


def test_an_answer_of_the_api_that_names_people_by_id_alone_is_a_read(runtime_of, monkeypatch):
    runtime = runtime_of("scheduling")
    app = application(runtime, runtime.manifest.load("service").Web.routes)
    reader, other = two_people(runtime)
    visitor = Visitor(app, monkeypatch, reader.id)
    route = next(each for each in app.routes if each.kind == "api" and each.access.kind == "signed_in")
    for name, value in {"body": None, "query": None, "response": None}.items():
        monkeypatch.setattr(route, name, value)
    told = {"record": str(uuid4()), "by": [{"person_id": str(reader.id)}, {"person_id": str(other.id)}]}
    monkeypatch.setattr(route, "handler", lambda request, work, *more, **values: told)
    visitor.client.open(visitor.path(route), method=route.methods[0], headers={"X-Requested-By": "vertais"})
    assert [each.whose for each in rows(runtime)] == [[other.id]]


def test_what_is_refused_or_leads_elsewhere_shows_nothing_and_is_not_written_down(runtime_of, monkeypatch):
    runtime = runtime_of("scheduling")
    app = application(runtime, runtime.manifest.load("service").Web.routes)
    reader, other = two_people(runtime)
    visitor = Visitor(app, monkeypatch, reader.id)
    route = next(each for each in app.routes if each.kind == "page" and each.access.kind == "signed_in")

    def refused(request: Any, work: Any, **values: Any) -> Any:
        work.session.get(Person, other.id)
        work.actor.require("read", "evidence", "hyria")

    def led_on(request: Any, work: Any, **values: Any) -> Any:
        work.session.get(Person, other.id)
        return Redirect("/scheduling/")

    for handler, status in ((refused, 403), (led_on, 303)):
        monkeypatch.setattr(route, "handler", handler)
        assert visitor.client.get(visitor.path(route)).status_code == status
    assert rows(runtime) == []


SECRET = "<secret>"


def test_by_a_secret_address_one_comes_to_three_calendars_and_the_hosts_page_alone(runtime_of):
    """ADR 10: who comes is not known, so there is no row; the tests of scheduling read them."""
    found = {}
    for name in manifests():
        runtime = runtime_of(name)
        app = application(runtime, runtime.manifest.load("service").Web.routes)
        found |= {each.path: each.access.kind for each in app.routes if SECRET in each.path}
    own = ("/scheduling/calendar/<secret>.ics", "/shadowing/calendar/<secret>.ics")
    groups = ("/scheduling/group-calendar/<secret>.ics", "/scheduling/host/<secret>")
    assert found == dict.fromkeys((*own, *groups), "anyone")


def test_ones_own_records_under_two_ids_are_ones_own(runtime_of, monkeypatch):
    runtime = runtime_of("scheduling")
    app = application(runtime, runtime.manifest.load("service").Web.routes)
    kept = Person(first_name="Aino", email="a@hyria.example", **CARD)
    with runtime.work() as work:
        work.session.add(kept)
        work.session.flush()
        second = Person(first_name="Aino", email="aino@hyria.example", same_as=kept.id, **CARD)
        work.session.add(second)
        work.session.flush()
    link = next(each for each in app.routes if each.access.kind == "link" and each.kind == "page")
    page = next(each for each in app.routes if each.access.kind == "signed_in" and each.kind == "page")
    for reader, route, whose in product((kept.id, second.id), (link, page), (kept.id, second.id)):
        visitor = Visitor(app, monkeypatch, reader)
        visitor.client.set_cookie("vertais_language", "fi")
        visitor.reads(route, whose)
    assert rows(runtime) == []


def test_nothing_is_shown_when_it_cannot_be_written_down(runtime_of, monkeypatch):
    runtime = runtime_of("scheduling")
    app = application(runtime, runtime.manifest.load("service").Web.routes)
    reader, other = two_people(runtime)
    visitor = Visitor(app, monkeypatch, reader.id)
    route = next(each for each in app.routes if each.kind == "page" and each.access.kind == "signed_in")

    def broken(*more: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("shared.privacy.access_log._row", broken)
    with pytest.raises(AssertionError, match="500"):
        visitor.reads(route, other.id)


def test_the_data_protection_officer_sees_who_read_the_data_of_her_own_people_alone(hub):
    hub.person("aino")
    cora = hub.browser(hub.person("cora", roles=COORDINATOR))
    cora.get("/registration/people")
    officer = hub.browser(hub.person("dora", roles=OFFICER))
    text = officer.get("/scheduling/access-log?address=aino.malli@hyria.example").text
    assert "Cora Malli" in text
    assert "coordinator (Hyria)" in text
    assert "/registration/people" in text
    assert "Cora Malli" not in officer.get("/registration/access-log?address=nobody@hyria.example").text
    elsewhere = [{**OFFICER[0], "organisation": "tavastia"}]
    other = hub.browser(hub.person("outi", "tavastia", roles=elsewhere))
    assert other.api("GET", "/api/registration/v1/access-log")["reads"] == []
    cora.get("/registration/access-log", 403)
    cora.api("GET", "/api/registration/v1/access-log", 403)
    hub.browser().api("GET", "/api/registration/v1/access-log", 401)


def test_the_officers_own_look_is_written_down_too(hub):
    hub.person("aino")
    hub.browser(hub.person("cora", roles=COORDINATOR)).get("/registration/people")
    dora = hub.person("dora", roles=OFFICER)
    hub.browser(dora).get("/registration/access-log")
    assert [each.who for each in rows(hub.runtimes["registration"])][1:] == [dora]


def test_older_reads_are_reached_page_by_page(hub):
    aino = hub.person("aino")
    began = datetime(2026, 9, 1, tzinfo=UTC)
    told = {"who": uuid4(), "organisation": "hyria", "roles": ["mentor@hyria"], "organisations": ["hyria"]}
    for minute in range(130):
        at = began + timedelta(minutes=minute)
        hub.add("registration", AccessRow(at=at, route=f"/x/{minute:03}", whose=[aino], **told))
    officer = hub.browser(hub.person("dora", roles=OFFICER))
    first = officer.get("/registration/access-log").text
    assert ("/x/129" in first, "/x/030" in first, "/x/029" in first) == (True, True, False)
    (older,) = [part.partition('"')[0] for part in first.split('rel="next" href="')[1:]]
    second = officer.get(older.replace("&amp;", "&")).text
    assert ("/x/030" in second, "/x/029" in second, "/x/000" in second) == (False, True, True)
    officer.get("/registration/access-log?before=yesterday", 422)


def test_a_read_is_kept_for_two_years(runtime_of, clock):
    runtime = runtime_of("shadowing")
    at = datetime(2026, 9, 1, 10, tzinfo=UTC)
    told = {"who": uuid4(), "organisation": "hyria", "roles": [], "organisations": ["hyria"], "whose": [uuid4()]}
    with runtime.work() as work:
        work.session.add(AccessRow(at=at, route="/x", **told))
    clock.set(datetime(2028, 9, 1, 12, tzinfo=UTC))
    retention.run(runtime)
    assert number(runtime) == 1
    clock.set(datetime(2028, 9, 2, 12, tzinfo=UTC))
    retention.run(runtime)
    assert number(runtime) == 0


def test_that_an_erased_person_was_read_stays_without_a_name(hub):
    aino = hub.person("aino")
    hub.browser(hub.person("cora", roles=COORDINATOR)).get("/registration/people")
    hub.do("registration", erasing.ask_erasure, actor=Actor("person", aino))
    hub.relay()
    (row,) = rows(hub.runtimes["registration"])
    assert aino in row.whose
    text = hub.browser(hub.person("dora", roles=OFFICER)).get("/registration/access-log").text
    assert "people who have been erased" in text
    assert "Aino" not in text
