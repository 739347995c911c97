"""All five services behind one gateway, each with its own database, and people whom they all know."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Thread
from typing import Any
from uuid import UUID

import orjson
import pytest
import requests
from sqlalchemy import delete, select, text
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from services.registration.commands import people
from shared.bus.envelope import Event, read
from shared.bus.topology import subscribed
from shared.clock import real_now
from shared.contracts.people import PersonV1
from shared.database.kit import OutboxRow
from shared.people import sessions
from shared.plugins import manifests
from shared.web.service import application
from shared.work import SYSTEM, Actor, Runtime

TOKEN = re.compile(r'name="form_token" value="([^"]+)"')


def taken(runtime: Runtime) -> list[Event]:
    """What waits in the outbox, taken out of it."""
    with runtime.sessions.begin() as session:
        rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        found = [read(orjson.loads(each.body), each.body) for each in rows]
        session.execute(delete(OutboxRow))
    return found


@dataclass
class Hub:
    """The services of one deployment; those in `away` do not answer."""

    base_url: str
    runtimes: dict[str, Runtime]
    event: Any
    deliver: Callable[..., None]
    away: set[str] = field(default_factory=set)
    undelivered: list[Any] = field(default_factory=list)

    def person(self, name: str, organisation: str = "hyria", **values: Any) -> UUID:
        """Somebody with a card in registration that has reached everybody."""
        email, roles = f"{name}.malli@{organisation}.example", values.pop("roles", [])
        card = {"first_name": name.capitalize(), "last_name": "Malli", "language": "fi", **values}
        made = self.do("registration", people.register_person, organisation=organisation, email=email, **card)
        self.tell(made.id, organisation=organisation, email=email, roles=roles, **card)
        if roles:
            with self.runtimes["registration"].work() as work:
                people.change_person(work, work.session.get(people.Person, made.id), {"roles": roles})
        return made.id

    def tell(self, person_id: UUID, **card: Any) -> None:
        blank = dict.fromkeys(("unit", "job_title", "supervisor_id", "same_as", "sessions_valid_from"))
        told = self.event(PersonV1, "person_changed", id=person_id, **(blank | card))
        for name, runtime in self.runtimes.items():
            if name != "registration":
                self.deliver(runtime, told)

    def do(self, service: str, command: Any, *args: Any, actor: Actor = SYSTEM, **kwargs: Any) -> Any:
        with self.runtimes[service].work(actor) as work:
            return command(work, *args, **kwargs)

    def add(self, service: str, *rows: Any) -> None:
        with self.runtimes[service].work() as work:
            work.session.add_all(rows)

    def relay(self) -> None:
        """Let everything that was published reach everybody who follows it, until nothing is under way."""
        while sent := [(name, each) for name, runtime in self.runtimes.items() for each in taken(runtime)]:
            for name, event in sent:
                for reader, runtime in self.runtimes.items():
                    follows = event.contract in subscribed(runtime.manifest)
                    if reader != name and follows and reader not in self.away:
                        self.deliver(runtime, event)
                    elif reader != name and follows:
                        self.undelivered.append((reader, event))

    def bring_back(self, name: str) -> None:
        """A service that was away runs again and reads its queue."""
        self.away.discard(name)
        for reader, event in self.undelivered:
            if reader == name:
                self.deliver(self.runtimes[name], event)
        self.relay()

    def everything_kept(self, service: str) -> str:
        """All rows of all tables of a service, as text."""
        with self.runtimes[service].sessions() as session:
            tables = session.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).all()
            rows = (session.scalars(text(f'SELECT to_jsonb(x)::text FROM "{each}" x')).all() for each in tables)
            return "\n".join(row for of_table in rows for row in of_table)

    def browser(self, person_id: UUID | None = None, language: str = "en") -> "Browser":
        session = requests.Session()
        session.cookies.set("vertais_language", language)
        if person_id:
            settings = self.runtimes["registration"].settings
            session.cookies.set(sessions.COOKIE, sessions.begin(settings, person_id, remember=False, now=real_now()))
        return Browser(self.base_url, session)


@dataclass
class Browser:
    """Somebody's browser without JavaScript."""

    base_url: str
    session: requests.Session

    def get(self, path: str, status: int = 200) -> requests.Response:
        answer = self.session.get(self.base_url + path, allow_redirects=False)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
        return answer

    def send(self, path: str, status: int = 303, **typed: Any) -> requests.Response:
        token = TOKEN.search(self.get(path).text)
        assert token, "the page has no form"
        data = {**typed, "form_token": token[1]}
        answer = self.session.post(self.base_url + path, data=data, allow_redirects=False)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:3000])
        return answer

    def api(self, method: str, path: str, status: int = 200, json: Any = None) -> Any:
        headers = {"X-Requested-By": "vertais"}
        answer = self.session.request(method, self.base_url + path, json=json, headers=headers)
        assert answer.status_code == status, (path, answer.status_code, answer.text[:2000])
        return answer.json() if answer.content else None


@pytest.fixture
def hub(
    runtime_of: Callable[..., Runtime], event: Any, deliver: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hub]:
    monkeypatch.setattr("shared.privacy.gathering.SECONDS", 60)  # a busy machine is not a service that is away
    applications: dict[str, Any] = {}
    away: set[str] = set()

    def gateway(environ: dict[str, Any], start_response: Any) -> Any:
        parts = environ["PATH_INFO"].strip("/").split("/")
        name = parts[1] if parts[0] == "api" else parts[0]
        if name in away:
            return Response(status=503)(environ, start_response)
        return applications[name](environ, start_response)

    server = make_server("127.0.0.1", 0, gateway, threaded=True)
    base_url = f"http://127.0.0.1:{server.server_port}"
    runtimes = {name: runtime_of(name, base_url=base_url) for name in manifests()}
    for name, runtime in runtimes.items():
        applications[name] = application(runtime, runtime.manifest.load("service").Web.routes)
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield Hub(base_url, runtimes, event, deliver, away)
    server.shutdown()
    serving.join()


@pytest.fixture
def leaves(hub: Hub) -> Callable[[str, date], None]:
    """`leaves("hyria", day)`: a member's last day in the network, as every service reads it."""

    def leave(slug: str, last: date) -> None:
        for runtime in hub.runtimes.values():
            known = runtime.network.organisations
            known[slug] = replace(known[slug], leaves=last)

    return leave
